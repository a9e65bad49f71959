/** A viewer's session in its room: it listens with an ear, takes part with a mouth, and is told about the people there. */

import type { Pose } from '../../spatial/direction.js'
import type { Channel } from '../../voice/channels/channel.js'
import type { Avatar } from '../../voice/grids/grid.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { Hub } from '../../voice/rooms/hub.js'
import type { ViewerParticipant } from '../../voice/rooms/participants/viewer-participants.js'
import type { EndingReason } from '../../voice/rooms/room-event.js'
import type { RoomSubject } from '../../voice/rooms/room-key.js'
import { samePose } from '../places/pose.js'
import type { PeopleUpdates } from './people-updates.js'
import type { ViewerRooms } from './viewer-rooms.js'

export interface SessionRoomOptions {
  readonly hub: Hub
  readonly rooms: ViewerRooms
  readonly presence: Presence
  readonly people: PeopleUpdates
  readonly session: Avatar & { readonly peerId: string; readonly regionId: string }
  readonly subjectOf: (channel: Channel) => RoomSubject
  /** The room has ended its taking part. */
  readonly onEnded: (reason: EndingReason) => void
  /** A moderator has ended its listening. */
  readonly onKicked: () => void
}

export interface SessionRoom {
  /** Whether it takes part. */
  readonly isPresent: boolean
  /** Begins to listen. */
  comeIn(room: Channel): void
  /** Takes the viewer out of the room: heard by nobody, hearing nobody. */
  goOut(): void
  /** @throws VoiceError if the room does not let it in */
  takePart(room: Channel, mouth: Pose): void
  stopTakingPart(): void
  setEar(ear: Pose): void
  /** The session is over: it is heard no more, and told nothing. */
  leave(): void
  stopListening(): void
}

export function createSessionRoom(options: SessionRoomOptions): SessionRoom {
  const { hub, rooms, presence, people, session, subjectOf, onEnded, onKicked } = options
  const { peerId, grid, agentId, regionId } = session
  let participant: ViewerParticipant | undefined
  let mouthSet: Pose | undefined
  let earSet: Pose | undefined
  /** The room about whose people the viewer is told. */
  let listed: RoomSubject | undefined
  let release: (() => void) | undefined

  function stopTakingPart(): void {
    participant?.leave()
    participant = undefined
  }

  function stopListening(): void {
    release?.()
    release = undefined
  }

  return {
    get isPresent() {
      return participant !== undefined
    },
    comeIn(room) {
      const subject = subjectOf(room)
      release = rooms.listen(subject, { grid, agentId, kicked: onKicked })
      hub.enter(peerId, subject.key)
      if (!listed) people.add(subject, peerId, agentId)
      listed ??= subject
    },
    goOut() {
      stopTakingPart()
      hub.enter(peerId, undefined)
      stopListening()
    },
    takePart(room, mouth) {
      const pose = { grid, regionId, ...mouth }
      const name = presence.find(session)?.name ?? ''
      if (participant) {
        if (!samePose(mouthSet, mouth)) participant.setPose(pose)
        if (name !== '') participant.setName(name)
      } else {
        participant = rooms.joinByViewer({
          grid,
          agentId,
          name,
          room: subjectOf(room),
          pose,
          tell(event) {
            // The room's people are told by people-updates.ts, so only the end matters here.
            if (event.type !== 'ended') return
            participant = undefined
            onEnded(event.reason)
          },
        })
      }
      mouthSet = mouth
    },
    stopTakingPart,
    setEar(ear) {
      if (samePose(earSet, ear)) return
      earSet = ear
      hub.setEar(peerId, ear)
    },
    leave() {
      if (listed) people.remove(listed, peerId)
      stopTakingPart()
    },
    stopListening,
  }
}
