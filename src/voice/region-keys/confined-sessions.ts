/**
 * Sessions for whose avatars only a region key vouches: they are good in the regions of that key, until the grid itself says
 * that the avatar is in one of them.
 */

import type { Bus } from '../bus.js'
import type { Region } from '../grids/grid.js'
import type { Grids } from '../grids/grids.js'
import type { Whereabouts } from '../presence/located.js'
import type { Presence } from '../presence/presence.js'
import type { Session, Sessions } from '../sign-in/sessions.js'
import type { RegionKeys } from './region-keys.js'

/** Where a session is good. */
export interface Confinement {
  /** The key that vouches for its avatar. */
  readonly keyId: string
  isGoodIn(region: Region): boolean
}

export interface ConfinementWatcher {
  /** The session is good everywhere from now on. */
  vouched(): void
  /** Its key speaks for other regions than before. */
  changed(): void
  /** Its key was withdrawn, or its grid is served no more: the session is over. */
  over(): void
}

export interface ConfinedSessions {
  /** `undefined` for a session that is good everywhere. */
  of(session: Session): Confinement | undefined
  /** @returns a function that ends it */
  watch(session: Session, watcher: ConfinementWatcher): () => void
}

export interface ConfinedSessionsOptions {
  readonly sessions: Pick<Sessions, 'keyOf' | 'vouch'>
  readonly keys: Pick<RegionKeys, 'find' | 'events'>
  readonly presence: Pick<Presence, 'gridSays'>
  readonly whereabouts: Pick<Whereabouts, 'find'>
  readonly bus: Pick<Bus, 'subscribe'>
  /** A grid that is served no more has no sessions. */
  readonly grids?: Pick<Grids, 'events'>
}

export function createConfinedSessions(options: ConfinedSessionsOptions): ConfinedSessions {
  const { sessions, keys, presence, whereabouts, bus } = options
  const watched = new Map<ConfinementWatcher, Session>()

  bus.subscribe('session-vouched', ({ sessionId }) => {
    for (const [watcher, { id }] of [...watched]) if (id === sessionId) watcher.vouched()
  })
  options.grids?.events.on('removed', (grid) => {
    for (const [watcher, session] of [...watched]) if (session.grid === grid) watcher.over()
  })
  const told = (keyId: string, tell: (watcher: ConfinementWatcher) => void) => {
    for (const [watcher, session] of [...watched]) if (sessions.keyOf(session)?.id === keyId) tell(watcher)
  }
  keys.events.on('changed', ({ id }) => told(id, (watcher) => watcher.changed()))
  keys.events.on('withdrawn', ({ id }) => told(id, (watcher) => watcher.over()))

  function isGoodIn(session: Session, { regionId }: Region): boolean {
    const ref = sessions.keyOf(session)
    if (!ref) return true
    const regions = keys.find(ref)?.regions ?? []
    if (regions === 'all') return true
    if (!regions.includes(regionId)) return false
    const word = presence.gridSays(session)
    const listed = whereabouts.find(session)
    const agree = [word, listed].every((place) => !place || regions.includes(place.regionId))
    if (word && agree) sessions.vouch(session)
    return true
  }

  return {
    of(session) {
      const ref = sessions.keyOf(session)
      if (!ref || keys.find(ref)?.regions === 'all') return undefined
      return { keyId: ref.id, isGoodIn: (region) => isGoodIn(session, region) }
    },
    watch(session, watcher) {
      watched.set(watcher, session)
      return () => void watched.delete(watcher)
    },
  }
}
