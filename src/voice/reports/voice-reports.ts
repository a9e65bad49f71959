/** What pages say of their own voice, and the hub hears of viewers': for statistics and for the console to look at, never to decide by. */

import { EventEmitter } from 'node:events'
import { remember } from '../limits/remember.js'
import type { Stopwatch } from '../ports.js'

/** A page that speaks says so again and again; one that fell silent without a word has stopped by then. */
const SPEAKING_HOLD_MS = 10_000
/** More than are in voice at a time; of more, the one heard longest ago is forgotten. */
const MAX_HEARD = 5000

/** What the median of the time to voice is taken of. */
const KEPT_MS = 60 * 60_000
const KEPT_SAMPLES = 1000

/** Why somebody who wanted to talk did not get so far: as this service saw it, or as the page says. */
export const JOIN_FAILURES = [
  'not-in-world',
  'no-positions',
  'channel-full',
  'banned',
  'relay-unavailable',
  'microphone-denied',
  'microphone-missing',
  'microphone-busy',
  'insecure-page',
  'connection',
] as const
const BEFORE_A_ROOM = ['not-in-world', 'no-positions', 'channel-full', 'banned', 'relay-unavailable'] as const
export type JoinFailure = (typeof JOIN_FAILURES)[number]

/** How many people's audio reaches a page, by the way it takes. */
export interface VoiceRoutes {
  readonly p2p: number
  readonly relay: number
  readonly hub: number
}

interface VoiceReportEvents {
  timeToVoice: [milliseconds: number]
  joinFailed: [reason: JoinFailure]
}

/** What one socket says. After `close` nothing of it counts. */
export interface VoiceReporter {
  /** The resident asked to talk: from here on failures and the time to voice count, each once. */
  joining(how: {
    /** It comes back to what it had: nothing of it is a join. */
    readonly resumed: boolean
  }): void
  /** It is in a room: what keeps it from one later is no failure of the join. */
  entered(): void
  setSpeaking(speaking: boolean): void
  setRoutes(routes: VoiceRoutes): void
  noteTimeToVoice(milliseconds: number): void
  noteFailure(reason: JoinFailure): void
  /** The resident talks no longer. */
  rest(): void
  close(): void
}

export interface VoiceReports {
  readonly events: EventEmitter<VoiceReportEvents>
  open(agentId: string): VoiceReporter
  /** What the media hub hears of somebody; viewers say nothing of themselves. */
  heard(agentId: string, speaking: boolean): void
  /** When that was so last, by the stopwatch; what the hub heard before its peer was gone stays. */
  lastHeard(agentId: string): { readonly speaking: boolean; readonly at: number } | undefined
  isSpeaking(agentId: string): boolean
  /** Over all pages; a connection between two pages counts at both ends. */
  routes(): VoiceRoutes
  /** Since the start, by reason. */
  failures(): ReadonlyMap<JoinFailure, number>
  /** Median over the last hour, milliseconds; `null` where nobody reported one. */
  medianTimeToVoiceMs(): number | null
}

interface Said {
  spokeAt: number
  routes: VoiceRoutes
}

const NO_ROUTES: VoiceRoutes = { p2p: 0, relay: 0, hub: 0 }

export function createVoiceReports(stopwatch: Stopwatch): VoiceReports {
  const events = new EventEmitter<VoiceReportEvents>()
  const said = new Map<string, Said>()
  /** What the hub heard of somebody last; the oldest first. */
  const heardBy = new Map<string, { readonly speaking: boolean; readonly at: number }>()
  const failures = new Map<JoinFailure, number>()
  let times: { readonly at: number; readonly milliseconds: number }[] = []

  function open(agentId: string): VoiceReporter {
    const own: Said = { spokeAt: Number.NEGATIVE_INFINITY, routes: NO_ROUTES }
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
        // The newest page of an avatar is the one that counts.
        said.set(agentId, own)
        if (resumed) return
        timed = false
        failed.clear()
      },
      entered() {
        for (const reason of BEFORE_A_ROOM) failed.add(reason)
      },
      setSpeaking(speaking) {
        own.spokeAt = speaking ? stopwatch.now() : Number.NEGATIVE_INFINITY
      },
      setRoutes(routes) {
        own.routes = routes
      },
      noteTimeToVoice(milliseconds) {
        if (timed) return
        timed = true
        times = [...times.slice(1 - KEPT_SAMPLES), { at: stopwatch.now(), milliseconds }]
        events.emit('timeToVoice', milliseconds)
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
        if (said.get(agentId) === own) said.delete(agentId)
      },
    }
  }

  return {
    events,
    open,
    heard(agentId, speaking) {
      remember(heardBy, agentId, { speaking, at: stopwatch.now() }, MAX_HEARD)
    },
    lastHeard: (agentId) => heardBy.get(agentId),
    isSpeaking(agentId) {
      const heard = heardBy.get(agentId)
      const times = [said.get(agentId)?.spokeAt, heard?.speaking ? heard.at : undefined]
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
