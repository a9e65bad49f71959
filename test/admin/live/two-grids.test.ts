/** The console shows one grid: another one's people, viewers and simulators are not in its numbers, whatever they are called. */

import t from 'tap'
import { liveRegion } from '../../../src/admin/live/live-views.js'
import type { ViewerState } from '../../../src/admin/live/media-source.js'
import { createOverview } from '../../../src/admin/overview/overview.js'
import type { Channels } from '../../../src/voice/channels/channels.js'
import { createPresence } from '../../../src/voice/presence/presence.js'
import { createRegionRequests } from '../../../src/voice/reports/region-requests.js'
import { createVoiceReports } from '../../../src/voice/reports/voice-reports.js'
import { placeKey } from '../../../src/voice/rooms/room-key.js'
import type { Rooms } from '../../../src/voice/rooms/rooms.js'
import { createTestTime } from '../../helpers/test-time.js'

const agentId = 'aaaaaaaa-0000-4000-8000-000000000001'
const regionId = 'bbbbbbbb-0000-4000-8000-000000000002'
const ELSEWHERE = 'cccccccc-0000-4000-8000-000000000003'
const [ALPHA, BETA] = ['alpha', 'beta'] as const

const viewer: ViewerState = {
  grid: BETA,
  peerId: 'peer',
  agentId,
  regionId,
  channelId: 1,
  channelName: 'Hall',
  state: 'in-room',
  positionSource: 'viewer',
  since: 0,
}

t.test('the same avatar and region on two grids', async (t) => {
  const { clock, timers } = createTestTime()
  const reports = createVoiceReports(timers)
  const presence = createPresence(timers)
  const requests = createRegionRequests(clock)
  const room = {
    key: placeKey({ grid: BETA, id: 1 }),
    kind: 'place',
    channel: { grid: BETA, id: 1 },
    agentIds: () => [agentId],
    view: () => undefined,
    has: () => false,
  }
  const rooms = {
    list: () => [room],
    participantCount: () => 1,
    nameOf: () => 'Ada Walker',
    noRoomOf: () => undefined,
  } as unknown as Rooms
  const peer = { kind: 'forward', agentId, roomKey: room.key, state: 'connected' }
  const media = {
    viewers: () => [
      viewer,
      { ...viewer, peerId: 'other', regionId: ELSEWHERE, state: 'connecting' as const },
    ],
    endViewersOf: () => undefined,
    peers: () => [{ ...peer, peerId: 'page' }] as never,
    load: () => undefined,
    processes: () => [],
  }
  const overview = createOverview({
    rooms,
    presence,
    channels: { search: async () => [] } as unknown as Channels,
    reports,
    media,
    regionStatus: () => [],
    simulators: requests.list,
    refusedSignIns: () => 0,
    storeFault: async () => undefined,
    storeIsShared: false,
    checks: () => [],
    lossShare: () => undefined,
    clock,
    stopwatch: timers,
  })
  for (const grid of [ALPHA, BETA]) {
    const there = { agentId, name: 'Ada', position: [1, 2, 3], look: [1, 0, 0], parcelId: null } as const
    const avatars = grid === ALPHA ? [there] : []
    presence.report({ grid, regionId, regionName: `Region of ${grid}`, source: 'push', avatars })
  }
  requests.answered({ grid: BETA, address: '192.0.2.1', path: '/api2', way: 'from-0.9.2' })

  const [alpha, beta] = [await overview.read(ALPHA), await overview.read(BETA)]
  t.strictSame([alpha.callers.length, beta.callers.length], [0, 1])
  t.strictSame(
    [alpha, beta].map(({ regions }) => regions.map(({ name, inVoice }) => [name, inVoice])),
    [
      [['Region of alpha', 0]],
      [
        ['Region of beta', 1],
        ['Hall', 0],
      ],
    ],
  )

  const sources = { rooms, presence, reports, media, residents: { pagesOf: () => [] } }
  reports.heard({ grid: ALPHA, agentId }, true)
  const people = (grid: string) => liveRegion({ grid, regionId }, sources, timers.now())?.people
  t.strictSame(
    people(ALPHA)?.map(({ connections }) => connections),
    [[]],
  )
  t.match(people(BETA), [
    { agentId, connections: [{ client: 'viewer' }, { client: 'viewer' }, { client: 'page' }] },
  ])
  t.strictSame(reports.lastHeard({ grid: BETA, agentId }), undefined)
})
