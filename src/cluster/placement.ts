/** Which node an area falls to: by its patch, by how much each node has, and by where people talk beside it. Pure. */

import { type OrderFor, orderFor } from './area.js'

export interface NodeLoad {
  readonly id: string
  /** How many areas it owns, as it said last. */
  readonly areas: number
}

/** An area as placement sees it. */
export interface Placed {
  /** Areas of one patch fall to one node while it has room. */
  readonly patch: string
  /** By node, how many people are in voice there in regions that touch it. */
  readonly voicesBeside: ReadonlyMap<string, number>
}

/** By chance a hash gives some nodes more than others. One that has this much more than the mean passes areas on. */
const ABOVE_MEAN = 1.002
/** Few areas are uneven whatever is done. */
const FEW_AREAS = 2
/** A node with fewer than this share of the mean keeps what would fall to others. */
const BELOW_MEAN = 0.98
/** Regions go to the node of those who talk beside them as long as it has not this much more than the mean. */
const ABOVE_MEAN_BESIDE = 1.07
const FEW_BESIDE = 8
/** Nodes learn of each other's areas a second late, so that one which is nearly full may be full for another. */
const NEARLY = 0.9

const meanOf = (nodes: readonly NodeLoad[]) =>
  nodes.reduce((sum, { areas }) => sum + areas, 0) / Math.max(1, nodes.length)

/** How many areas a node takes, while others have room. */
const fullAt = (nodes: readonly NodeLoad[]): number => meanOf(nodes) * ABOVE_MEAN + FEW_AREAS

function inOrder<Node extends NodeLoad>(
  { patch }: Placed,
  nodes: readonly Node[],
  order: OrderFor,
): readonly Node[] {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  return order(patch, [...byId.keys()]).flatMap((id) => byId.get(id) ?? [])
}

/** The node with the most people in voice beside an area, if it has room for what lies around them. */
function besideVoices<Node extends NodeLoad>(
  { voicesBeside }: Placed,
  nodes: readonly Node[],
): Node | undefined {
  if (voicesBeside.size === 0) return undefined
  const full = meanOf(nodes) * ABOVE_MEAN_BESIDE + FEW_BESIDE
  const people = (id: string) => voicesBeside.get(id) ?? 0
  return nodes
    .filter(({ id, areas }) => areas < full && people(id) > 0)
    .sort((one, other) => people(other.id) - people(one.id) || (one.id < other.id ? -1 : 1))[0]
}

/**
 * The node that an area falls to: the one where people talk beside it, else the first by the hash of its patch that is not
 * full. @returns `undefined` where there is no node
 */
export function placeFor<Node extends NodeLoad>(
  area: Placed,
  nodes: readonly Node[],
  order: OrderFor = orderFor,
): Node | undefined {
  const beside = besideVoices(area, nodes)
  if (beside) return beside
  const ordered = inOrder(area, nodes, order)
  const full = fullAt(nodes)
  return ordered.find(({ areas }) => areas < full) ?? ordered[0]
}

/** Whether an area that nobody owns falls to that node, or may do so for a node that knows newer numbers. */
export function mayTake(
  area: Placed,
  nodes: readonly NodeLoad[],
  nodeId: string,
  order: OrderFor = orderFor,
): boolean {
  if (placeFor(area, nodes, order)?.id === nodeId) return true
  // Who talks where is known a moment late as well.
  if (area.voicesBeside.has(nodeId)) return true
  const full = fullAt(nodes)
  for (const { id, areas } of inOrder(area, nodes, order)) {
    if (id === nodeId) return areas < full
    if (areas < full * NEARLY) return false
  }
  return false
}

/**
 * The other node that an area of this one belongs to, because people talk beside it there, and nobody beside it does here.
 * @param people how many are in voice in the area itself: of two such areas the one with fewer people goes, never both
 */
export function followed<Node extends NodeLoad>(
  area: Placed,
  nodes: readonly Node[],
  nodeId: string,
  people: number,
): Node | undefined {
  if (area.voicesBeside.has(nodeId)) return undefined
  const to = besideVoices(area, nodes)
  const there = (to && area.voicesBeside.get(to.id)) ?? 0
  return there > people || (there === people && to && to.id < nodeId) ? to : undefined
}

/**
 * Which of a node's areas others should have: those that are too many, and those whose first node by hash has room for more
 * than the mean leaves it.
 * @param idle its areas that can be given away
 */
export function tooMany(
  idle: ReadonlyMap<string, Placed>,
  nodes: readonly NodeLoad[],
  nodeId: string,
  order: OrderFor = orderFor,
): readonly string[] {
  const mean = meanOf(nodes)
  const own = nodes.find(({ id }) => id === nodeId)?.areas ?? 0
  // What lies beside people who talk here stays with them.
  const free = [...idle].filter(([, { voicesBeside }]) => !voicesBeside.has(nodeId))
  const firstOf = new Map(free.map(([area, placed]) => [area, inOrder(placed, nodes, order)[0]]))
  const areas = [...firstOf.keys()]
  const elsewhere = areas.filter((area) => {
    const first = firstOf.get(area)
    return first && first.id !== nodeId && first.areas < mean && own > mean * BELOW_MEAN
  })
  const spare = Math.ceil(own - fullAt(nodes)) - elsewhere.length
  const going = new Set(elsewhere)
  const others = areas.filter((area) => !going.has(area))
  // Those of a patch that is another node's anyway go first, so that the others stay together.
  const isOwn = (area: string) => (firstOf.get(area)?.id === nodeId ? 1 : 0)
  others.sort((one, other) => isOwn(one) - isOwn(other))
  return [...elsewhere, ...others.slice(0, Math.max(0, spare))]
}
