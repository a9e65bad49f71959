/** Client faults in the log: the first of its kind at once, repetitions as a number, and the recovery. */

import { networkOf } from '../limits/network-of.js'
import { createRequestLimit } from '../limits/rates.js'
import { remember } from '../limits/remember.js'
import type { Stopwatch } from '../ports.js'

/** A fault that goes on is logged again after this time, with the number of repetitions. */
export const SAY_AGAIN_AFTER_MS = 10 * 60_000

/** A fault that comes back after a recovery is logged again sooner, so that the last line about it is true. */
const BROKEN_AGAIN_AFTER_MS = 60_000

/** Most lines that one network can cause in that time, whatever new faults it makes up. */
const LINES_PER_NETWORK = 30

/** Bounds the memory; the oldest fault is forgotten and may be logged again. */
const MAX_REMEMBERED = 10_000

/** Who asked for what: two faults with the same client and code are the same fault. */
export interface FaultyClient {
  /** Network address. */
  readonly address: string
  /** What the client asks for: a route, a Vivox request. */
  readonly what: string
  /** Which of several clients at that address, if it says so: a script and its region. */
  readonly who?: string
  /** The request's id, as in its other log lines. */
  readonly reqId: string
}

export interface FaultLog {
  /** @param facts fields of the log line; never a secret */
  warn(client: FaultyClient, code: string, facts: object, message: string): void
  /**
   * A client was served: if a fault of it was logged, the recovery is logged too.
   * @param clientOf called only if any fault was logged: nearly every request comes here
   */
  served(clientOf: () => FaultyClient): void
  /**
   * The same for a success that has a log line of its own: the fields to add to that line. `served` then logs nothing
   * more.
   */
  takeRecovery(client: FaultyClient): Recovery | undefined
}

/** The refusal that came before a success. */
export interface Recovery {
  readonly codes: readonly string[]
  /** How often it was repeated after it was last logged. */
  readonly repeated: number
}

interface LoggedFault {
  readonly at: number
  readonly repeated: number
  /** The client has been served since, and that was logged. */
  readonly recovered: boolean
}

export interface FaultLogOptions {
  readonly log: {
    info(facts: object, message: string): void
    warn(facts: object, message: string): void
  }
  readonly stopwatch: Stopwatch
}

export function createFaultLog({ log, stopwatch }: FaultLogOptions): FaultLog {
  const remembered = new Map<string, ReadonlyMap<string, LoggedFault>>()
  const lines = createRequestLimit(stopwatch, LINES_PER_NETWORK, SAY_AGAIN_AFTER_MS)
  const keyOf = ({ address, what, who = '' }: FaultyClient) => `${networkOf(address)}\n${what}\n${who}`
  const isQuiet = ({ at, recovered }: LoggedFault) =>
    stopwatch.now() - at < (recovered ? BROKEN_AGAIN_AFTER_MS : SAY_AGAIN_AFTER_MS)

  function takeRecovery(client: FaultyClient): Recovery | undefined {
    const known = remembered.get(keyOf(client))
    const open = [...(known ?? [])].filter(([, { recovered }]) => !recovered)
    if (!known || open.length === 0) return undefined
    const recovered = new Map([...known].map(([code, fault]) => [code, { ...fault, recovered: true }]))
    remember(remembered, keyOf(client), recovered, MAX_REMEMBERED)
    return {
      codes: open.map(([code]) => code),
      repeated: open.reduce((sum, [, said]) => sum + said.repeated, 0),
    }
  }

  return {
    takeRecovery,
    warn(client, code, facts, message) {
      const key = keyOf(client)
      const known = remembered.get(key) ?? new Map<string, LoggedFault>()
      const before = known.get(code)
      const note = (said: LoggedFault) =>
        remember(remembered, key, new Map([...known, [code, said]]), MAX_REMEMBERED)
      if (before && isQuiet(before)) return note({ ...before, repeated: before.repeated + 1 })
      if (!lines.take(networkOf(client.address))) return
      note({ at: stopwatch.now(), repeated: 0, recovered: false })
      const { address, reqId } = client
      const repeated = before?.repeated && { repeated: before.repeated }
      log.warn({ reqId, code, address, ...facts, ...repeated }, message)
    },
    served(clientOf) {
      if (remembered.size === 0) return
      const client = clientOf()
      const recovery = takeRecovery(client)
      if (!recovery) return
      const { address, what, who, reqId } = client
      log.info({ reqId, address, what, ...(who && { who }), ...recovery }, 'what was refused is served again')
    },
  }
}
