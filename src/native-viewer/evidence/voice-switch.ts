/** The parcels' voice switch: where voice is off, nobody hears or is heard, whatever viewers ask for. Calls are not affected. */

import type { InWorldText } from '../../pure/in-world-words.js'
import { UUID } from '../../pure/uuid.js'
import type { Channel, ChannelDraft } from '../../voice/channels/channel.js'
import { type Avatar, avatarKey, isSameRegion, type Region } from '../../voice/grids/grid.js'
import { createRequestLimit } from '../../voice/limits/rates.js'
import type { Stopwatch } from '../../voice/ports.js'
import type { ParcelVoice } from '../../voice/presence/land/parcel-voice.js'
import type { Presence } from '../../voice/presence/presence.js'
import { voiceIsOff } from '../places/places.js'

/** Keeps an owner who plays with the switch from covering anybody's screen with messages. */
const TOLD_AGAIN_MS = 10 * 60_000

/** The part of a session that matters here. */
interface SwitchedSession extends Avatar, Region {
  readonly channel: Channel | ChannelDraft
  readonly isCall: boolean
  readonly isInside: boolean
  end(reason: 'refused', cause: unknown): void
}

export interface VoiceSwitchOptions {
  readonly parcelVoice: Pick<ParcelVoice, 'isAllowed'>
  readonly presence: Pick<Presence, 'seen'>
  /** Shows a text to an avatar in-world, if the avatar can be reached. */
  readonly tell: ((avatar: Avatar, text: InWorldText) => void) | undefined
  readonly timers: Stopwatch
}

export interface VoiceSwitch {
  /** Whether voice is off at the session's room, or where the feed sees its avatar. */
  isOff(session: SwitchedSession): boolean
  /** To be called when the switches of a region have changed: ends a session where voice is now off, and tells the avatar why. */
  apply(session: SwitchedSession, region: Region): void
}

export function createVoiceSwitch({ parcelVoice, presence, tell, timers }: VoiceSwitchOptions): VoiceSwitch {
  const tellings = createRequestLimit(timers, 1, TOLD_AGAIN_MS)

  function isOff(session: SwitchedSession): boolean {
    const { grid, regionId } = session
    const { name } = session.channel
    if (session.isCall) return false
    const parcelId = UUID.test(name) && name !== regionId ? name : null
    const seen = presence.seen(session)
    return (
      !parcelVoice.isAllowed({ grid, regionId, parcelId }) ||
      (seen !== undefined && !parcelVoice.isAllowed(seen))
    )
  }

  return {
    isOff,
    apply(session, region) {
      const { isInside } = session
      const seen = presence.seen(session)
      const concerned = isSameRegion(session, region) || (seen && isSameRegion(seen, region))
      if (!concerned || !isOff(session)) return
      session.end('refused', voiceIsOff())
      if (isInside && tellings.take(avatarKey(session))) tell?.(session, ({ voiceOff }) => voiceOff)
    },
  }
}
