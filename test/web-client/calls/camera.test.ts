/** Pictures in calls without a browser: what is shown and sent, why not, and how many bits they take. */

import { signal } from '@preact/signals-core'
import t from 'tap'
import type { CallVoiceView } from '../../../web-client/calls/call-room.js'
import { createCamera } from '../../../web-client/calls/camera.js'
import { openPicture } from '../../../web-client/calls/camera-devices.js'
import { cameraTransitions } from '../../../web-client/calls/camera-states.js'
import {
  FIRST_BUDGET,
  type Line,
  lineOf,
  MAX_PICTURE_BITS,
  nextBudget,
  type PictureBudget,
} from '../../../web-client/media/pictures/picture-budget.js'
import type { OwnPicture } from '../../../web-client/media/pictures/picture-section.js'
import { withoutStrayFeedback } from '../../../web-client/media/pictures/stray-feedback.js'
import { createSettings } from '../../../web-client/settings/settings.js'
import { memory } from '../../helpers/browser/fake-browser.js'
import { holdsTable } from '../../helpers/transition-table.js'

t.test('what the resident shows, in every state', (t) => {
  holdsTable(
    t,
    cameraTransitions,
    `
               camera    screen     device   opened  failed  ended     over
    off        opening   choosing   -        -       -       -         -
    opening    off       choosing   =        camera  off     -         off
    camera     off       replacing  opening  -       -       off       off
    choosing   opening   off        -        screen  off     -         off
    replacing  choosing  camera     -        screen  camera  choosing  off
    screen     opening   off        -        -       -       off       off`,
  )
  t.end()
})

interface FakePicture {
  readonly id: string
  stopped: boolean
  onended: (() => void) | null
  stop(): void
}

function picture(id: string): FakePicture {
  const track: FakePicture = {
    id,
    stopped: false,
    onended: null,
    stop() {
      track.stopped = true
    },
  }
  return track
}

const other = (changes: Partial<CallVoiceView> = {}): CallVoiceView => ({
  muted: false,
  speaking: false,
  media: 'p2p',
  incompatible: false,
  pictures: { accepts: true },
  ...changes,
})

function page() {
  type Answer = FakePicture | string
  const asked: { what: unknown; answer(answer: Answer): Promise<void> }[] = []
  const ask = (what: unknown) =>
    new Promise((resolve, reject) => {
      asked.push({
        what,
        async answer(answer) {
          if (typeof answer === 'string') reject(new DOMException('', answer))
          else resolve({ getVideoTracks: () => [answer] })
          await new Promise((settled) => setImmediate(settled))
        },
      })
    })
  const voices = signal<ReadonlyMap<string, CallVoiceView>>(new Map([['ben', other()]]))
  const pictures = signal<ReadonlyMap<string, MediaStreamTrack>>(new Map())
  const sent: OwnPicture[] = []
  const told: unknown[] = []
  let refusals = 0
  const settings = createSettings(memory())
  const camera = createCamera({
    browser: { mediaDevices: { getUserMedia: ask, getDisplayMedia: ask } as never },
    settings,
    room: {
      voices,
      pictures,
      showPicture: (own) => sent.push(own),
      tellPictures: (next) => told.push(next),
      pictureRefused: () => {
        refusals += 1
      },
    },
  })
  return {
    camera,
    settings,
    voices,
    pictures,
    asked,
    answer: (answer: Answer) => asked.shift()?.answer(answer),
    sent: () => sent.at(-1),
    told: () => told.at(-1),
    refusals: () => refusals,
    meet: (...others: CallVoiceView[]) => {
      voices.value = new Map(others.map((one, index) => [`other ${index}`, one]))
    },
  }
}

