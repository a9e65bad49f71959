/** All sessions of viewers: made, replaced, spoken to and ended; what hub, feeds and rooms tell reaches them here. */

import { randomUUID } from 'node:crypto'
import { VoiceError } from '../errors.js'
import type { Channels } from '../voice/channels.js'
import type { HubCandidate, HubEvents } from '../voice/hub.js'
import type { ParcelVoice } from '../voice/parcel-voice.js'
import { requireAdmission } from './admission.js'
import { type Boards, createBoards } from './boards.js'
import { createHoldOffs } from './hold-offs.js'
import { createLearning } from './learning.js'
import { createPatience } from './patience.js'
import { createPendingOffers } from './pending-offers.js'
import { APART_MS, APART_SLOWNESS } from './pose.js'
import { createRegionFrames } from './region-frames.js'
import { type Caller, NULL_UUID } from './requests.js'
import {
  createViewerSession,
  type SessionEnd,
  type SessionPlace,
  type SessionServices,
  type SessionView,
  type ViewerSession,
} from './viewer-session.js'
import type { Whereabouts } from './whereabouts.js'

/** More than all viewers of a grid's largest node; each session is a connection, so this bounds a broken region. */
const MAX_SESSIONS = 2000
/** One's own region and its eight neighbours, and as many calls, each of them perhaps twice for a moment. */
const MAX_SESSIONS_PER_AGENT = 24

export interface ViewerSessionsOptions extends Omit<SessionServices, 'frames' | 'boards' | 'patience'> {
  readonly channels: Pick<Channels, 'events'>
  readonly parcelVoice: Pick<ParcelVoice, 'events'>
  readonly whereabouts: Whereabouts
  readonly version: string
  /** A session was turned away by its room; or something of ours failed. */
  readonly onRefused: (agentId: string, cause: unknown) => void
}

export interface ViewerSessions {
  /**
   * Connects a viewer to the room of a place.
   * @throws VoiceError `offer-invalid`, `hub-unavailable`, `channel-full`, `not-allowed`, `session-replaced`, `rate-limited`
   */
  open(
    caller: Caller,
    place: SessionPlace,
    offer: string,
  ): Promise<{ readonly peerId: string; readonly answer: string }>
  /** @throws VoiceError `not-found` for a session that is not that agent's */
  addCandidates(caller: Caller, session: string | undefined, candidates: readonly HubCandidate[]): void
  /**
   * One session, or all that the agent has in the asking region where none or the zero UUID is named; unknown ones
   * are over already.
   */
  logout(caller: Caller, session: string | undefined): void
  list(): readonly SessionView[]
  close(): void
}

