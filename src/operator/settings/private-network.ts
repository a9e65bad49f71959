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