t.test('camera, then a screen, then nothing: each is told and sent, and let go of', async (t) => {
  const { camera, asked, answer, sent, told } = page()
  t.match(sent(), { track: null, accepts: true })
  t.strictSame(told(), { accepts: true })
  camera.press('camera')
  t.match(asked[0]?.what, { video: { width: { max: 1280 }, height: { max: 720 }, frameRate: { max: 30 } } })
  const [first, screen, late] = [picture('camera'), picture('screen'), picture('late')]
  await answer(first)
  t.match(sent(), { kind: 'camera', track: first })
  t.strictSame(told(), { accepts: true, shows: 'camera' })
  camera.press('screen')
  t.match(asked[0]?.what, { video: { width: { max: 1920 }, height: { max: 1080 }, frameRate: { max: 15 } } })
  t.match(sent(), { track: first }, 'the camera is seen until a screen is chosen')
  await answer('NotAllowedError')
  t.match(camera.trouble.value, { kind: 'screen', fault: 'denied' })
  t.equal(camera.state.value, 'camera')
  camera.press('screen')
  await answer(screen)
  t.ok(first.stopped, 'the camera’s lamp goes out')
  t.match(sent(), { kind: 'screen', track: screen })
  screen.onended?.()
  t.match(sent(), { track: null }, 'the browser’s own control ends it')
  t.strictSame(told(), { accepts: true })
  camera.press('camera')
  camera.press('camera')
  await answer(late)
  t.ok(late.stopped, 'an answer that nobody waits for any more')
  t.equal(camera.own.value, undefined)
})

t.test('another camera is taken at once', async (t) => {
  const { camera, settings, asked, answer, sent } = page()
  settings.change({ cameraDevice: 'desk' })
  t.equal(asked.length, 0)
  camera.press('camera')
  await answer(picture('one'))
  settings.change({ cameraDevice: 'lid' })
  t.match(asked[0]?.what, { video: { deviceId: { exact: 'lid' } } })
  const next = picture('two')
  await answer(next)
  t.match(sent(), { track: next })
})

t.test('where there can be no pictures, that is said, and none is sent', async (t) => {
  const { camera, asked, answer, sent, told, meet, refusals } = page()
  for (const [people, obstacle] of [
    [[], 'alone'],
    [[other({ media: undefined })], 'alone'],
    [[other(), other()], 'group'],
    [[other({ media: 'hub' })], 'hub'],
    [[other({ pictures: undefined })], 'unknown'],
    [[other({ pictures: { accepts: false } })], 'refused'],
  ] as const) {
    meet(...people)
    camera.press('camera')
    t.match(camera.trouble.value, { obstacle })
    t.equal(asked.length, 0, 'nor is the camera opened')
  }
  for (const [people, obstacle] of [
    [[other(), other()], 'group'],
    [[other({ media: 'hub' })], 'hub'],
    [[other({ pictures: { accepts: false } })], 'refused'],
  ] as const) {
    meet(other())
    camera.press('camera')
    const track = picture('own')
    await answer(track)
    t.match(sent(), { track })
    meet(other({ media: undefined }))
    t.match(sent(), { track: null }, 'a connection that is lost may come back')
    t.notOk(track.stopped)
    meet(...people)
    t.ok(track.stopped)
    t.match(camera.trouble.value, { obstacle })
    t.strictSame(told(), { accepts: true })
  }
  meet(other(), other())
  t.match(sent(), { accepts: false }, 'nor would any be taken')
  meet(other())
  camera.press('camera')
  await answer(picture('own'))
  camera.refused()
  t.equal(refusals(), 1)
  t.match(sent(), { track: null })
  camera.press('camera')
  camera.end()
  t.equal(camera.trouble.value, undefined, 'a call that is over needs no more words')
})

t.test('the other one’s picture is seen while they show it and the resident takes it', (t) => {
  const { camera, settings, pictures, meet, told } = page()
  const track = picture('theirs') as never
  pictures.value = new Map([['other 0', track]])
  t.equal(camera.remote.value, undefined, 'a page that shows nothing')
  meet(other({ pictures: { accepts: false, shows: 'screen' } }))
  t.match(camera.remote.value, { kind: 'screen', track })
  settings.change({ takePictures: false })
  t.equal(camera.remote.value, undefined)
  t.strictSame(told(), { accepts: false })
  settings.change({ takePictures: true })
  meet(other({ pictures: { accepts: true, shows: 'camera' } }), other())
  t.equal(camera.remote.value, undefined, 'in a group there are none')
  t.end()
})

