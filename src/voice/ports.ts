/** What the core needs from outside: small stores with one contract suite each, a clock and timers. */

import type { InWorldText } from '../pure/in-world-words.js'
import type { Account } from './accounts/account.js'
import type { Channel, ChannelRef } from './channels/channel.js'
import type { Avatar, GridId } from './grids/grid.js'

/**
 * Milliseconds since 1970 by the machine's clock, for what people and credentials see. That clock may be set at any
 * time, so no duration is measured by it. Tests turn it by hand.
 */
export type Clock = () => number

/** Measures durations; it cannot be set. */
export interface Stopwatch {
  /** Milliseconds since an arbitrary moment. */
  now(): number
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

/** A channel that an admin adds, with all edits. */
export type ChannelAddition = NewChannel & Pick<Channel, 'adminSettings' | 'pinned'>

export type ChannelPatch = Partial<
  Pick<Channel, 'parentId' | 'description' | 'regionSettings' | 'adminSettings' | 'pinned' | 'lastUsedAt'>
>

export interface ChannelUpdate extends ChannelRef {
  readonly patch: ChannelPatch
  /** The values as they were read: the channel is changed only if they still hold. */
  readonly expected?: Pick<Channel, 'adminSettings' | 'pinned'>
}

/** Channels of each grid by id and by name and parent; a name is unique under one parent. */
export interface ChannelStore {
  /** By id, or the oldest of that name (under that parent, if one is given; `null` means the top). */
  find(key: ChannelKey): Promise<Channel | undefined>
  /** In the order of their ids; a filter with the grid alone finds all its channels. */
  search(filter: ChannelFilter): Promise<readonly Channel[]>
  /** Creates a channel, or returns the one that already has that name and parent, unchanged. Atomic. The parent must be of the same grid. */
  create(channel: NewChannel): Promise<{ readonly channel: Channel; readonly created: boolean }>
  /**
   * Applies all patches in one transaction and adds all channels, or none: `undefined` when a channel is not there.
   * @returns the channels that were changed, then those that were added
   * @throws VoiceError `channel-changed-meanwhile` when a channel is not as expected, `channel-exists` when one that
   *   is added is there already
   */
  update(
    changes: readonly ChannelUpdate[],
    additions?: readonly ChannelAddition[],
  ): Promise<readonly Channel[] | undefined>
  /** Deletes a channel and everything below it. @returns what was deleted, empty when there was none */
  delete(channel: ChannelRef): Promise<readonly ChannelRef[]>
  /** In every grid: deletes childless, unpinned channels without admin edits that were last used before that time. @returns what was deleted */
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
  /** Accounts whose name or agent id contains that lower-case text; the last seen first. */
  search(grid: GridId, text: string, limit: number): Promise<readonly Account[]>
}

/** Reaches an avatar in-world, through the region it stands in. */
export interface Messenger {
  /** Whether the operator allows it in any region of that grid. */
  offered(grid: GridId): boolean
  /** Whether that avatar can be reached at this moment. */
  reaches(avatar: Avatar): boolean
  /**
   * Shows the avatar a text that nobody else in-world sees, in the language of its region.
   * @throws VoiceError `avatar-not-found` or `simulator-unavailable`
   */
  alert(avatar: Avatar, text: InWorldText): Promise<void>
}

/** Somebody whom the grid itself knows to be in-world. */
export interface FoundResident extends Avatar {
  /** As it is shown in-world. */
  readonly name: string
  /** Host and port of a visitor's own grid; `undefined` for residents of this one. */
  readonly home: string | undefined
}

/** Finds avatars in-world of whom no feed has to know. */
export interface ResidentFinder {
  /**
   * By name or UUID. `undefined` for nobody of that name, for somebody who is not in-world, and for a disabled account:
   * it never tells which.
   * @throws VoiceError `simulator-unavailable`
   */
  find(grid: GridId, nameOrId: string): Promise<FoundResident | undefined>
}

/** Knows the passwords that residents log in to their grid with. */
export interface GridPasswords {
  /** Whether the operator allows it in any region of that grid. */
  offered(grid: GridId): boolean
  /**
   * The avatar of that name, if the password is right; one that is not in-world only where the grid itself is asked.
   * @throws VoiceError `simulator-unavailable` when nobody could tell
   */
  identify(user: {
    readonly grid: GridId
    readonly firstName: string
    readonly lastName: string
    readonly password: string
  }): Promise<(Avatar & { readonly name: string }) | undefined>
}

/** An avatar of some grid with its name in-world. */
export interface NamedAgent {
  /** UUID in lower case. */
  readonly agentId: string
  readonly name: string
}

/** Knows who is whose friend. */
export interface FriendSource {
  /**
   * An avatar's friends, as far as both of the two let the other see that they are online.
   * @throws Error when the grid does not answer
   */
  of(avatar: Avatar): Promise<readonly NamedAgent[]>
}

/** That an avatar belongs to a group of its grid. */
export interface Membership {
  /** UUID in lower case. */
  readonly groupId: string
  /** Of the group. */
  readonly name: string
  readonly agentId: string
}

/** Knows who belongs to which group. */
export interface GroupSource {
  /** The groups in which an avatar's roles allow voice chat. @throws Error when the grid does not answer */
  of(avatar: Avatar): Promise<readonly Membership[]>
  /**
   * The agents in a group whose roles allow voice chat.
   * @param membership of somebody on whose behalf it is asked
   * @throws Error when the grid does not answer
   */
  membersOf(membership: Membership): Promise<ReadonlySet<string>>
}

/** The grid's own page for signing in: the password is typed there, and never seen by this service. */
export interface GridPage {
  /** Where a browser is to go. @param returnTo where it comes back to */
  addressFor(who: { readonly firstName: string; readonly lastName: string }, returnTo: string): string
  /**
   * The avatar for whom the grid vouches in what a browser brings back; `undefined`: for nobody, or not to us, or not again,
   * or an account that is disabled.
   * @param query of the address at which the browser came back
   * @throws VoiceError `simulator-unavailable` when the grid does not answer
   */
  identify(query: string, returnTo: string): Promise<(Avatar & { readonly name: string }) | undefined>
}

export interface Revocation {
  readonly grid: GridId
  readonly sessionId: string
  /** Milliseconds since 1970; the revocation may be forgotten then. */
  readonly until: number
}

/** Sessions that were ended before their time; a restart must not bring them back. */
export interface RevocationStore {
  add(revocation: Revocation): Promise<void>
  /** The revocations of every grid that still count at that time; the rest is deleted. */
  load(now: number): Promise<readonly Revocation[]>
}

/**
 * What is vouched for about an avatar: its name in-world, or a network from which it has signed in; or, by a parcel's id
 * instead of an avatar's, the region of a parcel.
 */
export type VouchedKind = 'name' | 'network' | 'parcel'

export interface VouchedEntry extends Avatar {
  readonly value: string
}

/** What regions and sign-ins vouched for in every grid, stored over a restart. */
export interface VouchedStore {
  /** The newest entries up to the limit, the newest last; entries from before `since` are deleted. */
  load(kind: VouchedKind, since: number, limit: number): Promise<readonly VouchedEntry[]>
  /** @param limit most entries of that kind; beyond it the oldest are deleted */
  save(kind: VouchedKind, entries: readonly VouchedEntry[], at: number, limit: number): Promise<void>
}

/** A resident wants to have nothing to do with another one. */
export interface Block extends Avatar {
  /** The agent id of the other. */
  readonly blockedId: string
  /** What the other was called then. */
  readonly name: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

export interface BlockStore {
  /** Of every grid, in the order they were made. */
  list(): Promise<readonly Block[]>
  /** Replaces an earlier block of the same two. */
  save(block: Block): Promise<void>
  delete(block: Pick<Block, 'grid' | 'agentId' | 'blockedId'>): Promise<void>
}

/** Runs something later, by the time of its stopwatch; tests turn it by hand. */
export interface Timers extends Stopwatch {
  /** Calls back once after that many milliseconds. @returns a function that cancels it */
  after(milliseconds: number, callback: () => void): () => void
}
