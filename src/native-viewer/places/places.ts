/** Finds the channel that a viewer asks for. Nothing is stored for a viewer that has not been let in yet. */

import { VoiceError } from '../../errors.js'
import type { ViewerCalls } from '../../voice/calls/viewer-calls.js'
import type { Channel, ChannelDraft, ChannelSettings } from '../../voice/channels/channel.js'
import type { Channels, Place } from '../../voice/channels/channels.js'
import { type Avatar, avatarKey, type GridId, isSameRegion, type Region } from '../../voice/grids/grid.js'
import { createRequestLimit } from '../../voice/limits/rates.js'
import type { Stopwatch } from '../../voice/ports.js'
import type { ParcelVoice } from '../../voice/presence/land/parcel-voice.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { Requester } from '../requests/requests.js'
import type { CallPlace, WorldPlace } from '../sessions/session-place.js'
import type { ViewerParcels } from './viewer-parcels.js'

/** New channels that one avatar may cause: enough for a walk through a new region, and a limit for a lying viewer. */
const NEW_PARCELS_PER_AVATAR = 20
const NEW_PARCELS_WINDOW_MS = 60 * 60_000

/** A place of a grid. */
interface GridPlace extends Region, Place {}

export interface PlacesOptions {
  readonly channels: Channels
  readonly viewerCalls: ViewerCalls
  readonly presence: Presence
  readonly parcelVoice: ParcelVoice
  readonly viewerParcels: ViewerParcels
  readonly stopwatch: Stopwatch
}

export interface Places {
  /**
   * The channel of the region, or of one of its parcels by number. If the viewer was wrong a while ago, the channel of
   * the place where the feed sees its avatar.
   * @throws VoiceError `not-allowed` where voice is switched off, or for a parcel of a region where it is not
   */
  world(requester: Requester, localId: number | undefined): Promise<WorldPlace>
  /**
   * The channel that people have who stand on a piece of land: of the region, or of one of its parcels by number.
   * @param who stands there, if anybody is known to
   * @throws VoiceError `not-allowed` where voice is switched off
   */
  land(requester: Requester, who: Avatar, localId: number | undefined): Promise<WorldPlace>
  /**
   * The call with that id and those credentials, or a private call of two. Whoever asks for it must release it if it is not used.
   * @throws VoiceError `not-allowed`, `rate-limited`
   */
  call(
    requester: Requester,
    call: { readonly callId: string; readonly credentials: string | undefined },
  ): CallPlace
}

