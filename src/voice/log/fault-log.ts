/** Faults of clients in the log: the first of its kind at once, repetitions as a number, and that it works again. */

import { networkOf } from '../limits/network-of.js'
import { remember } from '../limits/remember.js'
import { createRequestLimit } from '../limits/request-limit.js'
import type { Stopwatch } from '../ports.js'

/** What happens again and again is said again after so long, with how often it was. */
export const SAY_AGAIN_AFTER_MS = 10 * 60_000

/** What was served meanwhile is said again sooner: the last word is to be true. */
const BROKEN_AGAIN_AFTER_MS = 60_000

/** A stranger with ever new faults writes no more lines than this in the same time. */
const LINES_PER_NETWORK = 30

/** Bounds what is remembered; the oldest is forgotten, and may be said again. */
const MAX_REMEMBERED = 10_000

/** Who did what: two faults of one client and one code are the same. */
export interface FaultyClient {
  /** Network address. */
  readonly address: string
  /** What it wants: a route, a call. */
  readonly what: string
  /** Which of several at that address, where it says so: a script and its region. */
  readonly who?: string
  /** Of the request, as its other lines name it. */
  readonly reqId: string
}

export interface FaultLog {
  /** @param facts for the line; never a secret */
  warn(client: FaultyClient, code: string, facts: object, message: string): void
  /** It was served: if a fault of it was said, this is said too, so that the last word is true. */
  served(client: FaultyClient): void
  /**
   * The same where being served is an event with a line of its own: what belongs into that line. `served` says nothing
   * any more then.
   */
  takeRecovery(client: FaultyClient): Recovery | undefined
}

/** What was refused before. */
export interface Recovery {
  readonly codes: readonly string[]
  /** How often, after what was said of it. */
  readonly repeated: number
}

interface Said {
  readonly at: number
  readonly repeated: number
  /** The client was served since, and that was said. */
  readonly mended: boolean
}

export interface FaultLogOptions {
  readonly log: {
    info(facts: object, message: string): void
    warn(facts: object, message: string): void
  }
  readonly stopwatch: Stopwatch
}

export function createFaultLog({ log, stopwatch }: FaultLogOptions): FaultLog {
  const remembered = new Map<string, ReadonlyMap<string, Said>>()
  const lines = createRequestLimit(stopwatch, LINES_PER_NETWORK, SAY_AGAIN_AFTER_MS)
  const keyOf = ({ address, what, who = '' }: FaultyClient) => `${networkOf(address)}\n${what}\n${who}`
  const isQuiet = ({ at, mended }: Said) =>
    stopwatch.now() - at < (mended ? BROKEN_AGAIN_AFTER_MS : SAY_AGAIN_AFTER_MS)

  function takeRecovery(client: FaultyClient): Recovery | undefined {
    const known = remembered.get(keyOf(client))
    const open = [...(known ?? [])].filter(([, { mended }]) => !mended)
    if (!known || open.length === 0) return undefined
    const mended = new Map([...known].map(([code, said]) => [code, { ...said, mended: true }]))
    remember(remembered, keyOf(client), mended, MAX_REMEMBERED)
    return {
      codes: open.map(([code]) => code),
      repeated: open.reduce((sum, [, said]) => sum + said.repeated, 0),
    }
  }

  return {
    takeRecovery,
    warn(client, code, facts, message) {
      const key = keyOf(client)
      const known = remembered.get(key) ?? new Map<string, Said>()
      const before = known.get(code)
      const note = (said: Said) =>
        remember(remembered, key, new Map([...known, [code, said]]), MAX_REMEMBERED)
      if (before && isQuiet(before)) return note({ ...before, repeated: before.repeated + 1 })
      if (!lines.take(networkOf(client.address))) return
      note({ at: stopwatch.now(), repeated: 0, mended: false })
      const { address, reqId } = client
      const repeated = before?.repeated && { repeated: before.repeated }
      log.warn({ reqId, code, address, ...facts, ...repeated }, message)
    },
    served(client) {
      const recovery = takeRecovery(client)
      if (!recovery) return
      const { address, what, who, reqId } = client
      log.info({ reqId, address, what, ...(who && { who }), ...recovery }, 'what was refused is served again')
    },
  }
}
