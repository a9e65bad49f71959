/**
 * What a newcomer waits for: `npm ci` on a clean clone, from start to listening (the first time and the next), and the
 * memory of a service that nobody uses: `npm run bench -- first-run`. With a folder of another release as its argument
 * both are measured in turn: `npm run bench -- first-run ../release-before`.
 */

import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { projectRoot } from '../test/helpers/project-root.js'

const STARTS = 5
/** By then what the start left behind is given back. */
const IDLE_MS = 6000

const median = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Milliseconds from start to listening, and megabytes when idle. */
async function start(root: string, dataDir: string): Promise<{ milliseconds: number; megabytes: number }> {
  const node = join(root, 'node_modules/.bin/node')
  const begun = performance.now()
  const child = spawn(node, [join(root, 'dist/src/main.js')], {
    cwd: dataDir,
    env: { PATH: process.env.PATH ?? '', HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  await new Promise<void>((resolve) => {
    child.stdout.on('data', (text: Buffer) => text.includes('On this machine') && resolve())
  })
  const milliseconds = performance.now() - begun
  await sleep(IDLE_MS)
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8')
  const megabytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024
  child.kill('SIGTERM')
  await ended
  return { milliseconds, megabytes }
}

async function measure(name: string, root: string): Promise<void> {
  const clone = mkdtempSync(join(tmpdir(), 'voice-first-run-'))
  execFileSync('git', ['clone', '--quiet', root, clone])
  const begun = performance.now()
  execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: clone, stdio: 'ignore' })
  const installed = (performance.now() - begun) / 1000
  const dataDir = mkdtempSync(join(tmpdir(), 'voice-first-run-data-'))
  const first = await start(clone, dataDir)
  const next = []
  for (let count = 0; count < STARTS; count += 1) next.push(await start(clone, dataDir))
  process.stdout.write(
    `first-run ${name}: npm ci ${installed.toFixed(1)} s; start to listening ${first.milliseconds.toFixed(0)} ms the first time, ` +
      `${median(next.map((run) => run.milliseconds)).toFixed(0)} ms after that; idle ${median(next.map((run) => run.megabytes)).toFixed(0)} MB\n`,
  )
  for (const folder of [clone, dataDir]) rmSync(folder, { recursive: true, force: true })
}

const [other] = process.argv.slice(2)
await measure('this release', projectRoot)
if (other) await measure('the other one', resolve(other))
