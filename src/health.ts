/** `/healthz`, `/readyz` and `/metrics`: is it alive, can it serve, and how much is going on. */

import type { FastifyPluginAsync } from 'fastify'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Presence } from './voice/presence.js'
import type { Rooms } from './voice/rooms.js'

export interface HealthOptions {
  readonly rooms: Rooms
  readonly presence: Presence
  /** Since the start. */
  readonly refusedSignIns: () => number
  /** Whether the store answers. */
  readonly isReady: () => Promise<boolean>
  /** What was found when the TURN servers were tried; voice goes on without them where it can. */
  readonly turnServers: () => readonly TurnServer[]
}

interface TurnServer {
  readonly url: string
  readonly reachable: boolean
  readonly credentialsAccepted: boolean
  readonly allocated: boolean
  readonly error: string | undefined
}

export const health: FastifyPluginAsync<HealthOptions> = async (app, options) => {
  const { rooms, presence, isReady, refusedSignIns, turnServers } = options
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const gauge = (name: string, help: string, read: () => number) =>
    registry.registerMetric(
      new Gauge({
        name,
        help,
        registers: [],
        collect() {
          this.set(read())
        },
      }),
    )
  gauge('voice_participants', 'Residents with a live voice session', () => rooms.participantCount())
  gauge('voice_rooms', 'Rooms with somebody in them', () => rooms.list().length)
  gauge('voice_avatars', 'Avatars whose position is known', () => presence.count())
  gauge('voice_oldest_feed_seconds', 'Age of the oldest feed of positions', () =>
    Math.max(0, ...presence.feeds().map(({ ageMs }) => ageMs / 1000)),
  )
  gauge(
    'voice_silent_feeds',
    'Feeds of positions of which nothing was heard for 30 s',
    () => presence.feeds().filter(({ silent }) => silent).length,
  )
  gauge('voice_refused_sign_ins', 'Sign-ins of residents that were refused since the start', refusedSignIns)

  registry.registerMetric(
    new Gauge({
      name: 'voice_turn_server',
      help: 'How far an allocation at a TURN server got: 1 reached, 2 credentials accepted, 3 allocated, 0 none',
      labelNames: ['url'],
      registers: [],
      collect() {
        for (const { url, ...state } of turnServers()) this.set({ url }, stepOf(state))
      },
    }),
  )

  app.get('/healthz', async () => ({ status: 'ok' }))

  app.get('/readyz', async (_request, reply) => {
    const store = await isReady()
    return reply
      .code(store ? 200 : 503)
      .send({ status: store ? 'ready' : 'not ready', store, turn: turnServers() })
  })

  app.get('/metrics', async (_request, reply) =>
    reply.type(registry.contentType).send(await registry.metrics()),
  )
}

function stepOf({ reachable, credentialsAccepted, allocated }: Omit<TurnServer, 'url'>): number {
  return Number(reachable) + Number(credentialsAccepted) + Number(allocated)
}
