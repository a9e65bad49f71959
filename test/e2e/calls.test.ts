/** Calls in real browsers: what each side hears and sees, in every room, over a teleport, a reload and a restart. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import t from 'tap'
import {
  allowedSilence,
  clickIn,
  decibels,
  hearToneInPage,
  installTap,
  joinVoice,
  listen,
  listenOn,
  noBrowser,
  openBrowser,
  textOf,
  waitForStatus,
  withoutProcessing,
} from '../helpers/browser/browser.js'
import { rememberConnections } from '../helpers/browser/page-connections.js'
import { eventually } from '../helpers/eventually.js'
import { type TestAvatar, testAvatar, testRegion } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'

/** Everybody's voice is a tone, so that each is found in what a page plays. */
const HZ = { anna: 500, bert: 800, carl: 1100, dee: 1400, eve: 1700 } as const
type Name = keyof typeof HZ

const HEARD = 0.01
const SILENT = 0.0005
/** Five pages of one browser on a busy machine may stutter for so long; a new connection takes longer. */
const LONGEST_GAP_MS = 400
const NOT_HEARD = { silenceMs: Number.POSITIVE_INFINITY, seconds: 0 }

t.test('residents call each other', { skip: noBrowser }, async (t) => {
  const dataDir = await mkdtemp(join(tmpdir(), 'voice-test-'))
  t.teardown(() => rm(dataDir, { recursive: true, force: true }))
  let service = await startService({ DATA_DIR: dataDir })
  t.teardown(() => service.stop())
  const names = Object.keys(HZ) as Name[]
  const avatars = Object.fromEntries(
    names.map((name, index) => [name, testAvatar(`${name} Calls`, [100 + index, 100, 25])]),
  ) as Record<Name, TestAvatar>
  const region = testRegion(service, Object.values(avatars), 'Here')
  const elsewhere = testRegion(service, [], 'Elsewhere')
  await region.push()
  await elsewhere.push()

  const browser = await openBrowser(undefined, ['--use-fake-device-for-media-stream=fps=10'])
  t.teardown(() => browser.close())
  async function open(name: Name): Promise<Page> {
    // A window of their own: tabs behind another one are slowed down.
    const page = await (await browser.browser.createBrowserContext()).newPage()
    await page.evaluateOnNewDocument(installTap)
    await page.evaluateOnNewDocument(rememberConnections)
    await withoutProcessing(page)
    await page.evaluateOnNewDocument(pretendMicrophone, HZ[name])
    return page
  }
  const linkOf = async (name: Name) => service.url + (await region.link(avatars[name]))
  const anna = await open('anna')
  let bert = await open('bert')
  const carl = await open('carl')
  await joinVoice(anna, await linkOf('anna'))
  await joinVoice(carl, await linkOf('carl'))
  await bert.goto(await linkOf('bert'))
  await waitForStatus(bert, 'ready')

  const hears = (page: Page, name: Name) =>
    eventually(`hears ${name}`, async () => {
      const { both } = await hearToneInPage(page, HZ[name])
      return both > HEARD && both
    })
  const hearsNot = (page: Page, name: Name) =>
    eventually(`does not hear ${name}`, async () => (await hearToneInPage(page, HZ[name])).both < SILENT)
  const callIs = (page: Page, state: string, members?: number) =>
    page.waitForSelector(
      `[data-testid=call][data-state=${state}]${members === undefined ? '' : `[data-members="${members}"]`}`,
    )
  async function call(page: Page, name: Name): Promise<void> {
    const found = `[data-testid=found-person][data-agent-id="${avatars[name].id}"]`
    await clickIn(page, '[data-testid=call-tab]')
    await page.waitForSelector('[data-testid=find-people]')
    await eventually(`${name} is found`, async () => {
      await page.$eval(
        '[data-testid=find-people]',
        (input, text) => {
          const field = input as HTMLInputElement
          field.value = text
          field.dispatchEvent(new Event('input', { bubbles: true }))
        },
        `${name} c`,
      )
      return page.waitForSelector(found, { timeout: 2000 }).catch(() => undefined)
    })
    await clickIn(page, `${found} [data-testid=call-found]`)
  }
  const answer = (page: Page, how: string) => clickIn(page, `[data-testid=call-${how}]`)
  const endOf = async (page: Page) => {
    await callIs(page, 'ended')
    const reason = await page.$eval('[data-testid=call]', (bar) => bar.getAttribute('data-reason'))
    const words = await textOf(page, 'call-state')
    await clickIn(page, '[data-testid=call-dismiss]')
    return `${reason}: ${words}`
  }

  await hears(anna, 'carl')
  await hears(carl, 'anna')
  // All of the half second that is looked at.
  await listen(anna, 0.7)
  const alone = (await hearToneInPage(anna, HZ.carl)).both

  await t.test('it rings where somebody has not even joined the place', async (t) => {
    await call(anna, 'bert')
    await callIs(anna, 'ringing', 1)
    await bert.waitForSelector('[data-testid=incoming-call]')
    await eventually('the ring is heard', async () => (await listen(bert, 0.5)).both > 0.002)
    t.match(await bert.title(), /anna Calls/i)
    await eventually('the keyboard is there', () =>
      bert.evaluate(() => document.activeElement?.getAttribute('data-testid') === 'incoming-call'),
    )
    await bert.keyboard.press('Escape')
    // The place hears the caller meanwhile.
    await hears(carl, 'anna')
    await callIs(anna, 'ringing', 1)
    await answer(bert, 'accept')
    await callIs(anna, 'active', 2)
    await callIs(bert, 'active', 2)
    await hears(anna, 'bert')
    await hears(bert, 'anna')
    await eventually('his halo follows his voice', () =>
      anna.$eval(
        '[data-testid=call-member] .halo',
        (halo) => Number((halo as HTMLElement).style.opacity) === 1,
      ),
    )
    t.notMatch(await bert.title(), /anna/i)
  })

  await t.test('the place is softly behind, and does not hear the resident', async (t) => {
    await hearsNot(carl, 'anna')
    t.equal((await hearToneInPage(bert, HZ.carl)).both < SILENT, true, 'who is not in the place')
    await listen(anna, 0.7)
    // A busy machine breaks a tone now and then, so the window that is looked at must be a whole one.
    const behind = await eventually('the place is softly behind', async () => {
      const level = decibels((await hearToneInPage(anna, HZ.carl)).both, alone)
      return Math.abs(level + 12) < 1.5 && level
    })
    t.comment(`the place behind the call: ${behind.toFixed(2)} dB`)
    t.equal(await heardIn(anna), 'call')
    await anna.keyboard.down('o')
    await hears(carl, 'anna')
    await hearsNot(bert, 'anna')
    t.equal(await heardIn(anna), 'place')
    await anna.keyboard.up('o')
    await hears(bert, 'anna')
    await hearsNot(carl, 'anna')
    await clickIn(anna, '[data-testid=place-behind]')
    await hearsNot(anna, 'carl')
    await clickIn(anna, '[data-testid=place-behind]')
    await hears(anna, 'carl')
  })

  await t.test('it is kept over a teleport, a reload and a restart of the service', async (t) => {
    const stop = await listenOn(bert)
    region.avatars.splice(region.avatars.indexOf(avatars.anna), 1)
    elsewhere.avatars.push(avatars.anna)
    await region.push()
    await elsewhere.push()
    await hearsNot(anna, 'carl')
    await callIs(anna, 'active', 2)
    const teleported = await stop()
    t.ok(
      teleported.silenceMs <= (await allowedSilence(bert, teleported, LONGEST_GAP_MS)),
      `a teleport: longest silence ${teleported.silenceMs.toFixed(0)} ms`,
    )

    await anna.reload()
    await hears(bert, 'anna')
    await hears(anna, 'bert')
    await callIs(anna, 'active', 2)

    await clickIn(bert, '[data-testid=mic]')
    await hearsNot(anna, 'bert')
    await bert.reload()
    await callIs(bert, 'active', 2)
    await hears(bert, 'anna')
    t.ok((await hearToneInPage(anna, HZ.bert)).both < SILENT, 'a microphone that was off stays off')
    await clickIn(bert, '[data-testid=mic]')
    await hears(anna, 'bert')

    const stops = await Promise.all([listenOn(anna), listenOn(bert)])
    const made = await Promise.all([anna, bert].map(connectionsOf))
    await service.stop('SIGKILL')
    service = await startService({ DATA_DIR: dataDir, PORT: String(service.port) })
    await region.push()
    await elsewhere.push()
    for (const page of [anna, bert]) {
      await waitForStatus(page, page === anna ? 'connected' : 'ready')
      await callIs(page, 'active', 2)
    }
    await listen(carl, 1)
    t.strictSame(await Promise.all([anna, bert].map(connectionsOf)), made, 'the connection is the same')
    const heard = await Promise.all(stops.map((stop) => stop()))
    for (const [index, page] of [anna, bert].entries()) {
      const { silenceMs, seconds } = heard[index] ?? NOT_HEARD
      t.ok(
        silenceMs <= (await allowedSilence(page, { silenceMs, seconds }, LONGEST_GAP_MS)),
        `a restart: longest silence ${silenceMs.toFixed(0)} ms in ${seconds.toFixed(1)} s`,
      )
    }
  })

  await t.test('camera and screen come and go, and the voice has no gap', async (t) => {
    const control = (page: Page, kind: 'camera' | 'screen') => page.click(`[data-testid=${kind}]`)
    const isGone = (page: Page) => page.waitForSelector('[data-testid=remote-video]', { hidden: true })
    const troubleOf = async (page: Page) => {
      await page.waitForSelector('[data-testid=picture-trouble]')
      return textOf(page, 'picture-trouble')
    }
    // The place behind would hide a gap.
    await clickIn(anna, '[data-testid=call-tab]')
    await clickIn(anna, '[data-testid=place-behind]')
    await hearsNot(anna, 'carl')
    /** How long no voice was heard meanwhile, beyond what this machine does to it in calm, in milliseconds. */
    const cutsIn = async (act: () => Promise<void>): Promise<number> => {
      const before = await Promise.all([anna, bert].map(concealedIn))
      const stops = await Promise.all([listenOn(anna), listenOn(bert)])
      await act()
      const after = await Promise.all([anna, bert].map(concealedIn))
      const heard = await Promise.all(stops.map((stop) => stop()))
      let longestMs = 0
      for (const [index, page] of [anna, bert].entries()) {
        const { silenceMs, seconds } = heard[index] ?? NOT_HEARD
        const concealedMs = (after[index] ?? 0) - (before[index] ?? 0)
        t.comment(
          `silence ${silenceMs.toFixed(1)} ms, ${concealedMs.toFixed(1)} ms concealed in ${seconds.toFixed(1)} s`,
        )
        if (silenceMs > (await allowedSilence(page, { silenceMs, seconds }, 20)))
          longestMs = Math.max(longestMs, silenceMs)
      }
      return longestMs
    }
    const comeAndGo = async () => {
      await control(anna, 'camera')
      await pictureIn(bert, 5)
      await control(bert, 'camera')
      await pictureIn(anna, 5)
      await control(anna, 'screen')
      await pictureIn(bert, 2)
      await control(anna, 'screen')
      await isGone(bert)
      await control(bert, 'camera')
      await isGone(anna)
    }
    const longestMs = await cutsIn(async () => {
      await control(anna, 'camera')
      const first = await pictureIn(bert, 10)
      t.ok(first.width <= 1280 && first.height <= 720, `${first.width} × ${first.height}`)
      const limits = await limitsIn(anna)
      t.match(limits, { audio: { priority: 'high' }, video: { priority: 'very-low' } })
      t.ok((limits.video?.maxBitrate ?? Number.POSITIVE_INFINITY) < 300_000, 'it begins with little')
      await eventually('more bits while the line is calm', async () => {
        const { maxBitrate = 0 } = (await limitsIn(anna)).video ?? {}
        return maxBitrate > (limits.video?.maxBitrate ?? 0)
      })
      t.equal(await anna.$eval('[data-testid=own-video]', (own) => getComputedStyle(own).transform), MIRRORED)
      await control(bert, 'camera')
      await pictureIn(anna, 10)
      await clickIn(anna, '[data-testid=enlarge]')
      await anna.waitForSelector('.picture-of.large [data-testid=own-video]')
      await control(anna, 'screen')
      await bert.waitForSelector('.picture-of[data-kind=screen] [data-testid=remote-video]')
      await pictureIn(bert, 2)
      t.equal(await anna.$eval('[data-testid=own-video]', (own) => getComputedStyle(own).transform), 'none')
      await control(anna, 'screen')
      await isGone(bert)
      await pictureIn(anna, 5)
      await control(bert, 'camera')
      await isGone(anna)
      await control(anna, 'camera')
      await pictureIn(bert, 5)
      await control(bert, 'camera')
      await pictureIn(anna, 5)

      await clickIn(bert, '[data-testid=take-pictures]')
      t.match(await troubleOf(anna), /does not want pictures/)
      await isGone(bert)
      await pictureIn(anna, 5)
      t.equal(await sentPictures(anna), 0, 'nothing is sent any more')
      await control(anna, 'camera')
      t.match(await troubleOf(anna), /does not want pictures/)
      await clickIn(bert, '[data-testid=take-pictures]')
      await control(bert, 'camera')
      await isGone(anna)
    })
    // What the page does cuts a voice each time, and a busy machine now and then.
    let cutMs = longestMs
    for (let again = 0; again < 2 && cutMs > 0; again += 1) cutMs = await cutsIn(comeAndGo)
    t.equal(cutMs, 0, `no voice is cut, at first ${longestMs.toFixed(1)} ms`)
    await clickIn(anna, '[data-testid=place-behind]')
  })

  await t.test('a picture comes back after a reload, and no frozen one stays', async () => {
    await bert.click('[data-testid=camera]')
    await pictureIn(anna, 2)
    await anna.reload()
    await hears(anna, 'bert')
    await pictureIn(anna, 5)
    await changeSent(bert, false)
    await anna.waitForSelector('[data-testid=picture-still]')
    await changeSent(bert, true)
    await anna.waitForSelector('[data-testid=picture-still]', { hidden: true })
    await bert.click('[data-testid=camera]')
    await anna.waitForSelector('[data-testid=pictures]', { hidden: true })
  })

  await t.test('another window takes it over', async (t) => {
    const before = bert
    bert = await open('bert')
    await bert.goto(await linkOf('bert'))
    await bert.waitForSelector('[data-testid=call-elsewhere]')
    await clickIn(bert, '[data-testid=call-take]')
    await callIs(bert, 'active', 2)
    t.match(await endOf(before), /^elsewhere/)
    await before.waitForSelector('[data-testid=call-elsewhere]')
    await before.browserContext().close()
    t.equal(await bert.$('[data-testid=call-elsewhere]'), null)
    await hears(anna, 'bert')
    await hears(bert, 'anna')
  })

  await t.test('each way to end it is seen on both sides', async (t) => {
    await call(carl, 'anna')
    t.match(await endOf(carl), /^busy: .*anna Calls/i)
    await answer(bert, 'hang-up')
    t.match(await endOf(anna), /^hung-up: .*bert Calls/i)
    await bert.waitForSelector('[data-testid=call]', { hidden: true })
    await hearsNot(anna, 'bert')

    await call(anna, 'bert')
    await bert.waitForSelector('[data-testid=incoming-call]')
    await answer(anna, 'hang-up')
    await bert.waitForSelector('[data-testid=incoming-call]', { hidden: true })
    await clickIn(bert, '[data-testid=call-somebody]')
    await bert.waitForSelector('[data-testid=missed-calls]')

    await call(anna, 'bert')
    await clickIn(bert, '[data-testid=call-words]')
    await clickIn(bert, '[data-testid=call-answer]')
    t.match(await endOf(anna), /^declined: .*I call you back/)

    await clickIn(bert, '[data-testid=do-not-disturb]')
    await bert.reload()
    await waitForStatus(bert, 'ready')
    await call(anna, 'bert')
    t.match(await endOf(anna), /^do-not-disturb/)
    await clickIn(bert, '[data-testid=call-somebody]')
    await clickIn(bert, '[data-testid=do-not-disturb]')
  })

  await t.test('five talk through the hub, and one of them is lost', async (t) => {
    const dee = await open('dee')
    const eve = await open('eve')
    const joining = { bert, carl, dee, eve }
    for (const [name, page] of [['dee', dee] as const, ['eve', eve] as const]) {
      await page.goto(await linkOf(name))
      await waitForStatus(page, 'ready')
    }
    await waitForStatus(carl, 'connected')
    for (const [name, page] of Object.entries(joining) as [Name, Page][]) {
      await call(anna, name)
      await answer(page, 'accept')
      if (name !== 'bert') continue
      await callIs(anna, 'active', 2)
      await hears(bert, 'anna')
      await anna.click('[data-testid=camera]')
      await pictureIn(bert, 5)
    }
    for (const page of [anna, ...Object.values(joining)]) await callIs(page, 'active', 5)
    t.match(await textOf(anna, 'picture-trouble'), /More than two/)
    t.equal(await bert.$('[data-testid=pictures]'), null)
    for (const name of ['bert', 'carl', 'dee', 'eve'] as const) await hears(anna, name)
    await eventually('all come through the hub', () =>
      anna.$$eval('[data-testid=call-member]', (rows) =>
        rows.every((row) => row.getAttribute('data-media') === 'hub'),
      ),
    )
    await call(anna, 'bert')
    t.equal(await anna.$eval('[data-testid=call]', (bar) => bar.getAttribute('data-members')), '5')
    await dee.close()
    await anna.waitForSelector('[data-testid=call-member][data-state=lost]')
    await callIs(anna, 'active', 4)
    await hears(anna, 'eve')
  })
})

