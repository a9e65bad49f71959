/** The places that a channel can be for: regions, and the parcels on which somebody stands. */

import type { PlaceView } from '../../protocol/admin/channel-file.js'
import type { Channel } from '../../voice/channels/channel.js'
import type { GridId } from '../../voice/grids/grid.js'
import type { Presence } from '../../voice/presence/presence.js'

const MAX_PEOPLE = 3
/** A list to choose from. */
const MAX_PLACES = 500

export function placesOf(
  grid: GridId,
  presence: Pick<Presence, 'feeds' | 'list'>,
  channels: readonly Pick<Channel, 'id' | 'name'>[],
): PlaceView[] {
  // The oldest of a name is the one that people come into.
  const ids = new Map(channels.toReversed().map(({ id, name }) => [name, id]))
  const places = new Map<string, PlaceView>()
  const add = (name: string, kind: PlaceView['kind'], region: string) => {
    const known = places.get(name)
    if (known) return known
    const place = { name, kind, region, people: [], channelId: ids.get(name) ?? null }
    places.set(name, place)
    return place
  }
  for (const feed of presence.feeds()) {
    if (feed.grid === grid) add(feed.regionId, 'region', feed.regionName)
  }
  for (const { regionId, regionName, parcelId, name, npc } of presence.list(grid)) {
    add(regionId, 'region', regionName)
    if (parcelId === null) continue
    const { people } = add(parcelId, 'parcel', regionName)
    if (!npc && people.length < MAX_PEOPLE) people.push(name)
  }
  return [...places.values()].slice(0, MAX_PLACES)
}
