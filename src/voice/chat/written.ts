/** What a page sends as a line, judged: harmless, not empty, not too long, and not too often. */

import { VoiceError } from '../../errors.js'
import { MAX_LINE_LENGTH } from '../../pure/chat-limits.js'
import { type Avatar, avatarKey } from '../grids/grid.js'
import { createTokenBuckets, type Rate } from '../limits/rates.js'
import type { Stopwatch } from '../ports.js'
import { plainText } from './plain-text.js'

/** Nobody types faster; who pastes ten lines at once gets them through. */
export const LINES: Rate = { burst: 10, perSecond: 1.5 }

export interface LineJudge {
  /** The text as it is shown. @throws VoiceError `message-invalid` if nothing is left, `message-too-large` */
  text(text: string): string
  /** @throws VoiceError `rate-limited` */
  spend(writer: Avatar): void
}

export function createLineJudge(stopwatch: Stopwatch): LineJudge {
  const buckets = createTokenBuckets(stopwatch, LINES)
  return {
    text(raw) {
      const text = plainText(raw)
      if (text === '') throw new VoiceError('message-invalid', 'There is nothing to read in this line.')
      if ([...text].length <= MAX_LINE_LENGTH) return text
      throw new VoiceError(
        'message-too-large',
        `A line has at most ${MAX_LINE_LENGTH} characters: send it in two.`,
      )
    },
    // By avatar, not by page: another socket brings no other budget.
    spend(writer) {
      const bucket = buckets(avatarKey(writer))
      if (bucket.spend()) return
      throw new VoiceError('rate-limited', 'You write faster than anybody can read: wait a moment.', {
        retryAfterSeconds: Math.ceil(bucket.waitMs() / 1000),
      })
    },
  }
}

/** A name in one line of plain text. */
export function plainName(name: string): string {
  return plainText(name).replaceAll('\n', ' ').slice(0, 255)
}
