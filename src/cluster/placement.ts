/** Which node an area falls to, by its hash and by how much each node has. Pure. */

import { orderFor } from './area.js'

export interface NodeLoad {
  readonly id: string
  /** How many areas it owns, as it said last. */
  readonly areas: number
}

/** By chance a hash gives some nodes more than others. One that has this much more than the mean passes areas on. */
const ABOVE_MEAN = 1.03
/** Few areas are uneven whatever is done. */
const FEW_AREAS = 8
/** Nodes learn of each other's areas a second late, so that one which is nearly full may be full for another. */
const NEARLY = 0.9

const meanOf = (nodes: readonly NodeLoad[]) =>
  nodes.reduce((sum, { areas }) => sum + areas, 0) / Math.max(1, nodes.length)

/** How many areas a node takes, while others have room. */
export const fullAt = (nodes: readonly NodeLoad[]): number => meanOf(nodes) * ABOVE_MEAN + FEW_AREAS

function inOrder<Node extends NodeLoad>(area: string, nodes: readonly Node[]): readonly Node[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  return orderFor(area, [...byId.keys()]).flatMap((id) => byId.get(id) ?? [])
}

/** The node that an area falls to: the first by its hash that is not full. @returns `undefined` where there is no node */
export function placeFor<Node extends NodeLoad>(area: string, nodes: readonly Node[]): Node | undefined {
  const order = inOrder(area, nodes)
  const full = fullAt(nodes)
  return order.find(({ areas }) => areas < full) ?? order[0]
}

/** Whether an area that nobody owns falls to that node, or may do so for a node that knows newer numbers. */
export function mayTake(area: string, nodes: readonly NodeLoad[], nodeId: string): boolean {
  if (placeFor(area, nodes)?.id === nodeId) return true
  const full = fullAt(nodes)
  for (const { id, areas } of inOrder(area, nodes)) {
    if (id === nodeId) return areas < full
    if (areas < full * NEARLY) return false
  }
  return false
}

/**
 * Which of a node's areas others should have: those that are too many, and those whose first node by hash has room for more
 * than the mean leaves it.
 * @param idle its areas that can be given away
 */
export function tooMany(
  idle: readonly string[],
  nodes: readonly NodeLoad[],
  nodeId: string,
): readonly string[] {
  const mean = meanOf(nodes)
  const own = nodes.find(({ id }) => id === nodeId)?.areas ?? 0
  const firstOf = new Map(idle.map((area) => [area, inOrder(area, nodes)[0]]))
  const elsewhere = idle.filter((area) => {
    const first = firstOf.get(area)
    return first && first.id !== nodeId && first.areas < mean
  })
  const spare = Math.ceil(own - fullAt(nodes)) - elsewhere.length
  const others = idle.filter((area) => !elsewhere.includes(area))
  return [...elsewhere, ...others.slice(0, Math.max(0, spare))]
}
