/** Tells the service how this resident's voice does: for its statistics, and for moderators to see who speaks. */

import type { ClientMessages, VoiceReportMessage } from '../../src/protocol/messages.js'
import type { PageTime } from '../page/page-time.js'
import type { Person } from '../room/room-people.js'
import type { MicrophoneFault } from '../speaking/microphone.js'

const LOOK_INTERVAL_MS = 250
/** Who speaks on and on says so again; the service forgets it after ten seconds. */
const SPEAKING_AGAIN_MS = 4000
const ROUTES_INTERVAL_MS = 2000
/** Somebody whose audio has not come by then does not come. */
const CONNECTION_TIMEOUT_MS = 15_000
/** Among those who are awaited; nobody's agent id. */
const HUB = 'hub'
/** A first connection that is to be made this long after the join has nothing to do with it. */
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
  /** When the first connection was to be made; `undefined` before, and once its time was told. */
  let since: number | undefined
  let told = false
  let speaking = false
  let spokenAt = 0
  let routesAt = 0
  let lastRoutes = ''
  let lastFault: MicrophoneFault | undefined
  /** Whose audio is awaited, or the media hub's, since when. */
  const awaited = new Map<string, number>()

  let hub: { readonly since: number; readonly connectedAt?: number } | undefined

  /** When what is to be connected now was begun. */
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
      // A new socket knows nothing of what the older one was told.
      speaking = false
      lastRoutes = ''
      lastFault = undefined
      endLooks()
      endLooks = time.every(LOOK_INTERVAL_MS, look)
    },
    /** Somebody's audio is to come. */
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
    /** Somebody's audio comes through the hub. Who comes long after its connection has not kept anybody waiting. */
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
    /** Nobody is awaited any more. */
    leftRoom(): void {
      awaited.clear()
    },
    /** Somebody's audio can flow. */
    arrived(agentId: string): void {
      awaited.delete(agentId)
      if (told || since === undefined) return
      told = true
      report({ timeToVoiceMs: Math.min(120_000, Math.round(time.now() - since)) })
    },
    /** The resident talks no longer, or the socket is away. */
    stop(): void {
      endLooks()
      awaited.clear()
    },
  }
}
