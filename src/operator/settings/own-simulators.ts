/**
 * `ROBUST_SIMULATORS`: which simulators are the operator's own. Whoever registers a region at the grid writes its
 * simulator's address, so a password that is for all simulators is sent to these alone.
 */

import type { IsOwnSimulator } from '../../pure/grids/simulator-passwords.js'
import { createAddressList } from './address-list.js'
import { isHostName, isNetwork } from './config-parsers.js'
import { isPrivate } from './private-network.js'

/** Names, addresses and networks such as `10.0.0.0/8`, separated by commas or spaces. */
export function ownSimulators(value: string): readonly string[] {
  const entries = value
    .toLowerCase()
    .split(/[\s,]+/)
    .filter(Boolean)
  const wrong = entries.filter((entry) => !isNetwork(entry) && !isHostName(entry))
  if (wrong.length === 0) return entries
  throw new Error(
    `"${wrong.join('", "')}" is neither a name nor an address: use sim1.example.org, 203.0.113.7 or 10.0.0.0/8, commas between several.`,
  )
}

/**
 * @param listed as `ownSimulators` returns it; `undefined`: whatever is in a private network, and the host of Robust itself
 * @param robustUrl of the grid's private port
 */
export function createIsOwnSimulator(
  listed: readonly string[] | undefined,
  robustUrl: string | undefined,
): IsOwnSimulator {
  const isListed = createAddressList(listed?.filter(isNetwork) ?? [])
  const names = new Set(
    listed ?? ['localhost', ...(robustUrl === undefined ? [] : [hostOf(new URL(robustUrl))])],
  )
  return (simulator) => {
    const host = hostOf(simulator)
    return names.has(host) || (listed ? isListed(host) : isPrivate(host))
  }
}

/** Without the brackets of IPv6. */
const hostOf = ({ hostname }: URL): string => hostname.toLowerCase().replace(/^\[(.*)\]$/, '$1')
