/** The nodes of the cluster: each says every second that it is there, and learns who else is. */

import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Timers } from '../../voice/ports.js'
import { every } from '../../voice/time/timers.js'
import { KEY_PREFIX, type Redis } from '../redis/connection.js'

const Usage = Type.Object({
  people: Type.Number(),
  rooms: Type.Number(),
  hubPeers: Type.Number(),
  requestsPerSecond: Type.Number(),
  bytesPerSecond: Type.Number(),
  /** Nodes of earlier versions do not tell. */
  pages: Type.Optional(Type.Number()),
})

const NodeView = Type.Object({
  /** New at each start. */
  id: Type.String(),
  /** Where other nodes reach it. */
  url: Type.String(),
  /** What the load balancer calls it. */
  name: Type.Optional(Type.String()),
  /** The version of the service. */
  version: Type.String(),
  /** Whether it gives its areas away, and takes no new ones. */
  draining: Type.Boolean(),
  /** How many areas it owns. */
  areas: Type.Integer(),
  /** Areas fall to it by their patch. Those that nodes of earlier versions take fall to them by themselves. */
  patches: Type.Optional(Type.Literal(true)),
  /** By grid, what it is used for; those of which nothing is used are left out. Nodes of earlier versions do not tell. */
  grids: Type.Optional(Type.Record(Type.String(), Usage)),
})
export type NodeView = Type.Static<typeof NodeView>
const parseNode = Compile(NodeView)

const BEAT_INTERVAL_MS = 1000
/** Well before leases end. */
const AWAY_AFTER_MS = 2500
/** A node that was not heard of for this long is gone; as long as a lease lasts. */
export const GONE_AFTER_MS = 5000

/** By Redis' clock. The hash of all nodes holds when each was heard of last, and what it said. */
const BEAT = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if ARGV[2] == '' then redis.call('HDEL', KEYS[1], ARGV[1])
else redis.call('HSET', KEYS[1], ARGV[1], now .. ' ' .. ARGV[2]) end
local all = redis.call('HGETALL', KEYS[1])
local live = {}
for i = 1, #all, 2 do
  local at = tonumber(string.match(all[i + 1], '^%d+'))
  if now - at < tonumber(ARGV[3]) then live[#live + 1] = string.match(all[i + 1], ' (.*)$')
  elseif now - at > 60000 then redis.call('HDEL', KEYS[1], all[i]) end
end
return live`

const KEY = `${KEY_PREFIX}nodes`

export interface Nodes {
  /** From now on this node is one of them. @throws Error when Redis does not answer */
  start(): Promise<void>
  /** This node, as it tells. */
  self(): NodeView
  /** All that are there, this one included, as they were when Redis last answered. */
  live(): readonly NodeView[]
  find(nodeId: string): NodeView | undefined
  /** Tells and asks at once. @throws Error when Redis does not answer */
  beat(): Promise<void>
  /** Whether Redis has answered this node within the last moments. */
  isRedisAnswering(): boolean
  /** Since when it has, by the stopwatch; `undefined` while it does not. */
  answeringSince(): number | undefined
  /** Calls back when other nodes are there than before. */
  onChange(callback: () => void): void
  /** Tells the others that this node has gone. */
  close(): Promise<void>
}

export interface NodesOptions {
  readonly redis: Redis
  readonly self: () => NodeView
  readonly timers: Timers
}

export function createNodes({ redis, self, timers }: NodesOptions): Nodes {
  let live: readonly NodeView[] = []
  let stop = () => {}
  let answeredAt = Number.NEGATIVE_INFINITY
  let since: number | undefined
  const isRedisAnswering = () => timers.now() - answeredAt < AWAY_AFTER_MS
  const callbacks: (() => void)[] = []
  const idsOf = (nodes: readonly NodeView[]) => nodes.map(({ id, draining }) => `${id} ${draining}`).join()

  async function tell(view: NodeView | undefined): Promise<readonly NodeView[]> {
    const asked = {
      keys: [KEY],
      arguments: [self().id, view ? JSON.stringify(view) : '', String(GONE_AFTER_MS)],
    }
    const answer = await redis.run((client) => client.eval(BEAT, asked))
    return (Array.isArray(answer) ? answer : []).flatMap((text) => readNode(String(text)))
  }

  async function beat(): Promise<void> {
    const before = idsOf(live)
    const told = await tell(self())
    if (!isRedisAnswering()) since = timers.now()
    answeredAt = timers.now()
    live = [...told].sort((one, other) => (one.id < other.id ? -1 : 1))
    if (before !== idsOf(live)) for (const callback of callbacks) callback()
  }

  return {
    async start() {
      await beat()
      stop = every(timers, BEAT_INTERVAL_MS, () => beat().catch(() => undefined))
    },
    self,
    live: () => live,
    find: (nodeId) => live.find(({ id }) => id === nodeId),
    beat,
    isRedisAnswering,
    answeringSince: () => (isRedisAnswering() ? since : undefined),
    onChange: (callback) => void callbacks.push(callback),
    async close() {
      stop()
      await tell(undefined).catch(() => undefined)
    },
  }
}

/** A node of another version may tell what this one cannot read: it is left out. */
function readNode(text: string): NodeView[] {
  const value: unknown = JSON.parse(text)
  return parseNode.Check(value) ? [value] : []
}
