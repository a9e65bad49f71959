/**
 * Whether this page is the one that the service gives out now. A page that stays open over an upgrade goes on
 * talking, but its later files may be gone: it says so, and reloads itself when a reload disturbs nobody.
 */

import { type ReadonlySignal, signal } from '@preact/signals-core'
import type { TextStorage } from '../settings/settings.js'

export type Activity =
  /** Nobody would notice a reload. */
  | 'none'
  /** There are others to hear, and nobody speaks just now. */
  | 'quiet'
  /** Somebody speaks, or the resident uses the page. */
  | 'busy'

export interface FreshnessOptions {
  /** This page's own build; '' where the document names none. */
  readonly build: string
  /** Storage that lasts as long as the tab. */
  readonly storage: TextStorage | undefined
  /** The build of the document that the service gives out now. @throws where the service is out of reach */
  readonly askBuild: () => Promise<string>
  readonly activity: () => Activity
  readonly reload: () => void
  readonly time: {
    now(): number
    every(milliseconds: number, callback: () => void): () => void
  }
}

/** Why a file that belongs to the page cannot be loaded. */
export type MissingFile =
  /** The service is out of reach at the moment. */
  | 'away'
  /** The service gives out another page now, or has lost a file of this one. */
  | 'gone'

export interface Freshness {
  /** The service gives out another page now, and this one waits for a quiet moment. */
  readonly stale: ReadonlySignal<boolean>
  /** The build in the service's welcome. */
  note(build: string): void
  /** A file could not be loaded: finds out why, and acts on it. */
  missing(): Promise<MissingFile>
  reload(): void
}

/** The build for which this tab was reloaded: once is enough where that did not help. */
const RELOADED_KEY = 'voice-reloaded-for'

const LOOK_MS = 1000
/** Longer than the pause between two sentences. */
const QUIET_MS = 20_000

export function createFreshness(options: FreshnessOptions): Freshness {
  const { build: own, storage, askBuild, activity, reload, time } = options
  const stale = signal(false)

  function become(build: string): void {
    if (stale.value) return
    stale.value = true
    let busyAt = time.now()
    const end = time.every(LOOK_MS, () => {
      const now = activity()
      if (now === 'busy') busyAt = time.now()
      if (now === 'busy' || (now === 'quiet' && time.now() - busyAt < QUIET_MS)) return
      end()
      if (isFirstTime(build)) reload()
    })
  }

  /** Without this, nodes of different versions or a cache in front of the service would make the page reload for ever. */
  function isFirstTime(build: string): boolean {
    try {
      if (!storage || storage.getItem(RELOADED_KEY) === build) return false
      storage.setItem(RELOADED_KEY, build)
      return true
    } catch {
      return false
    }
  }

  return {
    stale,
    note(build) {
      if (build !== '' && own !== '' && build !== own) become(build)
    },
    async missing() {
      try {
        become(await askBuild())
        return 'gone'
      } catch {
        return 'away'
      }
    },
    reload,
  }
}
