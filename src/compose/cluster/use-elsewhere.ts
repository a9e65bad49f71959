/** What the other nodes are used for by each grid, as they told last: a second ago, mostly. Part of the composition. */

import type { Nodes } from '../../cluster/nodes/nodes.js'
import { type GridUsesOptions, NOTHING_USED, sumUsage } from '../../voice/grids/use/grid-use.js'

export function createUseElsewhere(nodes: Pick<Nodes, 'live'>, ownId: string) {
  const usedElsewhere: NonNullable<GridUsesOptions['elsewhere']> = (grid) => {
    const others = nodes.live().filter(({ id }) => id !== ownId)
    const usage = others.reduce(
      (all, { grids }) => sumUsage(all, { ...NOTHING_USED, ...grids?.[grid] }),
      NOTHING_USED,
    )
    return { nodes: others.length, usage }
  }
  return usedElsewhere
}
