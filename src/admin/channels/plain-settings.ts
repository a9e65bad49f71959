/** The settings of a patch, without those that are `null`. */

import type { SettingsPatch } from '../../protocol/admin-channels.js'
import type { ChannelSettings } from '../../voice/channels/channel.js'

export function plainSettings({ moderators, ...patch }: SettingsPatch): Partial<ChannelSettings> {
  const entries = Object.entries(patch).filter(([, value]) => value !== null && value !== undefined)
  return { ...Object.fromEntries(entries), ...(moderators && { moderators: [...new Set(moderators)] }) }
}
