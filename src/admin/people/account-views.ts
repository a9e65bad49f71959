/** What is known about a resident's account and whereabouts, for lists and for the resident's own page. */

import type { AccountView } from '../../protocol/admin-api.js'
import type { Account } from '../../voice/accounts/account.js'
import type { Avatar, GridId } from '../../voice/grids/grid.js'
import type { Clock, Stopwatch } from '../../voice/ports.js'
import type { Names } from '../../voice/presence/names.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { Rooms } from '../../voice/rooms/rooms.js'

export interface AccountViewsOptions {
  readonly names: Pick<Names, 'of'>
  readonly presence: Pick<Presence, 'find'>
  readonly rooms: Pick<Rooms, 'list'>
  readonly clock: Clock
  readonly timers: Stopwatch
}

/** The place rooms of a grid: who calls whom is nobody's business. */
export function placeRoomsOf(rooms: Pick<Rooms, 'list'>, grid: GridId) {
  return rooms.list().filter(({ channel, kind }) => channel.grid === grid && kind === 'place')
}

export function createAccountViews({ names, presence, rooms, clock, timers }: AccountViewsOptions) {
  return (subject: Avatar, account: Account | undefined): AccountView => {
    const { grid, agentId } = subject
    const avatar = presence.find(subject)
    const seenAt = avatar ? clock() - (timers.now() - avatar.seenAt) : 0
    return {
      agentId,
      name: avatar?.name || names.of(subject),
      accountName: account?.name ?? null,
      disabled: account?.disabled ?? false,
      createdAt: account?.createdAt ?? null,
      lastSeenAt: Math.max(seenAt, account?.lastSeenAt ?? 0) || null,
      region: avatar?.regionName ?? null,
      inVoice: placeRoomsOf(rooms, grid).some((room) => room.has(agentId)),
    }
  }
}
