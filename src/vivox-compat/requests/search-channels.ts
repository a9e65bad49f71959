/** `viv_chan_search.php`: channels by name, by directory, or both. Regions send it at every parcel change. */

import { VoiceError } from '../../errors.js'
import type { Channel } from '../../voice/channels/channel.js'
import { isConfined } from '../../voice/region-keys/authority.js'
import { isOwnChannel } from '../confinement.js'
import type { RequestHandler, VivoxRequest } from '../request.js'
import { foundChannels } from '../wire/channel-xml.js'
import { idIn } from '../wire/params.js'

export const searchChannels: RequestHandler = async (asked) => {
  const { authority, params, services } = asked
  const all = await search(asked)
  const found = isConfined(authority) ? all.filter(({ name }) => isOwnChannel(asked, name)) : all
  // A region that looks up a channel by name is about to send an avatar there.
  if (params.get('cond_channame') !== undefined) {
    for (const channel of found) services.channels.touch(channel)
  }
  return foundChannels(found, services.sipDomainOf(asked.grid))
}

function search({ grid, params, services }: VivoxRequest): Promise<readonly Channel[]> | readonly Channel[] {
  const name = params.get('cond_channame')
  const parent = params.get('cond_chanparent')
  if (parent !== undefined) {
    const parentId = idIn(parent)
    if (parentId === undefined) return []
    return services.channels.search({ grid, ...(name !== undefined && { name }), parentId })
  }
  if (name !== undefined) return services.channels.search({ grid, name })
  throw new VoiceError('parameter-missing', 'cond_channame or cond_chanparent is needed.')
}
