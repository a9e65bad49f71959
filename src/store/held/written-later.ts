/**
 * Stores whose changes count at once, and are written later if the database cannot be written now: such writes are kept
 * in memory in their order, and made as soon as it can be.
 */

import { VoiceError } from '../../errors.js'
import type { AuditStore, Ban, BanStore, SpeechRuleStore } from '../../voice/admins/admin-ports.js'
import type { Decided, RuleFilter } from '../../voice/moderation/kept-decisions.js'
import type { BlockStore, RevocationStore } from '../../voice/ports.js'
import type { BlockedPair } from '../../voice/residents/blocks.js'
import { type Journal, NO_JOURNAL } from '../../voice/sign-in/journal.js'
import { isUnwritable, type StoreHealth, type StoreLog } from '../health.js'

/** More than moderators decide in a day; beyond it a write is refused. */
const MAX_KEPT = 10_000

export interface Backlog {
  /**
   * Makes a write now, or later if the store cannot be written; it then resolves to `undefined` at once.
   * @param decision what is written, for another node where this one ends before it is
   * @throws VoiceError `store-unwritable` if too many wait; any other error
   */
  write<T>(work: () => Promise<T>, decision?: DecidedAbout): Promise<T | undefined>
}

/** A decision, and what it is about: the newest about that counts. */
export interface DecidedAbout {
  readonly about: string
  readonly decided: Decided
}

/** Longer than any database is away. */
const JOURNAL_TTL_MS = 7 * 24 * 3_600_000

/** @param journal keeps decisions that are not written yet, where there are several nodes */
export function createBacklog(health: StoreHealth, log: StoreLog, journal: Journal = NO_JOURNAL): Backlog {
  const kept: (() => Promise<unknown>)[] = []
  let writing: Promise<void> | undefined

  async function writeAll(): Promise<void> {
    for (let [next] = kept; next; [next] = kept) {
      try {
        await next()
      } catch (error) {
        if (isUnwritable(error)) return
        log.error({ err: error }, 'a postponed write failed')
      }
      kept.shift()
    }
  }

  /** Resolves when all are written, or when one cannot be. */
  function writeKept(): Promise<void> {
    writing ??= writeAll().finally(() => {
      writing = undefined
    })
    return writing
  }

  health.events.on('writable', () => void writeKept())

  function postpone(work: () => Promise<unknown>, decision: DecidedAbout | undefined): void {
    kept.push(work)
    if (decision) journal.note(decision.about, { at: Date.now(), ...decision.decided }, JOURNAL_TTL_MS)
  }

  /** The same write, after which nobody else has to make it. */
  function forgotten<T>(work: () => Promise<T>, decision: DecidedAbout | undefined): () => Promise<T> {
    if (!decision) return work
    return async () => {
      const written = await work()
      journal.forget(decision.about)
      return written
    }
  }

  return {
    async write(given, decision) {
      const work = forgotten(given, decision)
      // Queued behind earlier writes, so that the last decision counts in the end; while those are written it waits for them.
      if (kept.length > 0) {
        if (kept.length >= MAX_KEPT) throw tooMany()
        postpone(work, decision)
        await writeKept()
        return undefined
      }
      try {
        return await work()
      } catch (error) {
        if (!isUnwritable(error)) throw error
        postpone(work, decision)
        return undefined
      }
    },
  }
}

function tooMany(): VoiceError {
  return new VoiceError('store-unwritable', 'Too much waits already until it can be written down.')
}

const aboutBan = ({ grid, channelId, agentId }: Pick<Ban, 'grid' | 'channelId' | 'agentId'>) =>
  `ban ${grid} ${channelId} ${agentId}`
const aboutRule = ({ grid, channelId, kind = 'muted', agentId = '*' }: RuleFilter) =>
  `rule ${grid} ${channelId} ${kind} ${agentId}`

const aboutBlock = ({ grid, agentId, blockedId }: BlockedPair) => `block ${grid} ${agentId} ${blockedId}`

export const writtenLater = {
  bans: (store: BanStore, backlog: Backlog): BanStore => ({
    list: store.list,
    save: (ban) => backlog.write(() => store.save(ban), { about: aboutBan(ban), decided: { ban } }),
    delete: (ban) =>
      backlog.write(() => store.delete(ban), { about: aboutBan(ban), decided: { liftedBan: ban } }),
  }),
  speechRules: (store: SpeechRuleStore, backlog: Backlog): SpeechRuleStore => ({
    list: store.list,
    add: (rule) => backlog.write(() => store.add(rule), { about: aboutRule(rule), decided: { rule } }),
    delete: (filter) =>
      backlog.write(() => store.delete(filter), {
        about: aboutRule(filter),
        decided: { liftedRules: filter },
      }),
  }),
  blocks: (store: BlockStore, backlog: Backlog): BlockStore => ({
    list: store.list,
    save: (block) => backlog.write(() => store.save(block), { about: aboutBlock(block), decided: { block } }),
    delete: (block) =>
      backlog.write(() => store.delete(block), { about: aboutBlock(block), decided: { liftedBlock: block } }),
  }),
  revocations: (store: RevocationStore, backlog: Backlog): RevocationStore => ({
    load: store.load,
    add: (revocation) =>
      backlog.write(() => store.add(revocation), {
        about: `revocation ${revocation.grid} ${revocation.sessionId}`,
        decided: { revocation },
      }),
  }),
  audit: (store: AuditStore, backlog: Backlog): AuditStore => ({
    find: store.find,
    list: store.list,
    append: (entry) => backlog.write(() => store.append(entry)),
    markUndone: (id, by) => backlog.write(() => store.markUndone(id, by)),
    trim: (grid, keep) => backlog.write(() => store.trim(grid, keep)),
  }),
}
