/** Leases in Redis: each is a key that ends by itself. */

import { KEY_PREFIX, type Redis } from '../redis/connection.js'
import { CLAIM_PAUSE_MS } from './lease-states.js'
import type { AreaKey, LeaseStore } from './leases.js'

const keyOf = (area: AreaKey): string => `${KEY_PREFIX}area:${area}`

/** Renewed in one command, which no other command of Redis waits long for. */
const AT_ONCE = 500

/**
 * Every node has written this key at its start. Where it is missing Redis was emptied while nodes run: it then holds when
 * that was noticed, by Redis' clock, and owners have some time to renew before anybody takes what seems to be free.
 */
const EMPTIED_KEY = `${KEY_PREFIX}areas-emptied`
const NEVER_EMPTIED = '0'

/** A node's own earlier claim, whose answer it did not get, gives way. `#` stands for no owner. */
const CLAIM = `
local held = redis.call('GET', KEYS[1])
if held and string.sub(held, 1, #ARGV[3]) ~= ARGV[3] then return held end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local emptied = tonumber(redis.call('GET', KEYS[2]))
if not emptied then
  emptied = now
  redis.call('SET', KEYS[2], string.format('%.0f', now))
end
if not held and now - emptied < tonumber(ARGV[4]) then return '#' end
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
  let started: Promise<unknown> | undefined
  function start(): Promise<unknown> {
    started ??= redis
      .run((client) => client.set(EMPTIED_KEY, NEVER_EMPTIED, { condition: 'NX' }))
      .catch((error: unknown) => {
        started = undefined
        throw error
      })
    return started
  }
  // The first claim tries again.
  start().catch(() => undefined)

  return {
    async claim(area, value, milliseconds) {
      await start()
      const asked = {
        keys: [keyOf(area), EMPTIED_KEY],
        arguments: [
          value,
          String(milliseconds),
          value.slice(0, value.indexOf('#') + 1),
          String(CLAIM_PAUSE_MS),
        ],
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
