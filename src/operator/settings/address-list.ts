/** Lists of addresses and networks in settings. */

import { BlockList, isIP } from 'node:net'

/**
 * A test for whether an address is within the list.
 * @param entries IPv4 and IPv6 addresses and networks such as `10.0.0.0/8`
 */
export function createAddressList(entries: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const entry of entries) {
    const [address = '', prefix] = entry.trim().split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (prefix === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(prefix), family)
  }
  return (address) => {
    // A socket that listens on both families reports IPv4 clients this way.
    const plain = address.replace(/^::ffff:(?=\d+\.)/i, '')
    return isIP(plain) !== 0 && list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4')
  }
}
