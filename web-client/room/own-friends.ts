/** Which of the resident's friends are in voice, or have a page open, as the service tells. */

import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { ServerMessage, ServerMessageOf } from '../../src/protocol/messages.js'

export type OwnFriend = ServerMessageOf<'friends'>['people'][number]

export interface OwnFriends {
  readonly list: ReadonlySignal<readonly OwnFriend[]>
  /** @returns whether the message was about friends */
  receive(message: ServerMessage): boolean
  /** The socket was lost: the next one tells of friends only if there are any. */
  lost(): void
}

export function createOwnFriends(): OwnFriends {
  const list = signal<readonly OwnFriend[]>([])
  return {
    list,
    receive(message) {
      if (message.type !== 'friends') return false
      list.value = message.people
      return true
    },
    lost() {
      list.value = []
    },
  }
}
