/** Channels as the console shows them, and how they are searched and sorted. */

import { createHash } from 'node:crypto'
import type { Static } from 'typebox'
import type { ChannelDetail, ChannelQuery, ChannelRow } from '../../protocol/admin-channels.js'
import { type Channel, type ChannelSettings, chosenSettingsOf } from '../../voice/channels/channel.js'

const DEFAULT_LIMIT = 100
const MAX_LIMIT = 10_000

/** @param people how many people are in its room */
export function channelRow(channel: Channel, people: number): ChannelRow {
  const { id, name, parentId, description, adminSettings, pinned, lastUsedAt } = channel
  const chosen = chosenSettingsOf(channel)
  return {
    id,
    name,
    parentId,
    description,
    settings: settingsView(chosen),
    owners: [...chosen.owners],
    edited: Object.keys(adminSettings),
    pinned,
    version: versionOf(channel),
    people,
    lastUsedAt,
  }
}

export function channelDetail(channel: Channel, people: number): ChannelDetail {
  const region = chosenSettingsOf({ regionSettings: channel.regionSettings, adminSettings: {} })
  return { ...channelRow(channel, people), regionSettings: settingsView(region) }
}

/** Changes whenever an admin changes the channel. */
export function versionOf({ adminSettings, pinned }: Pick<Channel, 'adminSettings' | 'pinned'>): string {
  const sorted = Object.entries(adminSettings).sort(([a], [b]) => a.localeCompare(b))
  return createHash('sha256')
    .update(JSON.stringify([sorted, pinned]))
    .digest('base64url')
    .slice(0, 16)
}

/** One page of the matching channels, and the number of all of them. */
export function pageOf(rows: readonly ChannelRow[], query: Static<typeof ChannelQuery>) {
  const { type, mode, only, sort = 'id', order = 'asc' } = query
  const words = (query.search ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const fitting = rows.filter(
    (row) =>
      (type === undefined || row.settings.type === type) &&
      (mode === undefined || row.settings.mode === mode) &&
      (only !== 'edited' || row.edited.length > 0) &&
      (only !== 'pinned' || row.pinned) &&
      (only !== 'occupied' || row.people > 0) &&
      words.every((word) => `${row.description} ${row.name} ${row.id}`.toLowerCase().includes(word)),
  )
  const sign = order === 'asc' ? 1 : -1
  const collator = new Intl.Collator()
  fitting.sort((a, b) =>
    sort === 'description'
      ? sign * collator.compare(a.description || a.name, b.description || b.name)
      : sign * (a[sort] - b[sort]),
  )
  const offset = Number(query.offset ?? 0)
  const limit = Math.min(Number(query.limit ?? DEFAULT_LIMIT), MAX_LIMIT)
  return { total: fitting.length, channels: fitting.slice(offset, offset + limit) }
}

function settingsView({ owners, ...settings }: ChannelSettings): ChannelRow['settings'] {
  return { ...settings, moderators: [...settings.moderators] }
}
