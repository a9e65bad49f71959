/** What page and console weigh on the wire, as the build has compressed them. */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from './project-root.js'

/** In kB of 1000 bytes. */
export const WEIGHT_BUDGETS = { start: 35, page: 140, console: 160 } as const

export interface Weights extends Record<keyof typeof WEIGHT_BUDGETS, number> {
  /** Loaded by those who choose it. */
  readonly noiseFilter: number
}

/** Words of the languages beside English, which comes with page and console. */
const OTHER_LANGUAGES = /^(start|panels|console)-/
const NOISE_FILTER = /\.wasm$|^workletProcessor-|^noise-filter-/

const built = join(projectRoot, 'dist/page')

const weigh = (...path: string[]): number => {
  const file = join(built, ...path)
  return statSync(existsSync(`${file}.br`) ? `${file}.br` : file).size / 1000
}

/** Everything that a page of one language can ever load, without its pictures. */
function weighAll(folder: string): { all: number; noiseFilter: number } {
  let all = weigh(folder, 'index.html')
  let noiseFilter = 0
  for (const file of readdirSync(join(built, folder, 'assets'))) {
    if (OTHER_LANGUAGES.test(file) || file.endsWith('.br')) continue
    const weight = weigh(folder, 'assets', file)
    if (NOISE_FILTER.test(file)) noiseFilter += weight
    else all += weight
  }
  return { all, noiseFilter }
}

/** What comes with the document until a resident is in a room: the answer's head, and the service's first messages. */
const AROUND_DOCUMENT = 1.8

/**
 * In kB of 1000 bytes. The start is the document and what comes with it: a first voice needs no other file.
 * `npm run bench -- page-weight` weighs it as a browser loads it.
 */
export function weighBuiltPages(): Weights {
  const page = weighAll('')
  return {
    start: weigh('index.html') + AROUND_DOCUMENT,
    page: page.all,
    console: weighAll('admin').all,
    noiseFilter: page.noiseFilter,
  }
}

/** The scripts inside the residents' document. */
export function scriptsOfDocument(): string[] {
  const html = readFileSync(join(built, 'index.html'), 'utf8')
  return [...html.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map(([, code = '']) => code)
}
