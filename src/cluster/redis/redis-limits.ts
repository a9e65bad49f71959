/** Limits that hold for all nodes together: Redis counts, and each node by itself as well, which is enough while Redis is away. */

import { createHash } from 'node:crypto'
import { limitsOfOneNode, type MakeLimit } from '../../voice/limits/limits.js'
import type { Stopwatch } from '../../voice/ports.js'
import { KEY_PREFIX, type Redis } from './connection.js'

/** By Redis' clock. A list of when the requests within the time were made, the newest first. */
const TAKE = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local count, windowMs = tonumber(ARGV[1]), tonumber(ARGV[2])
local oldest = redis.call('LINDEX', KEYS[1], -1)
while oldest and now - tonumber(oldest) >= windowMs do
  redis.call('RPOP', KEYS[1])
  oldest = redis.call('LINDEX', KEYS[1], -1)
end
if redis.call('LLEN', KEYS[1]) >= count then return 0 end
redis.call('LPUSH', KEYS[1], string.format('%.0f', now))
redis.call('PEXPIRE', KEYS[1], windowMs)
return 1`

/** Names and addresses are not kept as they are, however long they may be. */
const keyOf = (name: string, key: string): string =>
  `${KEY_PREFIX}limit:${name}:${createHash('sha256').update(key).digest('base64url')}`

export function createRedisLimits(redis: Redis, stopwatch: Stopwatch): MakeLimit {
  const ofThisNode = limitsOfOneNode(stopwatch)
  return (rule) => {
    const { name, count, windowMs } = rule
    const here = ofThisNode(rule)
    return {
      async take(key) {
        if (!(await here.take(key))) return false
        const asked = { keys: [keyOf(name, key)], arguments: [String(count), String(windowMs)] }
        try {
          return (await redis.run((client) => client.eval(TAKE, asked))) === 1
        } catch {
          return true
        }
      },
      async giveBack(key) {
        await here.giveBack(key)
        await redis.run((client) => client.lPop(keyOf(name, key))).catch(() => undefined)
      },
    }
  }
}
