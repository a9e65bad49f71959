/**
 * The bus carries what one part of the service tells all others, in this process and, where there are several, in each
 * of them. A part that keeps something in memory subscribes first and loads then: a message that comes while it loads is
 * newer than what it loads.
 */

import type { Account } from './accounts/account.js'
import type { Ban, SpeechRule } from './admins/admin-ports.js'
import type { Channel, DeletedChannel } from './channels/channel.js'
import type { Avatar, GridId } from './grids/grid.js'
import type { HostedGrid } from './grids/hosted-grid.js'
import type { GridLook } from './grids/look.js'
import type { Block, Revocation } from './ports.js'
import type { Parcel } from './presence/land/parcel.js'
import type { ParcelClaim } from './presence/land/parcel-claim.js'
import type { ChangedFlags } from './presence/land/parcel-flags.js'
import type { RegionKey, RegionKeyRef } from './region-keys/region-key.js'

/** All messages by topic. Each can be put into JSON, and none holds a secret. */
export interface BusMessages {
  /** A new grid, or another name, secret or limit of one; with hashes and sealed passwords, from which nobody gets a secret. */
  'grid-changed': HostedGrid
  /** Nothing of that grid is served any more. */
  'grid-removed': { readonly grid: GridId }
  /** Everything that is stored of a grid came or went: whoever keeps some of it in memory reads it again. */
  'grid-records-changed': { readonly grid: GridId }
  'channel-created': Channel
  /** Its settings or its description changed. */
  'channel-changed': Channel
  'channels-deleted': readonly DeletedChannel[]
  /** Its password, or whether it is shut out; whoever keeps it in memory reads it again. */
  'account-changed': Pick<Account, 'grid' | 'name'>
  /** Some admin, key or second factor; whoever keeps them in memory reads them again. */
  'admins-changed': Record<string, never>
  /** The ban replaces an earlier one of the same avatar in the same channel. */
  'ban-added': Ban
  'ban-lifted': Pick<Ban, 'grid' | 'channelId' | 'agentId'>
  'speech-rule-changed': SpeechRule & { readonly holds: boolean }
  /** All rules of a channel, or those of one kind. */
  'speech-rules-lifted': Pick<SpeechRule, 'grid' | 'channelId'> & Partial<Pick<SpeechRule, 'kind'>>
  /** What a resident chose for their own viewer. */
  'headphones-chosen': Avatar & { readonly choice: boolean | null }
  'block-added': Block
  'block-lifted': Pick<Block, 'grid' | 'agentId' | 'blockedId'>
  /** With hashes of its secrets, from which nobody gets a secret. */
  'region-key-changed': RegionKey
  'region-key-withdrawn': RegionKeyRef
  /** A parcel counts as that region's from now on. */
  'parcel-claimed': ParcelClaim
  /** The grid vouches for the avatar of a session that began by the link of a region key. */
  'session-vouched': { readonly sessionId: string }
  'look-changed': { readonly grid: GridId; readonly look: GridLook }
  'parcel-flags-changed': ChangedFlags
  /** Its simulator tells of a parcel for the first time, or something else than before. */
  'parcel-told': Parcel
  'session-revoked': Revocation
  /** `until`: its new end, in milliseconds since 1970. */
  'session-renewed': { readonly sessionId: string; readonly until: number }
  /** Admins may have to make a second factor who had not to before: theirs is gone, or every admin must have one now. */
  'second-factors-lost': Record<string, never>
  /** Subscribers read the new secret where it is stored. */
  'secret-renewed': { readonly name: string }
}

export type Topic = keyof BusMessages

export interface Bus {
  /** When this returns, every subscriber of this process has been called; those of other processes are called soon. */
  publish<T extends Topic>(topic: T, message: BusMessages[T]): void
  /** @returns a function that ends the subscription */
  subscribe<T extends Topic>(topic: T, hear: (message: BusMessages[T]) => void): () => void
}

/** A bus within this process. */
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
