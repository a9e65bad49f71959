/** Saves channels as a file that the import takes. */

import type { ChannelFile } from '../../../../src/protocol/admin/channel-file.js'
import { get } from '../../../api.js'
import { texts } from '../../../texts/texts.js'

/** @param names the channels to export; all if there are none */
export async function exportChannels(names: ReadonlySet<string>): Promise<void> {
  const file = await get<ChannelFile>('/channels/export')
  const channels = names.size === 0 ? file.channels : file.channels.filter(({ name }) => names.has(name))
  const text = `${JSON.stringify({ ...file, channels }, undefined, 2)}\n`
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = texts.channelWords.fileName
  link.click()
  URL.revokeObjectURL(address)
}
