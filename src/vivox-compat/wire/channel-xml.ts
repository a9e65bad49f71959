/** Writes a channel, always with all fields. */

import { type Channel, type ChannelType, settingsOf } from '../../voice/channels/channel.js'
import { channelUri } from '../../voice/channels/sip-uri.js'
import { inOnePiece } from '../../voice/storage/in-one-piece.js'
import { DISTANCE_MODELS } from './channel-settings.js'
import { WrittenAnswer, writeAnswer, type XmlElements } from './xml.js'

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
const written = new WeakMap<Channel, { readonly sipDomain: string; readonly answer: WrittenAnswer }>()

/** The answer to a search, written once for each channel: regions search at every parcel change, and channels hardly ever change. */
export function foundChannels(found: readonly Channel[], sipDomain: string): WrittenAnswer | XmlElements {
  const [channel, another] = found
  if (!channel || another) return searchElements(found, sipDomain)
  const known = written.get(channel)
  if (known?.sipDomain === sipDomain) return known.answer
  const answer = new WrittenAnswer(inOnePiece(writeAnswer(searchElements(found, sipDomain))))
  written.set(channel, { sipDomain, answer })
  return answer
}

function searchElements(found: readonly Channel[], sipDomain: string): XmlElements {
  const level4 = found.map((channel) => channelElements(channel, sipDomain))
  return { 'channel-search': { count: found.length, channels: { channels: { level4 } } } }
}
