/** The media hub as several real processes, and rooms in them. */

import type { Test } from 'tap'
import { createHubPool, type HubPool, type HubPoolOptions } from '../../../src/media/pool/pool.js'
import type { HubRoom } from '../../../src/voice/rooms/hub.js'
import { gridOfRoom, type RoomKey } from '../../../src/voice/rooms/room-key.js'
import { systemTimers } from '../../../src/voice/time/timers.js'
import { createMediaPeer, type MediaPeer, type MediaPeerOptions, withoutCandidates } from './media-peer.js'
import { freeUdpPort } from './test-hub.js'

export interface TestPool {
  readonly pool: HubPool
  /** What the pool wrote to the log. */
  readonly complaints: readonly string[]
  /** A peer of that name in that room, its offer answered. */
  join(peerId: string, roomKey: RoomKey, options: MediaPeerOptions, agentId?: string): Promise<MediaPeer>
}

export async function startTestPool(
  t: Pick<Test, 'teardown'>,
  rooms: ReadonlyMap<RoomKey, HubRoom>,
  options: Partial<HubPoolOptions> = {},
  processes = 2,
): Promise<TestPool> {
  const ports = await Promise.all(Array.from({ length: processes }, freeUdpPort))
  const complaints: string[] = []
  const complain = (details: object, text: string) => complaints.push(`${text} ${JSON.stringify(details)}`)
  const pool = createHubPool({
    networks: ports.map((port) => ({ portBegin: port, portEnd: port, mux: true, announced: [] })),
    timers: systemTimers,
    log: { error: complain, warn: complain },
    ...options,
  })
  t.teardown(() => pool.close())
  for (const [roomKey, room] of rooms) pool.setRoom(roomKey, room)
  return {
    pool,
    complaints,
    async join(peerId, roomKey, options, agentId = peerId) {
      const peer = await createMediaPeer(peerId, options)
      t.teardown(() => peer.close())
      const kind = options.shape === 'viewer' ? 'mix' : 'forward'
      peer.accept(
        await pool.connect({
          peerId,
          grid: gridOfRoom(roomKey),
          roomKey,
          agentId,
          kind,
          offer: withoutCandidates(peer.offer),
        }),
      )
      return peer
    },
  }
}
