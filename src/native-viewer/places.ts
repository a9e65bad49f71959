/** Which channel a viewer asks for. */

import { createHash } from 'node:crypto'
import { VoiceError } from '../errors.js'
import { type Channel, settingsOf } from '../voice/channel.js'
import type { Channels } from '../voice/channels.js'
import type { ParcelVoice } from '../voice/parcel-voice.js'
import type { Presence } from '../voice/presence.js'
import type { Parcels } from './parcels.js'
import type { Caller } from './requests.js'
import type { SessionPlace } from './viewer-session.js'

export interface PlacesOptions {
  readonly channels: Channels
  readonly presence: Presence
  readonly parcelVoice: ParcelVoice
  readonly parcels: Parcels
}

export interface Places {
  /**
   * The channel of the region, or of one of its parcels by number.
   * @throws VoiceError `not-allowed` where voice is switched off
   */
  local(caller: Caller, localId: number | undefined): Promise<SessionPlace>
  /** The channel of a call: a conference of whoever names the same id. */
  call(caller: Caller, callId: string): Promise<SessionPlace>
}

export function createPlaces({ channels, presence, parcelVoice, parcels }: PlacesOptions): Places {
  const regionNameOf = (regionId: string) =>
    presence.feeds().find((feed) => feed.regionId === regionId)?.regionName ?? ''

  /** While nobody has been seen long enough to learn the number, what the feed says of this avatar is likely right. */
  function parcelOf({ agentId, regionId }: Caller, localId: number): string | undefined {
    const learned = parcels.parcelOf(regionId, localId)
    if (learned !== undefined) return learned
    const state = presence.find(agentId)
    return state?.regionId === regionId ? (state.parcelId ?? undefined) : undefined
  }

  async function ofParcel(regionId: string, parcelId: string): Promise<Channel> {
    const place = { regionId, regionName: regionNameOf(regionId), parcelId }
    const channel = await channels.forPlace(place)
    if (channel.name === parcelId) return channel
    // The region's own settings go for a parcel that nothing more is known of.
    const { regionSettings: settings } = channel
    return channels.create({ name: parcelId, parentId: null, description: place.regionName, settings })
  }

  return {
    async local(caller, localId) {
      const { regionId } = caller
      const parcelId = localId === undefined ? undefined : parcelOf(caller, localId)
      if (!parcelVoice.isAllowed({ regionId, parcelId: parcelId ?? null })) {
        throw new VoiceError('not-allowed', 'Voice is switched off at this place.')
      }
      const regionName = regionNameOf(regionId)
      if (localId === undefined) {
        const channel = await channels.forPlace({ regionId, regionName, parcelId: null })
        return { regionId, channel, localId }
      }
      if (parcelId !== undefined) return { regionId, channel: await ofParcel(regionId, parcelId), localId }
      const channel = await channels.create({
        name: `${regionId}:${localId}`,
        parentId: null,
        description: regionName && `${regionName}, parcel ${localId}`,
        settings: {},
      })
      return { regionId, channel, localId }
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
