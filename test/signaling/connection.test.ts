/** What a page's connection does with what the core tells it, besides sending it: with a socket in hand. */

import { EventEmitter } from 'node:events'
import Fastify from 'fastify'
import t from 'tap'
import type { WebSocket } from 'ws'
import { CloseCode } from '../../src/protocol/close-codes.js'
import { serveConnection } from '../../src/signaling/connection.js'
import { createEventEncoder } from '../../src/signaling/encoders.js'
import { createHeldBack } from '../../src/signaling/held-back.js'
import { createRelayBudgets } from '../../src/signaling/relay-budgets.js'
import type { Calls } from '../../src/voice/calls/calls.js'
import type { PrivateChat } from '../../src/voice/chat/private-chat.js'
import type { RoomChat } from '../../src/voice/chat/room-chat.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { createTokenBucket } from '../../src/voice/limits/rates.js'
import { createFaultLog } from '../../src/voice/log/fault-log.js'
import { createVoiceReports } from '../../src/voice/reports/voice-reports.js'
import { createResidents } from '../../src/voice/residents/residents.js'
import type { Ending, NoRoomReason } from '../../src/voice/rooms/room-event.js'
import type { Rooms } from '../../src/voice/rooms/rooms.js'
import type { Session } from '../../src/voice/sign-in/sessions.js'
import { NONE_CONFINED } from '../helpers/regions/region-authority.js'
import { createTestTime } from '../helpers/test-time.js'

const [anna, bert, carl] = ['anna', 'bert', 'carl']

function connect() {
  const { timers, pass } = createTestTime()
  const did: string[] = []
  const sent: string[] = []
  const toBeTold: (() => void)[] = []
  const socket = Object.assign(new EventEmitter(), {
    OPEN: 1,
    readyState: 1,
    bufferedAmount: 0,
    send(data: string, onSent?: () => void) {
      const { type, from } = JSON.parse(data)
      sent.push(from ? `${type} from ${from}` : type)
      if (onSent) toBeTold.push(onSent)
    },
    close: (code: number, reason: string) => void did.push(`close ${code} ${reason}`),
    terminate: () => void did.push('terminate'),
  })
  const place = {
    setMuted: (muted: boolean) => void did.push(`muted ${muted}`),
    setAddressHidden: () => undefined,
    lost: () => void did.push('lost'),
    leave: () => void did.push('leave'),
  }
  const rooms = {
    join() {
      did.push('join')
      return place
    },
  } as unknown as Rooms
  const reports = createVoiceReports(timers)
  const rate = { burst: 1, perSecond: 1 }
  const { log } = Fastify()
  const connection = serveConnection({
    role: 'all',
    socket: socket as unknown as WebSocket,
    session: { grid: MAIN_GRID, agentId: anna, name: 'Anna' } as Session,
    rooms,
    confined: NONE_CONFINED,
    reach: {
      headphones: { choose: async () => undefined },
      calls: {
        participationOf: () => undefined,
        closed: () => undefined,
      } as unknown as Calls,
      residents: createResidents(),
      blocks: { add: () => undefined, lift: () => undefined },
      complaints: { add: async () => undefined },
      placeOf: () => '',
      inWorld: () => [],
      roomChat: {} as RoomChat,
      privateChat: {} as PrivateChat,
      nameOf: () => '',
      moderate: async () => undefined,
      noteAct: async () => undefined,
      mayReach: () => true,
      groupInVoice: () => [],
    },
    encodeMovements: () => new Uint8Array(),
    encodeForAll: createEventEncoder(),
    budget: createTokenBucket(timers, { burst: 100, perSecond: 1 }),
    reportBudget: createTokenBucket(timers, rate),
    hubBudget: createTokenBucket(timers, rate),
    lostLinkBudget: createTokenBucket(timers, rate),
    hands: createHeldBack(timers, rate),
    moderationBudget: createTokenBucket(timers, rate),
    joins: createHeldBack(timers, rate),
    microphone: createHeldBack(timers, rate),
    callMicrophone: createHeldBack(timers, rate),
    efforts: createHeldBack(timers, rate),
    pictures: createHeldBack(timers, rate),
    searchBudget: createTokenBucket(timers, rate),
    hintBudget: createTokenBucket(timers, rate),
    readBudget: createTokenBucket(timers, rate),
    relays: createRelayBudgets(timers),
    reporter: reports.open({ grid: MAIN_GRID, agentId: anna }),
    addressesCanHide: true,
    addressFilter: { description: (sdp) => sdp, candidate: (line) => line },
    endSession: () => void did.push('session ended'),
    faults: createFaultLog({ log, stopwatch: timers }),
    reqId: '1',
    address: '192.0.2.1',
    log,
  })
  const say = (message: object) => socket.emit('message', Buffer.from(JSON.stringify(message)), false)
  const signal = (from: string) =>
    connection.tell({
      type: 'signalled',
      from,
      linkId: 'link',
      relayOnly: false,
      payload: { description: { type: 'offer', sdp: 'v=0' } },
    })
  /** All that waits in the socket goes out. */
  function drain() {
    socket.bufferedAmount = 0
    for (const onSent of toBeTold.splice(0)) onSent()
  }
  return { connection, socket, drain, reports, pass, say, signal, did, sent }
}