/** How many connections a page has made. */
const connectionsOf = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { connections: unknown[] }).connections.length)

const heardIn = (page: Page) => page.$eval('[data-testid=heard-in]', (line) => line.getAttribute('data-room'))

const MIRRORED = 'matrix(-1, 0, 0, 1, 0, 0)'

/** The other one's picture, once that many more frames of it were shown. */
async function pictureIn(page: Page, frames: number) {
  await page.waitForSelector('[data-testid=remote-video]')
  const look = () =>
    page.$eval('[data-testid=remote-video]', (element) => {
      const video = element as HTMLVideoElement
      const { totalVideoFrames: shown } = video.getVideoPlaybackQuality()
      return { shown, width: video.videoWidth, height: video.videoHeight }
    })
  const { shown } = await look()
  return eventually(`${frames} more frames`, async () => {
    const now = await look()
    return now.shown >= shown + frames && now
  })
}

/** Runs in a page that remembers its connections: the voice that was missing and made up, in milliseconds. */
function concealedIn(page: Page): Promise<number> {
  return page.evaluate(async () => {
    let samples = 0
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] }
    for (const connection of connections)
      for (const one of (await connection.getStats()).values())
        if (one.type === 'inbound-rtp' && one.kind === 'audio')
          samples += one.concealedSamples - one.silentConcealedSamples
    return samples / 48
  })
}

