/** Which of the resident's friends, and of those in their groups, are in voice or have a page open, as the service tells. */

import { batch, type ReadonlySignal, signal } from '@preact/signals-core'
import type { ServerMessage, ServerMessageOf } from '../../src/protocol/messages.js'

export type OwnFriend = ServerMessageOf<'friends'>['people'][number]
export type OwnGroup = ServerMessageOf<'groups'>['groups'][number]

export interface OwnFriends {
  readonly list: ReadonlySignal<readonly OwnFriend[]>
  /** Those in which there is anybody. */
  readonly groups: ReadonlySignal<readonly OwnGroup[]>
  /** @returns whether the message was about friends or groups */
  receive(message: ServerMessage): boolean
  /** The socket was lost: the next one tells of friends and groups only if there are any. */
  lost(): void
}

export function createOwnFriends(): OwnFriends {
  const list = signal<readonly OwnFriend[]>([])
  const groups = signal<readonly OwnGroup[]>([])
  return {
    list,
    groups,
    receive(message) {
      if (message.type === 'friends') list.value = message.people
      else if (message.type === 'groups') groups.value = message.groups
      else return false
      return true
    },
    lost() {
      batch(() => {
        list.value = []
        groups.value = []
      })
    },
  }
}
