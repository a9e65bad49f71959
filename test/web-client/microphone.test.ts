/** The microphone without a browser: its device, its switch, its meter, and what of it is sent. */

import { signal } from '@preact/signals'
import t, { type Test } from 'tap'
import { createSettings, type Settings } from '../../web-client/settings/settings.js'
import { createMeter, type Gauge, meterTransitions } from '../../web-client/speaking/meter.js'
import { lookOf, type MicrophoneFacts } from '../../web-client/speaking/microphone-look.js'
import { deviceTransitions } from '../../web-client/speaking/own-microphone.js'
import { createOwnSpeech } from '../../web-client/speaking/own-speech.js'
import { createRememberedSwitch } from '../../web-client/speaking/remembered-switch.js'
import { createTalk } from '../../web-client/speaking/talk.js'
import {
  type FakeBrowser,
  fakeBrowser,
  fakeTrack,
  forbiddenStorage,
  memory,
} from '../helpers/browser/fake-browser.js'
import { holdsTable } from '../helpers/transition-table.js'

t.test('its device, in every state', (t) => {
  holdsTable(
    t,
    deviceTransitions,
    `
              ask       opened  failed  close
    closed    asking    -       -       -
    asking    =         open    failed  closed
    open      changing  -       -       closed
    changing  =         open    failed  closed
    failed    asking    -       -       closed`,
  )
  t.end()
})

t.test('its meter, in every state', (t) => {
  holdsTable(
    t,
    meterTransitions,
    `
              begin     level    overdue  failed  end
    off       starting  -        -        -       -
    starting  =         working  broken   broken  off
    working   starting  =        broken   -       off
    broken    =         working  =        =       off`,
  )
  t.end()
})

t.test('what the control shows: the first that stands in the way', (t) => {
  const open: MicrophoneFacts = {
    device: 'open',
    fault: undefined,
    on: true,
    held: false,
    deafened: false,
    roomSilence: undefined,
    deviceSilent: false,
  }
  const shows = (changes: Partial<MicrophoneFacts>) => {
    const { state, reason, open: sends } = lookOf({ ...open, ...changes })
    return `${state}${reason ? ` (${reason})` : ''}${sends ? ', sends' : ''}`
  }
  const rows: [Partial<MicrophoneFacts>, string][] = [
    [{}, 'heard, sends'],
    [{ held: true }, 'held, sends'],
    [{ on: false }, 'off'],
    [{ on: false, held: true }, 'held, sends'],
    [{ device: 'changing' }, 'heard, sends'],
    [{ device: 'closed' }, 'off'],
    [{ device: 'asking' }, 'not-heard (asking)'],
    [{ device: 'failed', fault: 'denied', on: false }, 'not-heard (denied)'],
    [{ roomSilence: 'muted-by-moderator' }, 'not-heard (muted-by-moderator)'],
    [{ roomSilence: 'moderators-only', held: true }, 'not-heard (moderators-only)'],
    [{ roomSilence: 'floor-needed', on: false }, 'not-heard (floor-needed)'],
    [{ deafened: true }, 'off (deafened)'],
    [{ deafened: true, held: true, roomSilence: 'muted-by-moderator' }, 'off (deafened)'],
    [{ deviceSilent: true }, 'not-heard (device-silent), sends'],
    [{ deviceSilent: true, held: true }, 'not-heard (device-silent), sends'],
    [{ deviceSilent: true, on: false }, 'off'],
  ]
  for (const [changes, shown] of rows) t.equal(shows(changes), shown, JSON.stringify(changes))
  t.end()
})

/** The microphone of a page, and what it says to the others. */
async function microphone(
  t: Test,
  {
    browser = fakeBrowser(),
    settings: chosen = {},
  }: { browser?: FakeBrowser; settings?: Partial<Settings> } = {},
) {
  const settings = createSettings(memory({ 'voice-settings': JSON.stringify(chosen) }))
  const said: string[] = []
  const talk = createTalk(
    {
      browser,
      settings,
      devices: {
        inputs: signal(undefined),
        outputs: signal(undefined),
        canChooseOutput: false,
        watch: () => {},
      },
      remembered: createRememberedSwitch(browser),
      loadGauge: browser.loadGauge,
    },
    {
      onTrack: (track) => said.push(track ? `track ${track.label}` : 'no track'),
      onMuted: (muted) => said.push(muted ? 'muted' : 'open'),
      onForgetful: () => said.push('cannot remember'),
    },
  )
  const track = fakeTrack()
  const opened = talk.open()
  await browser.mediaDevices.answer(track)
  await opened
  t.teardown(talk.close)
  return { browser, settings, talk, track, said }
}

