/** What a call does to the microphone, to the place behind it, and to the ring. */

import { signal } from '@preact/signals-core'
import t from 'tap'
import type { ClientMessage, ServerMessage } from '../../../src/protocol/messages.js'
import { createPageCalls, type PageCallsOptions } from '../../../web-client/calls/page-calls.js'
import { createSettings } from '../../../web-client/settings/settings.js'
import type { CallVoice } from '../../../web-client/speaking/voice-routes.js'
import { fakeBrowser, memory } from '../../helpers/browser/fake-browser.js'

const ben = { agentId: 'ben', name: 'Ben' }

function page(chosen: object = {}) {
  const done: string[] = []
  const sent: ClientMessage[] = []
  let outputs = 0
  const browser = fakeBrowser({
    createAudioContext() {
      outputs += 1
      throw new Error('no output in this test')
    },
  })
  const settings = createSettings(memory({ 'voice-settings': JSON.stringify(chosen) }))
  const callVoice = signal<CallVoice>('none')
  let volume = Number.NaN
  const calls = createPageCalls({
    browser,
    byLink: false,
    signaling: { send: (message: ClientMessage) => sent.push(message) },
    settings,
    playback: { setPlaceVolume: (next: number) => (volume = next), close: () => done.push('output closed') },
    talk: {
      callVoice,
      muted: () => false,
      open: async () => void done.push('microphone'),
      close: () => done.push('no microphone') > 0,
      setCall(next: CallVoice) {
        if (callVoice.value !== next) done.push(next)
        callVoice.value = next
      },
    },
    room: {
      open() {},
      close() {},
      receive() {},
      lost() {},
      kept: () => ({}),
      voices: signal(new Map([['ben', { media: 'p2p', pictures: { accepts: true } }]])),
      pictures: signal(new Map()),
      showPicture() {},
      tellPictures() {},
      pictureRefused: () => done.push('takes its picture back'),
    },
    state: { problem: signal(undefined) },
    panel: { open() {}, showPerson() {}, arrive: (tab: string) => done.push(`new in ${tab}`) },
    canConnect: () => true,
  } as unknown as PageCallsOptions)
  const welcome = () => calls.welcomed({ type: 'welcome', agentId: 'ada' } as never)
  const hear = (message: object) => calls.receive(message as ServerMessage)
  const member = (state: string) => ({ ...ben, state })
  const here = (state?: string) =>
    hear({ type: 'call', call: '1', from: 'ada', here: true, members: state ? [member(state)] : [] })
  welcome()
  return {
    calls,
    settings,
    welcome,
    here,
    hear,
    rings: (call: string) =>
      hear({ type: 'call', call, from: 'ben', rings: true, members: [member('joined')] }),
    over: (call = '1') => hear({ type: 'call-ended', call, reason: 'hung-up', by: 'ben' }),
    pass: browser.testTime.pass,
    done: () => done.splice(0),
    sent: () => sent.splice(0).map(({ type, ...rest }) => ('on' in rest ? `${type} ${rest.on}` : type)),
    decibels: () => Math.round(20 * Math.log10(volume)),
    rung: () => outputs,
  }
}

t.test('the microphone goes into the call when it is answered, and back when it is over', async (t) => {
  const { calls, here, over, hear, done, pass, decibels, settings } = page()
  calls.call(ben)
  here('ringing')
  t.strictSame(done(), ['waiting', 'microphone'])
  t.equal(decibels(), 0, 'while it rings the place is as loud as ever')
  calls.lost()
  t.notOk(done().includes('talking'), 'nor does a lost socket answer it')
  calls.welcomed({ agentId: 'ada' } as never)
  here('joined')
  t.ok(done().includes('talking'))
  t.equal(decibels(), -12)
  settings.change({ placeBehindCall: false })
  t.equal(decibels(), Number.NEGATIVE_INFINITY)
  over()
  await pass(1400)
  t.strictSame(done(), [], 'the rest of a sentence is not for the place')
  await pass(200)
  t.strictSame(done(), ['none', 'no microphone', 'output closed'])
  t.equal(decibels(), 0)
  t.equal(calls.own.value?.state, 'ended')
  await pass(8000)
  t.equal(calls.own.value, undefined, 'that somebody hung up need not be taken away')
  calls.call(ben)
  here('joined')
  done()
  calls.hangUp()
  t.strictSame(done(), ['none', 'no microphone', 'output closed'], 'one’s own act holds at once')
  calls.call(ben)
  here('ringing')
  hear({ type: 'call-ended', call: '1', reason: 'declined', by: 'ben', words: 'later' })
  t.notOk(hear({ type: 'chat-line', call: '1' }), 'what is written there is the chat’s')
})

t.test('it rings until nothing rings, and once for who talks; who is missed is remembered', async (t) => {
  const { calls, rings, over, here, done, pass, rung } = page()
  rings('1')
  rings('2')
  await pass(6500)
  t.equal(rung(), 3, 'again and again, whoever calls')
  calls.decline('1')
  over('2')
  await pass(6000)
  t.equal(rung(), 3)
  t.ok(done().includes('new in call'))
  t.strictSame(calls.missed.value, [ben])
  calls.call(ben)
  here('joined')
  rings('3')
  await pass(6000)
  t.equal(rung(), 4)
})

t.test('“do not disturb” is said at once, and again on each socket', async (t) => {
  const { settings, sent, welcome, calls } = page({ doNotDisturb: true })
  t.strictSame(sent(), ['do-not-disturb true'])
  settings.change({ doNotDisturb: false })
  t.strictSame(sent(), ['do-not-disturb false'])
  calls.lost()
  settings.change({ doNotDisturb: true })
  t.strictSame(sent(), [], 'nobody can be told')
  welcome()
  t.strictSame(sent(), ['do-not-disturb true'])
})

t.test('a picture that is refused is taken back, and none outlives its call', (t) => {
  const { calls, here, hear, over, done } = page()
  calls.call(ben)
  here('joined')
  done()
  const refusal = { type: 'error', about: 'description', code: 'not-allowed', message: '' }
  t.ok(hear(refusal), 'it needs no other words')
  t.strictSame(done(), ['takes its picture back'])
  calls.camera.press('camera')
  t.equal(calls.camera.state.value, 'opening')
  over()
  t.equal(calls.camera.state.value, 'off')
  t.end()
})
