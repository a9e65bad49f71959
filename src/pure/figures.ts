/** The numbers of the overview's charts: which are kept, over which ranges, how several become one, and which are bad. */

export const FIGURES = [
  'people',
  'rooms',
  /** Median of those who came in meanwhile. */
  'timeToVoiceMs',
  /** Share of the packets from and to the media hub that did not arrive, 0..1. */
  'lossShare',
  'hubCores',
  'oldestFeedSeconds',
  /** How many in the step. */
  'refusedSignIns',
] as const
export type Figure = (typeof FIGURES)[number]
/** What is not known is missing. */
export type Figures = Readonly<Partial<Record<Figure, number>>>

export const RANGES = {
  '1h': { minutes: 60, stepMinutes: 1 },
  '24h': { minutes: 24 * 60, stepMinutes: 1 },
  '7d': { minutes: 7 * 24 * 60, stepMinutes: 10 },
  '30d': { minutes: 30 * 24 * 60, stepMinutes: 60 },
} as const
export type RangeName = keyof typeof RANGES

/** From here on a number is bad; refused sign-ins count by the minute. */
const BAD_FROM: Figures = {
  timeToVoiceMs: 5000,
  lossShare: 0.05,
  // That of its busiest process: with a whole core in use it comes too late.
  hubCores: 0.8,
  oldestFeedSeconds: 30,
  refusedSignIns: 10,
}

/** `undefined`: the number is never bad. */
export function badFrom(figure: Figure, stepMinutes: number): number | undefined {
  const limit = BAD_FROM[figure]
  return limit !== undefined && figure === 'refusedSignIns' ? limit * stepMinutes : limit
}

/** One number for several steps: the highest, so that a peak is not lost; `null` if none is known. */
export function combined(figure: Figure, values: readonly (number | null | undefined)[]): number | null {
  const known = values.filter((value) => value !== null && value !== undefined)
  if (known.length === 0) return null
  const sum = known.reduce((total, value) => total + value, 0)
  switch (figure) {
    case 'refusedSignIns':
      return sum
    case 'lossShare':
      return sum / known.length
    case 'timeToVoiceMs':
      return medianOf(known)
    default:
      return Math.max(...known)
  }
}

/** @param values at least one */
export function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

/** A grid's numbers and those of the whole service, over a range. */
export interface History {
  readonly stepMinutes: number
  /** The beginning of the first step, in milliseconds since 1970. */
  readonly from: number
  /** One value a step, the oldest first; `null`: not known. */
  readonly figures: Record<Figure, (number | null)[]>
}
