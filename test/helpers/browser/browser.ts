/** Real Chromium with speech for a microphone, and a tap on everything that its pages play. */

import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, launch, type Page } from 'puppeteer-core'
import type { Test } from 'tap'
import { eventually } from '../eventually.js'
import type { TestAvatar, TestRegion } from '../regions/region.js'
import type { Service } from '../service.js'
import type { SoundCard } from './sound-card.js'
import { murmurFile, type Speaker, speechFile, sweepFile, toneFile } from './speech.js'

/** Chromium with its own windows, for what a resident's browser decides by them: permissions, dialogs, hidden tabs. */
export const WHOLE_CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'
const SHELL = '/usr/bin/chromium-headless-shell'
/** The same engine without the windows, where it is installed: it starts for a third of the processor time. */
export const CHROMIUM = !process.env.CHROMIUM && existsSync(SHELL) ? SHELL : WHOLE_CHROMIUM

const missing = [CHROMIUM, '/usr/bin/espeak-ng', '/usr/bin/sox'].filter((file) => !existsSync(file))

/** Why the browser tests cannot run on this machine; `false` when they can. */
export const noBrowser: string | false = missing.length > 0 && `not installed: ${missing.join(', ')}`

/**
 * For `openBrowser`: draws the motion that shows who speaks. Drawing takes a quarter of the processor time of a page
 * in a room, and in most tests nobody looks.
 */
export const WITH_MOTION = '--force-prefers-no-reduced-motion'

/**
 * For `openBrowser`: a page's microphone is processed, and voices are placed for headphones, as it is for a resident who
 * has chosen nothing. That takes a quarter of the processor time of a page in a room, and most tests only ask who is heard.
 */
export const WITH_PROCESSING = '--with-microphone-processing'

/** Runs in the page: nothing is done to its microphone, nor to voices beyond left and right, until somebody chooses it. */
function spareProcessing(): void {
  try {
    const none = { noiseSuppression: 'off', autoGain: false, echoCancellation: false, headphones: false }
    const chosen = JSON.parse(localStorage.getItem('voice-settings') ?? '{}')
    localStorage.setItem('voice-settings', JSON.stringify({ ...none, ...chosen }))
  } catch {
    // A page without storage.
  }
}

export interface TestBrowser {
  readonly browser: Browser
  newPage(): Promise<Page>
  /** A page of somebody else: with cookies and settings of its own. */
  newResident(): Promise<Page>
  close(): Promise<void>
}

/** The speech of one speaker, a sweep up and down, speech after quiet noise, or a tone of that many Hz. */
export type Microphone = Speaker | 'sweep' | 'murmur' | { readonly toneHz: number }

function fileOf(microphone: Microphone): string {
  if (typeof microphone === 'object') return toneFile(microphone.toneHz)
  if (microphone === 'murmur') return murmurFile()
  return microphone === 'sweep' ? sweepFile() : speechFile(microphone)
}

/**
 * @param speaker whose voice is the microphone; `undefined` for a browser without one
 * @param program `WHOLE_CHROMIUM`, or what starts Chromium in another network
 * @param card devices to hear and play with, instead of pretend ones; the page must be given its permission
 */
