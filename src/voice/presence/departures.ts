/** Avatars that are no longer listed where they were: another feed lists them, or they are gone. */

import type { EventEmitter } from 'node:events'
import type { Avatar, Region } from '../grids/grid.js'
import type { AvatarState, GoneProof } from './avatar-state.js'
import type { AvatarStates } from './avatar-states.js'
import type { Feed, RegionFeeds } from './feeds.js'
import type { PresenceEvents } from './presence-events.js'

export interface DeparturesOptions {
  readonly events: EventEmitter<PresenceEvents>
  readonly avatars: AvatarStates
  readonly feeds: Pick<RegionFeeds, 'latestWith' | 'ofRegion'>
  /** Why an avatar of that region, last listed at that time, is missing now. */
  readonly proofOf: (region: Region, seenAt: number) => GoneProof
  /** Whether a feed may have an avatar that its own region has just given up. */
  readonly mayFollow: (agentId: string, feed: Feed) => boolean
}

export type Departures = ReturnType<typeof createDepartures>

export function createDepartures({ events, avatars, feeds, proofOf, mayFollow }: DeparturesOptions) {
  /** Looks for an avatar that is no longer listed where it was. */
  function loseSight(state: AvatarState): 'elsewhere' | 'gone' {
    const feed = feeds.latestWith(state, (other) => mayFollow(state.agentId, other))
    const listed = feed?.listed.get(state.agentId)
    if (!feed || !listed) {
      avatars.takeOut(state)
      return 'gone'
    }
    // The other feed of the same region: its position is older than the known one.
    if (feed.regionId === state.regionId) avatars.update(state, { source: feed.source })
    else avatars.place(listed, feed)
    return 'elsewhere'
  }

  function tell(lost: readonly AvatarState[], unlisted: boolean, alsoSeen: readonly Avatar[] = []): void {
    const seen = [...alsoSeen]
    const gone: Record<GoneProof, Avatar[]> = { left: [], outage: [] }
    for (const state of lost) {
      if (loseSight(state) === 'elsewhere') seen.push(state)
      else gone[unlisted ? proofOf(state, state.seenAt) : 'outage'].push(state)
    }
    if (seen.length > 0) events.emit('seen', seen)
    for (const proof of ['left', 'outage'] as const) {
      if (gone[proof].length > 0) events.emit('gone', gone[proof], proof)
    }
  }

  return {
    /**
     * A report of their region no longer lists these avatars.
     * @param seen the avatars that the same report lists; they are told of together with those found elsewhere
     */
    unlisted: (lost: readonly AvatarState[], seen: readonly Avatar[]) => tell(lost, true, seen),
    /** Nothing says any more where these avatars are. */
    unknown: (lost: readonly AvatarState[]) => tell(lost, false),
    /** Makes room for one more avatar of this feed, if that is possible. @returns whether there is room */
    makeRoom(feed: Feed): boolean {
      const victim = avatars.victimFor(feed)
      if (victim === undefined) return true
      if (victim === 'refused') return false
      for (const { listed } of feeds.ofRegion(victim)) listed.delete(victim.agentId)
      tell([victim], false)
      // Another feed may list the victim, too: then it keeps its place.
      return avatars.get(victim) === undefined
    },
  }
}
