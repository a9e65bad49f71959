/** Networks that no stranger listens in: loopback, private and link-local ones. */

import { isIP } from 'node:net'
import { createAddressList } from './address-list.js'

/** @param address IPv4 or IPv6 */
export const isPrivate = createAddressList([
  '127.0.0.0/8',
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '::1',
  'fc00::/7',
  'fe80::/10',
])

/** Addresses that are no public host's, beside private ones: of this machine, of groups, and those behind which another one hides. */
const isReserved = createAddressList([
  '0.0.0.0/8',
  '192.0.0.0/24',
  '198.18.0.0/15',
  '224.0.0.0/3',
  '::',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '2002::/16',
  'fec0::/10',
  'ff00::/8',
])

/**
 * Where the services and simulators of hosted grids may be: who names them is not who runs this machine.
 * @param allowed networks of the operator's that are open to them
 */
export function createMayReachHosted(allowed: readonly string[]): (address: string) => boolean {
  const isAllowed = createAddressList(allowed)
  return (address) => isAllowed(address) || !(isPrivate(address) || isReserved(address))
}

/**
 * Whether what is sent to a URL can be read on the way there. A name that cannot be looked up counts as private: nothing is
 * sent to it either.
 * @param lookUp the addresses of a name
 */
export async function isReadOnTheWay(
  url: URL,
  lookUp: (name: string) => Promise<readonly string[]>,
): Promise<boolean> {
  if (url.protocol === 'https:') return false
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const addresses = isIP(host) ? [host] : await lookUp(host).catch(() => [])
  return addresses.some((address) => !isPrivate(address))
}
