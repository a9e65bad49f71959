/** Whose friends residents are, as the grid keeps it. */

import type { GridId } from '../../voice/grids/grid.js'
import type { FriendSource } from '../../voice/ports.js'
import type { ResidentClient } from '../client/resident-client.js'
import { type GridAccounts, nameInWorld } from './accounts.js'

export interface GridFriendsOptions {
  readonly client: Pick<ResidentClient, 'friendsOf'>
  readonly accounts: Pick<GridAccounts, 'namesOf'>
  readonly grid: GridId
}

export function createGridFriends({ client, accounts, grid }: GridFriendsOptions): FriendSource {
  return {
    async of(avatar) {
      if (avatar.grid !== grid) return []
      const friends = (await client.friendsOf(avatar.agentId)).filter(({ mayBeSeen }) => mayBeSeen)
      const here = friends.filter(({ visitor }) => !visitor).map(({ agentId }) => agentId)
      const names = await accounts.namesOf(here)
      return friends.flatMap(({ agentId, visitor }) => {
        const name = visitor ? nameInWorld(visitor) : names.get(agentId)
        return name === undefined ? [] : [{ agentId, name }]
      })
    },
  }
}
