/** The edge to native viewers with real channels and presence, a hub without media, and the simplest rooms. */

import { EventEmitter } from 'node:events'
import fastify, { LogController } from 'fastify'
import type { Test } from 'tap'
import { VoiceError } from '../../../src/errors.js'
import { createPlaces } from '../../../src/native-viewer/places/places.js'
import { createViewerParcels } from '../../../src/native-viewer/places/viewer-parcels.js'
import { nativeViewer } from '../../../src/native-viewer/plugin.js'
import {
  createViewerSessions,
  type ViewerSessions,
  type ViewerSessionsOptions,
} from '../../../src/native-viewer/sessions/sessions.js'
import type { ViewerRooms } from '../../../src/native-viewer/sessions/viewer-rooms.js'
import type { Pose, Vector3 } from '../../../src/spatial/direction.js'
import { openStore } from '../../../src/store/store.js'
import type { Ban } from '../../../src/voice/admins/admin-ports.js'
import { createCallSubjects } from '../../../src/voice/calls/call-subjects.js'
import { createViewerCalls } from '../../../src/voice/calls/viewer-calls.js'
import { type Channels, createChannels } from '../../../src/voice/channels/channels.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { createFaultLog } from '../../../src/voice/log/fault-log.js'
import type { RegionActs } from '../../../src/voice/moderation/region-acts.js'
import { createParcelVoice, type ParcelVoice } from '../../../src/voice/presence/land/parcel-voice.js'
import { createPresence, type Presence } from '../../../src/voice/presence/presence.js'
import type { RegionCorner } from '../../../src/voice/presence/regions/region-corners.js'
import { createAdmission } from '../../../src/voice/rooms/admission.js'
import type { Room } from '../../../src/voice/rooms/room.js'
import type { EndingReason, RoomEvent } from '../../../src/voice/rooms/room-event.js'
import type { RoomKey } from '../../../src/voice/rooms/room-key.js'
import { createFakeHub, type FakeHub } from '../media/fake-hub.js'
import { gateOf, NO_CONFINEMENT } from '../regions/region-authority.js'
import { createTestTime, type TestTime } from '../test-time.js'
import { JOIN_TICK_MS, type JoinOrder, joinsOf } from './viewer-talk.js'
import type { RpcReply, VoiceRpc } from './voice-rpc.js'

export const SECRET = 'region-secret'
export const OFFER =
  'v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid:0\r\na=rtpmap:111 opus/48000/2\r\nm=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\na=mid:1\r\n'

export interface Edge {
  readonly hub: FakeHub
  readonly rooms: FakeRooms
  readonly presence: Presence
  readonly channels: Channels
  readonly parcelVoice: ParcelVoice
  readonly sessions: ViewerSessions
  readonly time: TestTime
  readonly log: { msg: string; level: number }[]
  /** The avatars whose sessions were refused after they had begun. */
  readonly refused: readonly string[]
  readonly rpc: VoiceRpc
  /** Sends any body, from any address. */
  post(body: string, options?: { secret?: string; contentType?: string; address?: string }): Promise<RpcReply>
  /** The avatars to whom a text was shown in-world. */
  readonly toldInWorld: readonly string[]
  /** Opens a session and its data channel, and says where it is (global metres), in the order of today's viewers or the old one. */
  enter(
    caller: { agentId: string; regionId: string },
    options?: { primary?: boolean; position?: Vector3; request?: object; order?: JoinOrder },
  ): Promise<string>
  /** The region's feed lists these avatars, and nobody else. */
  feed(
    regionId: string,
    avatars: { agentId: string; position: Vector3; parcelId?: string }[],
    corner?: RegionCorner,
  ): void
}

/** Nobody moderates here: moderation.test.ts does, with the whole service. */
const NO_ACTS: RegionActs = { perform: async () => undefined, performInCall: () => undefined }

interface EdgeOptions extends Pick<ViewerSessionsOptions, 'maxSessions' | 'headphones'> {
  readonly regionAddresses?: readonly string[]
  readonly disabled?: readonly string[]
}

