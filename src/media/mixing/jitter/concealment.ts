/** What is played in the turn of a packet that is not there, and when it pays to wait for copies of lost packets. */

import { holdsCopy } from '../../opus/opus-packet.js'

/** Decoders fade what they make up to nothing within about this many turns. */
export const MAX_CONCEALED_TURNS = 5

/** The turn of a packet that is not there. */
export interface Gap {
  /** Whether the last packet held sound; else the sender is in a pause. */
  readonly inSpeech: boolean
  /** How many turns in a row were made up before this one. */
  readonly concealedTurns: number
  /** How many packets are missing before the next that waits; `undefined`: none waits. */
  readonly missing: number | undefined
  /** Of the missing packets, how many the turns made up so far stand for. */
  readonly filled: number
  /** Whether the next packet that waits holds a copy of the one before it. */
  readonly hasCopy: boolean
}

/**
 * - `stretch`: make something up, and leave the packet its turn: it may only be late
 * - `rest`: the talk spurt is over
 * - `leap`: silence, and then the packet that waits: the gap lies in a pause, or is too long to be made up
 * - `resume`: play the packet that waits: what was made up before has filled the gap
 * - `recover`: play the copy of the lost packet
 * - `conceal`: make something up for the lost packet
 */
export type GapStep = 'stretch' | 'rest' | 'leap' | 'resume' | 'recover' | 'conceal'

/** The first that applies counts; the last always does. */
const STEPS: readonly (readonly [step: GapStep, applies: (gap: Gap, missing: number) => boolean])[] = [
  ['stretch', (gap) => gap.missing === undefined && gap.inSpeech && gap.concealedTurns < MAX_CONCEALED_TURNS],
  ['rest', (gap) => gap.missing === undefined],
  ['leap', (gap, missing) => !gap.inSpeech || missing > MAX_CONCEALED_TURNS],
  ['resume', (gap, missing) => gap.filled === missing],
  ['recover', (gap, missing) => gap.hasCopy && missing - gap.filled === 1],
  ['conceal', () => true],
]

export function stepFor(gap: Gap): GapStep {
  const [step] = STEPS.find(([, applies]) => applies(gap, gap.missing ?? 0)) ?? ['conceal']
  return step
}

/** Losses of the last seconds, and whether the sender protects its voice against them. */
export interface LossWatch {
  played(payload: Buffer): void
  lost(): void
  /** Whether turns shall wait for the packet that makes a lost one good. */
  copiesAreWaitedFor(): boolean
}

const WINDOW_PACKETS = 200
const LOSSY_SHARE = 0.015

export function createLossWatch(): LossWatch {
  let lossShare = 0
  let hasCopies = false
  return {
    played(payload) {
      lossShare -= lossShare / WINDOW_PACKETS
      hasCopies = holdsCopy(payload)
    },
    lost() {
      lossShare += (1 - lossShare) / WINDOW_PACKETS
    },
    copiesAreWaitedFor: () => hasCopies && lossShare > LOSSY_SHARE,
  }
}
