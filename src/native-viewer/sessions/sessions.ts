/** All sessions of viewers: made, replaced and ended here. */

import { randomUUID } from 'node:crypto'
import { VoiceError } from '../../errors.js'
import type { InWorldText } from '../../pure/in-world-words.js'
import { NULL_UUID } from '../../pure/uuid.js'
import type { Channels } from '../../voice/channels/channels.js'
import { type Avatar, type GridId, isSameAvatar, regionKey } from '../../voice/grids/grid.js'
import type { ParcelVoice } from '../../voice/presence/land/parcel-voice.js'
import { type RegionAuthority, speaksFor } from '../../voice/region-keys/authority.js'
import type { RegionKeyRef } from '../../voice/region-keys/region-key.js'
import type { HubCandidate } from '../../voice/rooms/hub.js'
import { placeKey, type RoomKey } from '../../voice/rooms/room-key.js'
import { createAbsences } from '../evidence/absences.js'
import { createGracePeriods } from '../evidence/grace-periods.js'
import { createViewerRegions } from '../evidence/viewer-regions.js'
import { createVoiceSwitch } from '../evidence/voice-switch.js'
import { APART_MS, APART_SLOWNESS } from '../places/pose.js'
import type { ViewerParcels } from '../places/viewer-parcels.js'
import { requireAdmission } from '../requests/admission.js'
import { createPendingOffers } from '../requests/pending-offers.js'
import { createRefusedRetries } from '../requests/refused-retries.js'
import type { Requester } from '../requests/requests.js'
import { createPeopleUpdates, type PeopleUpdates } from './people-updates.js'
import { createSessionIndex } from './session-index.js'
import type { SessionPlace } from './session-place.js'
import { createSessionSpace } from './session-space.js'
import { subscribeSessions } from './session-subscriptions.js'
import {
  createViewerSession,
  type SessionEnd,
  type SessionServices,
  type SessionView,
  type ViewerSession,
} from './viewer-session.js'

export interface ViewerSessionsOptions
  extends Omit<SessionServices, 'viewerRegions' | 'people' | 'gracePeriods'> {
  readonly channels: Pick<Channels, 'events'>
  readonly parcelVoice: Pick<ParcelVoice, 'events' | 'isAllowed'>
  readonly viewerParcels: ViewerParcels
  readonly version: string
  /** Called when a room refused a session, or something of ours failed. */
  readonly onRefused: (agentId: string, cause: unknown) => void
  /** Most sessions of all avatars; tests take fewer. */
  readonly maxSessions?: number
  /** Shows a text to an avatar in-world, if the avatar can be reached. */
  readonly tellInWorld?: (avatar: Avatar, text: InWorldText) => void
}

export interface SessionRequest {
  readonly requester: Requester
  /** For whom the region that asks speaks. */
  readonly authority: RegionAuthority
  /** Who is charged for the session. */
  readonly sender: string
  readonly place: SessionPlace
  readonly offer: string
}

export interface ViewerSessions {
  /**
   * Connects a viewer, which comes into the place's room when it has joined and its avatar stands there.
   * @throws VoiceError `offer-invalid`, `hub-unavailable`, `channel-full`, `not-allowed`, `session-replaced`, `rate-limited`
   */
  open(asked: SessionRequest): Promise<{ readonly peerId: string; readonly answer: string }>
  /** @throws VoiceError `not-found` for a session that belongs to another agent, or to a region of others */
  addCandidates(
    requester: Requester,
    session: string | undefined,
    candidates: readonly HubCandidate[],
    authority: RegionAuthority,
  ): void
  /**
   * Ends one session, or all of the agent in the asking region if none or the zero UUID is named. An unknown session
   * is over already; one that a region of others asked for goes on.
   */
  logout(requester: Requester, session: string | undefined, authority: RegionAuthority): void
  /** Ends all sessions and offers that were asked for with a region key. */
  endOfKey(key: RegionKeyRef): void
  /** Ends the sessions and offers of a grid that is served no more. */
  endOfGrid(grid: GridId): void
  /** Ends all sessions and offers of an avatar. */
  endAll(avatar: Avatar): void
  /**
   * Another node has those that are meant from now on, and their viewers connect there by themselves. Offers are given up at once.
   * @param when sessions end; by default at once
   */
  handOver(isMeant: (viewer: Requester & { readonly isCall: boolean }) => boolean, when?: Promise<void>): void
  list(): readonly SessionView[]
  /** Whether that avatar has a session of the world, not only of a call. */
  isKnown(avatar: Avatar): boolean
  close(): void
}

