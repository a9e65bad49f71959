/** Where voice is switched off nobody hears or is heard, whatever their viewers ask for; calls have no place. */

import { type Channel, type ChannelDraft, isUuid } from '../../voice/channels/channel.js'
import { type Avatar, avatarKey, isSameRegion, type Region } from '../../voice/grids/grid.js'
import { createRequestLimit } from '../../voice/limits/request-limit.js'
import type { Stopwatch } from '../../voice/ports.js'
import type { ParcelVoice } from '../../voice/presence/parcel-voice.js'
import type { Presence } from '../../voice/presence/presence.js'
import { voiceIsOff } from '../places/places.js'

/** An owner who plays with the switch does not cover anybody's screen. */
const TOLD_AGAIN_MS = 10 * 60_000

const TEXT =
  'Voice was switched off where you stand: you are heard by nobody, and hear nobody, until it is on again.'

/** What of a session matters here. */
interface SwitchedSession extends Avatar, Region {
  readonly channel: Channel | ChannelDraft
  readonly isCall: boolean
  readonly isInside: boolean
  end(reason: 'refused', cause: unknown): void
}

export interface VoiceSwitchOptions {
  readonly parcelVoice: Pick<ParcelVoice, 'isAllowed'>
  readonly presence: Pick<Presence, 'seen'>
  /** Shows a text to an avatar in-world, where there is a way to it. */
  readonly tell: ((avatar: Avatar, text: string) => void) | undefined
  readonly timers: Stopwatch
}

export interface VoiceSwitch {
  /** Whether voice is off where that session's room is, or where the feed sees its avatar. */
  isOff(session: SwitchedSession): boolean
  /** What counts in that region has changed: ends a session where voice is off now, and tells its avatar why. */
  apply(session: SwitchedSession, region: Region): void
}

export function createVoiceSwitch({ parcelVoice, presence, tell, timers }: VoiceSwitchOptions): VoiceSwitch {
  const tellings = createRequestLimit(timers, 1, TOLD_AGAIN_MS)

  function isOff(session: SwitchedSession): boolean {
    const { grid, regionId } = session
    const { name } = session.channel
    if (session.isCall) return false
    const parcelId = isUuid(name) && name !== regionId ? name : null
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
      if (isInside && tellings.take(avatarKey(session))) tell?.(session, TEXT)
    },
  }
}
