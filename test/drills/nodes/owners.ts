/** Who says that it owns a region, asked again and again while nodes come and go: never may two say so. */

import type { StartedNode } from './started-nodes.js'
import type { Teardown } from './teardown.js'

const ASK_INTERVAL_MS = 200

export interface Owners {
  /** How often all regions were asked for. */
  samples(): number
  /** Regions that two nodes owned at one moment, in words. */
  readonly twice: readonly string[]
  /** When a node first said that it owns a region, in milliseconds since 1970; `undefined`: it never did. */
  firstSeen(node: StartedNode, regionId: string): number | undefined
  /** The nodes that say so now. */
  now(regionId: string): Promise<readonly StartedNode[]>
}

/** A node that does not answer owns nothing as far as anybody knows. */
const says = (node: StartedNode, regionId: string) => node.owns(regionId).catch(() => false)

export function watchOwners(
  t: Teardown,
  nodes: readonly StartedNode[],
  regionIds: readonly string[],
): Owners {
  const twice: string[] = []
  const seen = new Map<string, number>()
  let samples = 0
  let isOver = false

  const now = async (regionId: string) => {
    const answers = await Promise.all(nodes.map((node) => node.isUp() && says(node, regionId)))
    return nodes.filter((_, index) => answers[index])
  }

  async function look(regionId: string): Promise<void> {
    const owners = await now(regionId)
    for (const { name } of owners) {
      const key = `${name} ${regionId}`
      if (!seen.has(key)) seen.set(key, Date.now())
    }
    const [one, other] = owners
    // It was given on between the two answers, unless the first still says so after the second did.
    if (one && other && (await says(one, regionId)) && (await says(other, regionId)))
      twice.push(`${one.name} and ${other.name}`)
  }

  async function watch(): Promise<void> {
    while (!isOver) {
      await Promise.all(regionIds.map(look))
      samples += 1
      await new Promise((resolve) => setTimeout(resolve, ASK_INTERVAL_MS))
    }
  }
  const over = watch()
  t.teardown(async () => {
    isOver = true
    await over
  })
  return {
    samples: () => samples,
    twice,
    now,
    firstSeen: ({ name }, regionId) => seen.get(`${name} ${regionId}`),
  }
}