t.test('what may not be sent is not sent, from that moment on', async (t) => {
  const { talk, track, said } = await microphone(t)
  t.strictSame(said, ['open', 'track Desk'])
  t.ok(track.enabled)
  const steps: [string, () => void, boolean][] = [
    ['a moderator mutes', () => talk.setRoomSilence('muted-by-moderator'), false],
    ['and the key opens nothing', () => talk.keys.press(), false],
    ['nor does letting go', () => talk.keys.release(), false],
    ['the mute ends', () => talk.setRoomSilence(undefined), true],
    ['off', talk.toggle, false],
    ['held', () => talk.keys.press(), true],
    ['let go', () => talk.keys.release(), false],
    ['a mute that begins and ends meanwhile', () => talk.setRoomSilence('floor-needed'), false],
    ['opens nothing', () => talk.setRoomSilence(undefined), false],
    ['on', talk.toggle, true],
    ['hears nobody, sends nothing', talk.toggleDeafened, false],
    ['held all the same', () => talk.keys.press(), false],
    ['let go of', () => talk.keys.release(), false],
    ['hears again', talk.toggleDeafened, true],
    ['hears nobody', talk.toggleDeafened, false],
    ['who asks to be heard hears, too', talk.toggle, true],
  ]
  for (const [name, step, sends] of steps) {
    step()
    t.equal(track.enabled, sends, name)
    t.equal(talk.transmitting.value, sends)
  }
  talk.close()
  t.equal(track.readyState, 'ended')
})

t.test('a silenced resident is not told to the others as muted; off is', async (t) => {
  const { talk, said } = await microphone(t)
  said.length = 0
  talk.setRoomSilence('muted-by-moderator')
  t.strictSame(said, [])
  talk.toggle()
  talk.toggle()
  talk.toggleDeafened()
  t.strictSame(said, ['muted', 'open', 'muted'])
})

t.test('off stays off: in this tab, in the next window, and where nothing can be remembered', async (t) => {
  const browser = fakeBrowser()
  const first = await microphone(t, { browser })
  first.talk.toggle()
  const again = await microphone(t, {
    browser: fakeBrowser({ ...browser, mediaDevices: fakeBrowser().mediaDevices }),
  })
  t.equal(again.talk.on.value, false, 'after a reload')
  t.equal(again.track.enabled, false)
  const nextWindow = fakeBrowser({ localStorage: browser.localStorage })
  t.equal((await microphone(t, { browser: nextWindow })).talk.on.value, false, 'in another tab')
  again.talk.toggle()
  const own = fakeBrowser({
    localStorage: memory({ 'voice-microphone': 'off' }),
    sessionStorage: browser.sessionStorage,
  })
  t.equal((await microphone(t, { browser: own })).talk.on.value, true, 'a tab’s own word counts')
  const startMuted = fakeBrowser({ sessionStorage: memory({ 'voice-microphone': 'on' }) })
  t.equal((await microphone(t, { browser: startMuted, settings: { startMuted: true } })).talk.on.value, false)
  const deaf = fakeBrowser({ sessionStorage: memory({ 'voice-microphone': 'on, deafened' }) })
  const deafTab = await microphone(t, { browser: deaf })
  t.equal(deafTab.talk.look.value.reason, 'deafened')
  deafTab.talk.toggleDeafened()
  deafTab.talk.toggleDeafened()
  const afterDeaf = await microphone(t, { browser: fakeBrowser({ localStorage: deaf.localStorage }) })
  t.match(afterDeaf.talk.look.value, { state: 'off', reason: undefined }, 'the next window hears, and is off')

  const forgetful = await microphone(t, {
    browser: fakeBrowser({ localStorage: forbiddenStorage(), sessionStorage: forbiddenStorage() }),
  })
  forgetful.said.length = 0
  forgetful.talk.toggle()
  t.strictSame(forgetful.said, ['muted', 'cannot remember'])
})