export async function startEdge(
  t: Test,
  { regionAddresses = [], disabled = [], ...bounds }: EdgeOptions = {},
): Promise<Edge> {
  const time = createTestTime()
  const { clock, timers } = time
  const store = await openStore({ file: ':memory:' })
  const channels = createChannels(store.channels, clock)
  const presence = createPresence(timers)
  const parcelVoice = createParcelVoice()
  const hub = createFakeHub()
  const rooms = createFakeRooms(parcelVoice, disabled)
  const viewerParcels = createViewerParcels(presence, timers, parcelVoice)
  const viewerCalls = createViewerCalls({
    isKnown: (avatar) => presence.find(avatar) !== undefined || sessions.isKnown(avatar),
    subjects: createCallSubjects(clock),
  })
  const toldInWorld: string[] = []
  const log: Edge['log'] = []
  const refused: string[] = []
  const app = fastify({
    logger: { level: 'debug', stream: { write: (line: string) => log.push(JSON.parse(line)) } },
    logController: new LogController({ disableRequestLogging: true }),
  })
  const sessions = createViewerSessions({
    hub,
    rooms,
    presence,
    channels,
    parcelVoice,
    viewerParcels,
    version: 'test 1.0',
    timers,
    ...bounds,
    onRefused: (agentId) => refused.push(agentId),
    tellInWorld: ({ agentId }) => toldInWorld.push(agentId),
  })
  await app.register(nativeViewer, {
    gate: gateOf({ secret: SECRET }),
    standing: NO_CONFINEMENT.standing,
    regionAddresses,
    admission: rooms.admission,
    places: createPlaces({ channels, viewerCalls, presence, parcelVoice, viewerParcels, stopwatch: timers }),
    regionActs: NO_ACTS,
    faults: createFaultLog({ log: app.log, stopwatch: timers }),
    sessions,
  })
  t.teardown(async () => {
    sessions.close()
    await app.close()
    await store.close()
  })

  const post: Edge['post'] = async (
    body,
    { secret = SECRET, contentType = 'application/json-rpc', address = '127.0.0.1' } = {},
  ) => {
    const response = await app.inject({
      method: 'POST',
      url: `/opensim/voice/${secret}`,
      headers: contentType === '' ? {} : { 'content-type': contentType },
      payload: Buffer.from(body),
      remoteAddress: address,
    })
    if (response.statusCode !== 200) throw new Error(`HTTP ${response.statusCode}: ${response.body}`)
    return response.json()
  }
  const rpc: VoiceRpc = (method, { agentId, regionId }, request) =>
    post(
      JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method,
        params: { request, userID: agentId, scene: regionId },
      }),
    )

  return {
    hub,
    rooms,
    presence,
    channels,
    parcelVoice,
    sessions,
    time,
    log,
    refused,
    post,
    rpc,
    toldInWorld,
    async enter(caller, { primary = true, position, request = {}, order = 'newest' } = {}) {
      const reply = await rpc('provision_voice_account_request', caller, offerOf(request))
      if (!reply.result) throw new Error(reply.error)
      const peerId = String(reply.result.viewer_session)
      const say = (message: object) => hub.events.emit('text', peerId, JSON.stringify(message))
      const joins = joinsOf(primary, order)
      for (const [index, join] of joins.entries()) {
        if (index > 0) await time.pass(JOIN_TICK_MS)
        say(join)
        if (position) say(placeOf(position))
      }
      // The service may have had to make what the request asked for.
      await time.pass(0)
      return peerId
    },
    feed(regionId, avatars, corner) {
      presence.report({
        grid: MAIN_GRID,
        regionId,
        regionName: 'Test Region',
        source: 'push',
        corner,
        avatars: avatars.map(({ agentId, position, parcelId = null }) => ({
          agentId,
          name: `Name of ${agentId.slice(0, 4)}`,
          position,
          look: [1, 0, 0],
          parcelId,
        })),
      })
    },
  }
}

export function offerOf(request: object = {}, sdp = OFFER): object {
  return { jsep: { type: 'offer', sdp }, channel_type: 'local', voice_server_type: 'webrtc', ...request }
}

