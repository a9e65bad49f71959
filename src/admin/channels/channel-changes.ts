/** Admins' changes of channels: checked as a whole, never over somebody else's change, and undoable. */

import type { Static } from 'typebox'
import { VoiceError } from '../../errors.js'
import { type ChannelsChange, channelFaults, type SettingsPatch } from '../../protocol/admin-channels.js'
import {
  type Channel,
  type ChannelRef,
  type ChannelSettings,
  changedMeanwhile,
  chosenSettingsOf,
  settingsOf,
} from '../../voice/channels/channel.js'
import type { Channels } from '../../voice/channels/channels.js'
import type { GridId } from '../../voice/grids/grid.js'
import { FieldFaults } from '../field-faults.js'
import { versionOf } from './channel-views.js'

/** What an admin can change about a channel. */
type Edits = Pick<Channel, 'adminSettings' | 'pinned'>

/** One channel's part of a change, as the audit log keeps it for undoing. */
export interface ChangeRecord extends ChannelRef {
  readonly before: Edits
  readonly after: Edits
}

type Change = Omit<Static<typeof ChannelsChange>, 'ids'>

export interface ChannelChanges {
  /**
   * @param version as the admin last saw it
   * @throws VoiceError `channel-not-found`, `channel-changed-meanwhile`, `settings-invalid`
   */
  change(
    which: ChannelRef,
    version: string,
    change: Change,
  ): Promise<{ channel: Channel; record: ChangeRecord }>
  /** Changes all channels or none. @throws VoiceError `channel-not-found`, `settings-invalid` */
  changeAll(grid: GridId, ids: readonly number[], change: Change): Promise<readonly ChangeRecord[]>
  /** Undoes a change. @throws VoiceError `channel-not-found`, or `channel-changed-meanwhile` when a channel was changed since */
  takeBack(records: readonly ChangeRecord[]): Promise<void>
}

/** How often a change of many channels is tried if somebody else changes one of them at the same moment. */
const TRIES = 5

export function createChannelChanges(channels: Channels): ChannelChanges {
  /** Writes all records in one transaction or none, even if the process dies, and never over somebody else's change. */
  const write = (records: readonly ChangeRecord[]) =>
    channels.updateAll(
      records.map(({ grid, id, before, after }) => ({ grid, id, patch: after, expected: before })),
    )

  async function changeAllOnce(
    grid: GridId,
    ids: ReadonlySet<number>,
    change: Change,
  ): Promise<readonly ChangeRecord[]> {
    const found = (await channels.search({ grid })).filter(({ id }) => ids.has(id))
    if (found.length !== ids.size) {
      throw new VoiceError('channel-not-found', 'One of these channels is gone: look at the list again.')
    }
    // Directories only hold channels and have no voice.
    const records = found
      .filter((channel) => settingsOf(channel).type !== 'directory')
      .map((channel) => recordOf(channel, change))
    await write(records)
    return records
  }

  return {
    async change(which, version, change) {
      const before = await channels.get(which)
      if (versionOf(before) !== version) throw changedMeanwhile()
      const record = recordOf(before, change)
      const [channel = before] = await write([record])
      return { channel, record }
    },
    async changeAll(grid, ids, change) {
      for (let tries = TRIES; ; tries -= 1) {
        try {
          return await changeAllOnce(grid, new Set(ids), change)
        } catch (error) {
          if (tries === 1 || !(error instanceof VoiceError) || error.code !== 'channel-changed-meanwhile')
            throw error
        }
      }
    },
    async takeBack(records) {
      const present = await Promise.all(records.map(({ grid, id }) => channels.get({ grid, id })))
      const undone = records.map((record, index) => {
        const now = present[index]
        if (!now || versionOf(now) !== versionOf(record.after)) throw changedMeanwhile()
        return { ...reversed(record), before: now }
      })
      await write(undone)
    },
  }
}

/** The record that undoes a change. */
export function reversed({ before, after, ...channel }: ChangeRecord): ChangeRecord {
  return { ...channel, before: after, after: before }
}

/** @throws FieldFaults */
export function recordOf(channel: Channel, { settings = {}, pinned = channel.pinned }: Change): ChangeRecord {
  const adminSettings = merged(channel.adminSettings, settings)
  const before = chosenSettingsOf(channel)
  const after = chosenSettingsOf({ regionSettings: channel.regionSettings, adminSettings })
  if ((before.type === 'directory') !== (after.type === 'directory')) {
    const message = 'A folder stays a folder, and a channel a channel.'
    throw new FieldFaults([{ field: 'type', code: 'directory', message }])
  }
  const faults = after.type === 'directory' ? [] : channelFaults({ ...after })
  if (faults.length > 0) throw new FieldFaults(faults)
  const { grid, id } = channel
  return {
    grid,
    id,
    before: { adminSettings: channel.adminSettings, pinned: channel.pinned },
    after: { adminSettings, pinned },
  }
}

/** Edits with a patch applied; `null` removes an edit. */
function merged(edits: Partial<ChannelSettings>, patch: SettingsPatch): Partial<ChannelSettings> {
  const taken = new Set(Object.entries(patch).flatMap(([key, value]) => (value === null ? [key] : [])))
  const all: Partial<ChannelSettings> = { ...edits, ...plainSettings(patch) }
  return Object.fromEntries(Object.entries(all).filter(([key]) => !taken.has(key)))
}

/** The settings of a patch, without those that are `null`. */
export function plainSettings({ moderators, ...patch }: SettingsPatch): Partial<ChannelSettings> {
  const entries = Object.entries(patch).filter(([, value]) => value !== null && value !== undefined)
  return { ...Object.fromEntries(entries), ...(moderators && { moderators: [...new Set(moderators)] }) }
}
