/** The microphone without a browser: its device, its switch, its meter, and what of it is sent. */

import { signal } from '@preact/signals-core'
import t, { type Test } from 'tap'
import type { VoiceRoom } from '../../web-client/hearing/room-mixer.js'
import { reachOf } from '../../web-client/page/phase.js'
import { createSettings, type Settings } from '../../web-client/settings/settings.js'
import { createMeter, type Gauge, meterTransitions } from '../../web-client/speaking/meter.js'
import { lookOf, type MicrophoneFacts, type RoomReach } from '../../web-client/speaking/microphone-look.js'
import { deviceTransitions } from '../../web-client/speaking/own-microphone.js'
import { createOwnSpeech } from '../../web-client/speaking/own-speech.js'
import { createRememberedSwitch } from '../../web-client/speaking/remembered-switch.js'
import { watchFilter } from '../../web-client/speaking/suppression/filter-watch.js'
import type { NoiseFilter } from '../../web-client/speaking/suppression/filtered-track.js'
import { createTalk } from '../../web-client/speaking/talk.js'
import { routeOf } from '../../web-client/speaking/voice-routes.js'
import {
  type FakeBrowser,
  type FakeTrack,
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
    hasTrack: true,
    fault: undefined,
    on: true,
    held: false,
    deafened: false,
    roomSilence: undefined,
    reach: 'open',
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
    [{ device: 'changing', hasTrack: false }, 'not-heard (asking)'],
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
    [{ reach: 'no-room' }, 'not-heard (no-room), sends'],
    [{ reach: 'no-room', held: true }, 'not-heard (no-room), sends'],
    [{ reach: 'no-room', on: false }, 'off'],
    [{ reach: 'service-away', deviceSilent: true }, 'not-heard (service-away), sends'],
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
    awaitsTrack = true,
  }: { browser?: FakeBrowser; settings?: Partial<Settings>; awaitsTrack?: boolean } = {},
) {
  const placeReach = signal<RoomReach>('open')
  const settings = createSettings(memory({ 'voice-settings': JSON.stringify(chosen) }))
  const said: string[] = []
  const sent: Record<VoiceRoom, FakeTrack | null> = { place: null, call: null }
  let leaks = 0
  const bothOpen = () => {
    if (sent.place?.enabled && sent.call?.enabled) leaks += 1
  }
  const told: Record<VoiceRoom, boolean | undefined> = { place: undefined, call: undefined }
  const talk = createTalk(
    {
      browser,
      settings,
      devices: {
        inputs: signal(undefined),
        outputs: signal(undefined),
        cameras: signal(undefined),
        canChooseOutput: false,
        watch: () => {},
      },
      remembered: createRememberedSwitch(browser),
      loadGauge: browser.loadGauge,
      placeReach,
    },
    {
      onTrack(room, track) {
        sent[room] = track as FakeTrack | null
        if (track) watched(track as FakeTrack & MediaStreamTrack, () => bothOpen())
        if (room === 'place') said.push(track ? `track ${track.label}` : 'no track')
      },
      onMuted(room, muted) {
        told[room] = muted
        if (room === 'place') said.push(muted ? 'muted' : 'open')
      },
      onForgetful: () => said.push('cannot remember'),
    },
  )
  const track = fakeTrack()
  const opened = talk.open('place')
  await browser.mediaDevices.answer(track)
  if (awaitsTrack) await opened
  t.teardown(() => {
    talk.close('call')
    talk.close('place')
  })
  return { browser, settings, talk, placeReach, track, said, sent, told, leaks: () => leaks }
}

t.test('nobody is said to be heard by a room that is not there', async (t) => {
  const { talk, placeReach } = await microphone(t)
  const shown = () => talk.look.value.reason ?? talk.look.value.state
  t.equal(shown(), 'heard')
  placeReach.value = 'no-room'
  t.equal(shown(), 'no-room')
  talk.setCall('talking')
  t.equal(shown(), 'heard', 'the call hears')
  talk.setCall('none')
  placeReach.value = 'service-away'
  t.equal(shown(), 'service-away')

  const connected = [{ media: 'p2p' as const }]
  for (const [phase, people, reach] of [
    ['joining', [], 'no-room'],
    ['waiting', [], 'no-room'],
    ['locked', [], 'no-room'],
    ['connected', [], 'open'],
    ['reconnecting', [], 'service-away'],
    ['reconnecting', [{ media: undefined }], 'service-away'],
    ['reconnecting', connected, 'open'],
    ['waiting', connected, 'open'],
  ] as const) {
    t.equal(reachOf(phase, people), reach, `${phase}, ${people.length} people`)
  }
})

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
  talk.close('place')
  t.equal(track.readyState, 'ended')
})

/** Calls back whenever a track is switched. */
function watched(track: FakeTrack, onSwitch: () => void): void {
  let { enabled } = track
  Object.defineProperty(track, 'enabled', {
    get: () => enabled,
    set(next: boolean) {
      enabled = next
      onSwitch()
    },
    configurable: true,
  })
}

