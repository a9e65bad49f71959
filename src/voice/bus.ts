/**
 * The bus: what one part of the service tells all others. Within one process it goes around in that process; where
 * there are more, each of them hears it. Whoever keeps something in memory subscribes first and loads then: what is
 * told while it loads is newer than what is loaded.
 */

import type { Ban, SpeechRule } from './admins/admin-ports.js'
import type { Channel, ChannelRef } from './channels/channel.js'
import type { Revocation } from './ports.js'

/** Everything that is told, by its topic; each message can be put into JSON. No secret is among them. */
export interface BusMessages {
  /** Created, or its settings or description are others than before. */
  'channel-changed': Channel
  'channels-deleted': readonly ChannelRef[]
  /** It replaces an earlier one of the same avatar in the same channel. */
  'ban-added': Ban
  'ban-lifted': Pick<Ban, 'grid' | 'channelId' | 'agentId'>
  'speech-rule-changed': SpeechRule & { readonly holds: boolean }
  /** All of a channel, or those of one kind. */
  'speech-rules-lifted': Pick<SpeechRule, 'grid' | 'channelId'> & Partial<Pick<SpeechRule, 'kind'>>
  'session-revoked': Revocation
  /** The one in force is to be read where it is kept. */
  'secret-renewed': { readonly name: string }
}

export type Topic = keyof BusMessages

export interface Bus {
  /** Every subscriber of this process has heard it when this returns; those of others hear it soon. */
  publish<T extends Topic>(topic: T, message: BusMessages[T]): void
  /** @returns what ends it */
  subscribe<T extends Topic>(topic: T, hear: (message: BusMessages[T]) => void): () => void
}

/** A bus that goes around in this process. */
export function createLoopbackBus(): Bus {
  const subscribers = new Map<Topic, Set<(message: never) => void>>()
  return {
    publish(topic, message) {
      for (const hear of [...(subscribers.get(topic) ?? [])]) hear(message as never)
    },
    subscribe(topic, hear) {
      const known = subscribers.get(topic) ?? new Set()
      subscribers.set(topic, known.add(hear))
      return () => known.delete(hear)
    },
  }
}
