/** What pages report about their own voice, and what the hub hears of viewers: for statistics and the console, never for decisions. */

import { EventEmitter } from 'node:events'
import { type Avatar, avatarKey } from '../grids/grid.js'
import { remember } from '../limits/remember.js'
import type { Stopwatch } from '../ports.js'

/** A page repeats while its resident speaks; after this time without a report the resident has stopped. */
const SPEAKING_HOLD_MS = 10_000
/** More than are in voice at a time; the one heard longest ago is forgotten first. */
const MAX_HEARD = 5000

/** The samples over which the median time to voice is taken. */
const KEPT_MS = 60 * 60_000
const KEPT_SAMPLES = 1000

/** Why a resident who wanted to talk could not: as this service saw it, or as the page reports. */
export const JOIN_FAILURES = [
  'not-in-world',
  'no-positions',
  'channel-full',
  'grid-full',
  'banned',
  'relay-unavailable',
  'microphone-denied',
  'microphone-missing',
  'microphone-busy',
  'insecure-page',
  'connection',
] as const
const BEFORE_A_ROOM = [
  'not-in-world',
  'no-positions',
  'channel-full',
  'grid-full',
  'banned',
  'relay-unavailable',
] as const
export type JoinFailure = (typeof JOIN_FAILURES)[number]

/** How many people's audio reaches a page, by route. */
export interface VoiceRoutes {
  readonly p2p: number
  readonly relay: number
  readonly hub: number
}

interface VoiceReportEvents {
  timeToVoice: [milliseconds: number, avatar: Avatar]
  joinFailed: [reason: JoinFailure]
  /** An avatar's page says that its resident speaks, again and again meanwhile, or has stopped. */
  speech: [avatar: Avatar, speaking: boolean]
}

/** The reports of one socket. After `close` nothing of them counts. */
export interface VoiceReporter {
  /** The resident asked to talk: from now on failures and the time to voice count, once each. */
  joining(how: {
    /** The page comes back after a lost socket, which is no new join. */
    readonly resumed: boolean
  }): void
  /** The page is in a room: a later reason against a room is no failure of the join. */
  entered(): void
  setSpeaking(speaking: boolean): void
  setRoutes(routes: VoiceRoutes): void
  noteTimeToVoice(milliseconds: number): void
  noteFailure(reason: JoinFailure): void
  /** The resident has left voice. */
  rest(): void
  close(): void
}

export interface VoiceReports {
  readonly events: EventEmitter<VoiceReportEvents>
  open(avatar: Avatar): VoiceReporter
  /** Notes what the media hub hears of an avatar; viewers themselves report nothing. */
  heard(avatar: Avatar, speaking: boolean): void
  /** What the hub last heard, and when, by the stopwatch; kept after the peer has gone. */
  lastHeard(avatar: Avatar): { readonly speaking: boolean; readonly at: number } | undefined
  isSpeaking(avatar: Avatar): boolean
  /** The sum over all pages; a connection between two pages counts at both ends. */
  routes(): VoiceRoutes
  /** Numbers since the start, by reason. */
  failures(): ReadonlyMap<JoinFailure, number>
  /** Median over the last hour, milliseconds; `null` if nobody reported one. */
  medianTimeToVoiceMs(): number | null
}

interface PageReport {
  spokeAt: number
  routes: VoiceRoutes
}

const NO_ROUTES: VoiceRoutes = { p2p: 0, relay: 0, hub: 0 }

export function createVoiceReports(stopwatch: Stopwatch): VoiceReports {
  const events = new EventEmitter<VoiceReportEvents>()
  /** By avatar. */
  const said = new Map<string, PageReport>()
  /** What the hub last heard of each avatar; the oldest first. */
  const heardBy = new Map<string, { readonly speaking: boolean; readonly at: number }>()
  const failures = new Map<JoinFailure, number>()
  let times: { readonly at: number; readonly milliseconds: number }[] = []

  function open(avatar: Avatar): VoiceReporter {
    const key = avatarKey(avatar)
    const own: PageReport = { spokeAt: Number.NEGATIVE_INFINITY, routes: NO_ROUTES }
    let timed = true
    const failed = new Set<JoinFailure>(JOIN_FAILURES)

    function rest(): void {
      own.spokeAt = Number.NEGATIVE_INFINITY
      own.routes = NO_ROUTES
      timed = true
      for (const reason of JOIN_FAILURES) failed.add(reason)
    }

    return {
      joining({ resumed }) {
        // The newest page of an avatar counts.
        said.set(key, own)
        if (resumed) return
        timed = false
        failed.clear()
      },
      entered() {
        for (const reason of BEFORE_A_ROOM) failed.add(reason)
      },
      setSpeaking(speaking) {
        own.spokeAt = speaking ? stopwatch.now() : Number.NEGATIVE_INFINITY
        events.emit('speech', avatar, speaking)
      },
      setRoutes(routes) {
        own.routes = routes
      },
      noteTimeToVoice(milliseconds) {
        if (timed) return
        timed = true
        times = [...times.slice(1 - KEPT_SAMPLES), { at: stopwatch.now(), milliseconds }]
        events.emit('timeToVoice', milliseconds, avatar)
      },
      noteFailure(reason) {
        if (failed.has(reason)) return
        failed.add(reason)
        failures.set(reason, (failures.get(reason) ?? 0) + 1)
        events.emit('joinFailed', reason)
      },
      rest,
      close() {
        rest()
        if (said.get(key) === own) said.delete(key)
      },
    }
  }

  return {
    events,
    open,
    heard(avatar, speaking) {
      remember(heardBy, avatarKey(avatar), { speaking, at: stopwatch.now() }, MAX_HEARD)
    },
    lastHeard: (avatar) => heardBy.get(avatarKey(avatar)),
    isSpeaking(avatar) {
      const key = avatarKey(avatar)
      const heard = heardBy.get(key)
      const times = [said.get(key)?.spokeAt, heard?.speaking ? heard.at : undefined]
      return times.some((at) => at !== undefined && stopwatch.now() - at < SPEAKING_HOLD_MS)
    },
    routes() {
      const total = { ...NO_ROUTES }
      for (const { routes } of said.values()) {
        total.p2p += routes.p2p
        total.relay += routes.relay
        total.hub += routes.hub
      }
      return total
    },
    failures: () => failures,
    medianTimeToVoiceMs() {
      const now = stopwatch.now()
      times = times.filter(({ at }) => now - at < KEPT_MS)
      const sorted = times.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b)
      return sorted[Math.floor(sorted.length / 2)] ?? null
    },
  }
}
