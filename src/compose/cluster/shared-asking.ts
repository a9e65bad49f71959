/** A grid's services are asked by one node for all: by the owner of what belongs to no region. Part of the composition. */

import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Asking } from '../../cluster/asking.js'
import type { GridTold, SharedAsking } from '../../robust/shared-asking.js'
import { type Avatar, type GridId, MAIN_GRID } from '../../voice/grids/grid.js'
import type { Timers } from '../../voice/ports.js'

/** What nodes ask each other. */
const PAGE_AVATARS = 'page-avatars'
const GRID_TOLD = 'grid-told'
/** A node that hangs does not keep the others waiting: what it said before counts. */
const WAIT_MS = 1000

const areIds = Compile(Type.Array(Type.String()))

export function createSharedAsking(
  cluster: Pick<Asking, 'askOthers' | 'answerTo'>,
  isAsker: () => boolean,
  timers: Timers,
  grid: GridId,
): SharedAsking {
  // Nodes of earlier versions know one grid.
  const nameOf = (question: string) => (grid === MAIN_GRID ? question : `${question}/${grid}`)
  let known: readonly Avatar[] = []

  async function refresh(): Promise<void> {
    const answers = await cluster.askOthers(nameOf(PAGE_AVATARS), null)
    known = answers
      .filter((ids) => areIds.Check(ids))
      .flat()
      .map((agentId) => ({ grid, agentId }))
  }

  return {
    isAsker,
    async othersAvatars() {
      await Promise.race([refresh(), new Promise<void>((resolve) => void timers.after(WAIT_MS, resolve))])
      return known
    },
    async tell(told) {
      return (await cluster.askOthers(nameOf(GRID_TOLD), told)).every((knowsRegions) => knowsRegions === true)
    },
    answer({ avatars, hear }) {
      cluster.answerTo(nameOf(PAGE_AVATARS), () =>
        avatars().flatMap((avatar) => (avatar.grid === grid ? avatar.agentId : [])),
      )
      // The other node is of this service: what it says is as valid as what is said here.
      cluster.answerTo(nameOf(GRID_TOLD), (told) => hear(told as GridTold))
    },
  }
}
