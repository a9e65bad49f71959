/** Who may enter which room: one rule for pages and viewers. */

import { VoiceError } from '../../errors.js'
import type { Ban } from '../admins/admin-ports.js'
import { settingsOf } from '../channels/channel.js'
import type { Place } from '../channels/channels.js'
import type { Avatar, Region } from '../grids/grid.js'
import type { GridUses } from '../grids/use/grid-use.js'
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
  /** The grid has as many people or rooms as it may have. */
  | { readonly reason: 'grid-full'; readonly limit: 'people' | 'rooms' }

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
  /** To be called where an avatar is kept out for that reason: limits of grids count it. */
  noteRefused(avatar: Avatar, refusal: Refusal): void
  /** Throws the refusal, if there is one. @throws VoiceError `not-allowed`, `channel-full`, `grid-full` */
  require(avatar: Avatar, room: RoomSubject, listens?: boolean): void
}

export interface AdmissionOptions {
  readonly registry: Pick<RoomRegistry, 'find' | 'list'>
  readonly bans: Pick<Bans, 'find'>
  readonly parcelVoice: Pick<ParcelVoice, 'isAllowed'>
  readonly uses: Pick<GridUses, 'isHeld' | 'spare' | 'refused'>
  /** @throws VoiceError `account-disabled` */
  readonly requireAccount: (avatar: Avatar) => Promise<void>
}

export function createAdmission({
  registry,
  bans,
  parcelVoice,
  uses,
  requireAccount,
}: AdmissionOptions): Admission {
  function isFull({ key, channel }: RoomSubject, agentId: string): boolean {
    const { capacity, moderators } = settingsOf(channel)
    const present = registry.find(key)?.agentIds() ?? []
    // An avatar that is in the room already stays, and moderators always find space.
    if (capacity === 0 || present.includes(agentId) || moderators.includes(agentId)) return false
    return spaceTaken(channel, present) >= capacity
  }

  /** The room that ends when an avatar goes over to another one. */
  function isLeftEmptyBy(avatar: Avatar): boolean {
    return registry
      .list()
      .some(
        ({ kind, channel, size, has, isOverheard }) =>
          kind === 'place' &&
          channel.grid === avatar.grid &&
          size === 1 &&
          has(avatar.agentId) &&
          !isOverheard(),
      )
  }

  /** The limit of its grid that keeps an avatar out. */
  function limitFor(avatar: Avatar, room: RoomSubject): 'people' | 'rooms' | undefined {
    const { grid } = avatar
    // Who is in voice already goes from room to room.
    if (!uses.isHeld(grid, 'people', avatar.agentId) && uses.spare(grid, 'people') <= 0) return 'people'
    if (registry.find(room.key) || uses.spare(grid, 'rooms') > 0) return undefined
    return room.kind === 'place' && isLeftEmptyBy(avatar) && uses.spare(grid, 'rooms') >= 0
      ? undefined
      : 'rooms'
  }

  function refusalOf(avatar: Avatar, room: RoomSubject, listens = false): Refusal | undefined {
    if (room.kind === 'call' && !room.admits(avatar)) return { reason: 'not-in-call' }
    const ban = bans.find(room.channel, avatar.agentId)
    if (ban) return { reason: 'banned', ban }
    if (registry.find(room.key)?.keepsOut(avatar.agentId)) return { reason: 'locked' }
    if (!listens && isFull(room, avatar.agentId)) return { reason: 'channel-full' }
    const limit = listens ? undefined : limitFor(avatar, room)
    return limit && { reason: 'grid-full', limit }
  }

  function noteRefused({ grid }: Avatar, refusal: Refusal): void {
    if (refusal.reason === 'grid-full') uses.refused(grid, refusal.limit)
  }

  return {
    isVoiceOff: (place) => !parcelVoice.isAllowed(place),
    requireAccount,
    refusalOf,
    noteRefused,
    require(avatar, room, listens) {
      const refusal = refusalOf(avatar, room, listens)
      if (!refusal) return
      noteRefused(avatar, refusal)
      throw errorOf(refusal)
    },
  }
}

function errorOf(refusal: Refusal): VoiceError {
  switch (refusal.reason) {
    case 'not-in-call':
      return new VoiceError('not-allowed', 'This call belongs to others.')
    case 'banned':
      return new VoiceError('not-allowed', 'This avatar is banned from the channel.')
    case 'locked':
      return new VoiceError('not-allowed', 'A moderator has locked the room.')
    case 'channel-full':
      return new VoiceError('channel-full', 'The channel is full.')
    case 'grid-full':
      return new VoiceError(
        'grid-full',
        refusal.limit === 'people'
          ? 'This grid has as many people in voice as it may have: wait until somebody leaves.'
          : 'This grid has as many rooms with voice as it may have: go where somebody is, or wait until a room is empty.',
      )
  }
}
