/** How far a halo has grown with a voice: it comes with the sound, and goes softly. Pure. */

/** A whisper and a shout, in decibels below full scale. */
const QUIETEST_DB = -46
const LOUDEST_DB = -10
/** What is left of the halo after one beat of silence: it comes with the sound, and goes softly. */
const FADING = 0.6
/** Of a halo that does not grow: from word to word it stays, for each going is a picture of the page. */
const RESTING = 0.78

/** Within one step, which is a pixel in the list, nothing is changed. */
const STEPS = 8
/** Of a halo that is there and does not grow; no other has it. */
export const CALM_SWELL = Number.POSITIVE_INFINITY

/**
 * One halo from beat to beat.
 * @param how.still it comes and goes, and does not grow
 * @returns what is shown of it at the next beat: of a level 0..1 (RMS), to somebody who asks for less motion or not
 */
export function createSwell({
  still,
}: {
  readonly still: boolean
}): (level: number, calm: boolean) => number {
  let swell = 0
  return (level, calm) => {
    swell = nextSwell(swell, level, still ? RESTING : FADING)
    return shownSwell(swell, still || calm)
  }
}

/**
 * How far a halo has grown, 0..1: as ears hear, in decibels.
 * @param before its size at the beat before
 * @param level 0..1 (RMS)
 * @param left what is left of it after one beat of silence
 */
export function nextSwell(before: number, level: number, left = FADING): number {
  const decibels = 20 * Math.log10(Math.max(level, 1e-6))
  const now = Math.min(1, Math.max(0, (decibels - QUIETEST_DB) / (LOUDEST_DB - QUIETEST_DB)))
  const fading = before * left
  return now > fading ? now : fading < 0.02 ? 0 : fading
}

/** What is shown of a halo that has grown that far. @param calm there or not there, and nothing between */
export function shownSwell(swell: number, calm: boolean): number {
  const step = Math.round(swell * STEPS)
  return calm && step > 0 ? CALM_SWELL : step / STEPS
}
