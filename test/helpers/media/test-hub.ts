/** The media hub with its real process on a free port, and a room in it. */

import { createSocket } from 'node:dgram'
import type { Test } from 'tap'
import { createHub, type SupervisedHub } from '../../../src/media/hub.js'
import type { PeerNetwork } from '../../../src/media/peers/held-connection.js'
import { ANSWER_LIMIT_MS } from '../../../src/media/pending-answers.js'
import type { Vector3 } from '../../../src/spatial/direction.js'
import type { Timers } from '../../../src/voice/ports.js'
import type { HubPeerKind, HubRoom } from '../../../src/voice/rooms/hub.js'
import type { RoomKey } from '../../../src/voice/rooms/room-key.js'
import { systemTimers } from '../../../src/voice/time/timers.js'
import { createMediaPeer, type MediaPeer, type MediaPeerOptions, withoutCandidates } from './media-peer.js'

export const ROOM_KEY: RoomKey = 'place:main/1'

/** However busy the machine is, an offer is answered by the hub, not by the limit of the wait for it. */
const after: Timers['after'] = (milliseconds, callback) =>
  systemTimers.after(milliseconds === ANSWER_LIMIT_MS ? 15 * milliseconds : milliseconds, callback)

/** Full volume up to 10 m, silent from 60 m on. */
export function hubRoom(positions: Readonly<Record<string, Vector3>>): HubRoom {
  return {
    attenuation: { distanceModel: 'linear', rollOff: 1, maxRangeMetres: 60, clampingDistanceMetres: 10 },
    directional: true,
    speakers: Object.entries(positions).map(([agentId, position]) => ({
      agentId,
      pose: { position, look: [0, 1, 0] },
      maySpeak: true,
    })),
  }
}

/** A UDP port that nothing uses at the moment. */
export function freeUdpPort(): Promise<number> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.bind(0, () => {
      const { port } = socket.address()
      socket.close(() => resolve(port))
    })
  })
}

export interface TestHub {
  readonly hub: SupervisedHub
  /** What the hub wrote to the log. */
  readonly complaints: readonly string[]
  setRoom(room: HubRoom): void
  /** A peer of that name, its offer answered. */
  join(agentId: string, options: MediaPeerOptions): Promise<MediaPeer>
  /** The answer to an offer of that name. */
  connect(agentId: string, offer: string, kind?: HubPeerKind): Promise<string>
}

/** @param network where it can be reached; by default one free port */
export async function startTestHub(
  t: Pick<Test, 'teardown'>,
  first: HubRoom,
  network?: PeerNetwork,
): Promise<TestHub> {
  const port = await freeUdpPort()
  const complaints: string[] = []
  const complain = (details: object, text: string) => complaints.push(`${text} ${JSON.stringify(details)}`)
  const hub = createHub({
    network: network ?? { portBegin: port, portEnd: port, mux: true, announced: [] },
    timers: { ...systemTimers, after },
    log: { error: complain },
  })
  t.teardown(() => hub.close())
  let room = first
  hub.events.on('ready', () => hub.setRoom(ROOM_KEY, room))
  const connect = (agentId: string, offer: string, kind: HubPeerKind = 'mix') =>
    hub.connect({ peerId: agentId, grid: 'main', roomKey: ROOM_KEY, agentId, kind, offer })
  return {
    hub,
    complaints,
    setRoom(next) {
      room = next
      hub.setRoom(ROOM_KEY, room)
    },
    async join(agentId, options) {
      const peer = await createMediaPeer(agentId, options)
      t.teardown(() => peer.close())
      const offer = withoutCandidates(peer.offer)
      peer.accept(await connect(agentId, offer, options.shape === 'viewer' ? 'mix' : 'forward'))
      return peer
    },
    connect,
  }
}
