/**
 * Runs the compiled tests, several files at a time; `npm test` calls it, with words to choose files by their paths.
 * Each file is a program of its own that prints TAP. A file's whole output is shown only where it failed.
 *
 * Files that listen mostly wait: for sound, for ICE, for a timer. The next one begins as soon as there is more than half
 * a core to spare, and no sooner: on a machine that is slow or busy with other work they run one after the other. All
 * others run beside them, one at a time. In the end it says which files took longest, and how much of
 * that was waiting.
 */

import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { nodeFault } from '../packaging/node-version.mjs'
import { createCpuMeter } from './cpu-meter.mjs'
import { createIdleMeter } from './idle-meter.mjs'
import { underOwnNetwork } from './own-network.mjs'

const fault = nodeFault(process.versions.node)
if (fault) {
  process.stderr.write(
    `${fault}\nRun the tests through npm: npm test -- word, or npx -c "node test/run.mjs word".\n`,
  )
  process.exit(1)
}

const root = fileURLToPath(new URL('..', import.meta.url))

/** However idle the machine is: all that wait may wake up at once. */
const MOST_AT_ONCE = 2 * availableParallelism()
/** As much of a core to spare, for so long: a start takes some seconds and more than what follows. */
const SPARE_CORES = 0.6
const SPARE_SECONDS = 3
/** A file that is not done by then says what it hung on, and has failed; some seconds later it is ended. */
const TIMEOUT_SECONDS = 240
const LAST_SECONDS = 30

/** So many of the longest files are told of in the end. */
const TOLD = 10

/** The longest of those that listen, the longest first: begun last it would be waited for alone. */
const LONGEST = [
  'e2e/screens',
  'e2e/relay',
  'e2e/own-act',
  'e2e/obstacles',
  'e2e/network-change',
  'e2e/speaking',
  'e2e/hearing',
  'e2e/devices',
  'e2e/console',
  'e2e/command-line',
  'e2e/hub-lost',
  'media/loss',
  'e2e/native-viewers',
  'e2e/narrowing',
  'media/hub-life',
  'e2e/upgrade',
  'e2e/firefox-hearing',
  'e2e/talk',
  'e2e/moderated-voice',
  'e2e/mixed-room',
  'e2e/acme',
  'e2e/layout',
  'e2e/ways-on',
]
/** What counts milliseconds, of a gap in somebody's voice or of a walk to another room: in the end, by themselves. */
const IN_THE_END = ['e2e/hub', 'e2e/restart', 'e2e/rooms-follow-feet']

const words = process.argv.slice(2)
const names = readdirSync(`${root}test`, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => file.slice(0, -'.test.ts'.length))
  .filter((name) => words.length === 0 || words.some((word) => `test/${name}.test.ts`.includes(word)))

/** What has sound or a browser. */
const listens = (name) => /^(e2e\/|media\/(hub-hearing|hub-life|loss|silence)$)/.test(name)

/** Long ones first, then by name. */
function rank(name) {
  const place = LONGEST.indexOf(name)
  return place >= 0 ? place : LONGEST.length
}
names.sort((one, other) => rank(one) - rank(other) || one.localeCompare(other))

/** Runs one file. Returns its counts, how long it took, and all it printed where that matters. */
function run(name) {
  const begun = Date.now()
  const chunks = []
  return new Promise((resolve) => {
    const [program, ...args] = [
      ...under,
      process.execPath,
      '--enable-source-maps',
      `dist/test/${name}.test.js`,
    ]
    const child = spawn(program, args, {
      cwd: root,
      env: { ...process.env, TAP_TIMEOUT: String(TIMEOUT_SECONDS) },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    if (child.pid) cpu.add(child.pid, name)
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk))
    const late = setTimeout(() => child.kill('SIGKILL'), (TIMEOUT_SECONDS + LAST_SECONDS) * 1000)
    child.on('exit', () => {
      clearTimeout(late)
      // A program that it left behind may hold the pipes open, and has nothing to say.
      setTimeout(() => [child.stdout, child.stderr].map((stream) => stream.destroy()), 2000).unref()
    })
    child.on('close', (code, signal) => {
      const output = Buffer.concat(chunks).toString()
      resolve({ ...countsOf(output), output, ended: signal ?? code, seconds: (Date.now() - begun) / 1000 })
    })
  })
}

