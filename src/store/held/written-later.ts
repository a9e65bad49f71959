/**
 * Stores whose changes count at once, and are written later if the database cannot be written now: such writes are kept
 * in memory in their order, and made as soon as it can be.
 */

import { VoiceError } from '../../errors.js'
import type { AuditStore, BanStore, SpeechRuleStore } from '../../voice/admins/admin-ports.js'
import type { BlockStore, RevocationStore } from '../../voice/ports.js'
import { isUnwritable, type StoreHealth, type StoreLog } from '../health.js'

/** More than moderators decide in a day; beyond it a write is refused. */
const MAX_KEPT = 10_000

export interface Backlog {
  /**
   * Makes a write now, or later if the store cannot be written; it then resolves to `undefined` at once.
   * @throws VoiceError `store-unwritable` if too many wait; any other error
   */
  write<T>(work: () => Promise<T>): Promise<T | undefined>
}

export function createBacklog(health: StoreHealth, log: StoreLog): Backlog {
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

  return {
    async write(work) {
      // Queued behind earlier writes, so that the last decision counts in the end; while those are written it waits for them.
      if (kept.length > 0) {
        if (kept.length >= MAX_KEPT) throw tooMany()
        kept.push(work)
        await writeKept()
        return undefined
      }
      try {
        return await work()
      } catch (error) {
        if (!isUnwritable(error)) throw error
        kept.push(work)
        return undefined
      }
    },
  }
}

function tooMany(): VoiceError {
  return new VoiceError('store-unwritable', 'Too much waits already until it can be written down.')
}

export const writtenLater = {
  bans: (store: BanStore, backlog: Backlog): BanStore => ({
    list: store.list,
    save: (ban) => backlog.write(() => store.save(ban)),
    delete: (ban) => backlog.write(() => store.delete(ban)),
  }),
  speechRules: (store: SpeechRuleStore, backlog: Backlog): SpeechRuleStore => ({
    list: store.list,
    add: (rule) => backlog.write(() => store.add(rule)),
    delete: (filter) => backlog.write(() => store.delete(filter)),
  }),
  blocks: (store: BlockStore, backlog: Backlog): BlockStore => ({
    list: store.list,
    save: (block) => backlog.write(() => store.save(block)),
    delete: (block) => backlog.write(() => store.delete(block)),
  }),
  revocations: (store: RevocationStore, backlog: Backlog): RevocationStore => ({
    load: store.load,
    add: (revocation) => backlog.write(() => store.add(revocation)),
  }),
  audit: (store: AuditStore, backlog: Backlog): AuditStore => ({
    find: store.find,
    list: store.list,
    append: (entry) => backlog.write(() => store.append(entry)),
    markUndone: (id, by) => backlog.write(() => store.markUndone(id, by)),
    trim: (keep) => backlog.write(() => store.trim(keep)),
  }),
}
