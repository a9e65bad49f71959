/**
 * Runs the compiled tests, several files at a time; `npm test` calls it, with words to choose files by their paths.
 * A file with a browser or with sound is a program of its own that prints TAP; the others of a folder are one program
 * together. Its whole output is shown only where it failed.
 *
 * Files that listen mostly wait: for sound, for ICE, for a timer. The next one begins as soon as there is more than half
 * a core to spare, and no sooner: on a machine that is slow or busy with other work they run one after the other. All
 * others run beside them, as many as there are cores, and step back: they get what those that listen leave. In the end
 * it says which files took longest, and how much of that was waiting.
 *
 * What has a browser shares the machine with others, and a voice may be cut by what runs beside it; what steps back may
 * be kept from the processor for longer than a service waits for its own parts. So a program that fails has one more go
 * in the end, alone; its first go is told and does not count. Nobody has a second go where many fail.
 */

import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { SourceMap } from 'node:module'
import { availableParallelism, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { nodeFault } from '../packaging/node-version.mjs'
import { createCpuMeter } from './cpu-meter.mjs'
import { createIdleMeter } from './idle-meter.mjs'
import { underOwnNetwork } from './own-network.mjs'
import { stepBack } from './step-back.mjs'

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
const SPARE_CORES = 0.5
const SPARE_SECONDS = 1.5
/** A program that is not done by then says what it hung on, and has failed; some seconds later it is ended. Several files have twice as long. */
const TIMEOUT_SECONDS = 330
const LAST_SECONDS = 30

/** What fails among them ends the rest where it is thrown late, and whoever looks for it has so many to look at. */
const MOST_IN_ONE = 12
/** So many of the longest files are told of in the end. */
const TOLD = 10
/** Where more files than this fail it is not the machine. */
const MOST_SECOND_GOES = 6
/** Lines of what failed that are said once more in the end: a long log may be cut in its middle. */
const MOST_FAILURE_LINES = 80

/** The longest, the longest first: begun last it would be waited for alone. */
const LONGEST = [
  'e2e/own-act',
  'e2e/network-change',
  'e2e/screens',
  'e2e/calls',
  'e2e/console-pages',
  'e2e/relay',
  'e2e/speaking',
  'e2e/devices',
  'media/loss',
  'e2e/console',
  'e2e/mixed-room',
  'e2e/moderated-voice',
  'cluster/owner-lost',
  'e2e/native-viewers',
  'e2e/obstacles',
  'e2e/hub-lost',
  'e2e/acme',
  'e2e/firefox-hearing',
  'e2e/narrowing',
  'e2e/layout',
  'media/hub-life',
  'e2e/hearing',
  'e2e/command-line',
  'e2e/ways-on',
  'e2e/upgrade',
  'e2e/crowd',
  'e2e/talk',
]
/**
 * What counts milliseconds, of a gap in somebody's voice or of a walk to another room: in the end, two at a time. The
 * longest is beside the others: together they take two thirds of two cores.
 */
const IN_THE_END = ['e2e/hub', 'e2e/restart', 'e2e/rooms-follow-feet']

/** Have a browser or the built service, and ask at most whether anybody is heard in the end: they step back as well. */
const PATIENT = [
  'accessibility',
  'acme',
  'checks',
  'code-sign-in',
  'command-line',
  'console-setup',
  'demo',
  'dismissed',
  'feed-lost',
  'grid-mode',
  'moderation-restart',
  'offline',
  'reverse-proxy',
  'runtimes',
  'turn-check',
  'voice-first',
  'voice-link',
  'watched',
].map((name) => `e2e/${name}`)

const words = process.argv.slice(2)
const names = readdirSync(`${root}test`, { recursive: true })
  .map(String)
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => file.slice(0, -'.test.ts'.length))
  .filter((name) => words.length === 0 || words.some((word) => `test/${name}.test.ts`.includes(word)))

/** What has sound or a browser. */
const hasSound = (name) =>
  /^(e2e\/|cluster\/owner-lost$|media\/(hub-hearing|hub-life|loss|pool\/pool|silence)$)/.test(name)
const listens = (name) => hasSound(name) && !PATIENT.includes(name)
const stepsBack = (name) => names.some(listens) && !listens(name)

/** Programs that wait for most of their time, of those that step back. */
const waits = (name) => /^(service|e2e\/command-line)\b/.test(name)

/** Long ones first, then by name. */
function rank(name) {
  const place = LONGEST.indexOf(name)
  return place >= 0 ? place : LONGEST.length
}
names.sort((one, other) => rank(one) - rank(other) || one.localeCompare(other))

