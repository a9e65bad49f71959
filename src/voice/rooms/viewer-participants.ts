/** Participants through a native viewer: each in the room that its region named, one per avatar and room. */

import { VoiceError } from '../../errors.js'
import type { Pose } from '../../spatial/direction.js'
import type { Channel } from '../channels/channel.js'
import type { Bans } from '../moderation/bans.js'
import type { Names } from '../presence/names.js'
import type { Attendance } from './participant.js'
import type { Room } from './room.js'
import type { Ending, Tell } from './room-event.js'
import type { RoomRegistry } from './room-registry.js'
import type { Member } from './room-state.js'

export interface Attendee {
  readonly agentId: string
  readonly name: string
  readonly channel: Channel
  readonly pose: Pose
  readonly tell: Tell
}

export interface Attendances {
  /**
   * Brings an avatar into a room; another presence of it there is replaced, which the others do not notice.
   * @param yieldPage takes the avatar's page out of the room without a word to anybody; what tells it, if there is one
   * @throws VoiceError `channel-full`, `not-allowed` for one who is banned
   */
  attend(attendee: Attendee, yieldPage?: () => Tell | undefined): Attendance
  /** The avatar's page takes its place in that room: what tells its viewer, where there is one. */
  yield(channelId: number, agentId: string): Tell | undefined
  /** Ends the presence of an avatar in a room; `undefined` every avatar's. */
  end(channelId: number, agentId: string | undefined, ending: Ending): void
  count(): number
}

export interface AttendancesOptions {
  readonly registry: RoomRegistry
  readonly bans: Bans
  readonly names: Names
  /** Somebody has left a room: there may be a place for those who wait. */
  readonly onLeft: (room: Room) => void
}

export function createAttendances({ registry, bans, names, onLeft }: AttendancesOptions): Attendances {
  const present = new Map<string, { readonly member: Member; readonly room: Room }>()
  const keyOf = (channelId: number, agentId: string) => `${channelId} ${agentId}`

  // A viewer tells no names: whoever was called by a placeholder has one as soon as somebody says it.
  names.onChange((agentId, name) => {
    for (const { member, room } of present.values()) {
      if (member.agentId !== agentId || member.name === name) continue
      member.name = name
      room.memberChanged(agentId)
    }
  })

  function leave(key: string, member: Member): boolean {
    const found = present.get(key)
    if (found?.member !== member) return false
    present.delete(key)
    found.room.leave(member.agentId)
    registry.closeIfEmpty(found.room)
    onLeft(found.room)
    return true
  }

  function end(channelId: number, agentId: string | undefined, ending: Ending): void {
    for (const [key, { member, room }] of [...present]) {
      if (room.channel.id !== channelId || (agentId !== undefined && member.agentId !== agentId)) continue
      if (leave(key, member)) member.tell({ type: 'ended', ...ending })
    }
  }

  /** Whoever takes its place is to enter the room at once. */
  function yieldPlace(channelId: number, agentId: string): Tell | undefined {
    const key = keyOf(channelId, agentId)
    const found = present.get(key)
    present.delete(key)
    found?.room.giveUp(agentId)
    return found?.member.tell
  }

  return {
    end,
    yield: yieldPlace,
    count: () => present.size,
    attend({ agentId, name, channel, pose, tell }, yieldPage) {
      if (bans.isBanned(channel, agentId)) {
        throw new VoiceError(
          'not-allowed',
          'A moderator has banned this avatar from the channel for a while.',
        )
      }
      if (registry.isFull(channel, agentId)) {
        throw new VoiceError('channel-full', 'The channel is full: come back when somebody has left it.')
      }
      for (const older of [yieldPage?.(), yieldPlace(channel.id, agentId)])
        older?.({ type: 'ended', reason: 'replaced' })
      const room = registry.open(channel)
      const member: Member = {
        agentId,
        kind: 'viewer',
        name: name || names.of(agentId),
        tell,
        muted: false,
        addressHidden: false,
        pose,
        claims: new Map(),
        feedLost: false,
      }
      const key = keyOf(channel.id, agentId)
      present.set(key, { member, room })
      room.enter(member)
      return {
        setPose(next) {
          member.pose = next
          if (present.get(key)?.member === member) room.poseChanged()
        },
        setName(next) {
          if (member.name === next) return
          member.name = next
          if (present.get(key)?.member === member) room.memberChanged(agentId)
        },
        leave: () => void leave(key, member),
      }
    },
  }
}
