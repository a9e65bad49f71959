/** Which node owns an area, and the way there. */

import { createRequestLimit } from '../voice/limits/rates.js'
import type { Timers } from '../voice/ports.js'
import { createOrders } from './area.js'
import type { Leases } from './leases/leases.js'
import { createLink, type Link, LinkLost, type LinkOptions, NotOwner } from './links/link.js'
import type { Nodes, NodeView } from './nodes/nodes.js'
import { followed, mayTake, type Placed, placeFor, tooMany } from './placement.js'

/** How long what Redis said of an area's owner is believed. */
const KNOWN_FOR_MS = 2000
const RETRY_MS = 100
const TELL_AGAIN_MS = 60_000

export interface Routing {
  /**
   * The owner of an area; where nobody is, the node that it falls to, which becomes the owner when it is asked.
   * @throws LinkLost when that cannot be known now
   */
  ownerOf(area: string): Promise<NodeView>
  /** Whether this node owns an area, or becomes its owner now because nobody is. */
  own(area: string): Promise<boolean>
  isSelf(node: NodeView): boolean
  /** The other node that an area of this one falls to when this one takes none any more. */
  successor(area: string): NodeView | undefined
  /** Which areas of this node others should have. @param idle those that can be given away */
  tooMany(idle: readonly string[]): readonly string[]
  /**
   * Which areas of this node belong to another one, because people talk beside them there.
   * @param areas those that can be given away, each with how many people are in voice in it
   */
  following(areas: readonly (readonly [area: string, people: number])[]): readonly string[]
  /** The link to another node. */
  to(node: NodeView): Link
  /** What was known of the owner was wrong. */
  forget(area: string): void
  /**
   * Has something done by the owner of an area, whoever that is by now.
   * @param here does it on this node
   * @param there does it on another
   * @throws LinkLost when nobody could do it in time, and what `here` and `there` throw
   */
  byOwner<T>(
    area: string,
    patienceMs: number,
    here: () => T | Promise<T>,
    there: (link: Link, node: NodeView) => Promise<T>,
  ): Promise<T>
  close(): void
}

export interface RoutingOptions {
  /** The id of this node. */
  readonly nodeId: string
  readonly leases: Leases
  /** An area as placement sees it. */
  readonly placed: (area: string) => Placed
  readonly nodes: Nodes
  readonly secret: string
  readonly timers: Timers
  readonly log: { warn(facts: object, message: string): void }
  /** Whether this node gives its areas away, and takes none. */
  readonly isDraining: () => boolean
  /** What has to be done before this node, as the owner of an area, can serve it. */
  readonly ready: (area: string) => Promise<void> | undefined
  /** Opens a link to another node. */
  readonly connect?: (options: LinkOptions) => Link
}

