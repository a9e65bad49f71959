/** Who is in voice on other nodes, for those who tell residents of their friends and groups. Part of the composition. */

import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Asking } from '../../cluster/asking.js'
import type { GridId } from '../../voice/grids/grid.js'
import type { Stopwatch } from '../../voice/ports.js'

/** What nodes ask each other. */
const IN_VOICE = 'in-voice'
/** Whoever looks several times a second gets the same answer. */
const FRESH_MS = 1000

const areIds = Compile(Type.Array(Type.String()))

export interface VoicesElsewhere {
  /** The agents who are in the room of a place on another node, as the nodes said a moment ago; each look asks them again. */
  look(grid: GridId): ReadonlySet<string>
  /** Answers the other nodes. */
  answer(inVoiceHere: (grid: GridId) => ReadonlySet<string>): void
}

export function createVoicesElsewhere(
  cluster: Pick<Asking, 'askOthers' | 'answerTo'>,
  stopwatch: Stopwatch,
): VoicesElsewhere {
  const known = new Map<GridId, ReadonlySet<string>>()
  const askedAt = new Map<GridId, number>()

  async function ask(grid: GridId): Promise<void> {
    const answers = await cluster.askOthers(IN_VOICE, grid)
    known.set(grid, new Set(answers.filter((ids) => areIds.Check(ids)).flat()))
  }

  return {
    look(grid) {
      const now = stopwatch.now()
      if (now - (askedAt.get(grid) ?? Number.NEGATIVE_INFINITY) >= FRESH_MS) {
        askedAt.set(grid, now)
        // Never fails: a node that does not answer is left out.
        void ask(grid)
      }
      return known.get(grid) ?? new Set()
    },
    answer: (inVoiceHere) => cluster.answerTo(IN_VOICE, (grid) => [...inVoiceHere(String(grid))]),
  }
}
