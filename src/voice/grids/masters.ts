/** The secrets that speak for whole grids: the main grid's are the settings', each other grid has its own. */

import { isSameSecret } from '../sign-in/same-secret.js'
import { type GridId, MAIN_GRID } from './grid.js'
import type { Grids } from './grids.js'
import type { HostedGrid } from './hosted-grid.js'

/** The master key of a grid. */
export interface GridMaster {
  readonly grid: GridId
  /** The value of `vivox_admin_user`. */
  readonly adminUser: string
  /** Whether that is the value of `vivox_admin_password`. Constant-time. */
  isAdminPassword(given: string): boolean
  /** Changes with the password, and is as secret: what was given for an earlier one is void. */
  adminPasswordMark(): string
}

export interface GridMasters {
  /** The grid whose region secret that is. */
  ofSecret(given: string): GridMaster | undefined
  ofAdmin(user: string): GridMaster | undefined
  of(grid: GridId): GridMaster | undefined
}

/** The main grid's secrets in force; an admin may renew them. */
export interface MainSecrets {
  /** Constant-time. */
  isRegionSecret(given: string): boolean
  vivoxAdminPassword(): string
}

export function createGridMasters(
  grids: Pick<Grids, 'find' | 'ofSecret' | 'ofVivoxAdmin'>,
  main: MainSecrets,
): GridMasters {
  function masterOf(grid: HostedGrid | undefined): GridMaster | undefined {
    if (!grid) return undefined
    const { id, vivoxAdminUser, hashes } = grid
    const common = { grid: id, adminUser: vivoxAdminUser }
    if (id === MAIN_GRID) {
      return {
        ...common,
        isAdminPassword: (given) => isSameSecret(given, main.vivoxAdminPassword()),
        adminPasswordMark: main.vivoxAdminPassword,
      }
    }
    return {
      ...common,
      isAdminPassword: (given) => grids.ofSecret('vivoxPassword', given)?.id === id,
      adminPasswordMark: () => hashes?.vivoxPassword ?? '',
    }
  }

  return {
    ofSecret: (given) =>
      masterOf(main.isRegionSecret(given) ? grids.find(MAIN_GRID) : grids.ofSecret('regionSecret', given)),
    ofAdmin: (user) => masterOf(grids.ofVivoxAdmin(user)),
    of: (grid) => masterOf(grids.find(grid)),
  }
}
