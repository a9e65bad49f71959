/**
 * The time that a newcomer waits: `npm ci` on a clean clone, and from start to listening (the first time and the next). Also
 * the memory of an idle service. Beside the last release, with no compiler in reach: `npm run bench -- first-run`.
 * An argument names another commit to compare with: `npm run bench -- first-run v0.1.0`.
 */

import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { cloneOf, lastRelease } from '../test/helpers/earlier-release.js'
import { row } from './table/row.js'

const STARTS = 5
/** The commit to compare with where no release is tagged yet. */
const FIRST_VERSION = '11f7fd1'
/** By then the memory that the start needed has been freed. */
const IDLE_MS = 6000

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** The machine's own programs, without the folders that npm puts first for this bench. */
const PATH = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes('node_modules'))
  .join(delimiter)

/** Milliseconds from a command to listening, and megabytes of its process when idle. */
async function start(command: readonly string[], cwd: string, dataDir: string) {
  const [program = '', ...args] = command
  const begun = performance.now()
  const child = spawn(program, args, {
    cwd,
    env: { PATH, HOME: process.env.HOME ?? '', HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'ignore'],
    detached: true,
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (text: Buffer) => text.includes('On this machine') && resolve())
    child.once('exit', () => reject(new Error(`${command.join(' ')} in ${cwd} ended`)))
  })
  const milliseconds = performance.now() - begun
  await sleep(IDLE_MS)
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  const megabytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
  // The whole process group, with npm at its head.
  process.kill(-(child.pid ?? 0), 'SIGTERM')
  await ended
  return { milliseconds, megabytes }
}

/** A folder of programs that fail, in place of a compiler. */
function noCompiler(): string {
  const folder = mkdtempSync(join(tmpdir(), 'voice-no-compiler-'))
  for (const name of ['cc', 'gcc', 'c++', 'g++', 'clang', 'make', 'cmake', 'python3']) {
    writeFileSync(join(folder, name), '#!/bin/sh\necho "there is no compiler here" >&2\nexit 1\n', {
      mode: 0o755,
    })
  }
  return folder
}

interface FirstRun {
  readonly installSeconds: number
  readonly firstStartMs: number
  readonly nextStartMs: number
  readonly idleMegabytes: number
}

async function measure(commit: string, path: string): Promise<FirstRun> {
  const clone = cloneOf(commit)
  const dataDir = mkdtempSync(join(tmpdir(), 'voice-first-run-data-'))
  try {
    const begun = performance.now()
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], {
      cwd: clone,
      stdio: 'ignore',
      env: { ...process.env, PATH: path },
    })
    const installSeconds = (performance.now() - begun) / 1000
    // The command that a newcomer types; an early release builds then.
    const first = await start(['npm', 'start'], clone, dataDir)
    const own = join(clone, 'node_modules/.bin/node')
    const command = [existsSync(own) ? own : 'node', join(clone, 'dist/src/main.js')]
    const next = []
    for (let count = 0; count < STARTS; count += 1) next.push(await start(command, clone, dataDir))
    return {
      installSeconds,
      firstStartMs: first.milliseconds,
      nextStartMs: median(next.map((run) => run.milliseconds)),
      idleMegabytes: median(next.map((run) => run.megabytes)),
    }
  } finally {
    for (const folder of [clone, dataDir]) rmSync(folder, { recursive: true, force: true })
  }
}

function print(name: string, run: FirstRun): void {
  process.stdout.write(
    `first-run ${name}: npm ci ${run.installSeconds.toFixed(1)} s; npm start to listening ${run.firstStartMs.toFixed(0)} ms the first time, ` +
      `the built service ${run.nextStartMs.toFixed(0)} ms after that; idle ${run.idleMegabytes.toFixed(0)} MB\n`,
  )
}

const [given] = process.argv.slice(2)
const other = given ?? lastRelease() ?? FIRST_VERSION
const empty = noCompiler()
const now = await measure('HEAD', `${empty}${delimiter}${PATH}`)
rmSync(empty, { recursive: true })
print('this release', now)
const before = await measure(other, PATH)
print(other, before)
const times = (pick: (run: FirstRun) => number) => (pick(now) / pick(before)).toFixed(2)
process.stdout.write(
  `first-run, times that of ${other}: npm ci ${times((run) => run.installSeconds)}; start to listening ${times((run) => run.firstStartMs)} the first time, ` +
    `${times((run) => run.nextStartMs)} after that; idle memory ${times((run) => run.idleMegabytes)}\n`,
)
row(
  `\`npm ci\` without a compiler ${now.installSeconds.toFixed(0)} s, ${times((run) => run.installSeconds)} × that of ${other}; \`npm start\` to listening ${(now.firstStartMs / 1000).toFixed(1)} s the first time (${times((run) => run.firstStartMs)} ×), the built service ${(now.nextStartMs / 1000).toFixed(2)} s after that (${times((run) => run.nextStartMs)} ×); ${now.idleMegabytes.toFixed(0)} MB of memory idle (${times((run) => run.idleMegabytes)} ×)`,
)
