/** How two residents may be connected to each other, by who must not learn whose network address. */

import type { ChannelSettings } from '../../channels/channel.js'
import type { Participant } from '../participants/participant.js'
import type { Link } from '../participation.js'

/** What holds for everybody on this service. */
export interface AddressRules {
  /** No resident may learn another one's network address: everybody is connected through TURN. */
  readonly relayOnly: boolean
  /** Whether there is a TURN server. */
  readonly relayAvailable: boolean
  /** Every room goes through the hub, so that no resident learns another one's address. */
  readonly hubAlways: boolean
}

/** `none`: rather not at all than directly. */
export type LinkWay = 'direct' | 'relay' | 'none'

/**
 * The strictest of the service, the rooms' channels and the two residents wins. Where the hub is to hide addresses, a
 * page that does not reach it is connected to nobody directly: a modified one would only have to stay away from the hub.
 * @param policies of the channels of both rooms
 * @param link that the two have now, if any
 */
export function linkWay(
  rules: AddressRules,
  policies: readonly ChannelSettings['iceTransportPolicy'][],
  [one, two]: readonly [Pick<Participant, 'addressHidden'>, Pick<Participant, 'addressHidden'>],
  link: Pick<Link, 'relayOnly'> | undefined,
): LinkWay {
  const isHubs = rules.hubAlways || policies.includes('hub')
  // Two who are connected directly know each other's address: their link lasts until the hub carries both.
  const hidden = one.addressHidden || two.addressHidden || (isHubs && link?.relayOnly !== false)
  if (hidden && !rules.relayAvailable) return 'none'
  return hidden || rules.relayOnly || policies.includes('relay') ? 'relay' : 'direct'
}
