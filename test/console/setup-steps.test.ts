/** The set-up as a walk: which steps there are, how each stands, where to go on; and UDP, tried by the browser. */

import { RTCPeerConnection } from 'node-datachannel/polyfill'
import t from 'tap'
import { nextStep, stepsOf, type TestedStep } from '../../console/ui/setup/steps.js'
import { testUdp } from '../../console/ui/setup/udp-test.js'
import { startStunServer } from '../../src/ice/stun/stun-server.js'
import { systemTimers } from '../../src/voice/time/timers.js'
import { eventually } from '../helpers/eventually.js'
import { endMediaPeers } from '../helpers/media/media-peer.js'
import { freeUdpPort } from '../helpers/media/test-hub.js'

const check = (code: string, state: 'good' | 'bad' | 'unknown') => ({ code, state, detail: '', findings: [] })
const tested = (state: 'good' | 'bad', knownState?: TestedStep['knownState']): TestedStep => ({
  state,
  findings: [],
  value: null,
  at: 1,
  knownState,
})
const stateOf = (steps: ReturnType<typeof stepsOf>, name: string) =>
  steps.find((one) => one.name === name)?.state

t.test('a step stands as the last test found it, until the service knows something else', (t) => {
  const checks = [check('certificate', 'good'), check('turn', 'unknown')]
  const steps = stepsOf(checks, {})
  t.strictSame(
    steps.map(({ name }) => name),
    ['clock', 'public-url', 'certificate', 'region-called', 'positions', 'remote-admin', 'turn'],
    'what does not apply is left out',
  )
  t.strictSame(
    steps.filter(({ needed }) => !needed).map(({ name }) => name),
    ['turn'],
    'nobody must have TURN',
  )
  t.equal(nextStep(steps), 'clock', 'not known yet')
  const tests = { clock: tested('good'), certificate: tested('bad', 'good') }
  const after = stepsOf(checks, tests)
  t.equal(stateOf(after, 'clock'), 'good')
  t.equal(stateOf(after, 'certificate'), 'bad')
  t.equal(nextStep(after), 'certificate', 'what is wrong comes first')
  const later = stepsOf([check('certificate', 'unknown'), check('media-port', 'bad')], tests)
  t.equal(stateOf(later, 'certificate'), 'unknown', 'news of the service')
  t.equal(nextStep(later), 'media-port')
  const done = ['public-url', 'certificate', 'region-called', 'positions', 'remote-admin']
  t.equal(
    nextStep(
      stepsOf(
        done.map((code) => check(code, 'good')),
        { clock: tested('good') },
      ),
    ),
    undefined,
  )
  t.end()
})

t.test('UDP is through when an answer came back', async (t) => {
  function peer(...events: readonly (readonly [string, object])[]) {
    const listeners = new Map<string, (event: object) => void>()
    let closed = 0
    const made = {
      createDataChannel: () => undefined,
      addEventListener: (name: string, listener: (event: object) => void) =>
        void listeners.set(name, listener),
      async setLocalDescription() {
        for (const [name, event] of events) listeners.get(name)?.(event)
      },
      close() {
        closed += 1
      },
    }
    return { made, closed: () => closed }
  }
  async function result(...events: readonly (readonly [string, object])[]) {
    const { made, closed } = peer(...events)
    let asked: unknown
    const found = await testUdp('stun:voice.example:40001', (configuration) => {
      asked = configuration.iceServers
      return made as unknown as RTCPeerConnection
    })
    t.strictSame(asked, [{ urls: 'stun:voice.example:40001' }])
    t.equal(closed(), 1)
    return found
  }
  const host = ['icecandidate', { candidate: { type: 'host' } }] as const
  const over = ['icecandidate', { candidate: null }] as const
  t.equal(await result(host, ['icecandidate', { candidate: { type: 'srflx' } }]), 'good')
  t.equal(await result(host, over), 'good', 'seen under its own address')
  t.equal(await result(host, ['icecandidateerror', { errorCode: 701 }], over), 'bad')
})

t.test('UDP is through to the service’s own server, over real sockets', async (t) => {
  const port = await freeUdpPort()
  const server = startStunServer({ port, timers: systemTimers, log: { info: () => {}, error: t.comment } })
  t.teardown(async () => {
    await server.close()
    await endMediaPeers()
  })
  const createPeer = (configuration: RTCConfiguration) => new RTCPeerConnection(configuration)
  const answer = await eventually('the answer came back', async () => {
    const result = await testUdp(`stun:127.0.0.1:${port}`, createPeer)
    return result === 'good' && result
  })
  t.equal(answer, 'good')
})
