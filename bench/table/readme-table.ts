/** README's table of numbers, between two marks: what is measured again takes the place of what was there. */

import { ROWS, type TableRow } from './rows.js'

const BEGIN = '<!-- numbers: made by `npm run bench -- all` -->'
const END = '<!-- end of numbers -->'
const HEAD = ['| `npm run bench -- …` | | measured |', '| --- | --- | --- |']

export interface Measured {
  /** What the bench says of itself. */
  readonly text: string
  /** When, and how busy the machine was beside it. */
  readonly when: string
}

/** The cells of a row by its command. */
function oldRows(table: string): Map<string, Measured> {
  const rows = table.matchAll(/^\| `([^`]+)` \| (.*) \| ([^|]*) \|$/gm)
  return new Map([...rows].map(([, command = '', text = '', when = '']) => [command, { text, when }]))
}

const moreOf = ({ more }: TableRow) => (more === undefined ? '' : ` ([more](${more}))`)

/**
 * README with these rows in place of those of the same command; the others stay as they are, with their own date.
 * @param machine what the new ones were measured on
 * @throws Error where README has no such table
 */
export function withRows(readme: string, measured: ReadonlyMap<string, Measured>, machine: string): string {
  const [begin, end] = [readme.indexOf(BEGIN), readme.indexOf(END)]
  if (begin < 0 || end < begin) throw new Error(`README has no table between ${BEGIN} and ${END}.`)
  const before = oldRows(readme.slice(begin, end))
  const lines = ROWS.flatMap((row) => {
    const fresh = measured.get(row.command)
    const kept = fresh ? { ...fresh, text: fresh.text + moreOf(row) } : before.get(row.command)
    return kept ? `| \`${row.command}\` | ${kept.text} | ${kept.when} |` : []
  })
  const caption = `Measured on ${machine}; each line's command prints it again, beside its yardstick in the same run.`
  const table = [BEGIN, caption, '', ...HEAD, ...lines, ''].join('\n')
  return readme.slice(0, begin) + table + readme.slice(end)
}
