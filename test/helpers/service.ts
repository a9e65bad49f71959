/** The built service as its own process on free ports, with a data directory of its own. */

import { execFileSync, spawn } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from './eventually.js'
import { projectRoot } from './project-root.js'
import { placeCertificate } from './servers/certificate.js'

export interface Service {
  readonly port: number
  /** Plain HTTP on localhost: a secure context for browsers, without a certificate to accept. */
  readonly url: string
  readonly dataDir: string
  readonly processId: number
  readonly secrets: {
    regionSecret: string
    vivoxAdminPassword: string
    adminPassword: string
    signingKey: string
  }
  /** Standard output (the banner) and standard error (the log) so far. */
  output(): string
  log(): string
  /** Sends a signal and waits for the end; returns how long that took, and the exit code. */
  stop(signal?: NodeJS.Signals): Promise<{ code: number | null; milliseconds: number }>
}

/** Where the search for a UDP port begins: services of two tests at once must not both find the same free one. */
export function someUdpPort(): string {
  return String(20_000 + Math.floor(Math.random() * 20_000))
}

/** Services start and admins sign in by the hundred here, and nobody guesses at what is stored: 0.1 ms for each. */
export const CHEAP_HASHES = { N: 16, r: 8, p: 1 }

/** How the tests' own program collects garbage: what it starts does the same. */
const ownCollection = process.execArgv.filter((arg) => arg.includes('semi-space'))

/** What a program of a test needs of the environment. Where many tests run, each start compiles less. */
export const programEnv = {
  PATH: process.env.PATH ?? '',
  NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE ?? '',
  // Coverage is counted by sources, which the files that a start loads no longer know.
  ...(process.env.NODE_V8_COVERAGE && { NODE_OPTIONS: '--conditions=as-compiled' }),
}

/** A start takes two seconds of the processor, which a busy machine does not give at once. */
const START_MS = 90_000

/** The media hub's process, which is the service's only child. */
export function hubOf({ processId }: Pick<Service, 'processId'>): number | undefined {
  try {
    return Number(execFileSync('pgrep', ['-P', String(processId)], { encoding: 'utf8' }).trim()) || undefined
  } catch {
    return undefined
  }
}

/**
 * Starts the service and waits until it listens.
 * @param under another command that starts the service and is replaced by it
 * @param node the Node that the service runs on
 */
export async function startService(
  env: Record<string, string> = {},
  under: readonly string[] = [],
  node = process.execPath,
): Promise<Service> {
  const dataDir = env.DATA_DIR ?? (await mkdtemp(join(tmpdir(), 'voice-test-')))
  if (!env.DATA_DIR) await placeCertificate(dataDir)
  const [program = '', ...args] = [...under, node, ...ownCollection, join(projectRoot, 'dist/src/main.js')]
  const child = spawn(program, args, {
    cwd: dataDir,
    env: {
      ...programEnv,
      HOST: '127.0.0.1',
      PORT: '0',
      DATA_DIR: dataDir,
      MEDIA_PORT_MIN: someUdpPort(),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  let log = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text
  })
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const port = await eventually(
    'the service listens',
    () => {
      if (child.exitCode !== null) throw new Error(`it ended: ${log}`)
      const match = output.match(/On this machine http:\/\/localhost:(\d+)/)
      return match?.[1] ? Number(match[1]) : undefined
    },
    START_MS,
  )
  const secrets = JSON.parse(await readFile(join(dataDir, 'secrets.json'), 'utf8'))

  return {
    port,
    url: `http://localhost:${port}`,
    dataDir,
    processId: child.pid ?? 0,
    secrets,
    output: () => output,
    log: () => log,
    async stop(signal = 'SIGTERM') {
      const since = Date.now()
      if (child.exitCode === null) child.kill(signal)
      const code = await ended
      const milliseconds = Date.now() - since
      if (!env.DATA_DIR) await rm(dataDir, { recursive: true, force: true })
      return { code, milliseconds }
    },
  }
}
