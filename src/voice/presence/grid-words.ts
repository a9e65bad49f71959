/**
 * In which region the grid itself says that avatars are, without a position. Where a live feed tells of that region, the
 * feed knows better; where none does, this is all there is.
 *
 * It is a strong hint and no proof: a killed simulator leaves its avatars behind in it until it is up again.
 */

import type { Avatar, GridId, Region } from '../grids/grid.js'
import { createAvatarMap } from '../grids/grid-map.js'
import type { Stopwatch } from '../ports.js'

/** What the grid answers for an avatar; `arriving`: it is between two regions, or on its way into the first. */
export type GridWord = { readonly regionId: string } | 'arriving'

export interface KnownGridWord extends Avatar, Region {
  /** When the grid first said so, by the stopwatch. */
  readonly changedAt: number
}

/** What an answer changes. */
export type GridNews =
  /** The avatar is in another region than before; `isFirst`: nothing was known of it before. */
  | { readonly type: 'moved'; readonly avatar: Avatar; readonly isFirst: boolean }
  /** The grid no longer knows it. */
  | { readonly type: 'gone'; readonly word: KnownGridWord }

/** An avatar that is missing from so many answers in a row is gone. */
const MISSES = 2

export type GridWords = ReturnType<typeof createGridWords>

export function createGridWords(stopwatch: Stopwatch) {
  const told = new Set<GridId>()
  const words = createAvatarMap<KnownGridWord & { readonly missed: number }>()
  /** Who is asked for and was missing from answers in a row, and how many. */
  const missing = createAvatarMap<Avatar & { readonly answers: number }>()

  function hear(avatar: Avatar, said: GridWord | undefined): GridNews | undefined {
    if (said) missing.delete(avatar)
    else missing.set(avatar, { ...avatar, answers: (missing.get(avatar)?.answers ?? 0) + 1 })
    const before = words.get(avatar)
    if (said === 'arriving' || said?.regionId === before?.regionId) {
      if (before) words.set(avatar, { ...before, missed: 0 })
      return undefined
    }
    if (said) {
      const { regionId } = said
      words.set(avatar, { ...avatar, regionId, changedAt: stopwatch.now(), missed: 0 })
      return { type: 'moved', avatar, isFirst: before === undefined }
    }
    if (!before) return undefined
    if (before.missed + 1 < MISSES) {
      words.set(avatar, { ...before, missed: before.missed + 1 })
      return undefined
    }
    words.delete(avatar)
    return { type: 'gone', word: before }
  }

  return {
    /** Whether the grid itself tells who is where. */
    isTold: (grid: GridId): boolean => told.has(grid),
    get: (avatar: Avatar): KnownGridWord | undefined => words.get(avatar),
    /** Whether the grid says again and again that it has no such avatar in-world; visitors of other grids it has. */
    denies: (avatar: Avatar): boolean => (missing.get(avatar)?.answers ?? 0) >= MISSES,
    list: (grid: GridId): Iterable<KnownGridWord> => words.values(grid),
    /** Those whom the grid says to be in a region. */
    in: ({ grid, regionId }: Region): readonly KnownGridWord[] =>
      [...words.values(grid)].filter((word) => word.regionId === regionId),
    /**
     * Takes a whole answer. Avatars that were not asked for any more are forgotten.
     * @param answers by agent id, for everybody who was asked for; `undefined`: the grid does not know them
     */
    take(grid: GridId, answers: ReadonlyMap<string, GridWord | undefined>): readonly GridNews[] {
      told.add(grid)
      for (const known of [words, missing])
        for (const avatar of [...known.values(grid)]) if (!answers.has(avatar.agentId)) known.delete(avatar)
      return [...answers].flatMap(([agentId, said]) => hear({ grid, agentId }, said) ?? [])
    },
    /** The grid is served no more. */
    forgetGrid(grid: GridId): void {
      told.delete(grid)
      for (const known of [words, missing]) for (const avatar of [...known.values(grid)]) known.delete(avatar)
    },
  }
}
