/** What many pages are sent at once: encoded once, and in one write for each page. */

import t from 'tap'
import { createEventEncoder, createMovementEncoder, type Reader } from '../../src/signaling/encoders.js'
import { createWriteTurns } from '../../src/signaling/sockets/write-turns.js'
import type { ParticipantView, RoomEvent } from '../../src/voice/rooms/room-event.js'

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

t.test('what is written in one turn of the event loop goes out together, and at once', async (t) => {
  const { hold } = createWriteTurns()
  const did: string[] = []
  const stream = { cork: () => void did.push('cork'), uncork: () => void did.push('uncork') }
  hold(stream)
  hold(stream)
  did.push('written')
  await Promise.resolve()
  hold(stream)
  await new Promise((resolve) => setImmediate(resolve))
  t.strictSame(did.filter((what) => what !== 'written').slice(0, 2), ['cork', 'uncork'])
  t.equal(did.indexOf('written'), 1)
  t.equal(did.filter((what) => what === 'cork').length, did.filter((what) => what === 'uncork').length)
})
