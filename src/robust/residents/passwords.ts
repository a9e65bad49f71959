/** Passwords of the grid, as the grid itself checks them. Its own check has no limit: ours comes before it. */

import { NULL_UUID } from '../../pure/uuid.js'
import type { GridId } from '../../voice/grids/grid.js'
import type { GridPasswords } from '../../voice/ports.js'
import type { ResidentClient } from '../client/resident-client.js'
import type { GridAccounts } from './accounts.js'
import { gridUnavailable } from './unavailable.js'

export interface RobustPasswordsOptions {
  readonly client: Pick<ResidentClient, 'isPasswordOf'>
  readonly accounts: Pick<GridAccounts, 'byName'>
  readonly grid: GridId
  /** Whether residents may sign in by password. */
  readonly offered: boolean
}

export function createRobustPasswords(options: RobustPasswordsOptions): GridPasswords {
  const { client, accounts, grid, offered } = options
  return {
    offered: (theirs) => offered && theirs === grid,
    async identify({ grid: theirs, firstName, lastName, password }) {
      if (theirs !== grid) return undefined
      try {
        const account = await accounts.byName(`${firstName} ${lastName}`)
        // A name that nobody has costs as many questions. The grid takes a disabled account's password, too.
        const isRight = await client.isPasswordOf(account?.agentId ?? NULL_UUID, password)
        if (!account || !isRight || account.disabled) return undefined
        return { grid, agentId: account.agentId, name: account.name }
      } catch (error) {
        throw gridUnavailable(error)
      }
    },
  }
}
