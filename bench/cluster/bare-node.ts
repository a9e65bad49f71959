/** Nodes without their edges and their media, many in one process: leases, routing, presence, directory and region map over a real Redis. */

import { randomUUID } from 'node:crypto'
import { areaOfRegion } from '../../src/cluster/area.js'
import { type Directory, openDirectory } from '../../src/cluster/directory.js'
import { createLeases, type Leases } from '../../src/cluster/leases/leases.js'
import { createRedisLeases } from '../../src/cluster/leases/redis-leases.js'
import { type Link, LinkLost, type LinkOptions, NotOwner } from '../../src/cluster/links/link.js'
import { createNodes } from '../../src/cluster/nodes/nodes.js'
import { createRedisJournal } from '../../src/cluster/redis/redis-journal.js'
import { openStream } from '../../src/cluster/redis/stream.js'
import { openRegionMap } from '../../src/cluster/region-map.js'
import { createRouting, type Routing } from '../../src/cluster/routing.js'
import type { Region } from '../../src/voice/grids/grid.js'
import type { Timers } from '../../src/voice/ports.js'
import { createPresence, type Presence } from '../../src/voice/presence/presence.js'
import { systemTimers } from '../../src/voice/time/timers.js'
import type { TestRedis } from '../../test/helpers/servers/redis.js'

export interface BareNode {
  readonly id: string
  readonly leases: Leases
  readonly routing: Routing
  readonly presence: Presence
  readonly directory: Directory
  /** Has something done by the owner of an area. @throws LinkLost where nobody is it at the moment */
  ask(area: string, work: (owner: BareNode) => void): Promise<void>
  /** Gives away what others should have, as a node does every ten seconds where nobody is in voice. */
  balance(): Promise<void>
  /** It does nothing any more and tells nobody, as one that was killed. */
  die(): Promise<void>
}

const BALANCED_AT_ONCE = 50
const ANSWER = { status: 204, headers: {}, body: Buffer.alloc(0) }

export function createBareNodes(server: TestRedis, onError: (error: unknown) => void) {
  const byUrl = new Map<string, BareNode>()

  /** A request that is handed on is a call. */
  function connect({ url, onLost }: LinkOptions): Link {
    const reached = (): BareNode => {
      const node = byUrl.get(url)
      if (node) return node
      onLost('it is dead')
      throw new LinkLost('it is dead')
    }
    return {
      async request({ area = '' }) {
        if (await reached().routing.own(area)) return ANSWER
        throw new NotOwner('not the owner')
      },
      open: () => Promise.reject(new LinkLost('no pages here')),
      close: () => undefined,
    }
  }

  async function open(): Promise<BareNode> {
    const id = randomUUID()
    const url = `http://${id}`
    const { timers, stop } = stoppable()
    const redis = await server.connect()
    const stream = await openStream({ redis, nodeId: id, timers, onError })
    const leases = createLeases({ store: createRedisLeases(redis), nodeId: id, timers })
    const self = () => ({
      id,
      url,
      version: '0',
      draining: false,
      areas: leases.owned().length,
      patches: true as const,
    })
    const nodes = createNodes({ redis, self, timers })
    const log = { warn: () => undefined }
    const ready = () => undefined
    const presence = createPresence(timers)
    const owns = (region: Region) => leases.owns(areaOfRegion(region))
    const { placed } = await openRegionMap({
      nodeId: id,
      journal: createRedisJournal(redis, 'region-corner', timers),
      stream,
      presence,
      owned: leases.owned,
      owns,
      voices: () => [],
      timers,
      onError,
    })
    const routing = createRouting({
      nodeId: id,
      leases,
      placed,
      nodes,
      secret: '',
      timers,
      log,
      isDraining: () => false,
      ready,
      connect,
    })
    const tellDirectly = () => undefined
    const directory = await openDirectory({ redis, stream, presence, tellDirectly, owns, timers, onError })
    await nodes.start()
    const node: BareNode = {
      id,
      leases,
      routing,
      presence,
      directory,
      ask: (area, work) =>
        routing.byOwner<void>(
          area,
          0,
          () => work(node),
          async (link, { url }) => {
            await link.request({ area, method: 'POST', url: '', headers: {}, address: '' }, ANSWER.body)
            const owner = byUrl.get(url)
            if (owner) work(owner)
          },
        ),
      async balance() {
        await Promise.all(routing.tooMany(leases.owned()).slice(0, BALANCED_AT_ONCE).map(leases.release))
      },
      async die() {
        byUrl.delete(url)
        stop()
        await redis.close()
        await stream.close()
      },
    }
    byUrl.set(url, node)
    return node
  }

  return { open }
}

/** Timers that end all at once. */
function stoppable(): { readonly timers: Timers; stop(): void } {
  let isStopped = false
  return {
    timers: {
      now: systemTimers.now,
      after: (milliseconds, callback) =>
        systemTimers.after(milliseconds, () => {
          if (!isStopped) callback()
        }),
    },
    stop() {
      isStopped = true
    },
  }
}
