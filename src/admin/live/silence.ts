/** Why a person is not heard, as far as the service can tell: the first reason that applies, starting at the network. */

import type { Silence, VoiceConnection } from '../../protocol/admin-api.js'

/** The hub reports every two seconds, and viewers and browsers never pause for a whole second. */
const PACKETS_MISSED_SECONDS = 5
/** Shorter pauses belong to speech. */
const PAUSE_SECONDS = 10

export interface SilenceFacts {
  /** The person's connection to the hub; `undefined` for a page that is connected directly. */
  readonly connection: VoiceConnection | undefined
  readonly mutedByModerator: boolean
  /** Muted by a moderator, not by the channel's mode. */
  readonly silenced: boolean
  /** As the page reports. */
  readonly microphoneOff: boolean
  /** What the hub last heard of the person; `undefined` if nothing ever. */
  readonly voice: { readonly speaking: boolean; readonly secondsAgo: number } | undefined
}

/** `null` if the service knows no reason why the person would not be heard. */
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
  // An open microphone always sends a little sound: this person is just listening.
  if (silent < PAUSE_SECONDS) return null
  // Viewers do not report a switched-off microphone. One that has worked was switched off, or waits for push-to-talk.
  const worked = connection.soundAgeSeconds !== null
  return because(connection.client === 'viewer' && worked ? 'microphone-off' : 'sends-silence', silent)
}

/** For how many seconds nothing louder than a quiet room was heard, on this connection only. */
function quietSeconds(voice: SilenceFacts['voice'], seconds: number | null): number | undefined {
  if (!voice || (seconds !== null && voice.secondsAgo > seconds)) return seconds ?? undefined
  return voice.speaking ? undefined : voice.secondsAgo
}
