/** Whether the resident wears headphones at their own viewer: kept by the service with the account, not by this browser. */

import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { ClientMessage, ServerMessage } from '../../src/protocol/messages.js'

export interface ViewerHeadphones {
  /** `null`: as each place has it. */
  readonly choice: ReadonlySignal<boolean | null>
  choose(headphones: boolean | null): void
  /** @returns whether the message was about them */
  receive(message: ServerMessage): boolean
}

export function createViewerHeadphones(send: (message: ClientMessage) => void): ViewerHeadphones {
  const choice = signal<boolean | null>(null)
  return {
    choice,
    choose(headphones) {
      choice.value = headphones
      send({ type: 'viewer-headphones', headphones })
    },
    receive(message) {
      if (message.type !== 'viewer-headphones') return false
      choice.value = message.headphones
      return true
    },
  }
}
