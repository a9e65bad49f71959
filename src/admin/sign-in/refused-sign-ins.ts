/** Writes refused sign-ins to the audit log: the first ones one by one, a flood as one entry with their number. */

import type { AuditLog } from '../../voice/admins/audit-log.js'
import { networkOf } from '../../voice/limits/network-of.js'
import { createRequestLimit } from '../../voice/limits/rates.js'
import type { Timers } from '../../voice/ports.js'

const WINDOW_MS = 10 * 60_000
/** Far above a person who mistypes; guessing fills no more of the log than this. */
const SINGLE_PER_ADDRESS = 10
const SINGLE_IN_ALL = 100

export interface RefusedSignIn {
  /** The name as it was typed. */
  readonly actor: string
  readonly address: string
  readonly reason: string
}

export interface RefusedSignIns {
  note(refused: RefusedSignIn): Promise<void>
  /** Writes an entry for what was only counted so far. */
  flush(): Promise<void>
}

export interface RefusedSignInsOptions {
  readonly audit: AuditLog
  readonly timers: Timers
  /** Called with errors of work that nobody awaits. */
  readonly onError: (error: unknown) => void
}

export function createRefusedSignIns({ audit, timers, onError }: RefusedSignInsOptions): RefusedSignIns {
  const perAddress = createRequestLimit(timers, SINGLE_PER_ADDRESS, WINDOW_MS)
  const inAll = createRequestLimit(timers, SINGLE_IN_ALL, WINDOW_MS)
  let counted = 0
  let addresses = new Set<string>()
  let cancel: (() => void) | undefined

  async function flush(): Promise<void> {
    cancel?.()
    cancel = undefined
    if (counted === 0) return
    const detail = { count: counted, addresses: addresses.size }
    const [address = ''] = addresses
    counted = 0
    addresses = new Set()
    await audit.note({
      actor: '',
      address: detail.addresses === 1 ? address : '',
      grid: null,
      act: 'sign-ins-refused',
      subject: String(detail.count),
      detail,
    })
  }

  return {
    flush,
    async note({ actor, address, reason }) {
      if (perAddress.take(networkOf(address)) && inAll.take('')) {
        await audit.note({
          actor,
          address,
          grid: null,
          act: 'sign-in-refused',
          subject: '',
          detail: { reason },
        })
        return
      }
      counted += 1
      // A thousand addresses are a flood and need no list.
      if (addresses.size < 1000) addresses.add(address)
      cancel ??= timers.after(WINDOW_MS, () => flush().catch(onError))
    },
  }
}
