/** Who may enter which room: one rule for pages and viewers. */

import { VoiceError } from '../../errors.js'
import type { Ban } from '../admins/admin-ports.js'
import { settingsOf } from '../channels/channel.js'
import type { Place } from '../channels/channels.js'
import type { Avatar, Region } from '../grids/grid.js'
import type { Bans } from '../moderation/bans.js'
import type { ParcelVoice } from '../presence/land/parcel-voice.js'
import type { RoomSubject } from './room-key.js'
import { type RoomRegistry, spaceTaken } from './room-registry.js'

/** Why an avatar may not enter. */
export type Refusal =
  | { readonly reason: 'not-in-call' }
  | { readonly reason: 'banned'; readonly ban: Ban }
  | { readonly reason: 'channel-full' }
  | { readonly reason: 'locked' }

export interface Admission {
  /** Whether voice is switched off at a place: nobody gets a room there. */
  isVoiceOff(place: Region & Pick<Place, 'parcelId'>): boolean
  /** @throws VoiceError `account-disabled` */
  requireAccount(avatar: Avatar): Promise<void>
  /**
   * Why an avatar may not enter a room at this moment.
   * @param listens the avatar only listens in, and takes up no space
   */
  refusalOf(avatar: Avatar, room: RoomSubject, listens?: boolean): Refusal | undefined
  /** Throws the refusal, if there is one. @throws VoiceError `not-allowed`, `channel-full` */
  require(avatar: Avatar, room: RoomSubject, listens?: boolean): void
}

export interface AdmissionOptions {
  readonly registry: Pick<RoomRegistry, 'find'>
  readonly bans: Pick<Bans, 'find'>
  readonly parcelVoice: Pick<ParcelVoice, 'isAllowed'>
  /** @throws VoiceError `account-disabled` */
  readonly requireAccount: (avatar: Avatar) => Promise<void>
}

export function createAdmission({
  registry,
  bans,
  parcelVoice,
  requireAccount,
}: AdmissionOptions): Admission {
  function isFull({ key, channel }: RoomSubject, agentId: string): boolean {
    const { capacity, moderators } = settingsOf(channel)
    const present = registry.find(key)?.agentIds() ?? []
    // An avatar that is in the room already stays, and moderators always find space.
    if (capacity === 0 || present.includes(agentId) || moderators.includes(agentId)) return false
    return spaceTaken(channel, present) >= capacity
  }

  function refusalOf(avatar: Avatar, room: RoomSubject, listens = false): Refusal | undefined {
    if (room.kind === 'call' && !room.admits(avatar)) return { reason: 'not-in-call' }
    const ban = bans.find(room.channel, avatar.agentId)
    if (ban) return { reason: 'banned', ban }
    if (registry.find(room.key)?.keepsOut(avatar.agentId)) return { reason: 'locked' }
    if (!listens && isFull(room, avatar.agentId)) return { reason: 'channel-full' }
    return undefined
  }

  return {
    isVoiceOff: (place) => !parcelVoice.isAllowed(place),
    requireAccount,
    refusalOf,
    require(avatar, room, listens) {
      const refusal = refusalOf(avatar, room, listens)
      if (refusal) throw errorOf(refusal)
    },
  }
}

function errorOf({ reason }: Refusal): VoiceError {
  switch (reason) {
    case 'not-in-call':
      return new VoiceError('not-allowed', 'This call belongs to others.')
    case 'banned':
      return new VoiceError('not-allowed', 'This avatar is banned from the channel.')
    case 'locked':
      return new VoiceError('not-allowed', 'A moderator has locked the room.')
    case 'channel-full':
      return new VoiceError('channel-full', 'The channel is full.')
  }
}