export function createViewerSessions(options: ViewerSessionsOptions): ViewerSessions {
  const { hub, rooms, presence, channels, parcelVoice, whereabouts, timers } = options
  const sessions = new Map<string, ViewerSession>()
  /** Ends of what keeps the rooms' hubs up, by peer. */
  const holds = new Map<string, () => void>()
  const byAgent = new Map<string, Set<ViewerSession>>()
  const pending = createPendingOffers()
  const patience = createPatience({ stopwatch: timers, limitMs: APART_MS, slowness: APART_SLOWNESS })
  const frames = createRegionFrames(presence.corners)
  const holdOffs = createHoldOffs(timers)
  const roomOf = (channelId: number) => rooms.list().find(({ channel }) => channel.id === channelId)
  const boards: Boards = createBoards({
    people: (channelId) => {
      const room = roomOf(channelId)
      return (room?.agentIds() ?? []).map((agentId) => ({
        agentId,
        mutedByModerator: room?.view(agentId)?.mutedByModerator ?? false,
      }))
    },
    tell: hub.tell,
    version: options.version,
    timers,
  })

  function requireSpace(agentId: string): void {
    const own = (byAgent.get(agentId)?.size ?? 0) + pending.countOf(agentId)
    if (own < MAX_SESSIONS_PER_AGENT && sessions.size + pending.size < MAX_SESSIONS) return
    throw new VoiceError('rate-limited', 'There are too many voice sessions.')
  }

  function sessionsOf(agentId: string): readonly ViewerSession[] {
    return [...(byAgent.get(agentId) ?? [])]
  }

  function forget(session: ViewerSession): void {
    const { agentId } = session
    sessions.delete(session.peerId)
    whereabouts.leave(session)
    const own = byAgent.get(agentId)
    own?.delete(session)
    if (own?.size !== 0) return
    byAgent.delete(agentId)
    frames.forget(agentId)
    whereabouts.forget(agentId)
  }

  function release(peerId: string): void {
    holds.get(peerId)?.()
    holds.delete(peerId)
  }

  function ended(session: ViewerSession, reason: SessionEnd, cause: unknown): void {
    const { agentId, channel, peerId } = session
    forget(session)
    hub.disconnect(peerId)
    release(peerId)
    if (reason === 'kicked') holdOffs.kicked(agentId, channel.id)
    if (reason === 'replaced' && !sessionsOf(agentId).some((other) => other.channel.id === channel.id)) {
      holdOffs.yielded(session, channel.id)
    }
    if (cause !== undefined) options.onRefused(agentId, cause)
  }

  function begin(peerId: string, caller: Caller, place: SessionPlace): void {
    const { agentId } = caller
    const session: ViewerSession = createViewerSession(
      { ...options, frames, boards, patience },
      { ...place, peerId, agentId },
      (reason, cause) => ended(session, reason, cause),
    )
    const own = byAgent.get(agentId) ?? new Set()
    const older = [...own].filter(({ channel }) => channel.id === place.channel.id)
    sessions.set(peerId, session)
    byAgent.set(agentId, own.add(session))
    // Now, not at the feed's next word: it could be over by then, again and again.
    whereabouts.note(session)
    for (const one of older) one.end('replaced')
  }

  const all = () => [...sessions.values()]
  const learn = createLearning({ presence, frames, whereabouts, moveMisplaced, settleRegion })

  /** Its people's places are others than was believed. */
  function settleRegion(regionId: string): void {
    for (const session of all()) if (session.regionId === regionId) session.settle()
  }

  /** Their viewers connect again by themselves, to the channel that is theirs now. */
  function moveMisplaced(regionId: string): void {
    for (const session of all()) {
      if (session.regionId === regionId && whereabouts.isMisplaced(session)) session.end('closed')
    }
  }

  function seen(agentIds: readonly string[]): void {
    for (const agentId of agentIds) {
      for (const session of sessionsOf(agentId)) {
        session.settle()
        learn(session)
      }
    }
  }

  function channelsDeleted(ids: readonly number[]): void {
    for (const session of [...sessions.values()]) if (ids.includes(session.channel.id)) session.end('closed')
  }

  const heard = {
    text: (peerId: string, text: string) => sessions.get(peerId)?.receive(text),
    closed: (peerId: string) => sessions.get(peerId)?.end('closed'),
    levels: (roomId: number, levels: HubEvents['levels'][1]) => boards.levels(roomId, levels),
    land: ({ regionId }: { regionId: string }) => moveMisplaced(regionId),
  }
  hub.events.on('text', heard.text).on('closed', heard.closed).on('levels', heard.levels)
  presence.events.on('seen', seen).on('cornerTold', settleRegion)
  channels.events.on('deleted', channelsDeleted)
  parcelVoice.events.on('changed', heard.land)

  return {
    async open(caller, place, offer) {
      const { agentId } = caller
      requireAdmission(caller, place, { rooms, presence, holdOffs })
      requireSpace(agentId)
      const peerId = randomUUID()
      const waiting = pending.begin(caller)
      // From now on: a room that ends, or needs no hub any more, would take the peer with it.
      holds.set(peerId, rooms.listenIn(place.channel))
      try {
        const answer = await hub.connect({ peerId, roomId: place.channel.id, agentId, kind: 'mix', offer })
        const early = waiting.answered()
        begin(peerId, caller, place)
        for (const candidate of early) hub.addCandidate(peerId, candidate)
        return { peerId, answer }
      } catch (error) {
        hub.disconnect(peerId)
        release(peerId)
        throw error
      } finally {
        waiting.end()
      }
    },
    addCandidates(caller, sessionId, candidates) {
      const session = sessionId === undefined ? undefined : sessions.get(sessionId.toLowerCase())
      if (session?.agentId === caller.agentId) {
        for (const candidate of candidates) hub.addCandidate(session.peerId, candidate)
      } else if (!pending.addCandidates(caller, candidates)) {
        throw new VoiceError('not-found', 'There is no such voice session.')
      }
    },
    logout(caller, sessionId) {
      holdOffs.loggedOut(caller)
      const all = sessionId === undefined || sessionId === NULL_UUID
      for (const session of sessionsOf(caller.agentId)) {
        const meant = all ? session.regionId === caller.regionId : session.peerId === sessionId.toLowerCase()
        if (meant) session.end('closed')
      }
      if (all) pending.callOff(caller)
    },
    list: () => [...sessions.values()].map((session) => session.view()),
    close() {
      hub.events.off('text', heard.text).off('closed', heard.closed).off('levels', heard.levels)
      presence.events.off('seen', seen).off('cornerTold', settleRegion)
      channels.events.off('deleted', channelsDeleted)
      parcelVoice.events.off('changed', heard.land)
      for (const session of [...sessions.values()]) session.end('closed')
      boards.close()
    },
  }
}
