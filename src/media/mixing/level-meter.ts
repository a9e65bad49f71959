/** How loud somebody speaks, for the dots and bars that show it: from the decoded sound, or from what the packets say. */

/** −50 dB: above a quiet room, below a quiet voice. */
const SPEECH_POWER = 0.003
/** A pause shorter than this lies between two words. */
const HOLD_MS = 400
/** The root mean square of speech is a tenth of full scale or less, and shall fill about half a bar. */
const SPEECH_SCALE = 5
/** A smaller change cannot be seen. */
const VISIBLE_CHANGE = 0.04

export interface LevelMeter {
  /** Takes the level that a packet tells: −dBov (RFC 6464). */
  heard(level: number): void
  /** Takes the root mean square of a decoded frame, which counts instead of the packets' levels; `undefined`: nothing was decoded. */
  measured(power: number | undefined): void
  /** Whether there was speech in the given time before the last review. */
  spokeWithin(milliseconds: number): boolean
  /**
   * Returns the level where it has changed visibly since the last review. To be called about every 100 ms.
   * @param mayBeHeard false: the level is zero, whatever was heard
   */
  review(nowMs: number, mayBeHeard: boolean): MeasuredLevel | undefined
  /** The level that the last review has told. */
  told(): MeasuredLevel
  /** Another meter has told of the same speaker until now: what differs from that is told next. */
  follow(other: Pick<LevelMeter, 'told'>): void
}

export interface MeasuredLevel {
  /** 0..1, as a bar shows it. */
  readonly level: number
  readonly speaking: boolean
}

export function createLevelMeter(): LevelMeter {
  let highest = 0
  let decodes = false
  let heardAtMs = Number.NEGATIVE_INFINITY
  let reviewedAtMs = 0
  let told: MeasuredLevel = { level: 0, speaking: false }
  return {
    heard(level) {
      if (!decodes) highest = Math.max(highest, level >= 127 ? 0 : 10 ** (-level / 20))
    },
    measured(power) {
      decodes = power !== undefined
      if (power !== undefined) highest = Math.max(highest, power)
    },
    told: () => told,
    follow(other) {
      told = other.told()
    },
    spokeWithin: (milliseconds) => reviewedAtMs - heardAtMs < milliseconds,
    review(nowMs, mayBeHeard) {
      reviewedAtMs = nowMs
      const power = mayBeHeard ? highest : 0
      highest = 0
      if (power > SPEECH_POWER) heardAtMs = nowMs
      const speaking = mayBeHeard && nowMs - heardAtMs < HOLD_MS
      const level = speaking ? Math.round(Math.min(1, power * SPEECH_SCALE) * 100) / 100 : 0
      const changed = speaking !== told.speaking || Math.abs(level - told.level) >= VISIBLE_CHANGE
      if (!changed) return undefined
      told = { level, speaking }
      return told
    },
  }
}
