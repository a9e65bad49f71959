/** All pages in the rooms of their places: their joins, and what feeds, viewers and parcels tell about them. */

import { EventEmitter } from 'node:events'
import { VoiceError } from '../../../errors.js'
import type { Channel } from '../../channels/channel.js'
import { type Avatar, avatarKey, type GridId, isSameRegion, type Region } from '../../grids/grid.js'
import type { ParcelVoice } from '../../presence/land/parcel-voice.js'
import type { Presence } from '../../presence/presence.js'
import type { Room } from '../room.js'
import type { Ending, NoRoomReason, Tell } from '../room-event.js'
import type { RoomKey } from '../room-key.js'
import type { RoomRegistry } from '../room-registry.js'
import type { PageJoin, PageParticipant } from './page-participant.js'
import { createPagePlace, type PagePlace, type PagePlaceOptions } from './page-place.js'

export interface PagePlacesOptions
  extends Omit<PagePlaceOptions, 'onOver' | 'onGone' | 'onNoRoom' | 'onPlaced'> {
  readonly registry: Pick<RoomRegistry, 'open' | 'closeIfEmpty' | 'isOverfull'>
  readonly presence: Presence
  readonly parcelVoice: Pick<ParcelVoice, 'events'>
}

export interface PagePlaces {
  /**
   * Starts the participation of an avatar, which enters the room of its place as soon as that is known.
   * An avatar has one participation by page: the newest page wins, and the older one is told. A page that comes
   * back names its kept links; a link is resumed if the other end kept it too.
   * @throws VoiceError `not-allowed` for a page that would take the voice from another one where its session is not good
   */
  join(page: PageJoin): PageParticipant
  /** Ends the participation of an avatar if it is in that room. */
  end(room: RoomKey, avatar: Avatar, ending: Ending): void
  /**
   * The avatar's viewer takes over from its page in that room.
   * @param alsoWaiting also from a page that waits for a feed: it would wait for ever beside its viewer
   * @returns the page's `tell`, if there was a page
   */
  yieldRoom(room: RoomKey, avatar: Avatar, alsoWaiting: boolean): Tell | undefined
  /** There may be space now for pages that wait for a full channel. */
  letWaitingIn(): void
  /** A grid may have space now for pages that its limits keep out. @param spare how many more people it may have */
  letIntoGrids(spare: (grid: GridId) => number): void
  /** A new channel may be that of an avatar's place. */
  channelAppeared(channel: Channel): void
  /** Those avatars' places may have another room now. */
  lookAgain(avatars: readonly Avatar[]): void
  readonly pages: Pages
  /** Why an avatar's page that takes part is in no room. */
  noRoomOf(avatar: Avatar): NoRoomReason | undefined
  /** The room in which an avatar takes part by page. */
  roomOf(avatar: Avatar): Room | undefined
  /** All avatars that take part by page, in a room or waiting for one. */
  avatars(): readonly Avatar[]
  count(): number
}

/** Pages that have taken the voice over from a viewer, which still tells where the avatar is. */
export interface Pages {
  /** Whether an avatar's viewer must stay out of voice: until the page ends, or the viewer was gone for a while. */
  leads(avatar: Avatar): boolean
  /** `ended`: such a page has ended, and its viewer may take part again. */
  readonly events: EventEmitter<{ ended: [avatar: Avatar] }>
}

