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

export const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium'

const missing = [CHROMIUM, '/usr/bin/espeak-ng', '/usr/bin/sox'].filter((file) => !existsSync(file))

/** Why the browser tests cannot run on this machine; `false` when they can. */
export const noBrowser: string | false = missing.length > 0 && `not installed: ${missing.join(', ')}`

/**
 * For `openBrowser`: draws the motion that shows who speaks. Drawing takes a quarter of the processor time of a page
 * in a room, and in most tests nobody looks.
 */
export const WITH_MOTION = '--force-prefers-no-reduced-motion'

export interface TestBrowser {
  readonly browser: Browser
  newPage(): Promise<Page>
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
 * @param executablePath Chromium itself, or a program that starts it in another network
 * @param card devices to hear and play with, instead of pretend ones; the page must be given its permission
 */
export async function openBrowser(
  speaker: Microphone | undefined,
  extraArgs: string[] = [],
  executablePath = CHROMIUM,
  card?: Pick<SoundCard, 'env'>,
): Promise<TestBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'voice-test-profile-'))
  const microphone = speaker
    ? ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${fileOf(speaker)}`]
    : []
  const browser = await launch({
    executablePath,
    // A port in another network could not be reached.
    pipe: executablePath !== CHROMIUM,
    headless: true,
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
  return {
    browser,
    async newPage() {
      const page = await browser.newPage()
      await page.evaluateOnNewDocument(installTap)
      return page
    },
    async close() {
      await browser.close()
      await rm(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Sums up, in the page, the energy of all sound that goes to any AudioContext's output. */
export function installTap(): void {
  /** The last half second of each side, in which single tones are looked for. */
  const recent = { left: new Float32Array(24_000), right: new Float32Array(24_000), at: 0, rate: 48_000 }
  const sums = { left: 0, right: 0, frames: 0, peak: 0, jump: 0, last: 0, silence: 0, quiet: 0 }
  const taps = new WeakMap<BaseAudioContext, AudioNode>()
  const connect = AudioNode.prototype.connect as (this: AudioNode, ...args: unknown[]) => unknown

  function tapOf(context: AudioContext): AudioNode {
    const known = taps.get(context)
    if (known) return known
    recent.rate = context.sampleRate
    const tap = context.createScriptProcessor(2048, 2, 2)
    tap.onaudioprocess = ({ inputBuffer }) => {
      const left = inputBuffer.getChannelData(0)
      const right = inputBuffer.getChannelData(1)
      for (let i = 0; i < left.length; i += 1) {
        const l = left[i] ?? 0
        const r = right[i] ?? 0
        recent.left[recent.at] = l
        recent.right[recent.at] = r
        recent.at = (recent.at + 1) % recent.left.length
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
    connect.call(tap, context.destination)
    taps.set(context, tap)
    return tap
  }

  AudioNode.prototype.connect = function (this: AudioNode, ...args: unknown[]) {
    const [target] = args
    if (target instanceof AudioDestinationNode) connect.call(this, tapOf(this.context as AudioContext))
    return connect.apply(this, args)
  } as typeof AudioNode.prototype.connect

  Object.assign(globalThis, {
    heardTone(frequencyHz: number) {
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
    takeHeard() {
      const taken = { ...sums }
      Object.assign(sums, { left: 0, right: 0, frames: 0, peak: 0, jump: 0, silence: 0, quiet: 0 })
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

/** What a page plays during that many seconds of its own audio clock. */
export async function listen(page: Page, seconds: number): Promise<Heard> {
  const take = () => page.evaluate(() => (globalThis as unknown as { takeHeard(): Taken }).takeHeard())
  await take()
  const total = { left: 0, right: 0, frames: 0, peak: 0, jump: 0, silence: 0 }
  await eventually(
    `${seconds} s of audio`,
    async () => {
      const taken = await take()
      total.left += taken.left
      total.right += taken.right
      total.frames += taken.frames
      total.peak = Math.max(total.peak, taken.peak)
      total.jump = Math.max(total.jump, taken.jump)
      total.silence = Math.max(total.silence, taken.silence)
      return total.frames >= seconds * 44_100
    },
    seconds * 5000 + 20_000,
  )
  const rms = (sum: number) => Math.sqrt(sum / total.frames)
  return {
    left: rms(total.left),
    right: rms(total.right),
    both: rms((total.left + total.right) / 2),
    peak: total.peak,
    jump: total.jump,
    silenceMs: (total.silence / 44_100) * 1000,
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

/** How loud a single tone is at each ear of a page, over the last half second. */
export async function hearToneInPage(
  page: Page,
  frequencyHz: number,
): Promise<{ left: number; right: number; both: number }> {
  const { left, right } = await page.evaluate(
    (hz) =>
      (globalThis as unknown as { heardTone(hz: number): { left: number; right: number } }).heardTone(hz),
    frequencyHz,
  )
  return { left, right, both: Math.hypot(left, right) }
}

/** What a page plays from now on until the returned function is called. */
export async function listenOn(page: Page): Promise<() => Promise<{ silenceMs: number; seconds: number }>> {
  const take = () => page.evaluate(() => (globalThis as unknown as { takeHeard(): Taken }).takeHeard())
  await take()
  return async () => {
    const { silence, frames } = await take()
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

/** A ratio of two levels in decibels; −Infinity for silence. */
export function decibels(level: number, reference: number): number {
  return 20 * Math.log10(level / reference)
}

/** Opens a personal voice link and joins. */
export async function joinVoice(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.waitForSelector('[data-testid=join]')
  await page.click('[data-testid=join]')
  await waitForStatus(page, 'connected')
}

/**
 * Opens a browser for one avatar and joins with its personal link; the browser is closed when the test ends.
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
  const browser = await openBrowser(speaker)
  t.teardown(() => browser.close())
  const page = await browser.newPage()
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