t.test('every way in which a camera or a screen can fail', async (t) => {
  const failing = (name: string) => {
    const fail = async () => {
      throw new DOMException('', name)
    }
    return { getUserMedia: fail, getDisplayMedia: fail } as never
  }
  for (const [name, fault] of [
    ['NotAllowedError', 'denied'],
    ['NotReadableError', 'busy'],
    ['NotFoundError', 'missing'],
  ] as const) {
    t.strictSame(await openPicture(failing(name), 'camera', ''), { fault })
    t.strictSame(await openPicture(failing(name), 'screen', ''), { fault })
  }
  t.strictSame(await openPicture(undefined, 'camera', ''), { fault: 'insecure-page' })
  const phone = { getUserMedia: async () => undefined } as never
  t.strictSame(await openPicture(phone, 'screen', ''), { fault: 'missing' })
  const gone = {
    getUserMedia: async ({ video }: { video: { deviceId?: unknown } }) => {
      if (video.deviceId) throw new DOMException('', 'OverconstrainedError')
      return { getVideoTracks: () => ['any other'] }
    },
  } as never
  t.strictSame(await openPicture(gone, 'camera', 'gone'), { track: 'any other' })
})

t.test('feedback for codecs that are not offered is left out', (t) => {
  const head =
    'v=0\r\nm=audio 9 X 111\r\na=rtcp-fb:111 transport-cc\r\nm=video 9 X 120\r\na=rtcp-fb:* nack\r\n'
  t.equal(withoutStrayFeedback(`${head}a=rtcp-fb:121 nack pli\r\na=rtcp-fb:111 nack\r\n`), head)
  t.equal(withoutStrayFeedback(head), head)
  t.end()
})

t.test('the voice comes first: a picture takes what is free, and gives it back', (t) => {
  const calm: Line = { availableBits: undefined, lostShare: 0, roundTripSeconds: 0.04 }
  const after = (steps: number, line: Line, from: PictureBudget = FIRST_BUDGET) => {
    let budget = from
    for (let step = 0; step < steps; step += 1) budget = nextBudget(budget, line)
    return budget
  }
  t.ok(FIRST_BUDGET.bits <= 150_000, 'it begins with little')
  const full = after(60, calm)
  t.equal(full.bits, MAX_PICTURE_BITS)
  const narrow = after(60, { ...calm, availableBits: 300_000 })
  t.ok(narrow.bits + 64_000 <= 300_000, `${narrow.bits} beside the voice`)
  for (const trouble of [{ lostShare: 0.05 }, { roundTripSeconds: 0.3 }]) {
    const cut = nextBudget(full, { ...calm, ...trouble })
    t.ok(cut.bits < full.bits)
    t.equal(nextBudget(cut, calm).bits, cut.bits, 'it rests first')
    t.ok(after(10, calm, cut).bits > cut.bits, 'and grows again')
    t.ok(after(60, { ...calm, ...trouble }, full).bits <= 30_000, 'down to next to nothing')
  }
  t.strictSame(
    lineOf([
      { type: 'candidate-pair', nominated: false, state: 'succeeded', availableOutgoingBitrate: 1 },
      { type: 'candidate-pair', nominated: true, state: 'succeeded', availableOutgoingBitrate: 250_000 },
      { type: 'remote-inbound-rtp', kind: 'audio', fractionLost: 0.01, roundTripTime: 0.2 },
      { type: 'remote-inbound-rtp', kind: 'video', fractionLost: 0 },
    ]),
    { availableBits: 250_000, lostShare: 0.01, roundTripSeconds: 0.2 },
  )
  t.strictSame(lineOf([]), { availableBits: undefined, lostShare: 0, roundTripSeconds: undefined })
  t.end()
})