export function createRouting(options: RoutingOptions): Routing {
  const { nodeId: selfId, leases, placed, nodes, secret, timers, log, ready, connect = createLink } = options
  const { isDraining } = options
  const order = createOrders()
  const links = new Map<string, Link>()
  const known = new Map<string, { readonly nodeId: string; readonly at: number }>()
  const told = createRequestLimit(timers, 1, TELL_AGAIN_MS)
  /** Asked for at each request, and what a node tells of itself takes its addresses and all its areas to make. */
  let self: NodeView | undefined
  function thisNode(): NodeView {
    self ??= nodes.self()
    return self
  }

  function to({ id, url }: NodeView): Link {
    const open = links.get(id)
    if (open) return open
    const link = connect({
      url,
      secret,
      timers,
      onLost(reason) {
        links.delete(id)
        if (reason !== undefined && told.take(id)) log.warn({ url, reason }, 'another node cannot be reached')
      },
    })
    links.set(id, link)
    return link
  }

  /** A node of an earlier version finds another one for an area than this one does, and takes none that falls to others. */
  const isOfToday = ({ patches }: NodeView): boolean => patches === true

  /** The nodes that take areas. */
  function takers(): readonly NodeView[] {
    const live = nodes.live()
    // What Redis said of this node may be older than what it has been told since. Its areas are counted as all others count them.
    const able = live.filter(
      (node) => isOfToday(node) && !(node.id === selfId ? isDraining() : node.draining),
    )
    return able.length > 0 ? able : live
  }

  const choose = (area: string): NodeView => placeFor(placed(area), takers(), order) ?? nodes.self()

  function mayTakeNow(area: string): boolean {
    const able = takers()
    if (able.length === 0) return true
    // What a node of an earlier version hands on falls to this one by its rule.
    if (!nodes.live().every(isOfToday)) return able.some(({ id }) => id === selfId)
    return mayTake(placed(area), able, selfId, order)
  }

  async function own(area: string): Promise<boolean> {
    const isOurs = await take(area)
    if (isOurs) await ready(area)
    return isOurs && leases.owns(area)
  }

  async function take(area: string): Promise<boolean> {
    if (leases.owns(area)) return true
    try {
      // Others may ask this node because it was the owner, and it has given the area away.
      if (!mayTakeNow(area)) return false
      return (await leases.claim(area)) === selfId
    } catch {
      return false
    }
  }

  /** Who was the owner when Redis or the owner itself last said so, if that was not longer ago and the node is still there. */
  function believed(area: string, milliseconds: number): NodeView | undefined {
    if (leases.owns(area)) return thisNode()
    const before = known.get(area)
    return before && timers.now() - before.at < milliseconds ? nodes.find(before.nodeId) : undefined
  }

  async function ownerOf(area: string): Promise<NodeView> {
    const fresh = believed(area, KNOWN_FOR_MS)
    if (fresh) return fresh
    let nodeId: string | undefined
    try {
      nodeId = await leases.ownerOf(area)
    } catch (error) {
      // Without Redis: whoever was the owner probably still is; who is not says so.
      const node = believed(area, Number.POSITIVE_INFINITY)
      if (node) return node
      throw new LinkLost('Redis does not say who owns that.', { cause: error })
    }
    if (nodeId !== undefined && nodeId !== selfId) known.set(area, { nodeId, at: timers.now() })
    const owner = nodeId === undefined ? undefined : nodes.find(nodeId)
    if (owner && owner.id !== selfId) return owner
    if (nodeId !== undefined && !owner) {
      // A node that has just come, or one that has just gone, whose lease is not yet over.
      await nodes.beat().catch(() => undefined)
      const found = nodes.find(nodeId)
      if (found) return found
      throw new LinkLost('Its owner is gone, and nobody has followed yet.')
    }
    return choose(area)
  }

  return {
    own,
    ownerOf,
    to,
    tooMany: (idle) => tooMany(new Map(idle.map((area) => [area, placed(area)])), takers(), selfId, order),
    following(areas) {
      const able = takers()
      return areas.flatMap(([area, people]) => (followed(placed(area), able, selfId, people) ? [area] : []))
    },
    isSelf: ({ id }) => id === selfId,
    successor(area) {
      const next = choose(area)
      return next.id === selfId ? undefined : next
    },
    forget: (area) => void known.delete(area),
    async byOwner(area, patienceMs, here, there) {
      const end = timers.now() + patienceMs
      for (let isFirst = true; ; isFirst = false) {
        const wasKnown = known.has(area)
        try {
          // Whoever was the owner says so when it is asked and is not any more: Redis need not be asked for each request.
          const node = believed(area, Number.POSITIVE_INFINITY) ?? (await ownerOf(area))
          if (node.id !== selfId) {
            const done = await there(to(node), node)
            known.set(area, { nodeId: node.id, at: timers.now() })
            return done
          }
          if (await own(area)) return await here()
        } catch (error) {
          if (!(error instanceof LinkLost || error instanceof NotOwner)) throw error
        }
        known.delete(area)
        // What was believed is not so any more: Redis knows better.
        if (isFirst && wasKnown) continue
        if (timers.now() >= end) throw new LinkLost('Nobody owns that at the moment.')
        await new Promise<void>((resolve) => void timers.after(RETRY_MS, resolve))
      }
    },
    close() {
      for (const link of [...links.values()]) link.close()
    },
  }
}