export async function openBrowser(
  speaker: Microphone | undefined,
  extraArgs: string[] = [],
  program?: string,
  card?: Pick<SoundCard, 'env'>,
): Promise<TestBrowser> {
  // The shell has no sound card.
  const executablePath = program ?? (card ? WHOLE_CHROMIUM : CHROMIUM)
  const profile = await mkdtemp(join(tmpdir(), 'voice-test-profile-'))
  const microphone = speaker
    ? ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${fileOf(speaker)}`]
    : []
  const browser = await launch({
    executablePath,
    // A port in another network could not be reached.
    pipe: executablePath !== CHROMIUM && executablePath !== WHOLE_CHROMIUM,
    headless: executablePath === SHELL ? 'shell' : true,
    userDataDir: profile,
    ...(card && { env: { ...process.env, ...card.env }, ignoreDefaultArgs: ['--mute-audio'] }),
    args: [
      '--no-sandbox',
      // With this switch no permission can be revoked.
      ...(card ? [] : ['--use-fake-ui-for-media-stream']),
      ...microphone,
      '--autoplay-policy=no-user-gesture-required',
      ...(extraArgs.includes(WITH_MOTION) ? [] : ['--force-prefers-reduced-motion']),
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      // The last two make pages for an address bar that nobody sees: more than half of what a start costs.
      '--disable-features=WebRtcHideLocalIpsWithMdns,WebUIOmniboxPopup,WebUIOmniboxAimPopup',
      ...extraArgs,
    ],
  })
  const prepared = async (page: Page) => {
    await page.evaluateOnNewDocument(installTap)
    if (!extraArgs.includes(WITH_PROCESSING)) await page.evaluateOnNewDocument(spareProcessing)
    return page
  }
  return {
    browser,
    newPage: async () => prepared(await browser.newPage()),
    newResident: async () => prepared(await (await browser.createBrowserContext()).newPage()),
    async close() {
      await browser.close()
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/**
 * Sums up, in the page, the energy of all sound that goes to any AudioContext's output. Only while somebody listens: it
 * would take a tenth of the page's processor time.
 */
export function installTap(): void {
  /** The last half second of each side, in which single tones are looked for. */
  const recent = {
    left: new Float32Array(24_576),
    right: new Float32Array(24_576),
    at: 0,
    /** Samples since somebody listens. */
    filled: 0,
    rate: 48_000,
  }
  const sums = { left: 0, right: 0, frames: 0, peak: 0, jump: 0, last: 0, silence: 0, quiet: 0 }
  const taps = new Map<AudioContext, AudioNode>()
  let listeners = 0
  /** Buffers still to come that began before anybody listened: a processor has two. */
  let stale = 0
  const connect = AudioNode.prototype.connect as (this: AudioNode, ...args: unknown[]) => unknown

  function tapOf(context: AudioContext): AudioNode {
    const known = taps.get(context)
    if (known) return known
    recent.rate = context.sampleRate
    const tap = context.createScriptProcessor(2048, 2, 2)
    tap.onaudioprocess = ({ inputBuffer }) => {
      if (stale > 0) {
        stale -= 1
        return
      }
      const left = inputBuffer.getChannelData(0)
      const right = inputBuffer.getChannelData(1)
      // Its length is a multiple of theirs.
      recent.left.set(left, recent.at)
      recent.right.set(right, recent.at)
      recent.at = (recent.at + left.length) % recent.left.length
      recent.filled += left.length
      for (let i = 0; i < left.length; i += 1) {
        const l = left[i] ?? 0
        const r = right[i] ?? 0
        sums.left += l * l
        sums.right += r * r
        sums.peak = Math.max(sums.peak, Math.abs(l), Math.abs(r))
        // Not across the border of two buffers: a busy machine leaves some out.
        if (i > 0) sums.jump = Math.max(sums.jump, Math.abs(l - sums.last))
        sums.last = l
        sums.quiet = Math.abs(l) + Math.abs(r) < 0.002 ? sums.quiet + 1 : 0
        sums.silence = Math.max(sums.silence, sums.quiet)
      }
      sums.frames += left.length
    }
    if (listeners > 0) connect.call(tap, context.destination)
    taps.set(context, tap)
    return tap
  }

  function forget(): void {
    Object.assign(sums, { left: 0, right: 0, frames: 0, peak: 0, jump: 0, silence: 0, quiet: 0 })
  }
  /** Chromium calls a processor only while it leads to the output. */
  function begin(): void {
    listeners += 1
    if (listeners > 1) return
    stale = 2
    recent.filled = 0
    forget()
    for (const [context, tap] of taps) connect.call(tap, context.destination)
  }
  function end(): void {
    listeners = Math.max(0, listeners - 1)
    if (listeners === 0) for (const tap of taps.values()) tap.disconnect()
  }

  AudioNode.prototype.connect = function (this: AudioNode, ...args: unknown[]) {
    const [target] = args
    if (target instanceof AudioDestinationNode) connect.call(this, tapOf(this.context as AudioContext))
    return connect.apply(this, args)
  } as typeof AudioNode.prototype.connect

  Object.assign(globalThis, {
    async heardTone(frequencyHz: number) {
      begin()
      const deadline = performance.now() + 5000
      while (recent.filled < recent.left.length && performance.now() < deadline)
        await new Promise((resolve) => setTimeout(resolve, 20))
      end()
      // Goertzel: the root mean square of that sine alone.
      const strength = (samples: Float32Array) => {
        const turn = 2 * Math.cos((2 * Math.PI * frequencyHz) / recent.rate)
        let [before, last] = [0, 0]
        for (let i = 0; i < samples.length; i += 1) {
          const next = (samples[(recent.at + i) % samples.length] ?? 0) + turn * last - before
          before = last
          last = next
        }
        return Math.sqrt(2 * (before ** 2 + last ** 2 - turn * before * last)) / samples.length
      }
      return { left: strength(recent.left), right: strength(recent.right) }
    },
    async hearFor(seconds: number) {
      begin()
      forget()
      const deadline = performance.now() + seconds * 5000 + 20_000
      while (sums.frames < seconds * 44_100 && performance.now() < deadline)
        await new Promise((resolve) => setTimeout(resolve, 20))
      end()
      if (sums.frames < seconds * 44_100) throw new Error(`no ${seconds} s of sound`)
      return { ...sums }
    },
    beginHearing: begin,
    endHearing: end,
    takeHeard() {
      // After a reload nobody has begun.
      if (listeners === 0) begin()
      const taken = { ...sums }
      forget()
      return taken
    },
  })
}

export interface Heard {
  /** RMS of each side. */
  readonly left: number
  readonly right: number
  /** RMS of both sides together. */
  readonly both: number
  /** Largest sample, and largest step between two samples of the left side. */
  readonly peak: number
  readonly jump: number
  /** The longest silence in milliseconds. */
  readonly silenceMs: number
}

/** The functions that `installTap` leaves in a page. */
interface Ears {
  hearFor(seconds: number): Promise<Taken>
  beginHearing(): void
  takeHeard(): Taken
  endHearing(): void
  heardTone(frequencyHz: number): Promise<{ left: number; right: number }>
}

const beginHearing = (page: Page) => page.evaluate(() => (globalThis as unknown as Ears).beginHearing())
const takeHeard = (page: Page) => page.evaluate(() => (globalThis as unknown as Ears).takeHeard())
const endHearing = (page: Page) => page.evaluate(() => (globalThis as unknown as Ears).endHearing())

/** What a page plays during that many seconds of its own audio clock. */
export async function listen(page: Page, seconds: number): Promise<Heard> {
  const { left, right, frames, peak, jump, silence } = await page.evaluate(
    (time) => (globalThis as unknown as Ears).hearFor(time),
    seconds,
  )
  const rms = (sum: number) => Math.sqrt(sum / frames)
  return {
    left: rms(left),
    right: rms(right),
    both: rms((left + right) / 2),
    peak,
    jump,
    silenceMs: (silence / 44_100) * 1000,
  }
}

interface Taken {
  left: number
  right: number
  frames: number
  peak: number
  jump: number
  silence: number
}

/** How loud a single tone is at each ear of a page, over half a second. */
export async function hearToneInPage(
  page: Page,
  frequencyHz: number,
): Promise<{ left: number; right: number; both: number }> {
  const { left, right } = await page.evaluate(
    (hz) => (globalThis as unknown as Ears).heardTone(hz),
    frequencyHz,
  )
  return { left, right, both: Math.hypot(left, right) }
}

/** What a page plays from now on until the returned function is called. */
export async function listenOn(page: Page): Promise<() => Promise<{ silenceMs: number; seconds: number }>> {
  await beginHearing(page)
  return async () => {
    const { silence, frames } = await takeHeard(page)
    await endHearing(page)
    return { silenceMs: (silence / 44_100) * 1000, seconds: frames / 44_100 }
  }
}

/**
 * How long a silence may be that was heard: a busy machine breaks a voice where nothing happens, too. One that is longer
 * than allowed is compared with what the page plays in as long a time of calm, which must follow.
 */
export async function allowedSilence(
  page: Page,
  heard: { readonly silenceMs: number; readonly seconds: number },
  milliseconds: number,
): Promise<number> {
  if (heard.silenceMs <= milliseconds) return milliseconds
  const stop = await listenOn(page)
  const since = Date.now()
  const lastsMs = heard.seconds * 1000
  await eventually('as much calm', () => Date.now() - since > lastsMs, lastsMs + 20_000)
  return Math.max(milliseconds, 2 * (await stop()).silenceMs)
}

/** Switches off everything that would change a test tone, as a resident can: microphone processing and HRTF. */
export async function withoutProcessing(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const processing = { noiseSuppression: 'off', autoGain: false, echoCancellation: false }
    const chosen = JSON.parse(localStorage.getItem('voice-settings') ?? '{}')
    const settings = { ...chosen, ...processing, headphones: false }
    localStorage.setItem('voice-settings', JSON.stringify(settings))
  })
}

/** Voices come from their directions as two ears hear them (HRTF). */
export async function withHeadphones(page: Page): Promise<void> {
  await page.evaluateOnNewDocument(() => {
    const chosen = JSON.parse(localStorage.getItem('voice-settings') ?? '{}')
    localStorage.setItem('voice-settings', JSON.stringify({ ...chosen, headphones: true }))
  })
}

/** A ratio of two levels in decibels; −Infinity for silence. */
export function decibels(level: number, reference: number): number {
  return 20 * Math.log10(level / reference)
}

/** Opens a personal voice link and joins. */
export async function joinVoice(page: Page, url: string): Promise<void> {
  await page.goto(url).catch((error: unknown) => {
    // A network that a test has just made goes on changing for a moment.
    if (!String(error).includes('ERR_NETWORK_CHANGED')) throw error
    return page.goto(url)
  })
  await page.waitForSelector('[data-testid=join]')
  await page.click('[data-testid=join]')
  await waitForStatus(page, 'connected')
}

/** The browsers of a test, by their microphones: several residents may use one. */
const browsersOf = new WeakMap<Pick<Test, 'teardown'>, Map<string, Promise<TestBrowser>>>()

function browserFor(t: Pick<Test, 'teardown'>, speaker: Microphone | undefined): Promise<TestBrowser> {
  const browsers = browsersOf.get(t) ?? new Map<string, Promise<TestBrowser>>()
  browsersOf.set(t, browsers)
  const key = JSON.stringify(speaker) ?? 'none'
  const known = browsers.get(key)
  if (known) return known
  const opened = openBrowser(speaker)
  browsers.set(key, opened)
  t.teardown(async () => (await opened).close())
  return opened
}

/**
 * Joins as one avatar with its personal link, in a browser that is closed when the test ends.
 * @param speaker whose voice is the microphone; `undefined` for a browser without one
 * @param prepare what is done with the page before it opens the link
 */
export async function enterVoice(
  t: Pick<Test, 'teardown'>,
  { url }: Pick<Service, 'url'>,
  region: TestRegion,
  avatar: TestAvatar,
  speaker: Microphone | undefined,
  prepare?: (page: Page) => Promise<void>,
): Promise<Page> {
  const page = await (await browserFor(t, speaker)).newResident()
  await prepare?.(page)
  await joinVoice(page, url + (await region.link(avatar)))
  return page
}

/** Clicks an element that may be redrawn in that moment, or pushed away by elements drawn above it. */
export async function clickIn(page: Page, selector: string): Promise<void> {
  await page.waitForSelector(selector)
  await page.$eval(selector, (element) => (element as HTMLElement).click())
}

export async function textOf(page: Page, testId: string): Promise<string> {
  return page.$eval(`[data-testid=${testId}]`, (element) => element.textContent ?? '')
}

/** @param wanted the state, as `data-state` says it in every language, or the beginning of the sentence */
export async function waitForStatus(page: Page, wanted: string): Promise<string> {
  return eventually(`status "${wanted}"`, async () => {
    const { text, state } = await page.$eval('[data-testid=status]', (line) => ({
      text: line.textContent ?? '',
      state: line.getAttribute('data-state'),
    }))
    return (state === wanted || text.startsWith(wanted)) && text
  })
}

export interface ShownPerson {
  readonly agentId: string
  readonly distance: number
  readonly gain: number
  readonly speaking: boolean
  readonly media: string
}

/** The other participants that a page shows. */
export async function shownPeople(page: Page): Promise<ShownPerson[]> {
  return page.$$eval('[data-testid=participant]', (elements) =>
    elements.map((element) => {
      const { agentId = '', distance, gain, speaking, media = '' } = (element as HTMLElement).dataset
      return { agentId, distance: Number(distance), gain: Number(gain), speaking: speaking === 'true', media }
    }),
  )
}

/** Moves the volume of the first participant in a page's list, as a resident does. */
export function setVolume(page: Page, percent: number): Promise<void> {
  return page.$eval(
    '[data-testid=volume]',
    (input, value) => {
      const range = input as HTMLInputElement
      range.value = String(value)
      range.dispatchEvent(new Event('input', { bubbles: true }))
    },
    percent,
  )
}
