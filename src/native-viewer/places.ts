/** Which channel a viewer asks for. */

import { createHash } from 'node:crypto'
import { VoiceError } from '../errors.js'
import { type Channel, settingsOf } from '../voice/channel.js'
import type { Channels, Place } from '../voice/channels.js'
import type { ParcelVoice } from '../voice/parcel-voice.js'
import type { Presence } from '../voice/presence.js'
import type { Caller } from './requests.js'
import type { SessionPlace } from './viewer-session.js'
import type { Whereabouts } from './whereabouts.js'

export interface PlacesOptions {
  readonly channels: Channels
  readonly presence: Presence
  readonly parcelVoice: ParcelVoice
  readonly whereabouts: Whereabouts
}

export interface Places {
  /**
   * The channel of the region, or of one of its parcels by number. Whose viewer's word was wrong a while ago
   * is taken where the feed sees its avatar.
   * @throws VoiceError `not-allowed` where voice is switched off, or for a parcel of a region where it is not
   */
  local(caller: Caller, localId: number | undefined): Promise<SessionPlace>
  /** The channel of a call: a conference of whoever names the same id. */
  call(caller: Caller, callId: string): Promise<SessionPlace>
}

export function createPlaces({ channels, presence, parcelVoice, whereabouts }: PlacesOptions): Places {
  const regionNameOf = (regionId: string) =>
    presence.feeds().find((feed) => feed.regionId === regionId)?.regionName ?? ''

  /** @throws VoiceError `not-allowed` */
  function roomPlace(regionId: string, parcelId: string | null): Place {
    const place = parcelVoice.roomPlace({ regionId, regionName: regionNameOf(regionId), parcelId })
    if (place) return place
    throw new VoiceError('not-allowed', 'Voice is switched off at this place.')
  }

  /** Where a page of somebody there would be: the parcel's channel if there is one, else the region's. */
  async function ofPlace(regionId: string, parcelId: string | null): Promise<Channel> {
    return channels.forPlace(roomPlace(regionId, parcelId))
  }

  async function ofParcel(regionId: string, parcelId: string): Promise<Channel> {
    const place = roomPlace(regionId, parcelId)
    const channel = await channels.forPlace(place)
    // With the estate's channel it has none of its own, whatever the viewer still believes.
    if (channel.name === parcelId || place.parcelId === null) return channel
    // The region's own settings go for a parcel that nothing more is known of.
    const { regionSettings: settings } = channel
    const description = regionNameOf(regionId)
    return channels.create({ name: parcelId, parentId: null, description, settings })
  }

  /** Until it is learned which parcel that is, those who name the same number meet there. */
  function ofNumber(regionId: string, localId: number): Promise<Channel> {
    const { regionName } = roomPlace(regionId, null)
    const description = regionName && `${regionName}, parcel ${localId}`
    return channels.create({ name: `${regionId}:${localId}`, parentId: null, description, settings: {} })
  }

  return {
    async local(caller, localId) {
      const { agentId, regionId } = caller
      if (localId === undefined) return { regionId, localId, channel: await ofPlace(regionId, null) }
      const meant = whereabouts.parcelOf(caller, localId)
      const seen = presence.seen(agentId)
      const trusted = !whereabouts.isMistrusted(agentId)
      if (seen && seen.regionId !== regionId && !trusted) {
        throw new VoiceError('not-allowed', 'The avatar is seen in another region.')
      }
      const here = seen?.regionId === regionId ? seen.parcelId : null
      if (meant !== undefined && (trusted || here === null || here === meant)) {
        return { regionId, localId, channel: await ofParcel(regionId, meant) }
      }
      if (here !== null) {
        const place = roomPlace(regionId, here)
        const channel = await channels.forPlace(place)
        // A channel of its own is not made on a guess: while the avatar crosses a border it may be the wrong parcel.
        if (meant !== undefined || channel.name === here || place.parcelId === null)
          return { regionId, localId, channel }
      }
      return { regionId, localId, channel: await ofNumber(regionId, localId) }
    },
    async call({ regionId }, callId) {
      const name = callChannelName(callId)
      const channel = await channels.create({
        name,
        parentId: null,
        description: '',
        settings: { type: 'conference' },
      })
      // An admin may have made something else of it, which would have no positions.
      if (settingsOf(channel).type !== 'conference') {
        throw new VoiceError('not-allowed', 'The channel of this call is no conference any more.')
      }
      return { regionId, channel, localId: undefined }
    },
  }
}

/** Never a region's or a parcel's name, whatever the id; short ones stay readable. */
export function callChannelName(callId: string): string {
  if (/^[\w.@-]{1,64}$/.test(callId)) return `call:${callId.toLowerCase()}`
  return `call:#${createHash('sha256').update(callId).digest('hex')}`
}
