/** Which UDP ports the hub takes, and which one answers STUN. */

import { createSocket } from 'node:dgram'
import { mock } from 'node:test'
import t from 'tap'
import { findPorts } from '../../src/media/network.js'
import { answerPeer } from '../../src/media/peers/peer.js'
import { CONNECTING_LIMIT_MS } from '../../src/media/peers/peer-life.js'
import { tone } from '../helpers/browser/voice-sound.js'
import { eventually } from '../helpers/eventually.js'
import { viewerOffer } from '../helpers/media/bare-offer.js'
import { endMediaPeers } from '../helpers/media/media-peer.js'
import { freeUdpPort, hubRoom, startTestHub } from '../helpers/media/test-hub.js'

t.teardown(endMediaPeers)

t.test('one port for all is the first of the range that is free, and STUN has the next', async (t) => {
  const port = await freeUdpPort()
  const taken = createSocket('udp4')
  await new Promise<void>((resolve) => taken.bind(port, resolve))
  t.teardown(() => taken.close())
  const one = { mux: true, processes: 1 }
  const { hubs, stunPort = 0 } = await findPorts({ ...one, portMin: port, portMax: port + 20 })
  const [first] = hubs
  t.equal(hubs.length, 1)
  t.ok(first && first.portBegin > port && first.portBegin < stunPort && stunPort <= port + 20)
  t.equal(first?.portEnd, first?.portBegin)
  await t.rejects(findPorts({ ...one, portMin: port, portMax: port }), /No UDP port from .* is free/)
  const own = await freeUdpPort()
  t.strictSame(await findPorts({ ...one, portMin: own, portMax: own }), {
    mux: true,
    hubs: [{ portBegin: own, portEnd: own }],
    stunPort: undefined,
  })
})

t.test('further processes have the ports after STUN, as many as the range has', async (t) => {
  const portMin = await freeUdpPort()
  const range = { mux: true, portMin, portMax: portMin + 40 }
  const one = await findPorts({ ...range, processes: 1 })
  const three = await findPorts({ ...range, processes: 3 })
  const [first, ...further] = three.hubs.map(({ portBegin }) => portBegin)
  t.equal(further.length, 2)
  t.strictSame([first, three.stunPort], [one.hubs[0]?.portBegin, one.stunPort], 'which stay where they are')
  t.ok(further.every((port) => port > (three.stunPort ?? 0)))
  t.equal((await findPorts({ ...range, portMax: three.stunPort ?? 0, processes: 3 })).hubs.length, 1)
  const shared = await findPorts({ mux: false, portMin: 40_000, portMax: 40_100, processes: 3 })
  t.strictSame(shared, {
    mux: false,
    hubs: [
      { portBegin: 40_000, portEnd: 40_032 },
      { portBegin: 40_033, portEnd: 40_065 },
      { portBegin: 40_066, portEnd: 40_099 },
    ],
    stunPort: 40_100,
  })
  t.equal((await findPorts({ mux: false, portMin: 40_000, portMax: 40_002, processes: 9 })).hubs.length, 2)
})

t.test('of a range with a port for each, STUN has the last', async (t) => {
  const one = { mux: false, processes: 1, portMin: 40_000 }
  t.match(await findPorts({ ...one, portMax: 40_100 }), {
    hubs: [{ portBegin: 40_000, portEnd: 40_099 }],
    stunPort: 40_100,
  })
  t.match(await findPorts({ ...one, portMax: 40_000 }), { hubs: [{ portEnd: 40_000 }], stunPort: undefined })
})

t.test('a range has a port for each peer, and all of them hear each other', async (t) => {
  const begin = 46_000 + (process.pid % 1000)
  const network = { portBegin: begin, portEnd: begin + 50, mux: false, announced: ['203.0.113.7'] }
  const { join, connect } = await startTestHub(t, hubRoom({ anna: [0, 0, 0], bert: [5, 0, 0] }), network)
  const anna = await join('anna', { shape: 'viewer' })
  const bert = await join('bert', { shape: 'viewer' })
  bert.speak(tone(440, 0.1))
  await eventually('bert is heard', () => anna.take().rms.right > 0.05)
  const answer = await connect('carl', anna.offer)
  const ports = [...answer.matchAll(/^a=candidate:\S+ 1 UDP \d+ \S+ (\d+) typ host/gim)].map(([, port]) =>
    Number(port),
  )
  t.ok(ports.length > 1 && ports.every((port) => port >= begin && port <= begin + 50), String(ports))
  t.match(answer, /203\.0\.113\.7 \d+ typ host/)
})

t.test('a peer whose offer is answered and who does not come is given up', async (t) => {
  const port = await freeUdpPort()
  const told: string[] = []
  mock.timers.enable({ apis: ['setTimeout'] })
  t.teardown(() => mock.timers.reset())
  const peer = await answerPeer(
    'absent',
    viewerOffer(),
    { portBegin: port, portEnd: port, mux: true, announced: [] },
    {
      connected: () => told.push('connected'),
      closed: () => told.push('closed'),
      channelOpen: () => undefined,
      text: () => undefined,
      packet: () => undefined,
      fault: (error) => t.fail(String(error)),
    },
    () => 1,
  )
  mock.timers.tick(CONNECTING_LIMIT_MS - 1)
  t.strictSame(told, [])
  mock.timers.tick(1)
  t.strictSame(told, ['closed'])
  peer.close()
  t.strictSame(told, ['closed'], 'and told of once')
})
