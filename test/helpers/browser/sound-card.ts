/** Loudspeakers and microphones that can be plugged in and unplugged: a PulseAudio of the test's own. */

import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Test } from 'tap'
import { eventually } from '../eventually.js'

const run = promisify(execFile)
const PULSEAUDIO = '/usr/bin/pulseaudio'

/** Why there can be none on this machine; `false` when there can. */
export const noSoundCard: string | false =
  (!existsSync(PULSEAUDIO) || !existsSync('/usr/bin/pactl')) && 'not installed: pulseaudio, pulseaudio-utils'

export interface SoundCard {
  /** The environment of programs that should use it. */
  readonly env: Record<string, string>
  /** Plugs in a microphone that hears a tone of its own without end; returns a function that unplugs it. */
  plugMicrophone(name: string): Promise<() => Promise<void>>
  plugSpeaker(name: string): Promise<() => Promise<void>>
  /** A microphone that hears a loudspeaker and nothing else, as if it stood in front of it. */
  plugMicrophoneBefore(speaker: string, name: string): Promise<() => Promise<void>>
  /** RMS 0..1 of what a loudspeaker plays during that many seconds. */
  loudness(speaker: string, seconds: number): Promise<number>
}

/** Without any device but a loudspeaker "Wall", so that there always is one. */
export async function createSoundCard(t: Pick<Test, 'teardown'>): Promise<SoundCard> {
  const directory = await mkdtemp(join(tmpdir(), 'voice-test-sound-'))
  const socket = join(directory, 'socket')
  const env = { PULSE_SERVER: `unix:${socket}` }
  const server = spawn(
    PULSEAUDIO,
    [
      '-n',
      '--daemonize=no',
      '--exit-idle-time=-1',
      '--disallow-exit',
      `--load=module-native-protocol-unix socket=${socket} auth-anonymous=1`,
    ],
    { stdio: 'ignore', env: { PATH: process.env.PATH ?? '', HOME: directory, XDG_RUNTIME_DIR: directory } },
  )
  t.teardown(async () => {
    server.kill('SIGKILL')
    await rm(directory, { recursive: true, force: true, maxRetries: 5 })
  })

  const control = async (...args: string[]) =>
    (await run('pactl', args, { env: { ...process.env, ...env } })).stdout.trim()

  async function plug(module: string, kind: 'sink' | 'source', name: string, ...args: string[]) {
    const description = `${kind}_properties=device.description=${name}`
    const id = await control('load-module', module, `${kind}_name=${name}`, description, ...args)
    return async () => {
      await control('unload-module', id)
    }
  }

  const card: SoundCard = {
    env,
    // PulseAudio's own sine source takes no description, so another source with a description passes it on.
    async plugMicrophone(name) {
      const tone = `${name}Tone`
      const id = await control('load-module', 'module-sine-source', `source_name=${tone}`, 'frequency=440')
      const pull = await plug('module-remap-source', 'source', name, `master=${tone}`)
      return async () => {
        await pull()
        await control('unload-module', id)
      }
    },
    plugSpeaker: (name) => plug('module-null-sink', 'sink', name, 'rate=48000'),
    plugMicrophoneBefore: (speaker, name) =>
      plug('module-remap-source', 'source', name, `master=${speaker}.monitor`),
    async loudness(speaker, seconds) {
      const samples = await record(env, `${speaker}.monitor`, seconds)
      const sum = samples.reduce((total, sample) => total + sample * sample, 0)
      return Math.sqrt(sum / samples.length)
    },
  }
  await eventually('PulseAudio answers', async () => {
    await control('info')
    return true
  })
  await card.plugSpeaker('Wall')
  return card
}

/** That many seconds of a PulseAudio source, 48 kHz mono. */
async function record(env: Record<string, string>, source: string, seconds: number): Promise<Float32Array> {
  const bytes = seconds * 48_000 * 4
  const args = ['-d', source, '--raw', '--format=float32le', '--rate=48000', '--channels=1']
  const recorder = spawn('parec', args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of recorder.stdout) {
    chunks.push(chunk)
    length += chunk.length
    if (length >= bytes) break
  }
  recorder.kill()
  return new Float32Array(new Uint8Array(Buffer.concat(chunks).subarray(0, bytes)).buffer)
}
