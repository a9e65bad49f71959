/** Leases in Redis: each is a key that ends by itself. */

import { KEY_PREFIX, type Redis } from '../redis/connection.js'
import type { AreaKey, LeaseStore } from './leases.js'

const keyOf = (area: AreaKey): string => `${KEY_PREFIX}area:${area}`

/** Renewed in one command, which no other command of Redis waits long for. */
const AT_ONCE = 500

/** A node's own earlier claim, whose answer it did not get, gives way. */
const CLAIM = `
local held = redis.call('GET', KEYS[1])
if held and string.sub(held, 1, #ARGV[3]) ~= ARGV[3] then return held end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return ARGV[1]`

/**
 * A lease that Redis has lost is the owner's still: by its own clock it has not ended. All are read by one command, and
 * only those that do not hold are told, because calls and answers are what a script costs.
 */
export const RENEW = `
local call = redis.call
local milliseconds = ARGV[1]
local held = call('MGET', unpack(KEYS))
local lost = {}
for i = 1, #KEYS do
  if held[i] == ARGV[i + 1] then call('PEXPIRE', KEYS[i], milliseconds)
  elseif not held[i] then call('SET', KEYS[i], ARGV[i + 1], 'PX', milliseconds)
  else lost[#lost + 1] = i end
end
return lost`

const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end`

export function createRedisLeases(redis: Redis): LeaseStore {
  return {
    async claim(area, value, milliseconds) {
      const asked = {
        keys: [keyOf(area)],
        arguments: [value, String(milliseconds), value.slice(0, value.indexOf('#') + 1)],
      }
      return String(await redis.run((client) => client.eval(CLAIM, asked)))
    },
    async renew(leases, milliseconds) {
      const results: boolean[] = []
      for (let from = 0; from < leases.length; from += AT_ONCE) {
        const some = leases.slice(from, from + AT_ONCE)
        const asked = {
          keys: some.map(({ area }) => keyOf(area)),
          arguments: [String(milliseconds), ...some.map(({ value }) => value)],
        }
        const answer = await redis.run((client) => client.eval(RENEW, asked))
        if (!Array.isArray(answer)) throw new Error('Redis did not say which leases hold.')
        const lost = new Set<unknown>(answer)
        for (const [index] of some.entries()) results.push(!lost.has(index + 1))
      }
      return results
    },
    async release(area, value) {
      await redis.run((client) => client.eval(RELEASE, { keys: [keyOf(area)], arguments: [value] }))
    },
    async read(area) {
      return (await redis.run((client) => client.get(keyOf(area)))) ?? undefined
    },
  }
}
