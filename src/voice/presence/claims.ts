/** Viewers' claims about where their own avatars are. They count only where no feed is alive. */

import { type Avatar, avatarKey, isSameRegion, type Region } from '../grids/grid.js'
import type { Stopwatch } from '../ports.js'
import { FEED_FORGOTTEN_AFTER_MS, FEED_LOST_AFTER_MS } from './feeds.js'
import type { RegionPose } from './region-pose.js'

/** More viewers than one service has; beyond it the oldest claim is forgotten. */
const MAX_CLAIMS = 10_000

/** Where an avatar is, according to its viewer. */
export interface Claim extends Avatar, RegionPose {
  /** The viewer's connection that made the claim. */
  readonly by: string
  /** The parcel whose channel its viewer is in; `null`: the region's, or one that is known by its number only. */
  readonly parcelId: string | null
  readonly channelId: number
}

export interface KnownClaim extends Claim {
  /** By the stopwatch. */
  readonly at: number
  /** When that connection ended; while it lasts, a viewer sends a claim only when its avatar moves. */
  readonly endedAt: number | undefined
}

export type Claims = ReturnType<typeof createClaims>

export function createClaims(stopwatch: Stopwatch) {
  const claims = new Map<string, KnownClaim>()
  /** Whose silence was noticed. */
  const silent = new Set<string>()

  const silentMs = ({ endedAt }: KnownClaim) => (endedAt === undefined ? 0 : stopwatch.now() - endedAt)

  function forget(key: string): void {
    claims.delete(key)
    silent.delete(key)
  }

  return {
    get: (avatar: Avatar) => claims.get(avatarKey(avatar)),
    in: (region: Region) => [...claims.values()].filter((claim) => isSameRegion(claim, region)),
    /** Whether it is the word of a viewer that is connected, or was a moment ago. */
    isFresh(avatar: Avatar): boolean {
      const claim = claims.get(avatarKey(avatar))
      return claim !== undefined && silentMs(claim) < FEED_LOST_AFTER_MS
    },
    say(claim: Claim): void {
      const key = avatarKey(claim)
      forget(key)
      claims.set(key, { ...claim, at: stopwatch.now(), endedAt: undefined })
      const [oldest] = claims.keys()
      if (claims.size > MAX_CLAIMS && oldest !== undefined) forget(oldest)
    },
    /** To be called when a connection has ended: its last claim holds for as long as a feed's last report. */
    end(avatar: Avatar, by: string): void {
      const key = avatarKey(avatar)
      const claim = claims.get(key)
      if (claim?.by === by) claims.set(key, { ...claim, endedAt: stopwatch.now() })
    },
    /** Whose viewers fell silent since the last time, and what was silent for too long. */
    sweep(): { readonly silent: readonly KnownClaim[]; readonly forgotten: readonly KnownClaim[] } {
      const newlySilent: KnownClaim[] = []
      const forgotten: KnownClaim[] = []
      for (const [key, claim] of claims) {
        if (silentMs(claim) < FEED_LOST_AFTER_MS) continue
        if (!silent.has(key)) newlySilent.push(claim)
        silent.add(key)
        if (silentMs(claim) < FEED_FORGOTTEN_AFTER_MS) continue
        forget(key)
        forgotten.push(claim)
      }
      return { silent: newlySilent, forgotten }
    },
  }
}
