/** The room of the page's call without a browser: which connections it keeps while the service is away. */

import t from 'tap'
import type { ClientMessage, ServerMessage } from '../../../src/protocol/messages.js'
import { type CallRoomOptions, createCallRoom } from '../../../web-client/calls/call-room.js'
import { CONFIRM_MS } from '../../../web-client/media/unconfirmed-links.js'
import { fakeBrowser } from '../../helpers/browser/fake-browser.js'

const [ben, cy] = ['ben', 'cy'] as const
const opus = 'a=rtpmap:111 opus/48000/2\r\n'

function page() {
  const browser = fakeBrowser()
  const sent: ClientMessage[] = []
  const room = createCallRoom({
    browser,
    signaling: { send: (message: ClientMessage) => sent.push(message), check: () => undefined },
    playback: { add() {}, remove() {}, open() {}, mixer: () => undefined },
    volumeOf: () => ({ volume: 1, silenced: false }),
    muted: () => false,
  } as unknown as CallRoomOptions)
  const hear = (message: object) => room.receive({ ...message, call: '1' } as ServerMessage)
  const participant = (agentId: string) => ({ agentId, muted: false })
  const connections = browser.connections
  room.open('1')
  return {
    room,
    pass: browser.testTime.pass,
    sent: () => sent.splice(0).map(({ type }) => type),
    hear,
    /** The service lets the page into the room, where those are. */
    entersRoom: (...agentIds: string[]) =>
      hear({ type: 'room', self: { muted: false }, participants: agentIds.map(participant) }),
    /** The service says that there is a connection. */
    peer: (agentId: string, resumed = false) =>
      hear({
        type: 'peer-connect',
        agentId,
        link: `link to ${agentId}`,
        offers: false,
        resumed,
        relayOnly: false,
      }),
    /** Somebody's offer comes, and the connection is made. */
    async connected(agentId: string) {
      hear({
        type: 'description',
        from: agentId,
        link: `link to ${agentId}`,
        description: { type: 'offer', sdp: opus },
      })
      await browser.testTime.pass(0)
      connections.at(-1)?.become('connected')
    },
    states: () => connections.map(({ connectionState }) => connectionState),
    connection: (index: number) => connections[index],
  }
}

/** A page that talks with those people. */
async function talking(...agentIds: string[]) {
  const one = page()
  one.entersRoom(...agentIds)
  for (const agentId of agentIds) {
    one.peer(agentId)
    await one.connected(agentId)
  }
  return one
}

const kept = (...agentIds: string[]) => ({
  links: agentIds.map((agentId) => ({ agentId, link: `link to ${agentId}` })),
  resumes: true,
})

t.test('a connection is kept until the other is back, however long the service was away', async (t) => {
  const { room, pass, entersRoom, peer, states, sent } = await talking(ben)
  room.lost()
  await pass(60_000)
  t.strictSame(room.kept(), kept(ben))
  await pass(60_000)
  t.strictSame(states(), ['connected'], 'before the room is there')
  entersRoom()
  await pass(CONFIRM_MS - 1)
  t.strictSame(states(), ['connected'], 'before the other one is back')
  sent()
  peer(ben, true)
  await pass(60_000)
  t.strictSame(states(), ['connected'])
  t.notOk(sent().includes('link-lost'))
})

t.test('a service that restarts again and again takes nothing away', async (t) => {
  const { room, pass, entersRoom, peer, states } = await talking(ben)
  for (const afterMs of [9999, CONFIRM_MS - 1, 10]) {
    room.lost()
    await pass(9000)
    t.strictSame(room.kept(), kept(ben))
    // The time of the last entry would end here.
    await pass(CONFIRM_MS)
    entersRoom()
    await pass(afterMs)
  }
  room.lost()
  await pass(60_000)
  t.strictSame(room.kept(), kept(ben))
  entersRoom(ben)
  peer(ben, true)
  await pass(60_000)
  t.strictSame(states(), ['connected'])
})

t.test('who does not come back is given up: soon where the connection has broken, else later', async (t) => {
  const { room, pass, entersRoom, states, connection } = await talking(ben, cy)
  room.lost()
  room.kept()
  connection(0)?.become('disconnected')
  entersRoom()
  await pass(9999)
  t.strictSame(states(), ['disconnected', 'connected'])
  await pass(1)
  t.strictSame(states(), ['closed', 'connected'])
  await pass(CONFIRM_MS - 10_000)
  t.strictSame(states(), ['closed', 'closed'])
})

t.test('a connection that was still being made is made anew', async (t) => {
  const { room, entersRoom, peer, connected, states } = await talking(ben)
  peer(cy)
  room.lost()
  t.strictSame(room.kept(), kept(ben))
  t.strictSame(states(), ['connected', 'closed'], 'nobody would ever end it')
  entersRoom(ben, cy)
  peer(ben, true)
  peer(cy)
  await connected(cy)
  t.strictSame(states(), ['connected', 'closed', 'connected'])
})

t.test('an offer that the service did not hand on is made again on the same connection', async (t) => {
  const { room, pass, entersRoom, peer, sent, states, connection } = await talking(ben)
  // The network has changed while the service was away.
  room.lost()
  room.restart()
  await pass(0)
  t.equal(connection(0)?.signalingState, 'have-local-offer')
  t.strictSame(room.kept(), kept(ben))
  entersRoom(ben)
  sent()
  peer(ben, true)
  t.strictSame(sent(), ['description'])
  t.strictSame(states(), ['connected'])
})
