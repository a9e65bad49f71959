/** Joins a place's room with local chat: what a script in the region heard goes in, what residents wrote goes out. */

import { VoiceError } from '../../errors.js'
import { type ChannelRef, settingsOf } from '../channels/channel.js'
import type { Channels } from '../channels/channels.js'
import { gridKey } from '../grids/grid.js'
import { createTokenBuckets, type Rate } from '../limits/rates.js'
import { remember } from '../limits/remember.js'
import type { Bans } from '../moderation/bans.js'
import type { Timers } from '../ports.js'
import type { ParcelVoice } from '../presence/land/parcel-voice.js'
import { placeKey } from '../rooms/room-key.js'
import type { Rooms } from '../rooms/rooms.js'
import type { Line } from './line.js'
import type { RoomChat } from './room-chat.js'

/** A script asks once a second. */
const EXCHANGES: Rate = { burst: 20, perSecond: 2 }

/** A second script in the same place stays silent until the first has not asked for this long. */
const LEASE_MS = 20_000

/** A script is given no more in one answer (UTF-8 bytes): `llHTTPRequest` takes 16,384. */
const MAX_ANSWER_BYTES = 12_000

/** OpenSimulator says 1,023 characters at once. */
const MAX_SAID_LENGTH = 1000

/** What an avatar said in local chat. */
export interface HeardLine {
  readonly agentId: string
  readonly name: string
  readonly text: string
  /** The same when the script sends it again. */
  readonly nonce: string
}

export interface ScriptPlace {
  readonly grid: ChannelRef['grid']
  readonly regionId: string
  readonly parcelId: string | null
}

export interface Exchange {
  /** Up to where the script has been told; empty at first. */
  readonly cursor: string
  /** To be said, each by itself. */
  readonly says: readonly string[]
}

export interface ChatBridge {
  /**
   * @param object the object that holds the script
   * @param cursor of the last answer
   * @throws VoiceError `not-allowed` where the channel does not want it or another script is there already, `rate-limited`
   */
  exchange(place: ScriptPlace, object: string, heard: readonly HeardLine[], cursor: string): Promise<Exchange>
}

export interface ChatBridgeOptions {
  readonly roomChat: Pick<RoomChat, 'bringIn' | 'linesOf'>
  readonly rooms: Pick<Rooms, 'find'>
  readonly channels: Pick<Channels, 'findForPlace'>
  readonly parcelVoice: Pick<ParcelVoice, 'roomPlace'>
  readonly bans: Pick<Bans, 'isBanned'>
  readonly timers: Timers
}

/** Places with a script; more at once than this, and the longest silent one is forgotten. */
const MAX_PLACES = 10_000

export function createChatBridge(options: ChatBridgeOptions): ChatBridge {
  const { roomChat, rooms, channels, parcelVoice, bans, timers } = options
  const leases = new Map<string, { readonly object: string; readonly until: number }>()
  const buckets = createTokenBuckets(timers, EXCHANGES)

  /** Two scripts that hear the same chat would bring each line twice. @throws VoiceError `not-allowed` */
  function lease(channel: ChannelRef, object: string): void {
    const key = gridKey(channel.grid, channel.id)
    const held = leases.get(key)
    if (held && held.object !== object && held.until > timers.now()) {
      throw new VoiceError(
        'not-allowed',
        'Another script joins this place with local chat already: one is enough. Take one of the two away.',
      )
    }
    remember(leases, key, { object, until: timers.now() + LEASE_MS }, MAX_PLACES)
  }

  return {
    async exchange(place, object, heard, cursor) {
      if (!buckets(`${place.grid} ${object}`).spend())
        throw new VoiceError('rate-limited', 'Ask once a second.', { retryAfterSeconds: 1 })
      const voiced = parcelVoice.roomPlace(place)
      const channel = voiced && (await channels.findForPlace(place.grid, voiced))
      if (!channel) return { cursor: '', says: [] }
      const { textOn, textReach, textBridge } = settingsOf(channel)
      if (!textOn || !textBridge || textReach !== 'room') {
        throw new VoiceError(
          'not-allowed',
          'This place is not to be joined with local chat: an admin can allow it in the console, in the settings of the channel.',
        )
      }
      lease(channel, object)
      const room = rooms.find(placeKey(channel))
      // Nobody is there to read it, and nobody has written.
      if (!room) return { cursor: '', says: [] }
      const before = roomChat.linesOf(room)
      const from = readCursor(cursor)
      // What was written before the script came is not said: nobody in-world would know to what it belongs.
      const after = from?.log === before.log ? from.seq : before.seq
      const exchange = told(before, after)
      for (const { agentId, name, text, nonce } of heard) {
        if (bans.isBanned(channel, agentId)) continue
        try {
          roomChat.bringIn(room, { grid: place.grid, agentId, name }, { text, nonce })
        } catch (error) {
          // They are told nothing: they speak to those around them, whatever is made of it.
          if (!(error instanceof VoiceError)) throw error
        }
      }
      return exchange
    },
  }
}

interface Written {
  readonly log: string
  readonly seq: number
  readonly lines: readonly Line[]
}

/** What has been written since, as much as one answer takes; what came from local chat never goes back. */
function told({ log, seq, lines }: Written, after: number): Exchange {
  const says: string[] = []
  let bytes = 0
  for (const line of lines) {
    if (line.seq <= after || line.inWorld || line.removedBy) continue
    const parts = saidParts(line)
    const size = parts.reduce((sum, part) => sum + Buffer.byteLength(part) + 1, 0)
    if (bytes + size > MAX_ANSWER_BYTES && says.length > 0) return { cursor: `${log}.${line.seq - 1}`, says }
    says.push(...parts)
    bytes += size
  }
  return { cursor: `${log}.${seq}`, says }
}

/** A line break would let a writer speak as somebody else. */
function saidParts({ name, text }: Line): string[] {
  const said = `${name}: ${text.replaceAll(/\s*\n\s*/g, ' / ')}`
  const parts: string[] = []
  let part = ''
  for (const character of said) {
    if (part.length + character.length > MAX_SAID_LENGTH) {
      parts.push(part)
      part = `${name}: … `
    }
    part += character
  }
  return [...parts, part]
}

function readCursor(cursor: string): { log: string; seq: number } | undefined {
  const [, log, seq] = /^(.{1,64})\.(\d{1,15})$/.exec(cursor) ?? []
  return log === undefined ? undefined : { log, seq: Number(seq) }
}
