/**
 * Loaded into a service before its own code (`node --import`): shifts the clock, or lets the process sleep, by as many
 * milliseconds as the file named by SHIFT_FILE says at any time.
 */

import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './project-root.js'
import { type Service, startService } from './service.js'

const LOOK_INTERVAL_MS = 50

interface Shift {
  /** The clock is that far ahead of the right time. */
  readonly setMs: number
  /** The process did not run for that long. */
  readonly sleptMs: number
}

const file = process.env.SHIFT_FILE
if (file !== undefined) shiftClocks(file)

function shiftClocks(file: string): void {
  let { setMs, sleptMs }: Shift = { setMs: 0, sleptMs: 0 }
  const { now: wall } = Date
  const stopwatch = performance.now.bind(performance)
  Date.now = () => wall() + setMs + sleptMs
  performance.now = () => stopwatch() + sleptMs
  setInterval(() => {
    ;({ setMs, sleptMs } = JSON.parse(readFileSync(file, 'utf8')))
  }, LOOK_INTERVAL_MS).unref()
}

/** The service as a process whose clock a test can set. */
export async function startShiftedService(
  directory: string,
  env: Record<string, string> = {},
): Promise<Service & { shift(how: Shift): void }> {
  const shiftFile = join(directory, 'shift.json')
  const preload = join(projectRoot, 'dist/test/helpers/shifted-clock.js')
  const shift = (how: Shift) => {
    // A file that is read while it is written would be incomplete.
    writeFileSync(`${shiftFile}.new`, JSON.stringify(how))
    renameSync(`${shiftFile}.new`, shiftFile)
  }
  shift({ setMs: 0, sleptMs: 0 })
  const service = await startService({ ...env, SHIFT_FILE: shiftFile, NODE_OPTIONS: `--import ${preload}` })
  return { ...service, shift }
}
