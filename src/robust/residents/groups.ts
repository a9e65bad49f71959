/** Which groups residents belong to, as the grid keeps it. */

import type { GridId } from '../../voice/grids/grid.js'
import type { GroupSource } from '../../voice/ports.js'
import type { GroupClient } from '../client/group-client.js'

export interface GridGroupsOptions {
  readonly client: GroupClient
  readonly grid: GridId
}

export function createGridGroups({ client, grid }: GridGroupsOptions): GroupSource {
  return {
    async of(avatar) {
      if (avatar.grid !== grid) return []
      const groups = await client.groupsOf(avatar.agentId)
      return groups
        .filter(({ mayTalk }) => mayTalk)
        .map(({ groupId, name }) => ({ groupId, name, agentId: avatar.agentId }))
    },
    async membersOf({ groupId, agentId }) {
      const members = await client.membersOf(groupId, agentId)
      return new Set(members.filter(({ mayTalk }) => mayTalk).map((member) => member.agentId))
    },
  }
}
