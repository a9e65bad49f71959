/** The channel of a place that a region names. */

import type { Channel } from '../../voice/channels/channel.js'
import type { Channels } from '../../voice/channels/channels.js'
import type { GridId } from '../../voice/grids/grid.js'

/** A channel that a Vivox region made in a directory stays there. */
export async function findOrCreate(
  channels: Channels,
  grid: GridId,
  name: string,
  description: string,
): Promise<Channel> {
  const [known] = await channels.search({ grid, name })
  if (!known) return channels.create({ grid, name, parentId: null, description, settings: {} })
  channels.touch(known)
  return known
}
