/** The rows of README's table: which benches make them, and how long each may take. */

export interface TableRow {
  /** What follows `npm run bench --`. */
  readonly command: string
  readonly minutes: number
  /** Where more is said. */
  readonly more?: string
}

const PERFORMANCE = 'docs/performance.md'

export const ROWS: readonly TableRow[] = [
  { command: 'first-run', minutes: 12 },
  { command: 'time-to-voice 15', minutes: 8, more: `${PERFORMANCE}#the-start-of-the-page` },
  { command: 'time-to-voice 15 pressed', minutes: 8, more: `${PERFORMANCE}#the-start-of-the-page` },
  { command: 'time-to-voice 9 40ms', minutes: 5, more: `${PERFORMANCE}#the-start-of-the-page` },
  { command: 'ring-to-voice 9', minutes: 8 },
  { command: 'mouth-to-ear', minutes: 12 },
  { command: 'relay', minutes: 8 },
  { command: 'page-weight', minutes: 3, more: `${PERFORMANCE}#weight` },
  { command: 'page-cost 8', minutes: 8, more: `${PERFORMANCE}#what-the-page-costs-while-it-plays` },
  { command: 'page-cost 12 hrtf', minutes: 8, more: `${PERFORMANCE}#what-the-page-costs-while-it-plays` },
  { command: 'heap-slope', minutes: 14, more: `${PERFORMANCE}#what-the-page-costs-while-it-plays` },
  { command: 'crowd', minutes: 6 },
  { command: 'halo', minutes: 5 },
  { command: 'position-fanout 100,200', minutes: 6 },
  { command: 'vivox-api', minutes: 20 },
  { command: 'hub 110 8', minutes: 6, more: 'docs/media-hub.md#numbers' },
  { command: 'hub 110 0', minutes: 4, more: `${PERFORMANCE}#a-hub-in-which-nobody-talks` },
  { command: 'hub-connects', minutes: 7 },
  { command: 'opus', minutes: 6 },
  { command: 'server-restart', minutes: 6 },
  { command: 'console', minutes: 5 },
]

/** The rows that a word of `npm run bench -- all word,word` means: a whole command, or all of a bench. */
export function rowsOf(words: string): readonly TableRow[] {
  if (words === '') return ROWS
  return words.split(',').flatMap((word) => {
    const found = ROWS.filter(({ command }) => command === word || command.split(' ')[0] === word)
    if (found.length === 0)
      throw new Error(`There is no row of ${word}: ${ROWS.map(({ command }) => command).join(', ')}`)
    return found
  })
}