t.test('which room hears the resident', (t) => {
  const route = (inPlace: boolean, call: 'none' | 'waiting' | 'talking') =>
    [
      { chosen: 'call', other: false },
      { chosen: 'call', other: true },
      { chosen: 'place', other: false },
      { chosen: 'place', other: true },
    ]
      .map((choice) => routeOf({ inPlace, call, ...(choice as { chosen: VoiceRoom; other: boolean }) }))
      .join(' ')
  t.equal(route(true, 'none'), 'place place place place')
  t.equal(route(true, 'waiting'), 'place place place place', 'nobody has answered yet')
  t.equal(route(true, 'talking'), 'call place place call')
  t.equal(route(false, 'waiting'), 'call call call call')
  t.equal(route(false, 'talking'), 'call call call call')
  t.end()
})

t.test('in a call one room hears the resident, and the other never does, not for a moment', async (t) => {
  const { talk, settings, sent, told, browser, leaks } = await microphone(t)
  /** Which rooms are sent the voice, and which are told that the microphone is off. */
  const state = () => {
    const rooms = ['place', 'call'] as const
    const open = rooms.filter((room) => sent[room]?.enabled)
    t.equal(leaks(), 0, 'never both, not for a moment')
    // Whom a moderator silences is not told as muted.
    const heard = talk.look.value.reason === 'muted-by-moderator' ? ['place'] : open
    t.strictSame(
      rooms.filter((room) => told[room] === false),
      heard,
    )
    return open[0] ?? 'nobody'
  }
  const key = (type: string, code: string) => {
    const plain = { repeat: false, isComposing: false, ctrlKey: false, altKey: false, metaKey: false }
    browser.window.fire(type, { ...plain, code, target: null })
  }
  t.equal(state(), 'place')
  key('keydown', 'KeyO')
  t.equal(talk.held.value, false, 'without a call there is no other room')
  talk.setCall('waiting')
  talk.open('call')
  t.equal(state(), 'place', 'while it rings')
  t.ok(sent.call, 'and the call has its track already')
  t.not(sent.call, sent.place)
  const steps: [string, () => void, VoiceRoom | 'nobody'][] = [
    ['answered', () => talk.setCall('talking'), 'call'],
    ['a moderator of the place mutes', () => talk.setRoomSilence('muted-by-moderator'), 'call'],
    ['held for the place', () => key('keydown', 'KeyO'), 'nobody'],
    ['the mute ends', () => talk.setRoomSilence(undefined), 'place'],
    ['let go', () => key('keyup', 'KeyO'), 'call'],
    ['off', talk.toggle, 'nobody'],
    ['held', () => talk.keys.press(), 'call'],
    ['let go of', () => talk.keys.release(), 'nobody'],
    ['held for the place by its button', () => talk.keys.press(true), 'place'],
    ['let go of', () => talk.keys.release(), 'nobody'],
    ['on', talk.toggle, 'call'],
    ['rather to the place', () => settings.change({ callVoiceTo: 'place' }), 'place'],
    ['held for the call', () => key('keydown', 'KeyO'), 'call'],
    ['let go', () => key('keyup', 'KeyO'), 'place'],
    ['hears nobody, sends nothing', talk.toggleDeafened, 'nobody'],
    ['hears again', talk.toggleDeafened, 'place'],
    ['leaves the place', () => talk.close('place'), 'call'],
    ['joins it again', () => talk.open('place'), 'place'],
    ['to the call', () => settings.change({ callVoiceTo: 'call' }), 'call'],
    ['off', talk.toggle, 'nobody'],
    ['held while', () => talk.keys.press(), 'call'],
    ['the call ends', () => talk.setCall('none'), 'nobody'],
  ]
  for (const [name, step, heard] of steps) {
    step()
    t.equal(state(), heard, name)
  }
  talk.close('call')
  t.equal(sent.call, null, 'no track of a call is left')
  t.equal(talk.close('place'), true, 'nobody wants the microphone')
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
  const { talk, browser, said, settings } = await microphone(t)
  const late = fakeTrack('Late')
  talk.close('place')
  const opened = talk.open('place')
  talk.close('place')
  said.length = 0
  await browser.mediaDevices.answer(late)
  await opened
  t.equal(late.readyState, 'ended')
  t.strictSame(said, [])
  // Asked twice: the newer answer counts, whichever comes first.
  const both = talk.open('place')
  settings.change({ autoGain: false })
  const [older, newer] = [fakeTrack('Older'), fakeTrack('Newer')]
  await browser.mediaDevices.answer(older)
  await browser.mediaDevices.answer(newer)
  await both
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
    talk.close('place')
    const opened = talk.open('place')
    t.match(talk.look.value, { state: 'not-heard', reason: 'asking' })
    await browser.mediaDevices.answer(name)
    await opened
    t.match(talk.look.value, { state: 'not-heard', reason, open: false })
    t.equal(talk.muted('place'), true, 'the others see it')
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

/** A filter of which a test says whether it loads, runs, and stops. */
function fakeFilter() {
  const made: { from: string; track: MediaStreamTrack; stop: () => void; closed: boolean }[] = []
  const filter: NoiseFilter = async (device, onStopped) => {
    const one = {
      from: device.label,
      track: fakeTrack(`${device.label}, filtered`),
      stop: onStopped,
      closed: false,
    }
    made.push(one)
    return {
      track: one.track,
      close() {
        one.closed = true
      },
    }
  }
  return { made, load: async () => filter }
}

const asksForBrowsers = ({ mediaDevices }: FakeBrowser) =>
  (mediaDevices.asked[0]?.audio as MediaTrackConstraints | undefined)?.noiseSuppression

t.test('strong suppression sends the filtered track, and follows device, switch and choice', async (t) => {
  const filter = fakeFilter()
  const browser = fakeBrowser({ loadNoiseFilter: filter.load })
  const { settings, talk, track, said } = await microphone(t, {
    browser,
    settings: { noiseSuppression: 'strong' },
  })
  const [first] = filter.made
  t.strictSame(said, ['open', 'track Desk, filtered'])
  talk.toggle()
  t.strictSame([first?.track.enabled, track.enabled], [false, true], 'off is off behind the filter')
  talk.keys.press()
  t.equal(first?.track.enabled, true, 'held')
  talk.keys.release()
  talk.toggle()

  track.onended?.(new Event('ended'))
  t.equal(asksForBrowsers(browser), false, 'one filter is enough')
  const other = fakeTrack('Headset')
  await browser.mediaDevices.answer(other)
  t.equal(said.at(-1), 'track Headset, filtered', 'another device')
  t.strictSame([first?.closed, track.readyState], [true, 'ended'])

  settings.change({ performer: true })
  t.equal(other.readyState, 'ended', 'the device is closed before it is opened in another way')
  t.equal(asksForBrowsers(browser), false)
  await browser.mediaDevices.answer(fakeTrack('Guitar'))
  t.equal(said.at(-1), 'track Guitar', 'a performer is sent as they are')
  settings.change({ performer: false, noiseSuppression: 'browser' })
  t.equal(asksForBrowsers(browser), true)
  await browser.mediaDevices.answer(fakeTrack('Desk'))
  t.equal(said.at(-1), 'track Desk')
  t.equal(filter.made.length, 2)
  t.notOk(talk.filterFailed.value)
})

t.test('without a filter the voice goes on with the browser’s suppression, and that is said', async (t) => {
  const settings = { noiseSuppression: 'strong' as const }
  const filter = fakeFilter()
  const missing = fakeBrowser()
  const never = fakeBrowser({ loadNoiseFilter: () => new Promise(() => undefined) })
  for (const [name, browser] of Object.entries({ missing, never })) {
    const { talk, track, said } = await microphone(t, { browser, settings, awaitsTrack: false })
    await browser.testTime.pass(5000)
    t.equal(track.readyState, 'ended', `${name}: closed, because it is opened in another way`)
    t.equal(asksForBrowsers(browser), true)
    await browser.mediaDevices.answer(fakeTrack('Plain'))
    t.equal(said.at(-1), 'track Plain')
    t.ok(talk.filterFailed.value)
  }

  const browser = fakeBrowser({ loadNoiseFilter: filter.load })
  const stopped = await microphone(t, { browser, settings })
  filter.made[0]?.stop()
  t.equal(stopped.said.at(-1), 'no track')
  t.equal(stopped.track.readyState, 'ended')
  t.equal(asksForBrowsers(browser), true)
  await browser.mediaDevices.answer(fakeTrack('Plain'))
  t.equal(stopped.said.at(-1), 'track Plain')
  t.ok(stopped.talk.filterFailed.value, 'a filter that stops')
  stopped.settings.change({ noiseSuppression: 'off' })
  await browser.mediaDevices.answer(fakeTrack('Plain'))
  t.notOk(stopped.talk.filterFailed.value)
  stopped.settings.change({ noiseSuppression: 'strong' })
  await browser.mediaDevices.answer(fakeTrack('Again'))
  t.equal(stopped.said.at(-1), 'track Again, filtered', 'chosen again it is tried again')
})

t.test(
  'a filter that stands still, or swallows all, is noticed; silence and a slow moment are not',
  async (t) => {
    const { testTime, time } = fakeBrowser()
    const look = { seconds: 0, given: true, heard: true }
    let [runs, revived, stopped] = [true, 0, 0]
    watchFilter(
      time,
      () => {
        if (runs) look.seconds += 0.5
        return { ...look }
      },
      () => {
        revived += 1
      },
      () => {
        stopped += 1
      },
    )
    await testTime.pass(5000)
    Object.assign(look, { given: false, heard: false })
    await testTime.pass(5000)
    t.equal(revived, 0, 'silence is no fault')
    runs = false
    await testTime.pass(1000)
    runs = true
    await testTime.pass(2000)
    t.ok(revived > 0, 'a context that stands still is woken')
    t.equal(stopped, 0)
    look.given = true
    await testTime.pass(2000)
    t.equal(stopped, 1)
    await testTime.pass(5000)
    t.equal(stopped, 1, 'said once')
  },
)
