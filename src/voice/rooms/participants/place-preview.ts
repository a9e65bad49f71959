/** Who is in the room of an avatar's place, before it joins: no more than the room would tell it a moment later. */

import { VoiceError } from '../../../errors.js'
import { type Channel, titleOf } from '../../channels/channel.js'
import type { Channels } from '../../channels/channels.js'
import type { Avatar } from '../../grids/grid.js'
import type { ParcelVoice } from '../../presence/land/parcel-voice.js'
import type { Presence } from '../../presence/presence.js'
import type { Confinement } from '../../region-keys/confined-sessions.js'
import type { Blocks } from '../../residents/blocks.js'
import type { Admission } from '../admission.js'
import { placeOf } from '../room-key.js'
import type { RoomRegistry } from '../room-registry.js'

export interface PlacePreview {
  /** What the place is called. */
  readonly place: string
  /** The names of those who are in voice there. */
  readonly people: readonly string[]
}

export interface PlacePreviewOptions {
  readonly presence: Pick<Presence, 'find' | 'viewerReport'>
  readonly channels: Pick<Channels, 'get' | 'findForPlace'>
  readonly parcelVoice: Pick<ParcelVoice, 'roomPlace'>
  readonly admission: Pick<Admission, 'isVoiceOff' | 'refusalOf' | 'requireAccount'>
  readonly registry: Pick<RoomRegistry, 'find'>
  readonly blocks: Pick<Blocks, 'areApart'>
  readonly nameOf: (avatar: Avatar) => string
}

/** `undefined` where the avatar is nowhere, or would not be let in. @param confinement where its session is good */
export type PreviewPlace = (avatar: Avatar, confinement?: Confinement) => Promise<PlacePreview | undefined>

export function createPlacePreview(options: PlacePreviewOptions): PreviewPlace {
  const { presence, channels, parcelVoice, admission, registry, blocks, nameOf } = options

  /** Unlike a join, this creates no channel. */
  async function channelOf(avatar: Avatar, confinement?: Confinement): Promise<Channel | undefined> {
    const { grid } = avatar
    const report = presence.viewerReport(avatar)
    const spot = report ?? presence.find(avatar)
    if (!spot || admission.isVoiceOff(spot) || confinement?.isGoodIn(spot) === false) return undefined
    if (report) return channels.get({ grid, id: report.channelId })
    return channels.findForPlace(grid, parcelVoice.roomPlace(spot) ?? spot)
  }

  return async (avatar, confinement) => {
    const { grid } = avatar
    try {
      await admission.requireAccount(avatar)
      const channel = await channelOf(avatar, confinement)
      if (!channel) return undefined
      const subject = placeOf(channel)
      if (admission.refusalOf(avatar, subject)) return undefined
      const others = (registry.find(subject.key)?.agentIds() ?? [])
        .map((agentId) => ({ grid, agentId }))
        .filter((other) => other.agentId !== avatar.agentId && !blocks.areApart(avatar, other))
      return { place: titleOf(channel), people: others.map(nameOf) }
    } catch (error) {
      // The channel is gone by now, or the account is out of force.
      if (error instanceof VoiceError) return undefined
      throw error
    }
  }
}
