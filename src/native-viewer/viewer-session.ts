/** The life of one viewer's session: connected, joined to a room as a participant or as a mere listener, gone. */

import { VoiceError } from '../errors.js'
import type { Pose, Vector3 } from '../spatial/direction.js'
import { type Channel, settingsOf } from '../voice/channel.js'
import type { Hub } from '../voice/hub.js'
import type { Attendance, EndReason, ParticipantSink } from '../voice/participant.js'
import type { Timers } from '../voice/ports.js'
import type { Presence } from '../voice/presence.js'
import type { AttendingRooms } from './attending-rooms.js'
import type { Boards } from './boards.js'
import { decodeViewerText } from './data-channel.js'
import type { Patience } from './patience.js'
import { createPersonalGains } from './personal-gains.js'
import { createPoseTracker, type PositionSource } from './pose.js'
import type { RegionFrames } from './region-frames.js'

/** A viewer that has not joined by then is gone, or cannot get through. */
export const JOIN_TIMEOUT_MS = 30_000

/** Where everybody is in a call, which knows no places. */
const NOWHERE: Pose = { position: [0, 0, 0], look: [1, 0, 0] }

export interface SessionServices {
  readonly hub: Hub
  readonly rooms: AttendingRooms
  readonly presence: Presence
  readonly frames: RegionFrames
  readonly boards: Boards
  /** With positions that the feed contradicts. */
  readonly patience: Patience
  readonly timers: Timers
}

export interface SessionPlace {
  readonly regionId: string
  readonly channel: Channel
  /** The region's number of the parcel whose channel it is. */
  readonly localId: number | undefined
}

/** Why a session is over: by the room, or `refused` there, `timeout`, `closed` by either side. */
export type SessionEnd = EndReason | 'refused' | 'timeout' | 'closed'

export interface SessionView extends SessionPlace {
  readonly peerId: string
  readonly agentId: string
  readonly state: 'connecting' | 'waiting-for-position' | 'listening' | 'in-room'
  readonly positionSource: PositionSource
  readonly since: number
}

export interface ViewerSession extends SessionPlace {
  readonly peerId: string
  readonly agentId: string
  /** Whether its avatar is in the session's region, as far as is known. */
  readonly isPrimary: boolean
  /** What the viewer says in its data channel. */
  receive(text: string): void
  /** What the region's feed or others tell may concern it. */
  settle(): void
  /** The avatar's position as the viewer claims it, global metres. */
  claimed(): Vector3 | undefined
  view(): SessionView
  readonly isOver: boolean
  /** Idempotent. @param cause why it was turned away, for the log */
  end(reason: SessionEnd, cause?: unknown): void
}

export function createViewerSession(
  { hub, rooms, presence, frames, boards, patience, timers }: SessionServices,
  { peerId, agentId, regionId, channel, localId }: SessionPlace & { peerId: string; agentId: string },
  onEnd: (reason: SessionEnd, cause?: unknown) => void,
): ViewerSession {
  const since = timers.now()
  const positional = settingsOf(channel).type !== 'conference'
  const tracker = createPoseTracker((apart) => patience.note(agentId, peerId, apart))
  const gains = createPersonalGains()
  let joined = false
  let primary = false
  let over = false
  let source: PositionSource = 'none'
  let attendance: Attendance | undefined
  let placed: Pose | undefined
  let earSet: Pose | undefined
  const cancelTimeout = timers.after(JOIN_TIMEOUT_MS, () => {
    if (!joined) end('timeout')
  })

  const sink: ParticipantSink = {
    ended(reason) {
      attendance = undefined
      end(reason)
    },
    // All the rest is told by the board of the room.
    roomEntered: nothing,
    roomLeft: nothing,
    participantJoined: nothing,
    participantChanged: nothing,
    participantLeft: nothing,
    channelChanged: nothing,
    feedChanged: nothing,
    moved: nothing,
    peerConnected: nothing,
    hubWanted: nothing,
    hubSlots: nothing,
    hubReleased: nothing,
    peerDisconnected: nothing,
    signalled: nothing,
  }

  /** The feed's truth in this region's metres; from a neighbour only where both regions' places were learned. */
  function fedPose(): Pose | undefined {
    const state = presence.seen(agentId)
    if (!state || state.regionId === regionId) return state
    const global = frames.toGlobal(state.regionId, state.position)
    const position = global && frames.toLocal(regionId, global, false)
    return position && { position, look: state.look }
  }

  function resolve() {
    if (!positional) return { source, mouth: NOWHERE, ear: NOWHERE }
    const claimed = tracker.claimed()
    const feed = fedPose()
    if (primary && claimed) frames.guess(regionId, claimed)
    return tracker.resolve(feed, (global) => frames.toLocal(regionId, global, feed === undefined))
  }

  /** The feed knows best in which region an avatar is: viewers cross without saying so. */
  function updatePrimary(claim = primary): void {
    const state = positional ? presence.seen(agentId) : undefined
    primary = state ? state.regionId === regionId : claim
  }

  function takePart(mouth: Pose): void {
    const name = presence.find(agentId)?.name ?? ''
    if (attendance) {
      if (!same(placed, mouth)) attendance.setPose(mouth)
      if (name !== '') attendance.setName(name)
    } else {
      attendance = rooms.attend({ agentId, name, channel, pose: mouth, sink })
    }
    placed = mouth
  }

  function settle(): void {
    if (!joined || over) return
    updatePrimary()
    const { mouth, ear, source: told } = resolve()
    source = told
    try {
      if (primary && mouth) takePart(mouth)
    } catch (error) {
      return end('refused', error)
    }
    if (over) return
    if (!primary && attendance) {
      attendance.leave()
      attendance = undefined
    }
    if (ear && !same(earSet, ear)) {
      earSet = ear
      hub.setEar(peerId, ear)
    }
  }

  function join(claim: boolean): void {
    updatePrimary(claim)
    // No viewer asks so: neighbours hear the region's channel, and a parcel's is for who is seen in it.
    if (localId !== undefined && !primary && !claim) {
      const why = 'Only who stands in a parcel takes part in its channel.'
      return end('refused', new VoiceError('not-allowed', why))
    }
    if (joined) return
    joined = true
    cancelTimeout()
    boards.add(channel.id, peerId, agentId)
  }

  function end(reason: SessionEnd, cause?: unknown): void {
    if (over) return
    over = true
    cancelTimeout()
    boards.remove(channel.id, peerId)
    patience.leave(agentId, peerId)
    attendance?.leave()
    onEnd(reason, cause)
  }

  return {
    peerId,
    agentId,
    regionId,
    channel,
    localId,
    get isPrimary() {
      return joined && primary
    },
    get isOver() {
      return over
    },
    claimed: tracker.claimed,
    settle,
    receive(text) {
      const message = decodeViewerText(text)
      if (!message || over) return
      tracker.claim(message)
      if (gains.change(message)) hub.setPersonalGains(peerId, gains.all())
      if (message.join) join(message.join.primary)
      settle()
    },
    view: () => ({
      peerId,
      agentId,
      regionId,
      channel,
      localId,
      state: !joined ? 'connecting' : attendance ? 'in-room' : primary ? 'waiting-for-position' : 'listening',
      positionSource: source,
      since,
    }),
    end,
  }
}

function nothing(): void {}

function same(a: Pose | undefined, b: Pose): boolean {
  if (!a) return false
  const equal = (one: Vector3, other: Vector3) => one.every((value, axis) => value === other[axis])
  return equal(a.position, b.position) && equal(a.look, b.look)
}