export function createViewerSessions(options: ViewerSessionsOptions): ViewerSessions {
  const { hub, rooms, presence, parcelVoice, viewerParcels, timers } = options
  const sessions = createSessionIndex<ViewerSession>()
  const pending = createPendingOffers()
  const gracePeriods = createGracePeriods({ stopwatch: timers, limitMs: APART_MS, slowness: APART_SLOWNESS })
  const viewerRegions = createViewerRegions(presence, timers)
  const refusedRetries = createRefusedRetries(timers)
  const absences = createAbsences({ presence, sessionsOf: sessions.of, timers })
  const voiceSwitch = createVoiceSwitch({ parcelVoice, presence, timers, tell: options.tellInWorld })
  const people: PeopleUpdates = createPeopleUpdates({
    peopleOf: (key) => {
      const room = rooms.find(key)
      if (!room) return []
      const own = room.agentIds().map((agentId) => ({
        agentId,
        mutedByModerator: room.view(agentId)?.mutedByModerator ?? false,
      }))
      return [...own, ...room.outsiders()]
    },
    mayKnow: (key, agentId) => rooms.find(key)?.isDeaf(agentId) !== true,
    tell: hub.tell,
    version: options.version,
    timers,
  })

  const space = createSessionSpace((peerId, cause) => {
    const session = sessions.find(peerId)
    if (session) session.end('refused', cause)
    else pending.giveUp((offer) => offer.peerId === peerId, cause)
  }, options.maxSessions)

  function forget(session: ViewerSession): void {
    const { peerId } = session
    sessions.remove(session)
    subscriptions.unfollow(session)
    space.release(peerId)
    viewerParcels.leave(session)
    absences.leave(session)
    if (sessions.of(session).length > 0) return
    presence.frames.forget(session)
    viewerParcels.forget(session)
  }

  /** The avatar's other sessions in the same room, or on their way there. */
  function othersOf(session: ViewerSession): readonly ViewerSession[] {
    return sessions.of(session).filter((other) => other !== session && isSameRoom(other, session))
  }

  function ended(session: ViewerSession, place: SessionPlace, reason: SessionEnd, cause: unknown): void {
    const { agentId, room, peerId } = session
    forget(session)
    if (reason === 'handed-over') hub.dismiss(peerId)
    else hub.disconnect(peerId)
    if (place.kind === 'call') place.release()
    if (room && reason === 'kicked') refusedRetries.kicked(session, room.key)
    if (room && reason === 'replaced' && othersOf(session).length === 0) {
      refusedRetries.yielded(session, room.key)
    }
    if (cause !== undefined) options.onRefused(agentId, cause)
    reviewOthers(session)
  }

  function begin(
    peerId: string,
    {
      requester: { grid, agentId },
      authority,
      place,
    }: Pick<SessionRequest, 'requester' | 'authority' | 'place'>,
  ): void {
    const session: ViewerSession = createViewerSession(
      { ...options, viewerRegions, people, gracePeriods },
      { peerId, grid, agentId, place, keyId: authority.key?.id },
      {
        joined: () => reviewOthers(session),
        entered() {
          replaceOlder(session)
          // Now, not with the feed's next report: the session could be over by then, again and again.
          viewerParcels.note(session)
        },
        ended: (reason, cause) => ended(session, place, reason, cause),
      },
    )
    // Sessions that the viewer gave up before they were up.
    for (const older of othersOf(session)) if (!older.isInside) older.end('replaced')
    sessions.add(session)
    subscriptions.follow(session)
    if (place.kind === 'call') {
      place.onExpelled(() =>
        session.end('refused', new VoiceError('not-allowed', 'This call belongs to others.')),
      )
    }
  }

  /** What a session learns about where its avatar stands also concerns the avatar's sessions in other regions. */
  function reviewOthers(session: ViewerSession): void {
    for (const other of sessions.of(session)) if (other.regionId !== session.regionId) other.review()
  }

  /** An older session that takes part stays until the new one does, so that others see no leave in between. */
  function replaceOlder(session: ViewerSession): void {
    for (const older of othersOf(session)) {
      if (older.isInside && (session.isPresent || !older.isPresent)) older.end('replaced')
    }
  }

  const subscriptions = subscribeSessions({ ...options, sessions, absences, voiceSwitch, people })

  async function open({ requester, authority, sender, place, offer }: SessionRequest) {
    const { grid, agentId } = requester
    if (place.kind === 'world') absences.check(requester)
    requireAdmission(requester, place, { rooms, presence, refusedRetries })
    const peerId = randomUUID()
    const keyId = authority.key?.id
    // The sessions that others ask for in an avatar's name leave it its own.
    const ownCount =
      sessions.of(requester).filter((one) => one.keyId === keyId).length + pending.countOf(requester, keyId)
    space.take(peerId, { sender, region: regionKey(requester) }, ownCount)
    const waiting = pending.begin(peerId, requester, { isCall: place.kind === 'call', keyId })
    try {
      // It enters its room later, when it has joined and is let in.
      const expectedRoom = roomKeyOf(place)
      const answer = await hub.connect({
        peerId,
        grid,
        roomKey: undefined,
        ...(expectedRoom !== undefined && { expectedRoom }),
        agentId,
        kind: 'mix',
        offer,
      })
      const early = waiting.answered()
      begin(peerId, { requester, authority, place })
      for (const candidate of early) hub.addCandidate(peerId, candidate)
      return { peerId, answer }
    } catch (error) {
      hub.disconnect(peerId)
      space.release(peerId)
      throw error
    } finally {
      waiting.end()
    }
  }

  function endMeant(
    isMeant: (one: { readonly grid: GridId; readonly keyId: string | undefined }) => boolean,
    cause: VoiceError,
  ): void {
    pending.giveUp(isMeant, cause)
    for (const session of sessions.all()) if (isMeant(session)) session.end('refused', cause)
  }

  return {
    async open(asked) {
      try {
        return await open(asked)
      } catch (error) {
        if (asked.place.kind === 'call') asked.place.release()
        throw error
      }
    },
    addCandidates(requester, sessionId, candidates, authority) {
      const session = sessionId === undefined ? undefined : sessions.find(sessionId.toLowerCase())
      if (session && isSameAvatar(session, requester) && speaksFor(authority, session.regionId)) {
        for (const candidate of candidates) hub.addCandidate(session.peerId, candidate)
      } else if (!pending.addCandidates(requester, candidates)) {
        throw new VoiceError('not-found', 'There is no such voice session.')
      }
    },
    logout(requester, sessionId, authority) {
      refusedRetries.loggedOut(requester)
      const all = sessionId === undefined || sessionId === NULL_UUID
      for (const session of sessions.of(requester)) {
        const meant = all
          ? session.regionId === requester.regionId
          : session.peerId === sessionId.toLowerCase()
        if (meant && speaksFor(authority, session.regionId)) session.end('closed')
      }
      if (all) pending.cancel(requester)
    },
    endOfKey({ grid, id }) {
      const cause = new VoiceError('not-allowed', 'The region key of this session was withdrawn.')
      endMeant((one) => one.grid === grid && one.keyId === id, cause)
    },
    endOfGrid(grid) {
      const cause = new VoiceError('not-allowed', 'This grid is served no more.')
      endMeant((one) => one.grid === grid, cause)
    },
    endAll(avatar) {
      pending.cancel(avatar)
      for (const session of sessions.of(avatar)) session.end('kicked')
    },
    handOver(isMeant, when) {
      pending.giveUp(isMeant, new VoiceError('session-replaced', 'Another node has that region now.'))
      const endAll = () => {
        for (const session of sessions.all()) if (isMeant(session)) session.end('handed-over')
      }
      if (when) void when.then(endAll)
      else endAll()
    },
    list: () => sessions.all().map((session) => session.view()),
    isKnown: (avatar) => sessions.of(avatar).some(({ isCall }) => !isCall),
    close() {
      subscriptions.close()
      for (const session of sessions.all()) session.end('closed')
      absences.close()
      people.close()
    },
  }
}

/** The room that a session of that place enters; `undefined` while its channel is not stored. */
function roomKeyOf(place: SessionPlace): RoomKey | undefined {
  if (place.kind === 'call') return place.room.key
  return place.channel.id === undefined ? undefined : placeKey(place.channel)
}

/** A channel that is not stored yet has no id, and is compared by name. */
function isSameRoom(one: ViewerSession, other: ViewerSession): boolean {
  if (one.isCall !== other.isCall) return false
  const [a, b] = [one.room, other.room]
  return a && b ? a.key === b.key : one.channel.name === other.channel.name
}