export function createPagePlaces(options: PagePlacesOptions): PagePlaces {
  const { registry, presence, parcelVoice } = options
  const places = new Map<string, PagePlace>()
  const pageEvents: Pages['events'] = new EventEmitter()
  /** Pages that are in no room because no region tells positions. */
  const untold = new Set<PagePlace>()
  /** The names that a channel of a page's place may have. */
  const channelNames = new Map<PagePlace, readonly (string | null)[]>()

  const placeOptions: PagePlaceOptions = {
    ...options,
    onOver(place) {
      const key = avatarKey(place.page)
      untold.delete(place)
      channelNames.delete(place)
      if (places.get(key) === place) places.delete(key)
    },
    onGone(place) {
      if (place.leads) pageEvents.emit('ended', place.page)
    },
    onNoRoom(place) {
      if (place.noRoom === 'no-positions') untold.add(place)
      else untold.delete(place)
    },
    onPlaced: (place, names) => void channelNames.set(place, names),
  }

  function tellFeed(region: Region, lost: boolean): void {
    for (const place of places.values()) {
      const state = presence.find(place.page)
      if (state && isSameRegion(state, region)) place.setFeedLost(lost)
    }
  }

  /** A region's link takes the voice from nobody's page beyond that region. */
  function requireGood(page: PageJoin, { keyId }: PagePlace): void {
    const { confinement } = page
    if (!confinement || confinement.keyId === keyId) return
    const spot = options.spotOf(page)
    if (spot && confinement.isGoodIn(spot)) return
    throw new VoiceError(
      'not-allowed',
      'Your avatar talks by another page, and your voice link is not good where it stands.',
    )
  }

  presence.events.on('feedFound', () => {
    for (const place of untold) place.explainAgain()
  })
  presence.events.on('gridTold', () => {
    for (const place of untold) place.explainAgain()
  })
  presence.events.on('outage', (region) => {
    for (const place of places.values()) place.outage(region)
  })
  presence.events.on('feedLost', (region) => tellFeed(region, true))
  presence.events.on('feedBack', (region) => tellFeed(region, false))
  parcelVoice.events.on('changed', (region) => {
    for (const place of places.values()) {
      const spot = options.spotOf(place.page)
      if (spot && isSameRegion(spot, region)) place.lookAgain()
    }
  })

  return {
    pages: {
      leads: (avatar) => places.get(avatarKey(avatar))?.leads === true && presence.isViewerFresh(avatar),
      events: pageEvents,
    },
    noRoomOf: (avatar) => places.get(avatarKey(avatar))?.noRoom,
    roomOf: (avatar) => places.get(avatarKey(avatar))?.room,
    avatars: () => [...places.values()].map(({ page }) => page),
    count: () => places.size,
    letWaitingIn() {
      for (const place of places.values()) if (place.isAtDoor) place.lookAgain()
    },
    letIntoGrids(spare) {
      const left = new Map<GridId, number>()
      for (const place of places.values()) {
        if (place.noRoom !== 'grid-full') continue
        const { grid } = place.page
        const more = left.get(grid) ?? spare(grid)
        left.set(grid, more - 1)
        if (more > 0) place.lookAgain()
      }
    },
    channelAppeared({ name }) {
      for (const [place, names] of channelNames) if (names.includes(name)) place.lookAgain()
    },
    lookAgain(avatars) {
      for (const avatar of avatars) places.get(avatarKey(avatar))?.lookAgain()
    },
    end(room, avatar, ending) {
      const place = places.get(avatarKey(avatar))
      if (place?.room?.key === room) place.end(ending)
    },
    yieldRoom(room, avatar, alsoWaiting) {
      const place = places.get(avatarKey(avatar))
      const waits = alsoWaiting && (!place?.room || place.leads) && presence.find(avatar) === undefined
      if (!place || (place.room?.key !== room && !waits)) return undefined
      place.yieldRoom()
      return place.page.tell
    },
    join(page) {
      const key = avatarKey(page)
      const older = places.get(key)
      if (older) requireGood(page, older)
      if (older?.room && (page.resumes || (page.keptLinks?.size ?? 0) > 0)) {
        older.resume(page)
        return older.page
      }
      const isPlaced = options.spotOf(page) !== undefined
      // A room may be over its capacity since an admin lowered it: a page that joins again then has to wait.
      if (older?.room && (!isPlaced || registry.isOverfull(older.room))) older.leaveRoom()
      const earlier = older && { place: older, state: older.state, room: older.yieldRoom() }
      older?.page.tell({ type: 'ended', reason: 'replaced' })
      const place = createPagePlace(placeOptions, page, earlier)
      places.set(key, place)
      return place.page
    },
  }
}
