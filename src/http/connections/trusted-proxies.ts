/** Proxies that the operator trusts: their headers are believed, and their connections stand for many clients. */

import { createAddressList } from '../../operator/settings/address-list.js'
import type { Config } from '../../operator/settings/config.js'

/** A test for whether an address is that of a trusted proxy. */
export function trustedProxies({ trustProxy }: Pick<Config, 'trustProxy'>): (address: string) => boolean {
  if (typeof trustProxy === 'boolean') return () => trustProxy
  return createAddressList(trustProxy.split(','))
}
