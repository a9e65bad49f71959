/** What hub, feeds, rooms, channels and land tell: it is brought to the sessions that it concerns. */

import type { Channel, ChannelRef } from '../../voice/channels/channel.js'
import type { Channels } from '../../voice/channels/channels.js'
import { type Avatar, isSameRegion, type Region } from '../../voice/grids/grid.js'
import type { ParcelVoice } from '../../voice/presence/land/parcel-voice.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { Hub, HubEvents } from '../../voice/rooms/hub.js'
import type { Absences } from '../evidence/absences.js'
import type { VoiceSwitch } from '../evidence/voice-switch.js'
import { createLearning } from '../places/learning.js'
import type { ViewerParcels } from '../places/viewer-parcels.js'
import type { PeopleUpdates } from './people-updates.js'
import type { SessionIndex } from './session-index.js'
import type { ViewerRooms } from './viewer-rooms.js'
import type { ViewerSession } from './viewer-session.js'

export interface SessionSubscriptionsOptions {
  readonly hub: Pick<Hub, 'events'>
  readonly presence: Presence
  readonly rooms: Pick<ViewerRooms, 'pages'>
  readonly channels: Pick<Channels, 'events'>
  readonly parcelVoice: Pick<ParcelVoice, 'events'>
  readonly viewerParcels: ViewerParcels
  readonly sessions: SessionIndex<ViewerSession>
  readonly absences: Absences
  readonly voiceSwitch: VoiceSwitch
  readonly people: PeopleUpdates
}

export interface SessionSubscriptions {
  /** Brings to a session what is told of its avatar and its region, until `unfollow`. */
  follow(session: ViewerSession): void
  unfollow(session: ViewerSession): void
  /** Ends all subscriptions but those of sessions. */
  close(): void
}

export function subscribeSessions(options: SessionSubscriptionsOptions): SessionSubscriptions {
  const { hub, presence, rooms, channels, parcelVoice, viewerParcels } = options
  const { sessions, absences, voiceSwitch, people } = options
  const learn = createLearning({ presence, viewerParcels, moveMisplaced })

  function reviewAll(of: readonly ViewerSession[]): void {
    for (const session of of) session.review()
  }

  /** Ends sessions in the wrong channel: their viewers connect again by themselves, to the right one. */
  function moveMisplaced(region: Region): void {
    for (const session of sessions.in(region)) {
      if (viewerParcels.isMisplaced(session)) session.end('closed')
    }
  }

  /** By session, what ends its watches. */
  const followed = new Map<ViewerSession, () => void>()

  /** Where the avatar stands now it takes part first: those who hear both sides of a border then hear it all the time. */
  function reviewBesides(session: ViewerSession): void {
    const here = presence.seen(session)
    if (here) reviewAll(sessions.of(session).filter((one) => isSameRegion(one, here)))
    session.review()
  }

  function seen(session: ViewerSession): void {
    if (voiceSwitch.isOff(session)) session.end('closed')
    reviewBesides(session)
    learn(session)
  }

  function gone(session: ViewerSession): void {
    absences.gone(session)
    session.review()
  }

  /** The places of a region's avatars turn out to be others. */
  const regionMoved = (region: Region) => reviewAll(sessions.in(region))
  /** A session that stood aside for the page takes part again. */
  const pageEnded = (avatar: Avatar) => reviewAll(sessions.of(avatar))

  function landChanged(region: Region): void {
    for (const session of sessions.all()) voiceSwitch.apply(session, region)
    moveMisplaced(region)
  }

  function channelChanged(channel: Channel): void {
    for (const session of sessions.all()) {
      if (session.channel.id !== channel.id) continue
      session.channelChanged(channel)
      reviewBesides(session)
    }
  }

  function channelsDeleted(deleted: readonly ChannelRef[]): void {
    for (const session of sessions.all()) {
      if (deleted.some(({ id }) => id === session.channel.id)) session.end('closed')
    }
  }

  const received = (peerId: string, text: string) => sessions.find(peerId)?.receive(text)
  const closed = (peerId: string) => sessions.find(peerId)?.end('closed')
  const levels = (...[room, changed]: HubEvents['levels']) => people.levels(room, changed)

  hub.events.on('text', received).on('closed', closed).on('levels', levels)
  presence.events.on('feedLost', absences.feedLost).on('regionMoved', regionMoved)
  rooms.pages.events.on('ended', pageEnded)
  channels.events.on('deleted', channelsDeleted).on('changed', channelChanged)
  parcelVoice.events.on('changed', landChanged)
  return {
    follow(session) {
      const ends = [
        presence.watch(session, { seen: () => seen(session), gone: () => gone(session) }),
        presence.watchRegion(session, () => absences.reported(session)),
      ]
      followed.set(session, () => {
        for (const end of ends) end()
      })
    },
    unfollow(session) {
      followed.get(session)?.()
      followed.delete(session)
    },
    close() {
      hub.events.off('text', received).off('closed', closed).off('levels', levels)
      presence.events.off('feedLost', absences.feedLost).off('regionMoved', regionMoved)
      rooms.pages.events.off('ended', pageEnded)
      channels.events.off('deleted', channelsDeleted).off('changed', channelChanged)
      parcelVoice.events.off('changed', landChanged)
    },
  }
}
