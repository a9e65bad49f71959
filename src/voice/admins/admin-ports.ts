/**
 * Stores for admins, their keys and their acts, beside the stores in ports.ts. An admin looks after one grid, or after the
 * whole service with all its grids; decisions about avatars belong to a grid.
 */

import type { AdminRole } from '../../pure/admin-roles.js'
import type { Avatar, GridId } from '../grids/grid.js'

/** Somebody who may sign in to the console. */
export interface Admin {
  readonly name: string
  /** The only grid that the admin sees; `null`: the service's admin, who sees all. */
  readonly grid: GridId | null
  readonly role: AdminRole
  readonly passwordHash: string
  /** For the first admin: hash of the setting ADMIN_PASSWORD, to notice when it has changed. */
  readonly settingHash: string | null
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

/** A key to the console's API: a browser's session, or a token for programs. Only its hash is stored. */
export interface AdminKey {
  readonly id: string
  readonly hash: string
  readonly kind: 'session' | 'token'
  readonly adminName: string
  /** The most that a token may do; a session has its admin's present role. */
  readonly role: AdminRole
  /** What the token is for, or which browser has the session. */
  readonly label: string
  readonly address: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly lastUsedAt: number
  /** `null`: valid until it is revoked. */
  readonly expiresAt: number | null
}

/** One act, or one refusal, of the console. */
export interface AuditEntry {
  readonly id: number
  /** Milliseconds since 1970. */
  readonly at: number
  /** An admin's name as it was typed, for a refused sign-in too. */
  readonly actor: string
  readonly address: string
  /** The grid that it was about; `null`: the whole service. */
  readonly grid: GridId | null
  /** Such as `channel-changed`. */
  readonly act: string
  /** What the act was about, in words for people. */
  readonly subject: string
  /** What changed, as values that fit into JSON; never a secret. */
  readonly detail: Readonly<Record<string, unknown>>
  /** Id of the entry that undid this one. */
  readonly undoneBy: number | null
}

export interface AdminStore {
  find(name: string): Promise<Admin | undefined>
  list(): Promise<readonly Admin[]>
  /** False when the name is taken; the existing admin is not changed. */
  create(admin: Admin): Promise<boolean>
  /** Applies the patch; false when there is no such admin. */
  update(name: string, patch: Partial<Omit<Admin, 'name' | 'grid'>>): Promise<boolean>
  /** Gives an admin another role; false when that would leave the service no owner, and when there is no such admin. */
  changeRoleButLastOwner(name: string, role: AdminRole): Promise<boolean>
  /** Deletes an admin, all their keys and second factors; false for the service's only owner, and when there is no such admin. */
  deleteButLastOwner(name: string): Promise<boolean>
}

export interface AdminKeyStore {
  findByHash(hash: string): Promise<AdminKey | undefined>
  list(): Promise<readonly AdminKey[]>
  add(key: AdminKey): Promise<void>
  touch(id: string, lastUsedAt: number): Promise<void>
  /** Deletes the keys that match the filter. @returns how many there were */
  delete(filter: {
    readonly id?: string
    readonly adminName?: string
    readonly kind?: AdminKey['kind']
    readonly expiredBefore?: number
  }): Promise<number>
}

export interface AuditStore {
  /** @returns the entry's number; `undefined` if it can only be stored later */
  append(entry: Omit<AuditEntry, 'id' | 'undoneBy'>): Promise<number | undefined>
  find(id: number): Promise<AuditEntry | undefined>
  /** Newest first. */
  list(page: {
    readonly before?: number
    readonly limit: number
    /** Only what was about one of these grids; `null` among them: about the whole service. */
    readonly grids?: readonly (GridId | null)[]
    readonly search?: string
    /** Only acts whose detail names that avatar. */
    readonly agentId?: string
    /** Only these acts. */
    readonly acts?: readonly string[]
    /** Milliseconds since 1970: not before, and before. */
    readonly from?: number
    readonly to?: number
  }): Promise<readonly AuditEntry[]>
  markUndone(id: number, by: number): Promise<void>
  /** Deletes all but the newest entries about that grid, or about the whole service (`null`). */
  trim(grid: GridId | null, keep: number): Promise<void>
}

/** An avatar that may not come into a channel for a while. */
export interface Ban extends Avatar {
  readonly channelId: number
  readonly name: string
  /** Milliseconds since 1970. */
  readonly until: number
  readonly by: string
  /** Why, as the banned resident is told. */
  readonly explanation?: string
}

export interface BanStore {
  /** Of every grid. */
  list(): Promise<readonly Ban[]>
  save(ban: Ban): Promise<void>
  delete(ban: Pick<Ban, 'grid' | 'channelId' | 'agentId'>): Promise<void>
}

/** A resident told the moderators about another one. */
export interface Complaint extends Avatar {
  readonly id: number
  readonly name: string
  readonly aboutId: string
  readonly aboutName: string
  /** Where both were: a channel's name, or empty. */
  readonly place: string
  /** In the resident's own words. */
  readonly words: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** Who dealt with it, and when; missing while nobody has. */
  readonly closed?: Pick<Decision, 'by' | 'at'>
}

export interface ComplaintStore {
  /** @returns its number. @param keep the oldest of that grid beyond this number are deleted */
  add(complaint: Omit<Complaint, 'id'>, keep: number): Promise<number>
  /** Those that nobody has dealt with, or all by and about one resident; the newest first. */
  list(grid: GridId, agentId?: string): Promise<readonly Complaint[]>
  /** False when there is none of that number that is open. */
  close(grid: GridId, id: number, closed: Pick<Decision, 'by' | 'at'>): Promise<boolean>
}

/** Who decided something about an avatar in a channel, why, and for how long. */
export interface Decision {
  /** An admin's or a resident's name; empty for a region. */
  readonly by: string
  /** Milliseconds since 1970. */
  readonly at: number
  /** Milliseconds since 1970; missing: until it is taken back. */
  readonly until?: number
  readonly explanation?: string
}

/** What moderators decided about speaking in a channel. */
export interface SpeechRule {
  readonly grid: GridId
  readonly channelId: number
  /** `spared`: may speak although everybody is muted. */
  readonly kind: 'muted' | 'floor' | 'all-muted' | 'spared' | 'writing-muted'
  /** Empty for `all-muted`, which concerns everybody but moderators and those who are spared. */
  readonly agentId: string
  /** Missing for rules of earlier versions. */
  readonly decision?: Decision
}

export interface SpeechRuleStore {
  /** Of every grid. */
  list(): Promise<readonly SpeechRule[]>
  /** Adding a rule that exists already replaces what is known about its decision. */
  add(rule: SpeechRule): Promise<void>
  /** Deletes the rules that match the filter. */
  delete(filter: Pick<SpeechRule, 'grid' | 'channelId'> & Partial<SpeechRule>): Promise<void>
}
