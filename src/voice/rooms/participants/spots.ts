/** Where an avatar is, by the best source there is, and which channel that place has. */

import { VoiceError } from '../../../errors.js'
import type { Channel } from '../../channels/channel.js'
import type { Channels, Place } from '../../channels/channels.js'
import type { Avatar } from '../../grids/grid.js'
import type { ParcelVoice } from '../../presence/land/parcel-voice.js'
import type { Presence } from '../../presence/presence.js'
import type { RegionPose } from '../../presence/region-pose.js'
import { NOWHERE } from './nowhere.js'

export interface Spot extends RegionPose, Pick<Place, 'parcelId'> {
  /** Equal for two spots that have the same room, as far as that is known without a look-up. */
  readonly key: string
  /** The source has fallen silent. */
  readonly lost: boolean
  readonly byViewer: boolean
  /** Only the grid tells of the avatar: in which region it is, and nothing more. */
  readonly unplaced: boolean
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
  function spotByGrid(avatar: Avatar): Spot | undefined {
    const word = presence.gridWord(avatar)
    if (!word) return undefined
    const { grid, regionId } = word
    const place = { regionId, regionName: presence.gridRegions.get(word)?.name ?? '', parcelId: null }
    return {
      ...NOWHERE,
      ...place,
      grid,
      key: keyOf(place),
      lost: false,
      byViewer: false,
      unplaced: true,
      channel: () => channels.forPlace(grid, place),
    }
  }

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
        unplaced: false,
        channel: () => channels.get({ grid, id: channelId }).catch(nothingWhereGone),
      }
    }
    const state = presence.find(avatar)
    if (!state) return spotByGrid(avatar)
    const { regionId, position, look, parcelId } = state
    return {
      grid,
      regionId,
      position,
      look,
      parcelId,
      key: keyOf(state),
      lost: presence.isFeedLost(state),
      byViewer: false,
      unplaced: false,
      // In a parcel that uses the estate's channel, the avatar is in the region's room.
      channel: () => channels.forPlace(grid, parcelVoice.roomPlace(state) ?? state),
    }
  }
}

/** Of a place that a feed or the grid tells. */
const keyOf = ({ parcelId, regionId }: Pick<Place, 'parcelId' | 'regionId'>): string =>
  `${parcelId ?? ''} ${regionId}`

function nothingWhereGone(error: unknown): undefined {
  if (!(error instanceof VoiceError && error.code === 'channel-not-found')) throw error
}
