/**
 * Whether PostgreSQL can be reached. One broken connection is only a suspicion: it is tried again at once, and only when
 * that fails the database counts as away. While it is away it is tried several times a second, and nobody waits for it.
 */

import { EventEmitter } from 'node:events'
import { VoiceError } from '../../errors.js'
import type { StoreHealth, StoreHealthEvents, StoreLog } from '../health.js'
import { explained, isAway } from './faults.js'

/** How long after a failed try the next one begins. */
const TRY_EVERY_MS = 300

export interface PostgresHealth extends StoreHealth {
  /** Waits while it is not known whether the database is there. @throws VoiceError `store-unwritable` while it is away */
  requireReachable(): Promise<void>
  /** Notes a failed query. @returns the error to throw: `store-unwritable` if the server is away */
  failed(error: unknown): unknown
  /** Ends the tries. */
  close(): void
}

export interface PostgresHealthOptions {
  /** Where the database is, without a password. */
  readonly place: string
  /** Opens a connection and writes something small. */
  readonly tryToWrite: () => Promise<void>
  readonly log: StoreLog
}

/** `suspect`: a query failed, and a new connection is being tried. */
type Reach = 'here' | 'suspect' | 'away'

export function createPostgresHealth({ place, tryToWrite, log }: PostgresHealthOptions): PostgresHealth {
  // Every page adds a listener.
  const events = new EventEmitter<StoreHealthEvents>().setMaxListeners(0)
  let reach: Reach = 'here'
  let why: string | undefined
  let trying: Promise<void> | undefined
  let next: NodeJS.Timeout | undefined
  let closed = false

  function become(now: Reach): void {
    const [before, wasAway] = [reach, reach === 'away']
    reach = now
    if (wasAway !== (now === 'away')) {
      events.emit('changed')
      if (wasAway) log.info({ place }, 'PostgreSQL is back')
      else
        log.error(
          { place, reason: why },
          'PostgreSQL is away: no new account or channel, all else goes on; what moderators decide is written down when it is back',
        )
    }
    if (now === 'here' && before !== 'here') events.emit('writable')
  }

  async function attempt(): Promise<void> {
    try {
      await tryToWrite()
      if (closed) return
      why = undefined
      become('here')
    } catch (error) {
      if (closed) return
      why = `PostgreSQL at ${place} is away: ${explained(error)} No new account or channel until it is back, all else goes on.`
      become('away')
      next = setTimeout(begin, TRY_EVERY_MS).unref()
    } finally {
      trying = undefined
    }
  }

  function begin(): Promise<void> {
    clearTimeout(next)
    trying ??= attempt()
    return trying
  }

  return {
    events,
    onChange(callback) {
      events.on('changed', callback)
      return () => events.off('changed', callback)
    },
    fault: () => (reach === 'away' ? why : undefined),
    async requireReachable() {
      if (reach === 'suspect') await trying
      if (reach === 'away') throw unreachable()
    },
    failed(error) {
      if (!isAway(error)) return error
      if (reach === 'here' && !closed) {
        become('suspect')
        void begin()
      }
      return unreachable(error)
    },
    look: () => begin(),
    close() {
      closed = true
      clearTimeout(next)
    },
  }
}

function unreachable(cause?: unknown): VoiceError {
  return new VoiceError(
    'store-unwritable',
    'The voice service cannot reach its database at the moment: try it again in a minute.',
    { cause },
  )
}
