/** Measures how long a sound takes from one page's microphone to the other page's output. */

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import { eventually } from '../../test/helpers/eventually.js'

/** A longer delay would be taken for a shorter one of the next burst. */
const LONGEST_DELAY_MS = 700

const BURST_SECONDS = 0.15

/** A microphone that hears a short sweep every so many seconds. */
export function burstsFile(everySeconds = 1): string {
  const directory = join(tmpdir(), 'voice-test-speech')
  const file = join(directory, `bursts-every-${everySeconds}.wav`)
  if (existsSync(file)) return file
  mkdirSync(directory, { recursive: true })
  const format = ['-r', '48000', '-c', '1', '-b', '16']
  execFileSync('sox', [
    '-n',
    ...format,
    file,
    'synth',
    String(BURST_SECONDS),
    'sine',
    '400-2000',
    'norm',
    '-6',
    'pad',
    '0',
    String(everySeconds - BURST_SECONDS),
  ])
  return file
}

/** Has a page note when sounds begin, in its microphone and at its output. To be called before the page loads. */
export async function noteOnsets(page: Page): Promise<void> {
  // The page's own rules allow no code of others in its audio thread.
  await page.setBypassCSP(true)
  await page.evaluateOnNewDocument(installOnsets)
}

/**
 * Runs in the page. The audio thread finds the sample with which a sound begins, and says when it was by the context's
 * clock: so nothing that the page's main thread does meanwhile comes into the measured time.
 */
function installOnsets(): void {
  const onsets = { microphone: [] as number[], output: [] as number[] }
  const connect = AudioNode.prototype.connect as (this: AudioNode, ...args: unknown[]) => unknown
  const tapCode = `registerProcessor('onset-tap', class extends AudioWorkletProcessor {
    constructor() { super(); this.loudAt = -1 }
    process([[samples]]) {
      for (let at = 0; samples && at < samples.length; at += 1) {
        if (Math.abs(samples[at]) <= 0.02) continue
        const seconds = currentTime + at / sampleRate
        if (this.loudAt < 0 || seconds - this.loudAt > 0.3) this.port.postMessage(seconds)
        this.loudAt = seconds
      }
      return true
    }
  })`

  async function watch(context: AudioContext, source: AudioNode, times: number[]): Promise<void> {
    await context.audioWorklet.addModule(`data:text/javascript,${encodeURIComponent(tapCode)}`)
    const tap = new AudioWorkletNode(context, 'onset-tap', { numberOfOutputs: 0 })
    // The page sees the context's clock late by whatever holds it up: the smallest distance is the true one.
    let clocksApart = Number.POSITIVE_INFINITY
    const compare = () => {
      const now = performance.timeOrigin + performance.now()
      if (context.state === 'running') clocksApart = Math.min(clocksApart, now - context.currentTime * 1000)
    }
    setInterval(compare, 20)
    tap.port.onmessage = ({ data }) => {
      compare()
      times.push(clocksApart + data * 1000)
    }
    connect.call(source, tap)
  }

  const tapped = new WeakSet<AudioNode>()
  AudioNode.prototype.connect = function (this: AudioNode, ...args: unknown[]) {
    if (args[0] instanceof AudioDestinationNode && !tapped.has(this)) {
      tapped.add(this)
      watch(this.context as AudioContext, this, onsets.output)
    }
    return connect.apply(this, args)
  } as typeof AudioNode.prototype.connect

  const devices = navigator.mediaDevices
  const open = devices.getUserMedia.bind(devices)
  devices.getUserMedia = async (constraints) => {
    const stream = await open(constraints)
    const context = new AudioContext()
    watch(context, context.createMediaStreamSource(stream), onsets.microphone)
    return stream
  }
  Object.assign(globalThis, { onsets })
}

interface Onsets {
  microphone: number[]
  output: number[]
}

/** The delays of that many sounds in milliseconds; both pages have `noteOnsets` and are on this machine. */
export async function delaysOf(speaker: Page, listener: Page, count: number): Promise<number[]> {
  const read = (page: Page) =>
    page.evaluate(() => (globalThis as unknown as { onsets: Onsets }).onsets) as Promise<Onsets>
  // Earlier sounds are still on their way through buffers that are filling up.
  const before = (await read(listener)).output.length
  return eventually(
    `${count} sounds`,
    async () => {
      const said = (await read(speaker)).microphone
      const heard = (await read(listener)).output.slice(before + 2)
      const delays = heard.flatMap((at) => {
        const from = said.findLast((time) => time < at)
        return from !== undefined && at - from < LONGEST_DELAY_MS ? [at - from] : []
      })
      return delays.length >= count && delays
    },
    count * 5000 + 30_000,
  )
}
