/** Stores whose changes count at once, and are written later if the database cannot be written now. */

import type { AuditStore, BanStore, SpeechRuleStore } from '../../voice/admins/admin-ports.js'
import type { RevocationStore } from '../../voice/ports.js'
import type { Backlog } from './backlog.js'

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
