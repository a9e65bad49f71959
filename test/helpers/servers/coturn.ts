/** Debian's coturn, run from the configuration file that the project writes, on free ports. */

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { type TurnServerFacts, turnServerConfig } from '../../../src/ice/turn/turn-config.js'
import { eventually } from '../eventually.js'

const COTURN = '/usr/bin/turnserver'

/** Why coturn cannot be run here; `false` when it can. */
export const noCoturn: string | false = !existsSync(COTURN) && 'not installed: coturn'

export const TURN_SECRET = 'a-secret-of-the-tests'

export interface Coturn {
  readonly host: string
  readonly port: number
  readonly url: string
  log(): string
  stop(): Promise<void>
  /** Starts it again on the same port, after a stop. */
  start(): Promise<void>
}

export interface CoturnOptions {
  readonly host?: string
  readonly port?: number
  /** Runs it under another command, such as `ip netns exec …`. */
  readonly under?: readonly string[]
  readonly facts?: Partial<TurnServerFacts>
  /** Lines that are added and removed, for settings that only a test may have. */
  readonly lines?: readonly string[]
  readonly without?: readonly string[]
}

/** Starts it and waits until it listens; stops it when the test ends. */
export async function startCoturn(
  t: Pick<Test, 'teardown'>,
  { host = '127.0.0.1', port, under = [], facts = {}, lines = [], without = [] }: CoturnOptions = {},
): Promise<Coturn> {
  const directory = await mkdtemp(join(tmpdir(), 'voice-test-coturn-'))
  const listeningPort = port ?? (await freePort(host))
  const file = join(directory, 'turnserver.conf')
  const text = turnServerConfig({
    secret: TURN_SECRET,
    realm: 'voice.test',
    listeningPort,
    tls: undefined,
    relayPorts: { min: 50_000, max: 59_999 },
    listeningAddresses: [host],
    ...facts,
  })
  const kept = text.split('\n').filter((line) => !without.some((start) => line.startsWith(start)))
  await writeFile(file, [...kept, ...lines, ''].join('\n'), { mode: 0o600 })

  let child: ChildProcess | undefined
  let log = ''

  async function start(): Promise<void> {
    const since = log.length
    const [command = '', ...args] = [
      ...under,
      COTURN,
      '-c',
      file,
      '--pidfile',
      join(directory, 'pid'),
      '--userdb',
      join(directory, 'db'),
    ]
    const started = spawn(command, args, { cwd: directory, stdio: ['ignore', 'pipe', 'pipe'] })
    child = started
    for (const stream of [started.stdout, started.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        log += text
      })
    }
    await eventually('coturn listens', async () => {
      if (started.exitCode !== null) throw new Error(`it ended: ${log}`)
      return log.slice(since).includes('Total General servers')
    })
  }

  async function stop(): Promise<void> {
    const stopping = child
    child = undefined
    if (!stopping || stopping.exitCode !== null) return
    const ended = new Promise((resolve) => stopping.once('exit', resolve))
    stopping.kill('SIGKILL')
    await ended
  }

  t.teardown(async () => {
    await stop()
    await rm(directory, { recursive: true, force: true })
  })
  await start()
  const name = host.includes(':') ? `[${host}]` : host
  return { host, port: listeningPort, url: `turn:${name}:${listeningPort}`, log: () => log, stop, start }
}

/** A port that nothing listens on at this moment. */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, host, resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