t.test('an answer to a question that nobody asks any more opens nothing', async (t) => {
  const { talk, browser, said } = await microphone(t)
  const late = fakeTrack('Late')
  const opened = talk.open()
  talk.close()
  said.length = 0
  await browser.mediaDevices.answer(late)
  await opened
  t.equal(late.readyState, 'ended')
  t.strictSame(said, [])
  // Asked twice: the newer answer counts, whichever comes first.
  const both = [talk.open(), talk.open()]
  const [older, newer] = [fakeTrack('Older'), fakeTrack('Newer')]
  await browser.mediaDevices.answer(older)
  await browser.mediaDevices.answer(newer)
  await Promise.all(both)
  t.strictSame([older.readyState, newer.readyState], ['ended', 'live'])
  t.equal(said.at(-1), 'track Newer')
})

t.test('each way to have no microphone is told, and a click tries again', async (t) => {
  const { talk, browser, track } = await microphone(t)
  for (const [name, reason] of [
    ['NotAllowedError', 'denied'],
    ['NotReadableError', 'busy'],
    ['NotFoundError', 'missing'],
  ] as const) {
    talk.close()
    const opened = talk.open()
    t.match(talk.look.value, { state: 'not-heard', reason: 'asking' })
    await browser.mediaDevices.answer(name)
    await opened
    t.match(talk.look.value, { state: 'not-heard', reason, open: false })
    t.equal(talk.muted(), true, 'the others see it')
  }
  const before = talk.on.value
  talk.toggle()
  await browser.mediaDevices.answer(fakeTrack('Found'))
  t.equal(talk.on.value, before, 'and switches nothing')
  t.match(talk.look.value, { state: 'heard' })
  t.equal(track.readyState, 'ended')
})

/** A meter of which a test says what it measures. */
function fakeGauge() {
  const gauge = {
    missing: false,
    measures: 0,
    tell: (_level: number) => {},
    load: async (): Promise<Gauge> => {
      if (gauge.missing) throw new TypeError('Failed to fetch dynamically imported module')
      return {
        prepare: async () => undefined,
        measure(_context, _track, onLevel) {
          gauge.measures += 1
          gauge.tell = onLevel
          return () => {
            gauge.tell = () => {}
          }
        },
      }
    },
  }
  return gauge
}

const running = { state: 'running' } as AudioContext

t.test('voice activation holds back what is quiet, for as long as it can measure', async (t) => {
  const gauge = fakeGauge()
  const browser = fakeBrowser({ loadGauge: gauge.load })
  const { talk, track } = await microphone(t, {
    browser,
    settings: { voiceActivation: true, activationThreshold: 0.1 },
  })
  const { pass } = browser.testTime
  t.ok(track.enabled, 'nothing is known yet')
  browser.testTime.timers.after(0, () => talk.useContext({ ...running, createMediaStreamSource } as never))
  await pass(100)
  gauge.tell(0.01)
  t.notOk(track.enabled, 'too quiet')
  gauge.tell(0.2)
  t.ok(track.enabled, 'loud enough')
  await pass(300)
  gauge.tell(0.01)
  t.ok(track.enabled, 'the end of a word is quiet')
  await pass(300)
  gauge.tell(0.01)
  t.notOk(track.enabled)
  talk.keys.press()
  t.ok(track.enabled, 'what is held is no matter of loudness')
  talk.keys.release()
  t.notOk(track.enabled)
  t.notOk(talk.activationBroken.value)
  await pass(3000)
  t.ok(track.enabled, 'it tells nothing any more: all is sent')
  t.ok(talk.activationBroken.value, 'and that is said')
  gauge.tell(0.01)
  t.notOk(track.enabled, 'it works again')
  t.notOk(talk.activationBroken.value)
})

function createMediaStreamSource(): never {
  throw new Error('a microphone of another sample rate')
}