export function createPlaces(options: PlacesOptions): Places {
  const { channels, viewerCalls, presence, parcelVoice, viewerParcels, stopwatch } = options
  const newParcels = createRequestLimit(stopwatch, NEW_PARCELS_PER_AVATAR, NEW_PARCELS_WINDOW_MS)
  const regionNameOf = (region: Region) =>
    presence.feeds().find((feed) => isSameRegion(feed, region))?.regionName ?? ''

  /** @throws VoiceError `not-allowed` */
  function roomPlace(region: Region, parcelId: string | null): GridPlace {
    const { grid, regionId } = region
    const regionName = regionNameOf(region)
    const place = parcelVoice.roomPlace({ grid, regionId, regionName, parcelId })
    if (place) return place
    throw voiceIsOff()
  }

  /** One that is not there yet. @param owner who is counted for it; `undefined` of a region's, of which there are few */
  async function newChannel(
    owner: Avatar | undefined,
    { grid, name, description, regionSettings: settings }: ChannelDraft,
  ): Promise<Channel> {
    const meanwhile = await named(grid, name)
    if (meanwhile) return meanwhile
    if (owner && !newParcels.take(avatarKey(owner))) {
      throw new VoiceError('rate-limited', 'This avatar has opened the channels of too many new parcels.')
    }
    return channels.create({ grid, name, parentId: null, description, settings })
  }

  const named = (grid: GridId, name: string) =>
    channels.findForPlace(grid, { regionId: name, parcelId: null })

  async function opened(channel: Channel): Promise<Channel> {
    await channels.touch(channel)
    return channel
  }

  function found({ regionId }: Requester, localId: number | undefined, channel: Channel): WorldPlace {
    return { kind: 'world', regionId, localId, channel, open: () => opened(channel) }
  }

  /** @param owner see `newChannel` */
  function wanted(
    { regionId }: Requester,
    localId: number | undefined,
    draft: ChannelDraft,
    owner?: Avatar,
  ): WorldPlace {
    return { kind: 'world', regionId, localId, channel: draft, open: () => newChannel(owner, draft) }
  }

  /** The channel that a page would get there: the parcel's if there is one, else the region's. */
  async function ofPlace(
    requester: Requester,
    localId: number | undefined,
    place: GridPlace,
  ): Promise<WorldPlace> {
    const channel = await channels.findForPlace(place.grid, place)
    if (channel) return found(requester, localId, channel)
    return wanted(requester, localId, draftOf(place.grid, place.regionId, place.regionName))
  }

  async function ofParcel(requester: Requester, localId: number, parcelId: string): Promise<WorldPlace> {
    const place = roomPlace(requester, parcelId)
    // A parcel that uses the estate's channel has none of its own, whatever the viewer still believes.
    if (place.parcelId === null) return ofPlace(requester, localId, place)
    const channel = await channels.findForPlace(place.grid, place)
    if (channel?.name === parcelId) return found(requester, localId, channel)
    // The region's settings apply to a parcel about which nothing more is known.
    const draft = draftOf(place.grid, parcelId, place.regionName, channel?.regionSettings)
    return wanted(requester, localId, draft, requester)
  }

  /** Viewers that give the same number meet in this channel until the parcel is known. */
  async function ofNumber(requester: Requester, localId: number): Promise<WorldPlace> {
    const { grid, regionId } = requester
    const { regionName } = roomPlace(requester, null)
    const name = `${regionId}:${localId}`
    const channel = await named(grid, name)
    if (channel) return found(requester, localId, channel)
    const draft = draftOf(grid, name, regionName && `${regionName}, parcel ${localId}`)
    return wanted(requester, localId, draft, requester)
  }

  return {
    async world(requester, localId) {
      const seen = presence.seen(requester)
      // Voice is off where the avatar stands, whatever the viewer asks for.
      if (seen && !parcelVoice.isAllowed(seen)) throw voiceIsOff()
      if (localId === undefined) return ofPlace(requester, localId, roomPlace(requester, null))
      const meant = viewerParcels.parcelOf(requester, localId)
      const trusted = !viewerParcels.isMistrusted(requester)
      if (seen && !isSameRegion(seen, requester) && !trusted) {
        throw new VoiceError('not-allowed', 'The avatar is seen in another region.')
      }
      const here = seen && isSameRegion(seen, requester) ? seen.parcelId : null
      if (meant !== undefined && (trusted || here === null || here === meant)) {
        return ofParcel(requester, localId, meant)
      }
      if (here !== null) {
        const place = roomPlace(requester, here)
        const there = await ofPlace(requester, localId, place)
        // No channel is made on a guess: while the avatar crosses a border it may be the wrong parcel.
        if (meant !== undefined || there.channel.name === here || place.parcelId === null) return there
      }
      return ofNumber(requester, localId)
    },
    async land(requester, who, localId) {
      if (localId === undefined) return ofPlace(requester, localId, roomPlace(requester, null))
      const seen = presence.seen(who)
      const here = seen && isSameRegion(seen, requester) ? seen.parcelId : null
      const parcelId = viewerParcels.parcelOf(requester, localId) ?? here
      return parcelId === null ? ofNumber(requester, localId) : ofParcel(requester, localId, parcelId)
    },
    call({ grid, agentId, regionId }, { callId, credentials }) {
      const entry = viewerCalls.enter({ grid, callId, credentials, agentId })
      return { kind: 'call', regionId, localId: undefined, channel: entry.room.channel, ...entry }
    },
  }
}

export function voiceIsOff(): VoiceError {
  return new VoiceError('not-allowed', 'Voice is switched off at this place.')
}

function draftOf(
  grid: GridId,
  name: string,
  description: string,
  regionSettings: Partial<ChannelSettings> = {},
): ChannelDraft {
  return { grid, id: undefined, name, description, regionSettings, adminSettings: {} }
}
