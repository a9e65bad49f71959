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

/** Notes in a page when sounds begin, in its microphone and at its output. Must be installed before the page loads. */
export function installOnsets(): void {
  const onsets = { microphone: [] as number[], output: [] as number[] }
  const connect = AudioNode.prototype.connect as (this: AudioNode, ...args: unknown[]) => unknown

  function watch(context: AudioContext, source: AudioNode, times: number[]): void {
    const tap = context.createScriptProcessor(256, 1, 1)
    let loudAt = 0
    tap.onaudioprocess = ({ inputBuffer }) => {
      if (!inputBuffer.getChannelData(0).some((sample) => Math.abs(sample) > 0.02)) return
      const now = performance.timeOrigin + performance.now()
      if (now - loudAt > 300) times.push(now)
      loudAt = now
    }
    connect.call(tap, context.destination)
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

/** The delays of that many sounds in milliseconds; both pages have `installOnsets` and are on this machine. */
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
