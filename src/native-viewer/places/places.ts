/** Which channel a viewer asks for. Nothing is written here for one who is not let in yet. */

import { VoiceError } from '../../errors.js'
import type { Calls } from '../../voice/calls/calls.js'
import type { Channel, ChannelDraft, ChannelSettings } from '../../voice/channels/channel.js'
import type { Channels, Place } from '../../voice/channels/channels.js'
import { MAIN_GRID } from '../../voice/grids/grid.js'
import { createRequestLimit } from '../../voice/limits/request-limit.js'
import type { Stopwatch } from '../../voice/ports.js'
import type { ParcelVoice } from '../../voice/presence/parcel-voice.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { Caller } from '../requests/requests.js'
import type { CallPlace, WorldPlace } from '../sessions/session-place.js'
import type { Whereabouts } from './whereabouts.js'

/** Whoever walks through a new region comes to so many parcels that nobody spoke on before; who lies makes no more. */
const NEW_PARCELS_PER_AVATAR = 20
const NEW_PARCELS_WINDOW_MS = 60 * 60_000

export interface PlacesOptions {
  readonly channels: Channels
  readonly calls: Calls
  readonly presence: Presence
  readonly parcelVoice: ParcelVoice
  readonly whereabouts: Whereabouts
  readonly stopwatch: Stopwatch
}

export interface Places {
  /**
   * The channel of the region, or of one of its parcels by number. Whose viewer's word was wrong a while ago
   * is taken where the feed sees its avatar.
   * @throws VoiceError `not-allowed` where voice is switched off, or for a parcel of a region where it is not
   */
  world(caller: Caller, localId: number | undefined): Promise<WorldPlace>
  /**
   * A call: of whoever names the same id and credentials, or of two only. To be released when nothing comes of it.
   * @throws VoiceError `not-allowed`, `rate-limited`
   */
  call(caller: Caller, call: { readonly callId: string; readonly credentials: string | undefined }): CallPlace
}

export function createPlaces(options: PlacesOptions): Places {
  const { channels, calls, presence, parcelVoice, whereabouts, stopwatch } = options
  const newParcels = createRequestLimit(stopwatch, NEW_PARCELS_PER_AVATAR, NEW_PARCELS_WINDOW_MS)
  const regionNameOf = (regionId: string) =>
    presence.feeds().find((feed) => feed.regionId === regionId)?.regionName ?? ''

  /** @throws VoiceError `not-allowed` */
  function roomPlace(regionId: string, parcelId: string | null): Place {
    const place = parcelVoice.roomPlace({ regionId, regionName: regionNameOf(regionId), parcelId })
    if (place) return place
    throw voiceIsOff()
  }

  /** One that is not there yet. @param agentId who is counted for it; `undefined` of a region's, of which there are few */
  async function newChannel(
    agentId: string | undefined,
    { name, description, regionSettings: settings }: ChannelDraft,
  ): Promise<Channel> {
    const meanwhile = await named(name)
    if (meanwhile) return meanwhile
    if (agentId !== undefined && !newParcels.take(agentId)) {
      throw new VoiceError('rate-limited', 'This avatar has opened the channels of too many new parcels.')
    }
    return channels.create({ grid: MAIN_GRID, name, parentId: null, description, settings })
  }

  const named = (name: string) => channels.findForPlace(MAIN_GRID, { regionId: name, parcelId: null })

  async function opened(channel: Channel): Promise<Channel> {
    await channels.touch(channel)
    return channel
  }

  function found({ regionId }: Caller, localId: number | undefined, channel: Channel): WorldPlace {
    return { kind: 'world', regionId, localId, channel, open: () => opened(channel) }
  }

  /** @param owner see `newChannel` */
  function wanted(
    { regionId }: Caller,
    localId: number | undefined,
    draft: ChannelDraft,
    owner?: string,
  ): WorldPlace {
    return { kind: 'world', regionId, localId, channel: draft, open: () => newChannel(owner, draft) }
  }

  /** Where a page of somebody there would be: the parcel's channel if there is one, else the region's. */
  async function ofPlace(caller: Caller, localId: number | undefined, place: Place): Promise<WorldPlace> {
    const channel = await channels.findForPlace(MAIN_GRID, place)
    if (channel) return found(caller, localId, channel)
    return wanted(caller, localId, draftOf(place.regionId, place.regionName))
  }

  async function ofParcel(caller: Caller, localId: number, parcelId: string): Promise<WorldPlace> {
    const place = roomPlace(caller.regionId, parcelId)
    // With the estate's channel it has none of its own, whatever the viewer still believes.
    if (place.parcelId === null) return ofPlace(caller, localId, place)
    const channel = await channels.findForPlace(MAIN_GRID, place)
    if (channel?.name === parcelId) return found(caller, localId, channel)
    // The region's own settings go for a parcel that nothing more is known of.
    const draft = draftOf(parcelId, place.regionName, channel?.regionSettings)
    return wanted(caller, localId, draft, caller.agentId)
  }

  /** Until it is learned which parcel that is, those who name the same number meet there. */
  async function ofNumber(caller: Caller, localId: number): Promise<WorldPlace> {
    const { regionId } = caller
    const { regionName } = roomPlace(regionId, null)
    const name = `${regionId}:${localId}`
    const channel = await named(name)
    if (channel) return found(caller, localId, channel)
    const draft = draftOf(name, regionName && `${regionName}, parcel ${localId}`)
    return wanted(caller, localId, draft, caller.agentId)
  }

  return {
    async world(caller, localId) {
      const { agentId, regionId } = caller
      const seen = presence.seen(agentId)
      // Whatever the viewer names or leaves out: voice is off where its avatar stands.
      if (seen && !parcelVoice.isAllowed(seen)) throw voiceIsOff()
      if (localId === undefined) return ofPlace(caller, localId, roomPlace(regionId, null))
      const meant = whereabouts.parcelOf(caller, localId)
      const trusted = !whereabouts.isMistrusted(agentId)
      if (seen && seen.regionId !== regionId && !trusted) {
        throw new VoiceError('not-allowed', 'The avatar is seen in another region.')
      }
      const here = seen?.regionId === regionId ? seen.parcelId : null
      if (meant !== undefined && (trusted || here === null || here === meant)) {
        return ofParcel(caller, localId, meant)
      }
      if (here !== null) {
        const place = roomPlace(regionId, here)
        const there = await ofPlace(caller, localId, place)
        // A channel of its own is not made on a guess: while the avatar crosses a border it may be the wrong parcel.
        if (meant !== undefined || there.channel.name === here || place.parcelId === null) return there
      }
      return ofNumber(caller, localId)
    },
    call({ grid, agentId, regionId }, { callId, credentials }) {
      const entry = calls.enter({ grid, callId, credentials, agentId })
      return { kind: 'call', regionId, localId: undefined, channel: entry.room.channel, ...entry }
    },
  }
}

export function voiceIsOff(): VoiceError {
  return new VoiceError('not-allowed', 'Voice is switched off at this place.')
}

function draftOf(
  name: string,
  description: string,
  regionSettings: Partial<ChannelSettings> = {},
): ChannelDraft {
  return { grid: MAIN_GRID, id: undefined, name, description, regionSettings, adminSettings: {} }
}
