/** Which people and channels an entry of the audit log is about, so that the console can link to those that are still there. */

import type { AuditLinks } from '../../protocol/admin-api.js'
import type { AuditEntry } from '../../voice/admins/admin-ports.js'
import type { GridId } from '../../voice/grids/grid.js'

type Entry = Pick<AuditEntry, 'subject' | 'detail'>

/** The channel that an entry names in its subject, whether it is still there or not; `undefined` for none and for several. */
export function channelIn({ detail }: Pick<Entry, 'detail'>): number | undefined {
  const { channelId, id, changes } = detail
  const changed = Array.isArray(changes) && changes.length === 1 ? changes[0]?.id : undefined
  return [channelId, id, changed].find((one): one is number => Number.isInteger(one))
}

/**
 * What to link in an entry's subject.
 * @param grid what is of another grid is not linked
 * @param channelIds the channels that are still there
 */
export function linksOf(
  { subject, detail }: Entry,
  grid: GridId,
  channelIds: ReadonlySet<number>,
): AuditLinks {
  const { agentId, agentIds, names, place } = detail
  if (typeof detail.grid === 'string' && detail.grid !== grid) return { people: [], channels: [] }
  const ids = typeof agentId === 'string' ? [agentId] : stringsIn(agentIds)
  // Where an entry lists no names, its subject is the one it is about.
  const called = names === undefined ? [subject] : stringsIn(names)
  const channelId = channelIn({ detail })
  return {
    people: ids.flatMap((id, index) => {
      const text = called[index]
      return text !== undefined && subject.includes(text) ? [{ agentId: id, text }] : []
    }),
    channels:
      channelId !== undefined && channelIds.has(channelId)
        ? [{ id: channelId, text: typeof place === 'string' ? place : subject }]
        : [],
  }
}

const stringsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