/** What the file says of itself in its last lines; none where it did not come so far. */
function countsOf(output) {
  const [, text = ''] = output.match(/^# \{ (total: .*) \}$/m) ?? []
  const count = (kind) => Number(text.match(new RegExp(`\\b${kind}: (\\d+)`))?.[1] ?? 0)
  return { pass: count('pass'), fail: count('fail'), skip: count('skip'), todo: count('todo') }
}

const under = underOwnNetwork()
const cpu = createCpuMeter()
/** How long each file took, in seconds. */
const durations = new Map()
const sum = { pass: 0, fail: 0, skip: 0, todo: 0 }
let done = 0

async function runAndTell(name) {
  const { output, ended, seconds, ...counts } = await run(name)
  // Whoever ends badly or without a word has failed, whatever it counted.
  if (counts.fail === 0 && (ended !== 0 || counts.pass + counts.skip === 0)) counts.fail = 1
  for (const kind of Object.keys(sum)) sum[kind] += counts[kind]
  done += 1
  durations.set(name, seconds)
  const verdict = counts.fail > 0 ? 'not ok' : 'ok'
  const skipped = counts.skip > 0 ? `, ${counts.skip} skipped` : ''
  const told = `${verdict} ${done} - test/${name}.test.ts # ${seconds.toFixed(1)} s, ${counts.pass} passed${skipped}`
  process.stdout.write(`${told}\n`)
  if (counts.fail > 0)
    process.stdout.write(`${output.replaceAll(/^/gm, '    ')}\n    # ended with ${ended}\n`)
  else for (const line of output.match(/^.*# SKIP.*$/gm) ?? []) process.stdout.write(`    ${line.trim()}\n`)
}

async function runInTurn(queue) {
  for (const name of queue) await runAndTell(name)
}

async function runSideBySide(queue) {
  const running = new Set()
  const idle = createIdleMeter(SPARE_SECONDS)
  for (const name of queue) {
    while (running.size > 0 && (running.size >= MOST_AT_ONCE || idle.cores() < SPARE_CORES)) {
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    const run = runAndTell(name).finally(() => running.delete(run))
    running.add(run)
    idle.restart()
  }
  await Promise.all(running)
  idle.close()
}

const last = names.filter((name) => IN_THE_END.includes(name))
const others = names.filter((name) => !IN_THE_END.includes(name))
await Promise.all([runSideBySide(others.filter(listens)), runInTurn(others.filter((name) => !listens(name)))])
await runInTurn(last)
cpu.close()

const longest = [...durations].sort(([, one], [, other]) => other - one).slice(0, TOLD)
process.stdout.write('# the longest:\n')
for (const [name, seconds] of longest)
  process.stdout.write(
    `#   ${name}: ${seconds.toFixed(1)} s, of the processor ${cpu.seconds(name).toFixed(1)} s\n`,
  )
const used = names.reduce((sum, name) => sum + cpu.seconds(name), 0)
process.stdout.write(`# all files together: of the processor ${used.toFixed(0)} s\n`)

const { pass, fail, skip, todo } = sum
const rest = Object.entries({ fail, skip, todo }).flatMap(([kind, count]) =>
  count > 0 ? [`${kind}: ${count}`] : [],
)
process.stdout.write(
  `1..${done}\n# { ${[`total: ${pass + fail + skip + todo}`, `pass: ${pass}`, ...rest].join(', ')} }\n`,
)
if (fail > 0 || pass === 0) process.exitCode = 1
