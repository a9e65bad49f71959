/**
 * What the page can do beyond hearing and speaking (calls, chat, the floor) is loaded after its start, and joins here.
 * What the service says until then is kept for it.
 */

import type { ServerMessage, ServerMessageOf } from '../../src/protocol/messages.js'
import type { OwnVoice } from '../media/voice-source.js'

/** Each method is called when it happens; one that is absent is not interested. */
export interface LateFeature {
  /** @returns whether nobody else needs the message */
  receive?(message: ServerMessage): boolean
  /** After the start has taken over what the welcome says. */
  welcomed?(message: ServerMessageOf<'welcome'>): void
  /** The socket was lost. */
  lost?(): void
  /** The session with the service is over. */
  ended?(): void
  /** The browser's back button has brought the page back. */
  restored?(): void
  networkChanged?(): void
  /** The browser cannot remember that the microphone is off. */
  forgetful?(): void
  /** What a call is sent of the resident from now on, and that its microphone was switched. */
  ownVoice?(own: OwnVoice): void
  muted?(): void
}

export interface LateFeatures {
  /** The features are there: they are told what came before, and from now on everything as it comes. */
  attach(features: readonly LateFeature[]): void
  each(tell: (feature: LateFeature) => void): void
  /** The socket was lost: the service says everything again on the next one. */
  lost(): void
  /** @returns whether the message is not for the start */
  receive(message: ServerMessage): boolean
}

/** More is not kept where the features cannot be loaded for a long time; then the oldest go first. */
const MOST_HELD = 500

/** Outside calls only the start needs these. An error answers to what a feature has sent, and none has. */
const OF_START: ReadonlySet<ServerMessage['type']> = new Set([
  'pong',
  'ice-servers',
  'error',
  'peer-connect',
  'peer-disconnect',
  'description',
  'candidate',
  'hub-connect',
  'hub-answer',
  'hub-slots',
  'hub-disconnect',
])

export function createLateFeatures(): LateFeatures {
  let attached: readonly LateFeature[] | undefined
  /** Of the present socket. */
  let held: ServerMessage[] = []

  const isOfCall = (message: ServerMessage) => 'call' in message && message.call !== undefined

  function hold(message: ServerMessage): void {
    if (OF_START.has(message.type) && !isOfCall(message)) return
    held.push(message)
    if (held.length > MOST_HELD) held.shift()
  }

  return {
    attach(features) {
      attached = features
      for (const message of held) {
        features.some(({ receive }) => receive?.(message))
        if (message.type === 'welcome') for (const { welcomed } of features) welcomed?.(message)
      }
      held = []
    },
    each(tell) {
      for (const feature of attached ?? []) tell(feature)
    },
    lost() {
      held = []
      for (const { lost } of attached ?? []) lost?.()
    },
    receive(message) {
      if (attached) return attached.some(({ receive }) => receive?.(message))
      hold(message)
      return isOfCall(message)
    },
  }
}