/** What a viewer says of its place; global metres. */
export function placeOf([x, y, z]: Vector3, ear: Vector3 = [x, y, z]): object {
  const point = (of: Vector3) => ({ x: of[0] * 100, y: of[1] * 100, z: of[2] * 100 })
  const ahead = { x: 0, y: 0, z: 0, w: 100 }
  return { sp: point([x, y, z]), sh: ahead, lp: point(ear), lh: ahead }
}

interface FakeParticipant {
  pose: Pose
  name: string
  ended(reason: EndingReason): void
}

export interface FakeRooms extends ViewerRooms {
  readonly people: Map<RoomKey, Map<string, FakeParticipant>>
  readonly listeners: Map<RoomKey, number>
  readonly muted: Set<string>
  /** The avatars whose pages have their voice. */
  readonly onPages: Set<string>
  banned: Ban[]
  fault: VoiceError | undefined
  kick(room: RoomKey, agentId: string, reason?: EndingReason): void
}

const endedBy = (reason: EndingReason): RoomEvent =>
  reason === 'kicked' ? { type: 'ended', reason, expulsion: {} } : { type: 'ended', reason }

function createFakeRooms(parcelVoice: ParcelVoice, disabled: readonly string[]): FakeRooms {
  const rooms: FakeRooms = {
    people: new Map(),
    listeners: new Map(),
    muted: new Set(),
    onPages: new Set(),
    pages: { leads: ({ agentId }) => rooms.onPages.has(agentId), events: new EventEmitter() },
    banned: [],
    fault: undefined,
    admission: createAdmission({
      registry: { find: (key) => rooms.find(key) as Room | undefined, list: () => [] },
      uses: { isHeld: () => false, spare: () => Number.POSITIVE_INFINITY, refused: () => undefined },
      bans: {
        find: ({ id }, agentId) =>
          rooms.banned.find((ban) => ban.channelId === id && ban.agentId === agentId),
      },
      parcelVoice,
      async requireAccount({ agentId }) {
        if (disabled.includes(agentId)) throw new VoiceError('account-disabled', 'This account is disabled.')
      },
    }),
    joinByViewer(viewer) {
      const { agentId, name, room, pose, tell } = viewer
      if (rooms.fault) throw rooms.fault
      const people = rooms.people.get(room.key) ?? new Map<string, FakeParticipant>()
      rooms.people.set(room.key, people)
      people.get(agentId)?.ended('replaced')
      const participant: FakeParticipant = { pose, name, ended: (reason) => tell(endedBy(reason)) }
      people.set(agentId, participant)
      return {
        ...viewer,
        kind: 'viewer',
        muted: false,
        addressHidden: false,
        feedLost: false,
        unplaced: false,
        keptLinks: new Map(),
        setPose(next) {
          participant.pose = next
        },
        setName(next) {
          participant.name = next
        },
        leave() {
          if (people.get(agentId) === participant) people.delete(agentId)
        },
      }
    },
    listen({ key }) {
      const add = (by: number) => rooms.listeners.set(key, (rooms.listeners.get(key) ?? 0) + by)
      add(1)
      return () => add(-1)
    },
    find(key) {
      const people = rooms.people.get(key)
      if (!people || people.size === 0) return undefined
      return {
        agentIds: () => [...people.keys()],
        keepsOut: () => false,
        outsiders: () => [],
        isDeaf: () => false,
        has: (agentId: string) => people.has(agentId),
        view: (agentId: string) => {
          const participant = people.get(agentId)
          return (
            participant && {
              agentId,
              name: participant.name,
              index: 0,
              muted: false,
              mutedByModerator: rooms.muted.has(agentId),
              moderator: false,
              floor: false,
              hand: undefined,
              silence: rooms.muted.has(agentId) ? 'muted-by-moderator' : undefined,
              ...participant.pose,
            }
          )
        },
      }
    },
    kick(room, agentId, reason = 'kicked') {
      const participant = rooms.people.get(room)?.get(agentId)
      rooms.people.get(room)?.delete(agentId)
      participant?.ended(reason)
    },
  }
  return rooms
}
