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

/** A lease that Redis has lost is the owner's still: by its own clock it has not ended. */
const RENEW = `
local results = {}
for i, key in ipairs(KEYS) do
  local held = redis.call('GET', key)
  if not held or held == ARGV[i + 1] then
    redis.call('SET', key, ARGV[i + 1], 'PX', ARGV[1])
    results[i] = 1
  else
    results[i] = 0
  end
end
return results`

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
        for (const [index] of some.entries()) results.push(Array.isArray(answer) && answer[index] === 1)
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
