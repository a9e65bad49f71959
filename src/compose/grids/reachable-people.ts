/** Friends and groups of a grid's residents, who can be reached on any node. Part of the composition. */

import { RobustFault } from '../../robust/client/robust-fault.js'
import type { Avatar } from '../../voice/grids/grid.js'
import type { FriendSource, GroupSource } from '../../voice/ports.js'
import { createFriends } from '../../voice/residents/reachable/friends.js'
import { createGroups, type GroupsOptions } from '../../voice/residents/reachable/groups.js'
import { type ReachableOptions, tellOfReachable } from '../../voice/residents/reachable/reachable.js'
import type { Resident } from '../../voice/residents/residents.js'

export interface ReachablePeopleOptions
  extends Omit<GroupsOptions, 'source'>,
    Omit<ReachableOptions, 'lists'> {
  readonly source: { readonly friends: FriendSource; readonly groups: GroupSource }
}

export interface ReachablePeople {
  /** Who of a group of the avatar's is in voice and may be called by it. */
  groupInVoice(avatar: Avatar, groupId: string): readonly Resident[]
  close(): void
}

export function createReachablePeople({ source, ...options }: ReachablePeopleOptions): ReachablePeople {
  const shared = {
    ...options,
    onError(error: unknown) {
      // That the grid does not answer is said elsewhere.
      if (!(error instanceof RobustFault)) options.onError(error)
    },
  }
  const groups = createGroups({ ...shared, source: source.groups })
  const friends = createFriends({ ...shared, source: source.friends })
  return {
    groupInVoice: groups.callable,
    close: tellOfReachable({ ...shared, lists: [friends, groups] }),
  }
}
