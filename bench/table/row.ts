/** What a bench says of itself in README's table of numbers. */

/** Begins the line that `npm run bench -- all` takes over. */
const MARK = '=> '

/** Prints the numbers as README's table has them. To be called once, at the end. */
export function row(text: string): void {
  process.stdout.write(`${MARK}${text}\n`)
}

/** The row in what a bench has printed. */
export const rowIn = (output: string): string | undefined =>
  output
    .split('\n')
    .findLast((line) => line.startsWith(MARK))
    ?.slice(MARK.length)
