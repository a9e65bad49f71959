/**
 * Who waits for news of single avatars and regions. Watchers are looked up by key, so that a report about avatars that
 * nobody watches visits nobody.
 */

import type { EventEmitter } from 'node:events'
import type { Avatar, Region } from '../grids/grid.js'
import { createAvatarMap, createRegionMap, type GridMap } from '../grids/grid-map.js'
import type { GoneProof } from './avatar-state.js'
import type { PresenceEvents } from './presence-events.js'

/** What somebody wants to hear about one avatar; presence-events.ts says what each event means. */
export interface AvatarWatcher {
  seen?(): void
  viewerReported?(): void
  gridLocated?(): void
  gone?(proof: GoneProof): void
}

export interface AvatarWatches {
  /** @returns a function that ends it */
  watch(avatar: Avatar, watcher: AvatarWatcher): () => void
  /** Calls back after each report about a region. @returns a function that ends it */
  watchRegion(region: Region, reported: () => void): () => void
}

const NOBODY: readonly AvatarWatcher[] = []

export function createAvatarWatches(events: EventEmitter<PresenceEvents>): AvatarWatches {
  const avatars = createAvatarMap<Set<AvatarWatcher>>()
  const regions = createRegionMap<Set<() => void>>()

  // Many times a second: nothing is made for each avatar. A set that is gone through leaves out whoever ends watching.
  events.on('seen', (seen) => {
    for (const avatar of seen) {
      for (const watcher of avatars.get(avatar) ?? NOBODY) watcher.seen?.()
    }
  })
  events.on('viewerReported', (reported) => {
    for (const avatar of reported) {
      for (const watcher of avatars.get(avatar) ?? NOBODY) watcher.viewerReported?.()
    }
  })
  events.on('gridLocated', (located) => {
    for (const avatar of located) {
      for (const watcher of avatars.get(avatar) ?? NOBODY) watcher.gridLocated?.()
    }
  })
  events.on('gone', (gone, proof) => {
    for (const avatar of gone) {
      for (const watcher of avatars.get(avatar) ?? NOBODY) watcher.gone?.(proof)
    }
  })
  events.on('reported', (region) => {
    for (const hear of regions.get(region) ?? []) hear()
  })

  return {
    watch: (avatar, watcher) => add(avatars, avatar, watcher),
    watchRegion: (region, reported) => add(regions, region, reported),
  }
}

function add<Key, Watcher>(watchers: GridMap<Key, Set<Watcher>>, key: Key, watcher: Watcher): () => void {
  const here = watchers.get(key) ?? new Set<Watcher>()
  watchers.set(key, here.add(watcher))
  return () => {
    if (here.delete(watcher) && here.size === 0 && watchers.get(key) === here) watchers.delete(key)
  }
}