/** The files of each program, by its name: a file's own, or a folder and which part of it. */
const programs = new Map()
const inFolder = new Map()
for (const name of names) {
  const [folder] = name.split('/')
  if (hasSound(name) || folder === name) {
    programs.set(name, [name])
    continue
  }
  const place = inFolder.get(folder) ?? 0
  inFolder.set(folder, place + 1)
  const program = `${folder}, part ${1 + Math.floor(place / MOST_IN_ONE)}`
  programs.set(program, [...(programs.get(program) ?? []), name])
}
/** As it is told of. */
function titleOf(name) {
  const [first, ...rest] = programs.get(name)
  const all = rest.map((other) => other.slice(other.indexOf('/') + 1)).join(', ')
  return `test/${first}.test.ts${all && ` and ${all}`}`
}

/** Runs one program. Returns its counts, how long it took, and all it printed where that matters. */
function run(name) {
  const begun = Date.now()
  const chunks = []
  const files = programs.get(name).map((file) => `dist/test/${file}.test.js`)
  const timeoutSeconds = files.length === 1 ? TIMEOUT_SECONDS : 2 * TIMEOUT_SECONDS
  const what = files.length === 1 ? files : ['test/run-files.mjs', name.replaceAll(/\W+/g, '-')]
  return new Promise((resolve) => {
    const [program, ...args] = [...under, process.execPath, ROOM_FOR_NEW, '--import', prepared, ...what]
    const child = spawn(program, args, {
      cwd: root,
      env: {
        ...process.env,
        NODE_COMPILE_CACHE: compiled,
        TAP_TIMEOUT: String(timeoutSeconds),
        TEST_FILES: files.join(' '),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A session of its own, which has a share of the processor like each browser.
      detached: true,
    })
    running.add(child)
    if (child.pid) cpu.add(child.pid, name)
    if (child.pid && stepsBack(name)) stepBack(child.pid)
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => chunks.push(chunk))
    const late = setTimeout(() => end(child), (timeoutSeconds + LAST_SECONDS) * 1000)
    child.on('exit', () => {
      running.delete(child)
      clearTimeout(late)
      // A program that it left behind may hold the pipes open, and has nothing to say.
      setTimeout(() => [child.stdout, child.stderr].map((stream) => stream.destroy()), 2000).unref()
    })
    child.on('close', (code, signal) => {
      const output = inSources(Buffer.concat(chunks).toString())
      resolve({ ...countsOf(output), output, ended: signal ?? code, seconds: (Date.now() - begun) / 1000 })
    })
  })
}

/** Ends a file, with what it started in its session. */
function end(child) {
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has just ended.
  }
}

/** Says where in the sources something was: maps that Node itself reads would take a third of a small file's time. */
function inSources(output) {
  return output.replace(/dist\/([\w/.-]+)\.js:(\d+):(\d+)/g, (place, name, line, column) => {
    const map = mapOf(name)
    const { originalSource, originalLine, originalColumn } = map?.findEntry(line - 1, column - 1) ?? {}
    if (originalSource === undefined) return place
    const source = join('dist', dirname(name), originalSource)
    return `${source}:${originalLine + 1}:${originalColumn + 1}`
  })
}

function mapOf(name) {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${root}dist/${name}.js.map`, 'utf8')))
  } catch {
    return undefined
  }
}

/** What the file says of itself in its last lines; none where it did not come so far. */
function countsOf(output) {
  const [, text = ''] = output.match(/^# \{ (total: .*) \}$/m) ?? []
  const count = (kind) => Number(text.match(new RegExp(`\\b${kind}: (\\d+)`))?.[1] ?? 0)
  return { pass: count('pass'), fail: count('fail'), skip: count('skip'), todo: count('todo') }
}

/** Each assertion that failed, with what it says of itself. */
function failuresIn(output) {
  const failures = []
  let depth = -1
  for (const line of output.split('\n')) {
    const indent = line.search(/\S/)
    if (/^\s*not ok (?!.*# (TODO|SKIP))/.test(line)) depth = indent
    else if (depth >= 0 && indent >= 0 && indent <= depth) depth = -1
    if (depth >= 0) failures.push(line)
  }
  return failures
}

/** As comments of TAP, not too many. */
const commented = (lines) =>
  lines
    .slice(0, MOST_FAILURE_LINES)
    .map((line) => `#   ${line}\n`)
    .join('')

/** More room for what is new, in megabytes: a start makes much and drops it, and would spend a fifth of its time collecting. */
const ROOM_FOR_NEW = '--min-semi-space-size=32'
const under = underOwnNetwork()
const prepared = new URL('without-async-hooks.mjs', import.meta.url).href
/** The files mostly load the same modules: they are compiled once. */
const compiled = mkdtempSync(join(tmpdir(), 'voice-test-compiled-'))
process.on('exit', () => rmSync(compiled, { recursive: true, force: true }))
/** The files that run now. */
const running = new Set()
// They are not in the terminal's foreground, and would not hear of it.
for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => {
    for (const child of running) end(child)
    process.exit(1)
  })
