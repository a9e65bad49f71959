/** What is said about a person in a room: the state in short, and why they are silent, in full. */

import type { LivePerson } from '../../../src/protocol/admin-api.js'
import type { Decision, Silence } from '../../../src/protocol/admin-people.js'
import { format, moment, texts } from '../../texts/texts.js'

/** A connection that takes longer will probably fail. */
const CONNECTING_SECONDS = 5

/** The reason in a few words. */
export function silenceWords({ code, seconds }: Silence): string {
  const isLong = code === 'connecting' && (seconds ?? 0) >= CONNECTING_SECONDS
  const time = seconds === null ? '' : texts.forTime(format.short(Math.round(seconds), 'second'))
  return texts.silence[isLong ? 'connecting-long' : code](time)
}

/** Who decided it, until when, and why. */
export function decisionWords({ by, until, explanation }: Decision): string {
  const time = until === undefined ? '' : texts.until(moment(until))
  return [texts.mutedBy(by || texts.somebody, time), explanation !== undefined && texts.because(explanation)]
    .filter(Boolean)
    .join(', ')
}

/** Why somebody is silent, with what is known about it. */
export function whyWords(silence: Silence): string {
  const { decision, metres, share } = silence
  return [
    decision ? decisionWords(decision) : silenceWords(silence),
    metres !== undefined && texts.nearest(format.distance(metres)),
    share !== undefined && texts.lost(format.percent(share)),
  ]
    .filter(Boolean)
    .join('; ')
}

/** What one person is doing, in a few words. */
export function shortState({ speaking, silence, client }: LivePerson): string {
  if (speaking) return texts.speaks
  if (silence) return silenceWords(silence)
  return client === null ? texts.notInVoice : texts.client[client]
}
