/** Who may come into a room through a viewer: asked before anything is connected. */

import { VoiceError } from '../../errors.js'
import { settingsOf } from '../../voice/channels/channel.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { AttendingRooms } from '../sessions/attending-rooms.js'
import type { SessionPlace } from '../sessions/session-place.js'
import type { HoldOffs } from './refused-retries.js'
import type { Caller } from './requests.js'

export interface AdmissionOptions {
  readonly rooms: Pick<AttendingRooms, 'list' | 'bans'>
  readonly presence: Presence
  readonly holdOffs: HoldOffs
}

/**
 * Passes whoever may come in.
 * @throws VoiceError `not-allowed`, `session-replaced`, `channel-full`
 */
export function requireAdmission(
  { agentId }: Caller,
  { regionId, channel }: SessionPlace,
  { rooms, presence, holdOffs }: AdmissionOptions,
): void {
  // Nobody has ever been in one that is not stored yet.
  if (channel.id === undefined) return
  const room = rooms.list().find((one) => one.channel.id === channel.id)
  const present = room?.has(agentId) ?? false
  holdOffs.check(agentId, channel.id, present)
  if (rooms.bans(channel.grid).some((ban) => ban.channelId === channel.id && ban.agentId === agentId)) {
    throw new VoiceError('not-allowed', 'This avatar is banned from the channel.')
  }
  const { capacity, moderators } = settingsOf(channel)
  const state = presence.find(agentId)
  // A neighbour only listens and takes no seat.
  const seated = present || moderators.includes(agentId) || (state && state.regionId !== regionId)
  const taken = room?.agentIds().filter((id) => !moderators.includes(id)).length ?? 0
  if (capacity > 0 && !seated && taken >= capacity) {
    throw new VoiceError('channel-full', 'The channel is full.')
  }
}