const cpu = createCpuMeter((id, name) => {
  if (stepsBack(name)) stepBack(id)
})
/** By a program's name: what it counted and what failed in it, of its last go. */
const results = new Map()
/** How long each program took, in seconds. */
const durations = new Map()
let done = 0

/** @param isLast not until then does a failure count */
async function runAndTell(name, isLast = programs.size === 1) {
  const { output, ended, seconds, ...counts } = await run(name)
  // Whoever ends badly or without a word has failed, whatever it counted.
  if (counts.fail === 0 && (ended !== 0 || counts.pass + counts.skip === 0)) counts.fail = 1
  results.set(name, { counts, failures: [...failuresIn(output), `ended with ${ended}`] })
  durations.set(name, seconds)
  const isSettled = counts.fail === 0 || isLast
  if (isSettled) done += 1
  const verdict = isSettled ? `${counts.fail > 0 ? 'not ok' : 'ok'} ${done}` : '# fails'
  const skipped = counts.skip > 0 ? `, ${counts.skip} skipped` : ''
  const cost = `${seconds.toFixed(1)} s, of the processor ${cpu.seconds(name).toFixed(1)} s`
  process.stdout.write(`${verdict} - ${titleOf(name)} # ${cost}, ${counts.pass} passed${skipped}\n`)
  if (counts.fail > 0 && isLast)
    process.stdout.write(`${output.replaceAll(/^/gm, '    ')}\n    # ended with ${ended}\n`)
  else for (const line of output.match(/^.*# SKIP.*$/gm) ?? []) process.stdout.write(`    ${line.trim()}\n`)
  if (!isSettled) process.stdout.write(output.replaceAll(/^/gm, '#     '))
}

const failed = () => [...results].filter(([, { counts }]) => counts.fail > 0)

/** Takes one after the other from a queue, from which another may take as well. */
async function runInTurn(queue) {
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) await runAndTell(name)
}

async function runSideBySide(queue) {
  const begun = new Set()
  const idle = createIdleMeter(SPARE_SECONDS)
  for (const name of queue) {
    while (begun.size > 0 && (begun.size >= MOST_AT_ONCE || idle.cores() < SPARE_CORES)) {
      await new Promise((resolve) => setTimeout(resolve, 500))
    }
    const run = runAndTell(name).finally(() => begun.delete(run))
    begun.add(run)
    idle.restart()
  }
  await Promise.all(begun)
  idle.close()
}

const last = IN_THE_END.filter((name) => programs.has(name))
const others = [...programs.keys()].filter((name) => !IN_THE_END.includes(name))
/** What waits longest first: nothing would be left to run beside it. */
const quiet = others
  .filter((name) => !listens(name))
  .sort((one, other) => Number(waits(other)) - Number(waits(one)))
const steppedBack = Array.from({ length: availableParallelism() }, () => runInTurn(quiet))
await runSideBySide(others.filter(listens))
await Promise.all([runInTurn(last), runInTurn(last)])
// Whoever has nothing more to listen to helps with the rest.
await Promise.all([...steppedBack, runInTurn(quiet)])
const failedFirst = failed()
for (const [name, { failures }] of failedFirst) {
  if (failedFirst.length > MOST_SECOND_GOES) {
    done += 1
    process.stdout.write(`not ok ${done} - ${titleOf(name)}\n`)
    continue
  }
  process.stdout.write(`# ${name} failed beside others, and has one more go alone:\n${commented(failures)}`)
  await runAndTell(name, true)
}
cpu.close()

const longest = [...durations].sort(([, one], [, other]) => other - one).slice(0, TOLD)
process.stdout.write('# the longest:\n')
for (const [name, seconds] of longest)
  process.stdout.write(
    `#   ${name}: ${seconds.toFixed(1)} s, of the processor ${cpu.seconds(name).toFixed(1)} s\n`,
  )
const used = [...programs.keys()].reduce((sum, name) => sum + cpu.seconds(name), 0)
process.stdout.write(`# all files together: of the processor ${used.toFixed(0)} s\n`)

const sum = { pass: 0, fail: 0, skip: 0, todo: 0 }
for (const { counts } of results.values()) for (const kind of Object.keys(sum)) sum[kind] += counts[kind]
const { pass, fail, skip, todo } = sum
for (const [name, { failures }] of failed())
  process.stdout.write(`# failed: ${titleOf(name)}\n${commented(failures)}`)
const rest = Object.entries({ fail, skip, todo }).flatMap(([kind, count]) =>
  count > 0 ? [`${kind}: ${count}`] : [],
)
process.stdout.write(
  `1..${done}\n# { ${[`total: ${pass + fail + skip + todo}`, `pass: ${pass}`, ...rest].join(', ')} }\n`,
)
if (fail > 0 || pass === 0) process.exitCode = 1