/** What the page's encoders may do, by kind. */
function limitsIn(page: Page): Promise<Record<string, RTCRtpEncodingParameters | undefined>> {
  return page.evaluate(() => {
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] }
    const senders = connections
      .filter(({ connectionState }) => connectionState === 'connected')
      .map((connection) => connection.getSenders())
      .find((all) => all.some(({ track }) => track?.kind === 'video'))
    return Object.fromEntries(
      (senders ?? []).map((sender) => [sender.track?.kind, sender.getParameters().encodings[0]]),
    )
  })
}

/** Stops what a page sends of its picture, without a word to anybody; or lets it go on. */
function changeSent(page: Page, active: boolean): Promise<void> {
  return page.evaluate(async (on) => {
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] }
    for (const sender of connections.flatMap((connection) => connection.getSenders())) {
      if (sender.track?.kind !== 'video' || sender.transport?.state !== 'connected') continue
      const parameters = sender.getParameters()
      for (const encoding of parameters.encodings) encoding.active = on
      await sender.setParameters(parameters)
    }
  }, active)
}

/** How many frames a page sends to anybody within half a second. */
function sentPictures(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const { connections } = globalThis as unknown as { connections: RTCPeerConnection[] }
    const count = async () => {
      let frames = 0
      for (const connection of connections)
        for (const one of (await connection.getStats()).values())
          if (one.type === 'outbound-rtp' && one.kind === 'video') frames += one.framesSent
      return frames
    }
    const before = await count()
    await new Promise((resolve) => setTimeout(resolve, 500))
    return (await count()) - before
  })
}

/** Runs in the page: its microphone is a tone of its own. */
function pretendMicrophone(hz: number): void {
  const context = () => {
    const known = (globalThis as { voices?: AudioContext }).voices ?? new AudioContext()
    Object.assign(globalThis, { voices: known })
    return known
  }
  const native = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices)
  navigator.mediaDevices.getUserMedia = async (constraints) => {
    if (constraints?.video) return native(constraints)
    const target = new MediaStreamAudioDestinationNode(context(), { channelCount: 1 })
    const tone = new OscillatorNode(context(), { frequency: hz })
    tone.connect(new GainNode(context(), { gain: 0.14 })).connect(target)
    tone.start()
    return target.stream
  }
}
