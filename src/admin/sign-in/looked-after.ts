/** Which admins an owner looks after: the service's owner all of them, a grid's owner those of that grid. */

import { VoiceError } from '../../errors.js'
import type { Admin } from '../../voice/admins/admin-ports.js'
import type { AdminIdentity, Admins } from '../../voice/admins/admins.js'
import type { GridId } from '../../voice/grids/grid.js'

/** @param grid of the owner; `null`: the service's */
export const isLookedAfterBy =
  (grid: GridId | null) =>
  (admin: Pick<Admin, 'grid'>): boolean =>
    grid === null || admin.grid === grid

/** @throws VoiceError `account-not-found`, also for an admin of another grid: whether there is one is not told */
export async function requireLookedAfter(
  admins: Pick<Admins, 'list'>,
  { grid }: AdminIdentity,
  name: string,
): Promise<Admin> {
  const admin = (await admins.list()).filter(isLookedAfterBy(grid)).find((one) => one.name === name)
  if (admin) return admin
  throw new VoiceError('account-not-found', 'There is no such admin.')
}
