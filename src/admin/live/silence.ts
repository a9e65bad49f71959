/** Why somebody is not heard, as far as the service can tell: the first reason that holds, from the network inwards. */

import type { Silence, VoiceConnection } from '../../protocol/admin-api.js'

/** The hub tells its counts every other second, and viewers and browsers rest for less than one. */
const PACKETS_MISSED_SECONDS = 5
/** Shorter pauses are speech. */
const PAUSE_SECONDS = 10

export interface SilenceFacts {
  /** Its connection to the hub; `undefined`: there is none, as with pages that are connected directly. */
  readonly connection: VoiceConnection | undefined
  readonly mutedByModerator: boolean
  /** By a moderator's own act, not by the channel's mode. */
  readonly silenced: boolean
  /** As its page says. */
  readonly microphoneOff: boolean
  /** What the hub heard of it last; `undefined`: nothing ever. */
  readonly voice: { readonly speaking: boolean; readonly secondsAgo: number } | undefined
}

/** `null`: nothing that the service knows of keeps it from being heard. */
export function silenceOf(facts: SilenceFacts): Silence | null {
  const { connection } = facts
  const because = (code: Silence['code'], seconds: number | null = null): Silence => ({ code, seconds })
  if (connection && !connection.connected) return because('connecting', connection.seconds)
  switch (connection?.state) {
    case 'connecting':
      return because('joining', connection.seconds)
    case 'aside':
    case 'listening':
      return because('listens-in')
    case 'waiting-for-position':
      return because('position-unknown', connection.seconds)
  }
  if (facts.mutedByModerator) return because(facts.silenced ? 'muted-by-moderator' : 'may-only-listen')
  if (facts.microphoneOff) return because('microphone-off')
  if (!connection) return null
  const { packetAgeSeconds, seconds } = connection
  const missed = packetAgeSeconds ?? seconds
  if (missed === null || missed >= PACKETS_MISSED_SECONDS) return because('no-packets', missed)
  const quiet = quietSeconds(facts.voice, seconds)
  if (quiet === undefined || quiet < PAUSE_SECONDS) return null
  if (!connection.tellsLevel) return because('sends-silence', quiet)
  const silent = connection.soundAgeSeconds ?? seconds ?? quiet
  // An open microphone always sends a little: whoever says nothing just listens.
  if (silent < PAUSE_SECONDS) return null
  // Viewers do not say that theirs is off; but one that has worked was switched off, or waits for its key.
  const worked = connection.soundAgeSeconds !== null
  return because(connection.client === 'viewer' && worked ? 'microphone-off' : 'sends-silence', silent)
}

/** Since when nothing louder than a quiet room was heard; what was heard before this connection does not count. */
function quietSeconds(voice: SilenceFacts['voice'], seconds: number | null): number | undefined {
  if (!voice || (seconds !== null && voice.secondsAgo > seconds)) return seconds ?? undefined
  return voice.speaking ? undefined : voice.secondsAgo
}
