/** Writes a channel, always with all fields. */

import { type Channel, type ChannelType, settingsOf } from '../../voice/channels/channel.js'
import { channelUri } from '../../voice/channels/sip-uri.js'
import { DISTANCE_MODELS } from './channel-settings.js'
import { WrittenXml } from './xml.js'

/** The module skips channels with any other spelling of the type. */
const TYPES: Record<ChannelType, string> = {
  positional: 'positional_M',
  conference: 'channel',
  directory: 'dir',
}

/** By the channel as it is held in memory, which is another object once it has changed. */
const written = new WeakMap<Channel, { readonly sipDomain: string; readonly xml: WrittenXml }>()

/**
 * One entry of a list, written once for each channel: regions search at every parcel change, and channels hardly ever change. The module takes the n-th occurrence of each leaf separately, so an entry that
 * left out a field would shift that field of all the others.
 */
export function channelElements(channel: Channel, sipDomain: string): WrittenXml {
  const known = written.get(channel)
  if (known?.sipDomain === sipDomain) return known.xml
  const settings = settingsOf(channel)
  const xml = new WrittenXml({
    id: channel.id,
    name: channel.name,
    desc: channel.description,
    type: TYPES[settings.type],
    mode: settings.mode,
    uri: channelUri(channel.id, sipDomain),
    parent: channel.parentId ?? '',
    roll_off: settings.rollOff,
    dist_model: DISTANCE_MODELS.indexOf(settings.distanceModel),
    max_range: settings.maxRangeMetres,
    clamping_distance: settings.clampingDistanceMetres,
  })
  written.set(channel, { sipDomain, xml })
  return xml
}
