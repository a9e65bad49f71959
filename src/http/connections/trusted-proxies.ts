/** Proxies that the operator trusts: what they say of who asks is believed, and their own connections stand for many. */

import { createAddressList } from '../../operator/settings/address-list.js'
import type { Config } from '../../operator/settings/config.js'

/** Whether an address is such a proxy's. */
export function trustedProxies({ trustProxy }: Pick<Config, 'trustProxy'>): (address: string) => boolean {
  if (typeof trustProxy === 'boolean') return () => trustProxy
  return createAddressList(trustProxy.split(','))
}