t.test('what waits of somebody goes with the connection to them, and nothing of others', async (t) => {
  const { connection, socket, drain, signal, sent } = connect()
  socket.bufferedAmount = 64 * 1024
  for (const from of [bert, carl]) signal(from)
  t.strictSame(sent, [])
  connection.tell({ type: 'peer-disconnected', agentId: bert, linkId: 'link' })
  t.strictSame(sent, ['peer-disconnect'])
  drain()
  t.strictSame(sent, ['peer-disconnect', `description from ${carl}`])
})

t.test('a page that takes in nothing is dropped at a megabyte', async (t) => {
  const { connection, socket, did, sent } = connect()
  socket.bufferedAmount = 1024 * 1024
  connection.tell({ type: 'hub-wanted' })
  t.strictSame([did, sent], [[], ['hub-connect']])
  socket.bufferedAmount += 1
  connection.tell({ type: 'hub-wanted' })
  t.strictSame([did, sent], [['terminate'], ['hub-connect']])
})

t.test('an end closes the socket and what it said; only leaving the world ends the session', async (t) => {
  const endings: [Ending, string[]][] = [
    [{ reason: 'replaced' }, []],
    [{ reason: 'kicked', expulsion: {} }, []],
    [{ reason: 'left-world' }, ['session ended']],
  ]
  for (const [ending, besides] of endings) {
    const { connection, socket, reports, say, did } = connect()
    say({ type: 'join', muted: false })
    say({ type: 'report', speaking: true })
    t.ok(reports.isSpeaking({ grid: MAIN_GRID, agentId: anna }))
    connection.tell({ type: 'ended', ...ending })
    t.notOk(
      reports.isSpeaking({ grid: MAIN_GRID, agentId: anna }),
      'nothing that it said counts while it closes',
    )
    socket.emit('close', CloseCode[ending.reason])
    t.strictSame(did, ['join', ...besides, `close ${CloseCode[ending.reason]} ${ending.reason}`])
  }
})

t.test(
  'why somebody is in no room is a failed join before they were in one, where it is a fault',
  async (t) => {
    const reasons: NoRoomReason[] = [
      'not-in-world',
      'no-positions',
      'region-away',
      'voice-off',
      'channel-full',
    ]
    for (const wasIn of [false, true]) {
      const { connection, reports, say } = connect()
      say({ type: 'join', muted: false })
      if (wasIn) connection.reporter.entered()
      for (const reason of reasons) connection.tell({ type: 'room-left', reason })
      connection.tell({ type: 'ended', reason: 'kicked', expulsion: {} })
      t.strictSame(
        [...reports.failures().keys()],
        wasIn ? [] : ['not-in-world', 'no-positions', 'channel-full', 'banned'],
      )
    }
  },
)

t.test('a socket that breaks is no farewell, and what waited is forgotten either way', async (t) => {
  for (const [code, farewell] of [
    [1006, 'lost'],
    [1001, 'leave'],
  ] as const) {
    const { socket, say, pass, did } = connect()
    for (const muted of [false, true]) say({ type: 'join', muted })
    for (const muted of [false, true]) say({ type: 'microphone', muted })
    t.strictSame(did.splice(0), ['join', 'muted false'])
    socket.emit('close', code)
    await pass(5000)
    t.strictSame(did, [farewell])
  }
})

t.test('a later join says how the microphone is: what waited for it is forgotten', async (t) => {
  const { say, pass, did } = connect()
  say({ type: 'join', muted: false })
  for (const muted of [false, true]) say({ type: 'microphone', muted })
  await pass(1000)
  did.length = 0
  say({ type: 'microphone', muted: true })
  say({ type: 'join', muted: false })
  await pass(5000)
  t.strictSame(did, ['muted false'])
})
