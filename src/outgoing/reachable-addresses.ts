/** To which addresses a connection may lead whose address is somebody else's choice: looked at as it is made. */

import { type LookupAddress, lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'

/** @param address IPv4 or IPv6 */
export type MayReach = (address: string) => boolean

/** A name leads to no address that may be reached. */
export class AddressOutside extends Error {}

/** Names are looked up by the connection itself, so that it goes to no other address than the one that was looked at. */
export function lookUpWithin(mayReach: MayReach): LookupFunction {
  return (name, options, found) => {
    lookup(name, { ...options, all: true }, (error, addresses: LookupAddress[] = []) => {
      const reachable = addresses.filter(({ address }) => mayReach(address))
      const [first] = reachable
      if (error) found(error, '')
      else if (!first) found(new AddressOutside(), '')
      else if (options.all) found(null, reachable)
      else found(null, first.address, first.family)
    })
  }
}

/** Whether a URL names an address, which nobody looks up, that may not be reached. */
export function isLiteralOutside({ hostname }: URL, mayReach: MayReach): boolean {
  const host = hostname.replace(/^\[(.*)\]$/, '$1')
  return isIP(host) !== 0 && !mayReach(host)
}
