/** Participants by native viewer: each in the room that its region named, one per avatar and room. */

import { type Avatar, avatarKey, isSameAvatar } from '../../grids/grid.js'
import type { Names } from '../../presence/names.js'
import type { RegionPose } from '../../presence/region-pose.js'
import type { Admission } from '../admission.js'
import type { Room } from '../room.js'
import type { Ending, Tell } from '../room-event.js'
import type { RoomKey, RoomSubject } from '../room-key.js'
import type { RoomRegistry } from '../room-registry.js'
import type { Kept, Participant } from './participant.js'

/** A viewer that asks to take part. */
export interface ViewerJoin extends Avatar {
  readonly name: string
  readonly room: RoomSubject
  readonly pose: RegionPose
  readonly tell: Tell
}

/** A participant by viewer: stays in its room wherever its avatar walks. */
export interface ViewerParticipant extends Participant {
  readonly kind: 'viewer'
  setPose(pose: RegionPose): void
  /** Sets a name that was not known at the join. */
  setName(name: string): void
  /** Ends the participation; the viewer is told nothing more. */
  leave(): void
}

export interface ViewerParticipants {
  /**
   * Brings an avatar into a room. It replaces the avatar's other participant there, unnoticed by the others.
   * @param yieldPage takes the avatar's page out of the room without telling anybody; returns the page's `tell`, if any
   * @throws VoiceError `channel-full`, `not-allowed` for a banned avatar
   */
  join(viewer: ViewerJoin, yieldPage?: () => Tell | undefined): ViewerParticipant
  /** The avatar's page takes over from its viewer in that room. @returns the viewer's `tell`, if there was a viewer */
  yieldRoom(room: RoomKey, avatar: Avatar): Tell | undefined
  /** Ends the participation of an avatar in a room, or of every avatar if `undefined`. */
  end(room: RoomKey, avatar: Avatar | undefined, ending: Ending): void
  count(): number
}

export interface ViewerParticipantsOptions {
  readonly registry: Pick<RoomRegistry, 'open' | 'closeIfEmpty'>
  readonly admission: Pick<Admission, 'require'>
  readonly names: Names
  /** Called when a participant has left a room: there may be space for those who wait. */
  readonly onLeft: (room: Room) => void
}

interface Present {
  readonly participant: ViewerParticipant
  readonly room: Room
}

export function createViewerParticipants(options: ViewerParticipantsOptions): ViewerParticipants {
  const { registry, admission, names, onLeft } = options
  const present = new Map<string, Present>()
  const keyOf = (room: RoomKey, avatar: Avatar) => `${room} ${avatarKey(avatar)}`

  // A viewer tells no names: a placeholder is replaced as soon as a region says the name.
  names.onChange((avatar, name) => {
    for (const { participant } of present.values()) {
      if (isSameAvatar(participant, avatar)) participant.setName(name)
    }
  })

  function leave(key: string, participant: Participant): boolean {
    const found = present.get(key)
    if (found?.participant !== participant) return false
    present.delete(key)
    found.room.leave(participant.agentId)
    registry.closeIfEmpty(found.room)
    onLeft(found.room)
    return true
  }

  /** The page or viewer that takes over must enter the room at once. */
  function yieldRoom(room: RoomKey, avatar: Avatar): Tell | undefined {
    const key = keyOf(room, avatar)
    const found = present.get(key)
    present.delete(key)
    found?.room.giveUp(avatar.agentId)
    return found?.participant.tell
  }

  function createViewerParticipant(viewer: ViewerJoin, room: Room): ViewerParticipant {
    const { grid, agentId, tell } = viewer
    const key = keyOf(room.key, viewer)
    const isPresent = () => present.get(key)?.participant === participant
    const participant: Kept<ViewerParticipant> = {
      grid,
      agentId,
      kind: 'viewer',
      muted: false,
      addressHidden: false,
      feedLost: false,
      unplaced: false,
      keptLinks: new Map(),
      tell,
      name: viewer.name || names.of(viewer),
      pose: viewer.pose,
      setPose(next) {
        participant.pose = next
        if (isPresent()) room.poseChanged()
      },
      setName(next) {
        if (participant.name === next) return
        participant.name = next
        if (isPresent()) room.participantChanged(agentId)
      },
      leave: () => void leave(key, participant),
    }
    return participant
  }

  return {
    yieldRoom,
    count: () => present.size,
    end(key, avatar, ending) {
      for (const [held, { participant, room }] of [...present]) {
        if (room.key !== key || (avatar && participant.agentId !== avatar.agentId)) continue
        if (leave(held, participant)) participant.tell({ type: 'ended', ...ending })
      }
    },
    join(viewer, yieldPage) {
      admission.require(viewer, viewer.room)
      for (const older of [yieldPage?.(), yieldRoom(viewer.room.key, viewer)]) {
        older?.({ type: 'ended', reason: 'replaced' })
      }
      const room = registry.open(viewer.room)
      const participant = createViewerParticipant(viewer, room)
      present.set(keyOf(room.key, viewer), { participant, room })
      room.enter(participant)
      return participant
    },
  }
}