t.test('a meter that cannot be had, or no output for it, keeps nobody from being heard', async (t) => {
  const missing = fakeGauge()
  missing.missing = true
  for (const [name, gauge, withOutput] of [
    ['its file is gone', missing, true],
    ['no output runs', fakeGauge(), false],
  ] as const) {
    const browser = fakeBrowser({ loadGauge: gauge.load })
    const { talk, track } = await microphone(t, { browser, settings: { voiceActivation: true } })
    if (withOutput) talk.useContext({ ...running, createMediaStreamSource } as never)
    await browser.testTime.pass(5000)
    t.ok(track.enabled, name)
    t.ok(talk.activationBroken.value, `${name}: it is said`)
    talk.toggle()
    t.notOk(track.enabled, 'off is off')
    t.notOk(talk.activationBroken.value)
    talk.toggle()
    t.ok(track.enabled)
  }
})

t.test('a meter is tried again, and measures one track at a time', async (t) => {
  const gauge = fakeGauge()
  gauge.missing = true
  const { testTime, time } = fakeBrowser()
  const levels: (number | undefined)[] = []
  const meter = createMeter(time, gauge.load, (level) => levels.push(level))
  const [one, other] = [fakeTrack('One'), fakeTrack('Other')]
  meter.run(one, running)
  await testTime.pass(0)
  t.equal(meter.state.value, 'broken')
  gauge.missing = false
  await testTime.pass(16_000)
  gauge.tell(0.5)
  t.equal(meter.state.value, 'working')
  t.equal(meter.level.value, 0.5)
  const older = gauge.tell
  meter.run(other, running)
  t.equal(meter.state.value, 'starting')
  await testTime.pass(0)
  t.equal(gauge.measures, 2)
  t.equal(meter.level.value, 0, 'of the other nothing is known')
  meter.run(other, running)
  await testTime.pass(0)
  t.equal(gauge.measures, 2, 'the same again is no change')
  meter.run(undefined, running)
  t.equal(meter.state.value, 'off')
  t.equal(testTime.pending(), 0, 'nothing goes on')
  older(1)
  t.equal(meter.state.value, 'off')
})

/** An output whose analyser hears what a test says. */
function fakeOutput() {
  const output = {
    currentTime: 0,
    sample: 0,
    createMediaStreamSource: () => ({ connect: () => undefined, disconnect: () => undefined }),
    createAnalyser: () => ({
      fftSize: 0,
      getFloatTimeDomainData: (samples: Float32Array) => samples.fill(output.sample),
    }),
  }
  return output
}

t.test('a microphone that gives nothing at all is told; a quiet one never', async (t) => {
  const browser = fakeBrowser()
  const { pass } = browser.testTime
  const output = fakeOutput()
  let told = 0
  const speech = createOwnSpeech(browser, () => {
    told += 1
  })
  const track = fakeTrack()
  /** The output's clock runs, too. */
  const hear = async (seconds: number) => {
    for (let i = 0; i < seconds * 4; i += 1) {
      output.currentTime += 0.25
      await pass(250)
    }
  }
  speech.useContext(output as unknown as AudioContext)
  speech.useTrack(track)
  output.sample = 1e-9
  await hear(20)
  t.notOk(speech.deviceSilent.value, 'next to nothing is something')
  output.sample = 0
  await hear(3)
  t.notOk(speech.deviceSilent.value, 'a pause of a processed voice')
  await hear(2)
  t.ok(speech.deviceSilent.value, 'within five seconds')
  output.sample = 1e-9
  await hear(0.25)
  t.notOk(speech.deviceSilent.value)
  output.sample = 0
  await pass(20_000)
  t.notOk(speech.deviceSilent.value, 'an output that stands still knows nothing')
  track.muted = true
  await pass(5000)
  t.ok(speech.deviceSilent.value, 'the browser says so itself')
  speech.useTrack(null)
  t.notOk(speech.deviceSilent.value)
  t.equal(told, 3)

  output.sample = 0.1
  speech.useTrack(fakeTrack())
  t.notOk(speech.speaks())
  await hear(0.25)
  t.ok(speech.speaks())
  output.sample = 0.001
  await hear(1)
  t.notOk(speech.speaks())
})
