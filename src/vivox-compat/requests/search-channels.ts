/** `viv_chan_search.php`: channels by name, by directory, or both. Regions send it at every parcel change. */

import { VoiceError } from '../../errors.js'
import type { Channel } from '../../voice/channels/channel.js'
import { isOwnChannel } from '../confinement.js'
import type { RequestHandler, VivoxRequest } from '../request.js'
import { writtenChannel } from '../wire/channel-xml.js'
import { idIn } from '../wire/params.js'

export const searchChannels: RequestHandler = async (asked) => {
  const found = await search(asked)
  const sipDomain = asked.services.sipDomainOf(asked.grid)
  return {
    'channel-search': {
      count: found.length,
      channels: { channels: { level4: found.map((channel) => writtenChannel(channel, sipDomain)) } },
    },
  }
}

async function search(asked: VivoxRequest): Promise<readonly Channel[]> {
  const { grid, params, services } = asked
  const name = params.get('cond_channame')
  const parent = params.get('cond_chanparent')
  if (name === undefined && parent === undefined) {
    throw new VoiceError('parameter-missing', 'cond_channame or cond_chanparent is needed.')
  }
  const parentId = parent === undefined ? undefined : idIn(parent)
  if (parent !== undefined && parentId === undefined) return []
  const all = await services.channels.search({
    grid,
    ...(name !== undefined && { name }),
    ...(parentId !== undefined && { parentId }),
  })
  const found = all.filter((channel) => isOwnChannel(asked, channel.name))
  // A region that looks up a channel by name is about to send an avatar there.
  if (name !== undefined) for (const channel of found) services.channels.touch(channel)
  return found
}
