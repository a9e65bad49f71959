/** Tells the service the state of this resident's voice, for its statistics and so that moderators see who speaks. */

import type { ClientMessages, VoiceReportMessage } from '../../src/protocol/messages.js'
import type { PageTime } from '../page/page-time.js'
import type { Person } from '../room/room-people.js'
import type { MicrophoneFault } from '../speaking/microphone.js'

const LOOK_INTERVAL_MS = 250
/** A resident who goes on speaking is reported again; the service forgets a report after ten seconds. */
const SPEAKING_AGAIN_MS = 4000
const ROUTES_INTERVAL_MS = 2000
/** Audio that has not arrived by then will not arrive. */
const CONNECTION_TIMEOUT_MS = 15_000
/** The hub's key among those whose audio is awaited; no agent id looks like this. */
const HUB = 'hub'
/** A first connection that is requested this long after the join does not count for the join's time to voice. */
const JOIN_MS = 3000

export interface OwnReportOptions {
  readonly send: (message: ClientMessages['report']) => void
  /** Whether the resident speaks and may be heard. */
  readonly speaks: () => boolean
  /** Why there is no microphone. */
  readonly microphoneFault: () => MicrophoneFault | undefined
  readonly people: () => readonly Person[]
  readonly time: Pick<PageTime, 'now' | 'every'>
}

export type OwnReport = ReturnType<typeof createOwnReport>

export function createOwnReport({ send, speaks, microphoneFault, people, time }: OwnReportOptions) {
  let endLooks = () => {}
  let joinedAt = 0
  /** When the first connection was requested; `undefined` before that, and once the time to voice was reported. */
  let since: number | undefined
  let told = false
  let speaking = false
  let spokenAt = 0
  let routesAt = 0
  let lastRoutes = ''
  let lastFault: MicrophoneFault | undefined
  /** Since when each participant's audio, or the media hub's, has been awaited. */
  const awaited = new Map<string, number>()

  let hub: { readonly since: number; readonly connectedAt?: number } | undefined

  /** When the connections that are being made now were begun. */
  const beginningAt = (now: number) => (now - joinedAt < JOIN_MS ? joinedAt : now)

  const report = (what: Omit<VoiceReportMessage, 'type'>) => send({ type: 'report', ...what })

  function look(): void {
    const now = time.now()
    const next = speaks()
    if (next !== speaking || (next && now - spokenAt > SPEAKING_AGAIN_MS)) {
      speaking = next
      spokenAt = now
      report({ speaking })
    }
    const fault = microphoneFault()
    if (fault !== lastFault) {
      lastFault = fault
      if (fault) report({ failure: fault === 'insecure-page' ? fault : `microphone-${fault}` })
    }
    for (const [agentId, at] of awaited) {
      if (now - at < CONNECTION_TIMEOUT_MS) continue
      awaited.delete(agentId)
      report({ failure: 'connection' })
    }
    if (now - routesAt > ROUTES_INTERVAL_MS) tellRoutes(now)
  }

  function tellRoutes(now: number): void {
    routesAt = now
    const routes = { p2p: 0, relay: 0, hub: 0 }
    for (const { media } of people()) if (media) routes[media] += 1
    if (JSON.stringify(routes) === lastRoutes) return
    lastRoutes = JSON.stringify(routes)
    report({ routes })
  }

  return {
    /** The join was sent. @param resumed with connections from before */
    joined({ resumed }: { readonly resumed: boolean }): void {
      joinedAt = time.now()
      since = undefined
      hub = undefined
      told = resumed
      // The service knows nothing about a new socket that was reported on the older one.
      speaking = false
      lastRoutes = ''
      lastFault = undefined
      endLooks()
      endLooks = time.every(LOOK_INTERVAL_MS, look)
    },
    /** A participant's audio is to come. */
    expect(agentId: string): void {
      const now = time.now()
      awaited.set(agentId, now)
      since ??= beginningAt(now)
    },
    /** The media hub is to be connected. */
    expectHub(): void {
      const now = time.now()
      awaited.set(HUB, now)
      hub = { since: beginningAt(now) }
    },
    hubConnected(): void {
      awaited.delete(HUB)
      if (hub) hub = { ...hub, connectedAt: time.now() }
    },
    /** A participant's audio comes through the hub. A participant who comes long after the hub kept nobody waiting. */
    expectThroughHub(): void {
      if (!hub) return
      const now = time.now()
      const { connectedAt = now } = hub
      since ??= now - connectedAt < JOIN_MS ? hub.since : now
    },
    forgetHub(): void {
      awaited.delete(HUB)
      hub = undefined
    },
    forget(agentId: string): void {
      awaited.delete(agentId)
    },
    /** Nobody's audio is awaited any more. */
    leftRoom(): void {
      awaited.clear()
    },
    /** A participant's audio can flow. */
    arrived(agentId: string): void {
      awaited.delete(agentId)
      if (told || since === undefined) return
      told = true
      report({ timeToVoiceMs: Math.min(120_000, Math.round(time.now() - since)) })
    },
    /** The resident stopped talking, or the socket is lost. */
    stop(): void {
      endLooks()
      awaited.clear()
    },
  }
}
