/** Why a person is not heard, as far as the service can tell: a table of reasons, from the network inwards; the first that applies counts. */

import { SILENCE_CODES, type SilenceCode } from '../../pure/silence-codes.js'
import type { Decision } from '../admins/admin-ports.js'
import type { NoRoomReason, RoomSilence } from '../rooms/room-event.js'

/** The hub reports every two seconds, and viewers and browsers never pause for a whole second. */
const PACKETS_MISSED_SECONDS = 5
/** Shorter pauses belong to speech. */
const PAUSE_SECONDS = 10
/** With more lost, words are lost. */
const BAD_LOSS_SHARE = 0.1

export interface SilenceFacts {
  /** Whether the person has a page open, in voice or not. */
  readonly pageOpen: boolean
  /** Whether the person is in a room, or has a connection that is to bring them there. */
  readonly inVoice: boolean
  /** Why the person's page that takes part is in no room. */
  readonly noRoom: NoRoomReason | undefined
  /** The person's connection to the hub; `undefined` for a page that is connected directly. */
  readonly connection:
    | {
        readonly client: 'viewer' | 'page'
        readonly state: 'connecting' | 'waiting-for-position' | 'listening' | 'in-room' | 'aside'
        readonly connected: boolean
        /** Age of the connection; `null`: not known. */
        readonly seconds: number | null
        readonly packetAgeSeconds: number | null
        readonly tellsLevel: boolean
        readonly soundAgeSeconds: number | null
        /** Of the packets from the person, 0..1. */
        readonly lossShare: number
      }
    | undefined
  /** Why the room lets nobody hear the person. */
  readonly rule: RoomSilence | undefined
  /** A moderator's decision about this very person. */
  readonly muted: { readonly decision?: Decision } | undefined
  /** As the page reports. */
  readonly microphoneOff: boolean
  /** What the hub last heard of the person; `undefined` if nothing ever. */
  readonly voice: { readonly speaking: boolean; readonly secondsAgo: number } | undefined
  /** Others in the room. */
  readonly others: number
  /** How far away the nearest of them is, where nobody is within reach. */
  readonly nearestMetres: number | undefined
  readonly feedLost: boolean
}

export interface Silence {
  readonly code: SilenceCode
  /** For how long, where that is known. */
  readonly seconds: number | null
  /** How far the nearest person is who might listen. */
  readonly metres?: number
  /** Lost packets, 0..1. */
  readonly share?: number
  /** A moderator's, where that is the reason. */
  readonly decision?: Decision
}

type Finding = Omit<Silence, 'code'> | false
const so = (is: boolean): Finding => is && { seconds: null }

/** Each code is also that of its reason; the order is the order of the codes. */
const REASONS: Readonly<Record<SilenceCode, (facts: SilenceFacts) => Finding>> = {
  'not-in-voice': (facts) => so(!facts.inVoice && !facts.noRoom && !facts.pageOpen),
  'page-open': (facts) => so(!facts.inVoice && !facts.noRoom),
  'not-in-world': (facts) => so(staysOut(facts) === 'not-in-world'),
  'no-positions': (facts) => so(staysOut(facts) === 'no-positions'),
  'region-away': (facts) => so(staysOut(facts) === 'region-away'),
  'voice-off': (facts) => so(staysOut(facts) === 'voice-off'),
  'channel-full': (facts) => so(staysOut(facts) === 'channel-full'),
  'grid-full': (facts) => so(staysOut(facts) === 'grid-full'),
  locked: (facts) => so(staysOut(facts) === 'locked'),
  'link-confined': (facts) => so(staysOut(facts) === 'link-confined'),
  connecting: ({ connection }) =>
    connection !== undefined && !connection.connected && { seconds: connection.seconds },
  joining: ({ connection }) => connection?.state === 'connecting' && { seconds: connection.seconds },
  'listens-in': ({ connection }) => so(connection?.state === 'aside' || connection?.state === 'listening'),
  'position-unknown': ({ connection }) =>
    connection?.state === 'waiting-for-position' && { seconds: connection.seconds },
  'muted-by-moderator': ({ rule, muted }) =>
    rule !== undefined &&
    muted !== undefined && { seconds: null, ...(muted.decision && { decision: muted.decision }) },
  'everybody-muted': ({ rule }) => so(rule === 'muted-by-moderator'),
  'may-only-listen': ({ rule }) => so(rule !== undefined),
  'microphone-off': (facts) => so(facts.microphoneOff) || releasedKey(facts),
  'no-packets': (facts) => {
    const missed = secondsWithoutPackets(facts)
    return missed !== undefined && { seconds: missed }
  },
  'sends-silence': (facts) => {
    const silent = secondsWithoutSound(facts)
    return silent !== undefined && { seconds: silent }
  },
  loss: ({ connection }) =>
    connection !== undefined &&
    connection.lossShare >= BAD_LOSS_SHARE && { seconds: null, share: connection.lossShare },
  alone: ({ others }) => so(others === 0),
  'nobody-in-reach': ({ nearestMetres }) =>
    nearestMetres !== undefined && { seconds: null, metres: nearestMetres },
  'feed-lost': ({ feedLost }) => so(feedLost),
}

/** `null` if the service knows no reason why the person would not be heard. */
export function silenceOf(facts: SilenceFacts): Silence | null {
  for (const code of SILENCE_CODES) {
    const found = REASONS[code](facts)
    if (found) return { code, ...found }
  }
  return null
}

/** Why a page that wants to take part is in no room. */
const staysOut = ({ inVoice, noRoom }: SilenceFacts) => (inVoice ? undefined : noRoom)

/** For how long nothing has come; `undefined`: it has, or it may still come. */
function secondsWithoutPackets({ connection }: SilenceFacts): number | null | undefined {
  if (!connection) return undefined
  const missed = connection.packetAgeSeconds ?? connection.seconds
  return missed === null || missed >= PACKETS_MISSED_SECONDS ? missed : undefined
}

/** For how long packets have come without any sound in them; `undefined`: they had some, or it is just a pause. */
function secondsWithoutSound(facts: SilenceFacts): number | undefined {
  const { connection, voice } = facts
  if (!connection || secondsWithoutPackets(facts) !== undefined) return undefined
  const quiet = quietSeconds(voice, connection.seconds)
  if (quiet === undefined || quiet < PAUSE_SECONDS) return undefined
  if (!connection.tellsLevel) return quiet
  const silent = connection.soundAgeSeconds ?? connection.seconds ?? quiet
  // An open microphone always sends a little sound: this person is just listening.
  return silent < PAUSE_SECONDS ? undefined : silent
}

/** Viewers do not report a switched-off microphone. One that has worked was switched off, or waits for push-to-talk. */
function releasedKey(facts: SilenceFacts): Finding {
  const { connection } = facts
  const worked =
    connection?.client === 'viewer' && connection.tellsLevel && connection.soundAgeSeconds !== null
  const silent = worked ? secondsWithoutSound(facts) : undefined
  return silent !== undefined && { seconds: silent }
}

/** For how many seconds nothing louder than a quiet room was heard, on this connection only. */
function quietSeconds(voice: SilenceFacts['voice'], seconds: number | null): number | undefined {
  if (!voice || (seconds !== null && voice.secondsAgo > seconds)) return seconds ?? undefined
  return voice.speaking ? undefined : voice.secondsAgo
}
