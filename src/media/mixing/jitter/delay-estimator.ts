/**
 * How long packets have to wait so that nearly all of them come in time. Follows RFC 3550's transit time: the fastest
 * packet of the last seconds is the base, and what the slower ones took beyond it is the delay.
 */

import { FRAME_MS } from '../../opus/opus.js'
import { nextJitter } from '../../peers/rtp.js'

export interface DelayEstimator {
  /**
   * Takes in how long a packet was on its way: milliseconds between two clocks that agree on nothing but their pace.
   * @param copiesAreWaitedFor whether the turn of a lost packet may come only after the next packet
   */
  measure(transitMs: number, copiesAreWaitedFor: boolean): void
  /** Whether a transit is so far from all others that the stream must have begun anew. */
  isAnotherStream(transitMs: number): boolean
  /** By how much the time to play a packet has passed, milliseconds; below zero: that time is still to come. */
  overdueMs(sentMs: number, nowMs: number): number
  /** How long a packet waits at most, milliseconds. */
  delayMs(): number
  /** RFC 3550 §6.4.1, milliseconds. */
  jitterMs(): number
  /** Forgets every transit: another stream follows. */
  restart(): void
}

/** Half a turn: a packet may be played this long before its time rather than a whole turn after it. */
export const SLACK_MS = FRAME_MS / 2

const WINDOW_PACKETS = 250
const REVIEW_EVERY_PACKETS = 10
const SHARE_IN_TIME = 0.97
/** As long as little is known of a network; what comes over an uneven one waits for at least as long. */
const MIN_DELAY_MS = 24
/** A network is even where at least so many packets, and all of the last but one, took hardly longer than the fastest. */
const EVEN_PACKETS = 50
const EVEN_SPREAD_MS = FRAME_MS / 2
/** Over an even network packets wait for this longer than the slowest took: turns are no more exact. */
const EVEN_MARGIN_MS = 4
const MAX_DELAY_MS = 240
const MAX_TRANSIT_JUMP_MS = 3000

export function createDelayEstimator(): DelayEstimator {
  let transits: number[] = []
  let baseMs = 0
  let delayMs = MIN_DELAY_MS
  let jitterMs = 0
  let packetsSinceReview = 0

  function review(transitMs: number, copiesAreWaitedFor: boolean): void {
    packetsSinceReview = 0
    const sorted = transits.toSorted((a, b) => a - b)
    baseMs = sorted[0] ?? transitMs
    const slow = sorted[Math.floor((sorted.length - 1) * SHARE_IN_TIME)] ?? transitMs
    // The turn of a lost packet may come early by the slack, and before the next packet, which holds its copy.
    const least = copiesAreWaitedFor ? MIN_DELAY_MS + SLACK_MS : MIN_DELAY_MS
    delayMs = Math.min(MAX_DELAY_MS, Math.max(least, slow - baseMs + FRAME_MS))
    const spreadMs = (sorted.at(-2) ?? transitMs) - baseMs
    const isEven = sorted.length >= EVEN_PACKETS && spreadMs <= EVEN_SPREAD_MS
    // Played early by the slack, it is there all the same.
    if (isEven && !copiesAreWaitedFor) delayMs = Math.min(delayMs, spreadMs + SLACK_MS + EVEN_MARGIN_MS)
  }

  return {
    measure(transitMs, copiesAreWaitedFor) {
      const last = transits.at(-1)
      if (last !== undefined) jitterMs = nextJitter(jitterMs, transitMs - last)
      baseMs = last === undefined ? transitMs : Math.min(baseMs, transitMs)
      transits.push(transitMs)
      if (transits.length > WINDOW_PACKETS) transits.shift()
      packetsSinceReview += 1
      const isLate = transitMs - baseMs > delayMs
      if (isLate || packetsSinceReview >= REVIEW_EVERY_PACKETS) review(transitMs, copiesAreWaitedFor)
    },
    isAnotherStream: (transitMs) => transits.length > 0 && Math.abs(transitMs - baseMs) > MAX_TRANSIT_JUMP_MS,
    overdueMs: (sentMs, nowMs) => nowMs - (sentMs + baseMs + delayMs),
    delayMs: () => delayMs,
    jitterMs: () => jitterMs,
    restart() {
      transits = []
      delayMs = MIN_DELAY_MS
    },
  }
}
