/** `viv_chan_mod.php`: makes, removes, shows and changes channels, as its `mode` says. */

import { VoiceError } from '../../errors.js'
import { type Channel, canonicalChannelName, settingsOf } from '../../voice/channels/channel.js'
import type { Channels } from '../../voice/channels/channels.js'
import { channelUri } from '../../voice/channels/sip-uri.js'
import { claimChannel, isOwnChannel, requireOwnChannel } from '../confinement.js'
import type { RequestHandler, VivoxRequest } from '../request.js'
import { readSettings } from '../wire/channel-settings.js'
import { channelElements } from '../wire/channel-xml.js'
import { idIn, required, requiredChannelId } from '../wire/params.js'

const modes: ReadonlyMap<string, RequestHandler> = new Map([
  ['create', create],
  ['delete', remove],
  ['get', get],
  ['modify', modify],
])

export const changeChannel: RequestHandler = async (asked) => {
  const handle = modes.get(required(asked.params, 'mode'))
  if (!handle) throw new VoiceError('unknown-mode', 'mode is one of create, delete, get, modify.')
  return handle(asked)
}

async function create(asked: VivoxRequest) {
  const { grid, params, services } = asked
  const name = canonicalChannelName(required(params, 'chan_name'))
  await claimChannel(asked, name)
  const { settings, oddities } = readSettings(params, name)
  logOddities(asked, name, oddities)
  const channel = await services.channels.create({
    grid,
    name,
    parentId: await directoryOf(asked),
    description: params.description,
    settings,
  })
  return { body: { chan_id: channel.id, chan_uri: channelUri(channel.id, services.sipDomainOf(asked.grid)) } }
}

/**
 * The parent for a new channel. A region uses its directory's id for as long as it runs. If that directory is gone, the
 * channel goes to the top, because otherwise the region would get no channel at all.
 */
async function directoryOf(asked: VivoxRequest): Promise<number | null> {
  const { grid, params, services } = asked
  const id = idIn(params.get('chan_parent') ?? '')
  if (id === undefined) return null
  try {
    const parent = await services.channels.get({ grid, id })
    return settingsOf(parent).type === 'directory' && isOwnChannel(asked, parent.name) ? id : null
  } catch (error) {
    if (error instanceof VoiceError && error.code === 'channel-not-found') return null
    throw error
  }
}

/** The channel that a request names. @throws VoiceError `channel-not-found`, `not-allowed` for one of others */
async function ownChannel(asked: VivoxRequest): Promise<Channel> {
  const { grid, params, services } = asked
  const channel = await services.channels.get({ grid, id: requiredChannelId(params) })
  requireOwnChannel(asked, channel)
  return channel
}

async function remove(asked: VivoxRequest) {
  const { services } = asked
  const channel = await ownChannel(asked)
  await removeUnlessKept(services.channels, channel)
  return { body: { chan_id: channel.id } }
}

/**
 * Removes a channel unless an admin edited or pinned it, or a channel in it: regions with directories delete every channel
 * when they start, which would lose the admins' edits.
 *
 * @returns whether the channel is gone
 */
async function removeUnlessKept(channels: Channels, channel: Channel): Promise<boolean> {
  const children = await channels.search({ grid: channel.grid, parentId: channel.id })
  let empty = true
  for (const child of children) empty = (await removeUnlessKept(channels, child)) && empty
  const kept = channel.pinned || Object.keys(channel.adminSettings).length > 0
  if (kept || !empty) return false
  await channels.delete(channel)
  return true
}

async function get(asked: VivoxRequest) {
  const { services } = asked
  const channel = await ownChannel(asked)
  const entries = Object.entries(channelElements(channel, services.sipDomainOf(asked.grid)))
  return { body: Object.fromEntries(entries.map(([name, content]) => [`chan_${name}`, content])) }
}

async function modify(asked: VivoxRequest) {
  const { params, services } = asked
  const channel = await ownChannel(asked)
  const { settings, oddities } = readSettings(params, channel.name)
  logOddities(asked, channel.name, oddities)
  const changed = await services.channels.update(channel, {
    regionSettings: { ...channel.regionSettings, ...settings },
    ...(params.description !== '' && { description: params.description }),
  })
  return { body: { chan_id: changed.id, chan_uri: channelUri(changed.id, services.sipDomainOf(asked.grid)) } }
}

/** Logs what is odd in a channel's parameters: a region repeats it at every parcel change. */
function logOddities(
  { grid, request, services }: VivoxRequest,
  channelName: string,
  oddities: readonly string[],
) {
  if (oddities.length === 0) return
  services.logOnce([grid, channelName, ...oddities].join('; '), () =>
    request.log.warn({ channelName, oddities }, 'odd channel parameters'),
  )
}
