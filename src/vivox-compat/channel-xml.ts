/** A channel on its way out: its URI and its fields, always all of them. */

import { type Channel, type ChannelType, settingsOf } from '../voice/channel.js'
import { DISTANCE_MODELS } from './channel-settings.js'
import { idIn } from './required.js'
import type { XmlElements } from './xml.js'

/** The module skips channels of any other spelling. */
const TYPES: Record<ChannelType, string> = {
  positional: 'positional_M',
  conference: 'channel',
  directory: 'dir',
}

/** `sip:confctl-<id>@<domain>`. */
export function channelUri(id: number, sipDomain: string): string {
  return `sip:confctl-${id}@${sipDomain}`
}

/** The id in a channel's URI; `undefined` when it is no such URI. */
export function channelIdInUri(uri: string): number | undefined {
  return idIn(/^sip:confctl-(\d+)@/i.exec(uri)?.[1] ?? '')
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
