/** What many pages are sent at once: encoded once, framed once, and in one write for each page. */

import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { isDeepStrictEqual } from 'node:util'
import t from 'tap'
import { WebSocket, WebSocketServer } from 'ws'
import { createEventEncoder, createMovementEncoder, type Reader } from '../../src/signaling/encoders.js'
import { createWriteTurns } from '../../src/signaling/sockets/write-turns.js'
import type { ParticipantView, RoomEvent } from '../../src/voice/rooms/room-event.js'
import { eventually } from '../helpers/eventually.js'

const readerOf = (agentId: string): Reader => ({
  agentId,
  addressFilter: { description: (sdp) => sdp, candidate: (line) => line },
  encodeMovements: createMovementEncoder(),
})
const [anna, bert, cleo] = [readerOf('anna'), readerOf('bert'), readerOf('cleo')] as const
const view = {
  agentId: 'anna',
  name: 'Anna',
  index: 0,
  silence: 'moderator',
  position: [0, 0, 0],
  look: [1, 0, 0],
}

t.test(
  'news of somebody are encoded once for all others, and by themselves for whom they concern',
  async (t) => {
    const encode = createEventEncoder()
    const changed: RoomEvent = {
      type: 'participant-changed',
      participant: view as unknown as ParticipantView,
    }
    const toBert = encode(changed, bert)
    t.type(toBert, 'string')
    t.notMatch(toBert, /silence/, 'why they are not heard is their own affair')
    t.match(encode(changed, anna), { type: 'participant-changed', participant: { silence: 'moderator' } })
    t.equal(encode(changed, cleo), toBert)
    const renamed: RoomEvent = { ...changed, participant: { ...changed.participant, name: 'Ann' } }
    t.match(encode(renamed, cleo), /"Ann"/, 'the next news are others')
    t.match(
      encode({ type: 'participant-left', agentId: 'anna' }, bert),
      '{"type":"participant-left","agentId":"anna"}',
    )
    t.match(encode({ type: 'hub-wanted' }, bert), { type: 'hub-connect' })
  },
)

/** What a stream was told to do, in order. */
function recordedStream() {
  const did: string[] = []
  return {
    did,
    stream: {
      cork: () => void did.push('cork'),
      uncork: () => void did.push('uncork'),
      write: (frame: Uint8Array) => void did.push(Buffer.from(frame).toString('latin1').slice(2)),
    },
  }
}

t.test('texts of one turn of the event loop go out together, and positions at once', async (t) => {
  const { send } = createWriteTurns()
  const [first, second] = [recordedStream(), recordedStream()]
  const positions = Uint8Array.of(65)
  send(first.stream, positions)
  send(first.stream, 'b')
  send(first.stream, 'c')
  send(first.stream, positions)
  send(second.stream, 'c')
  t.strictSame(first.did, ['A', 'cork', 'b', 'c', 'A'], 'nothing goes ahead of what was sent before it')
  await new Promise((resolve) => setImmediate(resolve))
  send(first.stream, 'd')
  await new Promise((resolve) => setImmediate(resolve))
  t.strictSame(first.did.slice(5), ['uncork', 'cork', 'd', 'uncork'])
  t.strictSame(second.did, ['cork', 'c', 'uncork'])
})

t.test('messages of every length are frames that a WebSocket reads', async (t) => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  t.teardown(() => server.close())
  const { send } = createWriteTurns()
  const messages = [0, 1, 125, 126, 65_535, 65_536].flatMap((length) => [
    'ü'.repeat(length / 2) + 'u'.repeat(length % 2),
    new Uint8Array(length).fill(length),
  ])
  server.on('connection', (_, { socket }) => {
    for (const message of messages) send(socket, message)
  })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const client = new WebSocket(`ws://127.0.0.1:${port}`)
  t.teardown(() => client.terminate())
  const heard: (string | Uint8Array)[] = []
  client.on('message', (data: Buffer, isBinary) =>
    heard.push(isBinary ? new Uint8Array(data) : data.toString()),
  )
  await eventually('all are heard', () => heard.length === messages.length || undefined)
  t.ok(heard.every((message, index) => isDeepStrictEqual(message, messages[index])))
})
