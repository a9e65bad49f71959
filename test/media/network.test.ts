/** Which UDP ports the hub takes, and which addresses it names. */

import { createSocket } from 'node:dgram'
import t from 'tap'
import { findNetwork } from '../../src/media/network.js'
import { eventually } from '../helpers/eventually.js'
import { endMediaPeers } from '../helpers/media-peer.js'
import { freeUdpPort, hubRoom, startTestHub } from '../helpers/test-hub.js'
import { tone } from '../helpers/voice-sound.js'

t.teardown(endMediaPeers)

const settings = { mux: true, announcedIps: undefined, publicHost: undefined }

t.test('one port for all is the first of the range that is free', async (t) => {
  const port = await freeUdpPort()
  const taken = createSocket('udp4')
  await new Promise<void>((resolve) => taken.bind(port, resolve))
  t.teardown(() => taken.close())
  const network = await findNetwork({ ...settings, portMin: port, portMax: port + 20 })
  t.ok(network.portBegin > port && network.portBegin <= port + 20)
  t.equal(network.portEnd, network.portBegin)
  await t.rejects(findNetwork({ ...settings, portMin: port, portMax: port }), /No UDP port from .* is free/)
})

t.test(
  'announced is what the operator says, else the public host, and never this machine to itself',
  async (t) => {
    const range = { ...settings, portMin: 40_000, portMax: 40_100, mux: false }
    const announced = async (more: object) => (await findNetwork({ ...range, ...more })).announced
    t.strictSame(await announced({}), [])
    t.strictSame(await announced({ publicHost: '203.0.113.7' }), ['203.0.113.7'])
    t.strictSame(await announced({ publicHost: 'localhost' }), [])
    t.strictSame(
      await announced({ publicHost: 'no.such.name.invalid' }),
      [],
      'a name server that knows nothing',
    )
    t.strictSame(await announced({ publicHost: '203.0.113.7', announcedIps: ['198.51.100.1'] }), [
      '198.51.100.1',
    ])
  },
)

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
