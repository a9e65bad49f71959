/** How many bits a second a picture may take: few at first, more while the line stays calm, fewer before the voice suffers. Pure. */

/** For camera and screen alike: enough for 720p at 30 pictures a second. */
export const MAX_PICTURE_BITS = 1_500_000
/** A picture begins with so little that even a slow line does not feel it. */
const FIRST_BITS = 120_000
/** The least for a picture that can be made out. */
const MIN_BITS = 30_000
/** The voice with its headers. */
const VOICE_BITS = 70_000
/** Of what the browser believes to be free; the rest is for what it does not know. */
const USED_SHARE = 0.85
const GROWTH = 1.15
const CUT = 0.7
/** After a cut the line is left alone for so many steps. */
const REST_STEPS = 5
/** Packets that wait this much longer than on the calm line stand in a queue, and the voice's with them. */
const QUEUE_SECONDS = 0.15
const LOST_SHARE = 0.02

/** What is known of the line since the last step, a second ago. */
export interface Line {
  /** What the browser believes can go out in all. */
  readonly availableBits: number | undefined
  /** The larger of voice and picture, 0..1. */
  readonly lostShare: number
  readonly roundTripSeconds: number | undefined
}

export interface PictureBudget {
  readonly bits: number
  /** The shortest round trip so far: that of the line without a queue. */
  readonly calmSeconds: number
  readonly restSteps: number
}

export const FIRST_BUDGET: PictureBudget = {
  bits: FIRST_BITS,
  calmSeconds: Number.POSITIVE_INFINITY,
  restSteps: 0,
}

export function nextBudget(before: PictureBudget, line: Line): PictureBudget {
  const { availableBits = Number.POSITIVE_INFINITY, lostShare, roundTripSeconds } = line
  const calmSeconds = Math.min(before.calmSeconds, roundTripSeconds ?? Number.POSITIVE_INFINITY)
  const waits = roundTripSeconds !== undefined && roundTripSeconds - calmSeconds > QUEUE_SECONDS
  const room = availableBits * USED_SHARE - VOICE_BITS
  const within = (bits: number) => Math.round(Math.max(MIN_BITS, Math.min(bits, room, MAX_PICTURE_BITS)))
  if (waits || lostShare > LOST_SHARE)
    return { bits: within(before.bits * CUT), calmSeconds, restSteps: REST_STEPS }
  const rests = before.restSteps > 0
  return {
    bits: within(rests ? before.bits : before.bits * GROWTH),
    calmSeconds,
    restSteps: Math.max(0, before.restSteps - 1),
  }
}

type Stats = Record<string, unknown>

const numberOf = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined)

/** Reads the line from the statistics of a connection. */
export function lineOf(report: Iterable<Stats>): Line {
  const all = [...report]
  const ends = all.filter(({ type }) => type === 'remote-inbound-rtp')
  const pair = all.find(
    ({ type, nominated, state }) => type === 'candidate-pair' && nominated && state === 'succeeded',
  )
  const largest = (values: readonly (number | undefined)[]) => {
    const known = values.filter((value) => value !== undefined)
    return known.length > 0 ? Math.max(...known) : undefined
  }
  return {
    availableBits: numberOf(pair?.availableOutgoingBitrate),
    lostShare: largest(ends.map(({ fractionLost }) => numberOf(fractionLost))) ?? 0,
    roundTripSeconds: largest(ends.map(({ roundTripTime }) => numberOf(roundTripTime))),
  }
}
