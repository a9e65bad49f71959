/** What the core needs from outside: small stores with one contract suite each, and a clock. */

import type { Account } from './accounts/account.js'
import type { Channel, ChannelRef } from './channels/channel.js'
import type { Avatar, Grid, GridId } from './grids/grid.js'

/**
 * Milliseconds since 1970, as the machine tells them: for what people and credentials see. Anybody may set that clock,
 * so no duration is measured by it. Tests turn it by hand.
 */
export type Clock = () => number

/** Measures durations: nobody sets it. */
export interface Stopwatch {
  /** Milliseconds since some moment that means nothing. */
  now(): number
}

/** The grids that are served; what belongs to one that is not among them cannot be stored. */
export interface GridStore {
  /** In the order of their ids. */
  list(): Promise<readonly Grid[]>
  /** Adds it, or replaces the one of that id. */
  save(grid: Grid): Promise<void>
}

export type ChannelKey =
  | ChannelRef
  | { readonly grid: GridId; readonly name: string; readonly parentId?: number | null }

export interface ChannelFilter {
  readonly grid: GridId
  readonly name?: string
  readonly parentId?: number
}

export type NewChannel = Pick<
  Channel,
  'grid' | 'name' | 'parentId' | 'description' | 'regionSettings' | 'createdAt'
>

export type ChannelPatch = Partial<
  Pick<Channel, 'description' | 'regionSettings' | 'adminSettings' | 'pinned' | 'lastUsedAt'>
>

export interface ChannelUpdate extends ChannelRef {
  readonly patch: ChannelPatch
  /** As it was read: it is changed only where that still is so. */
  readonly expected?: Pick<Channel, 'adminSettings' | 'pinned'>
}

/** Channels of each grid by id and by name and parent; a name is unique under one parent. */
export interface ChannelStore {
  /** By id, or the oldest of that name (under that parent, where one is given; `null` means the top). */
  find(key: ChannelKey): Promise<Channel | undefined>
  /** In the order of their ids; a filter that names the grid alone means all of it. */
  search(filter: ChannelFilter): Promise<readonly Channel[]>
  /** Creates it, or returns the one that already has that name and parent, unchanged. Atomic. Its parent is of its grid. */
  create(channel: NewChannel): Promise<{ readonly channel: Channel; readonly created: boolean }>
  /**
   * Changes what the patches name, all of them in one transaction or none: `undefined` when one is not there.
   * @throws VoiceError `channel-changed-meanwhile` when one is not as expected
   */
  update(changes: readonly ChannelUpdate[]): Promise<readonly Channel[] | undefined>
  /** Deletes it and everything below it; the ids deleted, empty when there was none. */
  delete(channel: ChannelRef): Promise<readonly ChannelRef[]>
  /** In every grid: deletes childless, unpinned channels without admin edits, last used before that time; their ids. */
  deleteUnused(before: number): Promise<readonly ChannelRef[]>
}

export type AccountPatch = Partial<Omit<Account, 'grid' | 'name'>>

/** Voice accounts of each grid by name. */
export interface AccountStore {
  find(grid: GridId, name: string): Promise<Account | undefined>
  /** False when the name is taken; the stored account is then untouched. */
  create(account: Account): Promise<boolean>
  /** False when there is no such account. */
  update(grid: GridId, name: string, patch: AccountPatch): Promise<boolean>
  /** Whose name or agent id contains that text, in lower case; the last seen first. */
  search(grid: GridId, text: string, limit: number): Promise<readonly Account[]>
}

/** Reaches an avatar in-world, over the region it stands in. */
export interface Messenger {
  /** Whether the operator allows it anywhere. */
  offered(): boolean
  /** Whether there is a way to that avatar at this moment. */
  reaches(avatar: Avatar): boolean
  /**
   * Shows it a text that nobody else in-world sees.
   * @throws VoiceError `avatar-not-found` or `simulator-unavailable`
   */
  alert(avatar: Avatar, text: string): Promise<void>
}

/** Knows the passwords that residents log in to their grid with. */
export interface GridPasswords {
  /** Whether the operator allows it anywhere. */
  offered(): boolean
  /**
   * The avatar in-world of that name, when the password is its own.
   * @throws VoiceError `simulator-unavailable` when nobody could say
   */
  identify(user: {
    readonly grid: GridId
    readonly firstName: string
    readonly lastName: string
    readonly password: string
  }): Promise<(Avatar & { readonly name: string }) | undefined>
}

export interface Revocation {
  readonly grid: GridId
  readonly sessionId: string
  /** Milliseconds since 1970; after that it may be forgotten. */
  readonly until: number
}

/** Sessions that were ended before their time; a restart must not bring them back. */
export interface RevocationStore {
  add(revocation: Revocation): Promise<void>
  /** What still counts at that time, in every grid; the rest is deleted. */
  load(now: number): Promise<readonly Revocation[]>
}

/** What is vouched for of an avatar: its name in-world, or a network from which it has signed in. */
export type VouchedKind = 'name' | 'network'

export interface VouchedEntry extends Avatar {
  readonly value: string
}

/** What regions and sign-ins vouched for in every grid, over a restart. */
export interface VouchedStore {
  /** The newest, up to that many, the newest last; those from before that time are deleted. */
  load(kind: VouchedKind, since: number, limit: number): Promise<readonly VouchedEntry[]>
  /** @param limit beyond so many of the kind the oldest are deleted */
  save(kind: VouchedKind, entries: readonly VouchedEntry[], at: number, limit: number): Promise<void>
}

/** Runs something later, by the time that its stopwatch tells; tests turn it by hand. */
export interface Timers extends Stopwatch {
  /** Calls back once after that many milliseconds; the returned function takes it back. */
  after(milliseconds: number, callback: () => void): () => void
}

/** The real timers; a pending one does not keep the process alive. */
export const systemTimers: Timers = {
  now: () => performance.now(),
  after(milliseconds, callback) {
    const timer = setTimeout(callback, milliseconds)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

/**
 * Calls back again and again, after each such interval; what a callback throws does not end that.
 * @returns what ends it
 */
export function every(timers: Timers, milliseconds: number, callback: () => void): () => void {
  let cancel = timers.after(milliseconds, again)
  function again(): void {
    cancel = timers.after(milliseconds, again)
    callback()
  }
  return () => cancel()
}
