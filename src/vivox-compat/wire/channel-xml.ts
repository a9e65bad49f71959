/** Writes a channel, always with all fields. */

import { type Channel, type ChannelType, settingsOf } from '../../voice/channels/channel.js'
import { channelUri } from '../../voice/channels/sip-uri.js'
import { DISTANCE_MODELS } from './channel-settings.js'
import { WrittenXml, type XmlElements } from './xml.js'

/** The module skips channels with any other spelling of the type. */
const TYPES: Record<ChannelType, string> = {
  positional: 'positional_M',
  conference: 'channel',
  directory: 'dir',
}

/**
 * One entry of a list. The module takes the n-th occurrence of each leaf separately, so an entry that
 * left out a field would shift that field of all the others.
 */
export function channelElements(channel: Channel, sipDomain: string): XmlElements {
  const settings = settingsOf(channel)
  return {
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
  }
}

/** By the channel as it is held in memory, which is another object once it has changed. */
const written = new WeakMap<Channel, { readonly sipDomain: string; readonly xml: WrittenXml }>()

/** The same, written once: regions search at every parcel change, and channels hardly ever change. */
export function writtenChannel(channel: Channel, sipDomain: string): WrittenXml {
  const known = written.get(channel)
  if (known?.sipDomain === sipDomain) return known.xml
  const xml = new WrittenXml(channelElements(channel, sipDomain))
  written.set(channel, { sipDomain, xml })
  return xml
}
