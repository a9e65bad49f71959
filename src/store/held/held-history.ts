/** Holds the overview's numbers in memory while they cannot be stored, so that the charts of a full disk have no gap. */

import type { HistoryEntry, HistoryStore } from '../../voice/history/history-ports.js'
import { ignoreUnwritable, isUnwritable } from '../health.js'
import type { Backlog } from './written-later.js'

/** A day of the service and a few grids; the oldest go first. */
const MAX_HELD = 10_000

export function holdUnwrittenHistory(store: HistoryStore, backlog: Backlog): HistoryStore {
  const held = new Map<string, HistoryEntry>()
  let waits = false

  const keyOf = ({ grid, stepMinutes, at }: HistoryEntry) => `${grid ?? ''}/${stepMinutes}/${at}`

  async function writeHeld(): Promise<void> {
    const entries = [...held]
    await store.save(entries.map(([, entry]) => entry))
    for (const [key, entry] of entries) if (held.get(key) === entry) held.delete(key)
    waits = false
  }

  return {
    async save(entries) {
      try {
        await store.save(entries)
        for (const entry of entries) held.delete(keyOf(entry))
      } catch (error) {
        if (!isUnwritable(error)) throw error
        for (const entry of entries) held.set(keyOf(entry), entry)
        for (const [key] of [...held].slice(0, -MAX_HELD)) held.delete(key)
        // One write for all of them: the decisions of moderators wait in the same line.
        if (waits) return
        waits = true
        await backlog.write(writeHeld)
      }
    },
    async list(filter) {
      const stored = await store.list(filter)
      const { grid, stepMinutes, since } = filter
      const own = [...held.values()].filter(
        (entry) => entry.grid === grid && entry.stepMinutes === stepMinutes && entry.at >= since,
      )
      if (own.length === 0) return stored
      const all = new Map([...stored, ...own].map((entry) => [entry.at, entry]))
      return [...all.values()].sort((a, b) => a.at - b.at)
    },
    // What cannot be deleted now is deleted next time.
    keepOnly: (stepMinutes, between) => store.keepOnly(stepMinutes, between).catch(ignoreUnwritable),
  }
}
