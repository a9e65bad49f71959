/** The addresses from which regions may ask, if the operator limits them. */

import { createAddressList } from '../../operator/settings/address-list.js'

/**
 * A test for whether an address is within the list.
 * @param addresses IPv4 and IPv6 addresses and networks such as `10.0.0.0/8`; none at all allows every address
 */
export function createRegionAddresses(addresses: readonly string[]): (address: string) => boolean {
  return addresses.length === 0 ? () => true : createAddressList(addresses)
}
