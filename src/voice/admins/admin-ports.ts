/**
 * What the console's people, their keys and their acts are kept as: small stores beside those in ports.ts. An admin
 * is one of the whole service, and looks after all its grids; what is decided about people belongs to a grid.
 */

import type { Avatar, GridId } from '../grids/grid.js'

/** An owner may do everything; a moderator looks after the people in rooms. */
export type AdminRole = 'owner' | 'moderator'

/** Somebody who may sign in to the console. */
export interface Admin {
  readonly name: string
  readonly role: AdminRole
  readonly passwordHash: string
  /** Of the first admin: tells whether the setting ADMIN_PASSWORD is another one than last time. */
  readonly settingHash: string | null
  /** Milliseconds since 1970. */
  readonly createdAt: number
}

/** What opens the console's API: a signed-in browser, or a token for programs. Only its hash is kept. */
export interface AdminKey {
  readonly id: string
  readonly hash: string
  readonly kind: 'session' | 'token'
  readonly adminName: string
  /** A token's own; a session has the role that its admin has at the moment. */
  readonly role: AdminRole
  /** What it is for, or which browser it is. */
  readonly label: string
  readonly address: string
  /** Milliseconds since 1970. */
  readonly createdAt: number
  readonly lastUsedAt: number
  /** `null`: until it is revoked. */
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
  /** Such as `channel-changed`. */
  readonly act: string
  /** What it was done to, for people. */
  readonly subject: string
  /** What changed, as JSON-able values; never a secret. */
  readonly detail: Readonly<Record<string, unknown>>
  /** The entry that took it back. */
  readonly undoneBy: number | null
}

export interface AdminStore {
  find(name: string): Promise<Admin | undefined>
  list(): Promise<readonly Admin[]>
  /** False when the name is taken; whose it is stays untouched. */
  create(admin: Admin): Promise<boolean>
  /** Changes what the patch names; false when there is no such admin. */
  update(name: string, patch: Partial<Omit<Admin, 'name'>>): Promise<boolean>
  /** With all its keys; false for the only owner, and where there is no such admin. */
  deleteButLastOwner(name: string): Promise<boolean>
}

export interface AdminKeyStore {
  findByHash(hash: string): Promise<AdminKey | undefined>
  list(): Promise<readonly AdminKey[]>
  add(key: AdminKey): Promise<void>
  touch(id: string, lastUsedAt: number): Promise<void>
  /** Those that the filter names; how many there were. */
  delete(filter: {
    readonly id?: string
    readonly adminName?: string
    readonly kind?: AdminKey['kind']
    readonly expiredBefore?: number
  }): Promise<number>
}

export interface AuditStore {
  /** Its number; `undefined` where it can only be written down later. */
  append(entry: Omit<AuditEntry, 'id' | 'undoneBy'>): Promise<number | undefined>
  find(id: number): Promise<AuditEntry | undefined>
  /** Newest first. */
  list(page: {
    readonly before?: number
    readonly limit: number
    readonly search?: string
  }): Promise<readonly AuditEntry[]>
  markUndone(id: number, by: number): Promise<void>
  /** Keeps the newest so many. */
  trim(keep: number): Promise<void>
}

/** Who may not come into a channel for a while. */
export interface Ban extends Avatar {
  readonly channelId: number
  readonly name: string
  /** Milliseconds since 1970. */
  readonly until: number
  readonly by: string
  /** Why, as the banned one is told. */
  readonly explanation?: string
}

export interface BanStore {
  /** Of every grid. */
  list(): Promise<readonly Ban[]>
  save(ban: Ban): Promise<void>
  delete(ban: Pick<Ban, 'grid' | 'channelId' | 'agentId'>): Promise<void>
}

/** What moderators decided about speaking in a channel. */
export interface SpeechRule {
  readonly grid: GridId
  readonly channelId: number
  readonly kind: 'muted' | 'floor' | 'all-muted'
  /** Empty for `all-muted`, which is about everybody but moderators. */
  readonly agentId: string
}

export interface SpeechRuleStore {
  /** Of every grid. */
  list(): Promise<readonly SpeechRule[]>
  /** Adding one that is there already changes nothing. */
  add(rule: SpeechRule): Promise<void>
  /** Those that the filter names. */
  delete(filter: Pick<SpeechRule, 'grid' | 'channelId'> & Partial<SpeechRule>): Promise<void>
}
