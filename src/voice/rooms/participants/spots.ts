/** Where an avatar is, by the best source there is, and which channel that place has. */

import { VoiceError } from '../../../errors.js'
import type { Channel } from '../../channels/channel.js'
import type { Channels, Place } from '../../channels/channels.js'
import type { Avatar } from '../../grids/grid.js'
import type { ParcelVoice } from '../../presence/land/parcel-voice.js'
import type { Presence } from '../../presence/presence.js'
import type { RegionPose } from '../../presence/region-pose.js'

export interface Spot extends RegionPose, Pick<Place, 'parcelId'> {
  /** Equal for two spots that have the same room, as far as that is known without a look-up. */
  readonly key: string
  /** The source has fallen silent. */
  readonly lost: boolean
  readonly byViewer: boolean
  /** `undefined` if only the viewer named the channel, and it is gone. */
  channel(): Promise<Channel | undefined>
}

export interface SpotsOptions {
  readonly presence: Presence
  readonly channels: Channels
  readonly parcelVoice: ParcelVoice
}

/** A viewer's report counts only where no live feed knows better: see presence.ts. */
export function createSpots({ presence, channels, parcelVoice }: SpotsOptions) {
  return function spotOf(avatar: Avatar): Spot | undefined {
    const { grid } = avatar
    const report = presence.viewerReport(avatar)
    if (report) {
      const { channelId, silent: lost } = report
      const key = `viewer ${channelId}`
      return {
        ...report,
        key,
        lost,
        byViewer: true,
        channel: () => channels.get({ grid, id: channelId }).catch(nothingWhereGone),
      }
    }
    const state = presence.find(avatar)
    if (!state) return undefined
    const { parcelId, regionId } = state
    return {
      ...state,
      key: `${parcelId ?? ''} ${regionId}`,
      lost: presence.isFeedLost(state),
      byViewer: false,
      // In a parcel that uses the estate's channel, the avatar is in the region's room.
      channel: () => channels.forPlace(grid, parcelVoice.roomPlace(state) ?? state),
    }
  }
}

function nothingWhereGone(error: unknown): undefined {
  if (!(error instanceof VoiceError && error.code === 'channel-not-found')) throw error
}
