/**
 * Every number of README's table, one bench after the other, and the table itself: `npm run bench -- all`, or some of its
 * rows: `npm run bench -- all first-run,page-weight`. With a number of runs behind it, the run in the middle becomes the
 * row, and how far they lie apart is said: `npm run bench -- all time-to-voice,page-cost 3`. A bench that fails or takes too
 * long leaves its row as it was, and the next one begins. All of it takes an hour on a machine that does nothing else,
 * which it should not.
 */

import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { projectRoot } from '../test/helpers/project-root.js'
import { type Measured, withRows } from './table/readme-table.js'
import { middleRun } from './table/repeats.js'
import { rowIn } from './table/row.js'
import { rowsOf, type TableRow } from './table/rows.js'

const README = `${projectRoot}README.md`

interface Ended {
  readonly output: string
  /** `undefined` where the time was over. */
  readonly code: number | null | undefined
}

/** Runs one bench as a program of its own, whose output is shown as it comes. */
function run({ command, minutes }: TableRow): Promise<Ended> {
  // A group of processes of its own: what the bench has started ends with it.
  const child = spawn(process.execPath, ['bench/run.mjs', ...command.split(' ')], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  })
  let output = ''
  let late = false
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
    process.stdout.write(text.replace(/^(?=.)/gm, '    '))
  })
  const end = () => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL')
    } catch {
      // Nothing of it is left.
    }
  }
  const timer = setTimeout(() => {
    late = true
    end()
  }, minutes * 60_000)
  return new Promise((resolve) => {
    child.once('close', (code) => {
      clearTimeout(timer)
      end()
      resolve({ output, code: late ? undefined : code })
    })
  })
}

/** Why there is nothing for README; `undefined` where there is something. */
function faultOf(code: Ended['code'], text: string | undefined): string | undefined {
  if (code === undefined) return 'took too long'
  if (code !== 0) return `ended with ${code}`
  return text === undefined ? 'said nothing' : undefined
}

const { machine, busy } = {
  machine: /^machine: (.*), \d+ % busy/m,
  busy: /^machine: .*, (\d+ % busy)/m,
}
const today = () => new Date().toISOString().slice(0, 10)
const failed: string[] = []
const measured = new Map<string, Measured>()
const [words = '', count = '1'] = process.argv.slice(2)
const runs = Number(count)
if (!Number.isInteger(runs) || runs < 1) throw new Error(`How often? A number of runs, not ${count}.`)
const rows = rowsOf(words)
let measuredOn = ''
for (const [index, row] of rows.entries()) {
  const texts: string[] = []
  for (let turn = 1; turn <= runs; turn += 1) {
    const since = Date.now()
    const which = runs > 1 ? `, run ${turn} of ${runs}` : ''
    process.stdout.write(
      `[${index + 1}/${rows.length}] ${row.command} (at most ${row.minutes} minutes${which})\n`,
    )
    const { output, code } = await run(row)
    const seconds = Math.round((Date.now() - since) / 1000)
    const text = rowIn(output)
    const why = faultOf(code, text)
    if (why !== undefined || text === undefined) {
      failed.push(`${row.command} ${why}`)
      process.stdout.write(`    ${row.command} ${why}, after ${seconds} s: its row stays as it was\n`)
      continue
    }
    texts.push(text)
    const middle = middleRun(texts)
    if (!middle) continue
    measuredOn = machine.exec(output)?.[1] ?? measuredOn
    const when = `${today()}, ${busy.exec(output)?.[1] ?? ''}${middle.spread}`
    measured.set(row.command, { text: middle.text, when })
    // After each, so that one that is broken off loses nothing.
    writeFileSync(README, withRows(readFileSync(README, 'utf8'), measured, measuredOn))
    process.stdout.write(`    in README after ${seconds} s\n`)
  }
}
process.stdout.write(
  `all: ${measured.size} of ${rows.length} rows measured${failed.map((one) => `; ${one}`).join('')}\n`,
)
process.exit(failed.length > 0 ? 1 : 0)
