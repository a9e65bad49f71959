/** A month of numbers for the overview's charts, in a data directory that no service uses yet. */

import { join } from 'node:path'
import { dayAfter, dayOf } from '../../src/pure/grids/usage.js'
import { openStore, type Store } from '../../src/store/store.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import type { HistoryEntry } from '../../src/voice/history/history-ports.js'

const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

/** Evenings with people; ten minutes without a service; a feed that stood still; the last minutes lose packets. */
export async function seedHistory(dataDir: string): Promise<void> {
  const now = Date.now()
  const entries: HistoryEntry[] = []
  for (const [stepMinutes, count] of [
    [1, 24 * 60],
    [10, 7 * 24 * 6],
    [60, 30 * 24],
  ] as const) {
    const stepMs = stepMinutes * MINUTE_MS
    for (let index = 1; index < count; index += 1) {
      if (index >= 20 && index < 30) continue
      const at = now - (now % stepMs) - index * stepMs
      const evening = Math.sin(((at % DAY_MS) / DAY_MS - 0.55) * 2 * Math.PI)
      const people = Math.round(18 + 16 * evening + 2 * Math.sin(index / (120 / stepMinutes)))
      const ofGrid = {
        people,
        rooms: Math.ceil(people / 7),
        oldestFeedSeconds: index === 40 ? 95 : 1 + ((index * 7) % 10) / 10,
        ...(index % 5 < 3 && { timeToVoiceMs: index === 12 ? 6900 : 700 + ((index * 131) % 400) }),
      }
      const ofService = {
        hubCores: people / 60,
        lossShare: index < 4 ? 0.08 : 0.002 + ((index * 17) % 10) / 2000,
        refusedSignIns: index % 17 === 0 ? 3 : 0,
      }
      entries.push({ grid: MAIN_GRID, stepMinutes, at, figures: ofGrid })
      entries.push({ grid: null, stepMinutes, at, figures: ofService })
    }
  }
  const store = await openStore({ file: join(dataDir, 'voice.sqlite') })
  await store.history.save(entries)
  await seedUsage(store, now)
  await store.close()
}

/** Seven weeks of use, more at weekends; who it was is forgotten. */
async function seedUsage(store: Store, now: number): Promise<void> {
  const today = dayOf(now)
  for (let back = 0; back < 50; back += 1) {
    const day = dayAfter(today, -back)
    const busy = 1 + (back % 7 === 2 ? 1 : 0) + Math.sin(back / 4) / 3
    const people = Array.from({ length: Math.round(18 * busy) }, (_, index) => ({
      ...{ grid: MAIN_GRID, day },
      person: `person ${index}`,
    }))
    const count = {
      voiceSeconds: Math.round(90_000 * busy),
      hubSeconds: Math.round(2600 * busy),
      hubBytes: Math.round(1.9e9 * busy),
    }
    await store.usage.save([{ grid: MAIN_GRID, day, countId: 'seeded', ...count }], people)
  }
  await store.usage.closeDays({ from: today, to: dayAfter(today) })
}
