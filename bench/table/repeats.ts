/** Several runs of one bench: which of them README takes, and whether they agree. */

/** What a row is about, the most telling first: a ratio, a part of a core, a part of a hundred, a time. */
const YARDSTICKS = [/([\d.]+) ×/, /([\d.]+) of a core/, /([\d.]+) %/, /([\d.]+) (?:ms|µs|s)\b/]

/** The number that a row is judged by; `undefined` where there is none. */
export function judgedBy(row: string): number | undefined {
  const found = YARDSTICKS.map((yardstick) => yardstick.exec(row)?.[1]).find((text) => text !== undefined)
  return found === undefined ? undefined : Number(found)
}

export interface Repeated {
  /** Of the run in the middle. */
  readonly text: string
  /** As README says it behind the date; empty for a single run. */
  readonly spread: string
}

/**
 * @param rows of all runs that gave one, in any order
 * @returns `undefined` where none gave one
 */
export function middleRun(rows: readonly string[]): Repeated | undefined {
  const sorted = rows
    .map((text) => ({ text, value: judgedBy(text) ?? Number.NaN }))
    .toSorted((one, other) => one.value - other.value)
  const middle = sorted[Math.floor((sorted.length - 1) / 2)]
  if (!middle) return undefined
  const [least, most] = [sorted[0]?.value, sorted.at(-1)?.value]
  const spread = sorted.length > 1 ? `, ${sorted.length} runs from ${least} to ${most}` : ''
  return { text: middle.text, spread }
}
