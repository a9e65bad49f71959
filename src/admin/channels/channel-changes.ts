/** Changes channels as admins want it: checked as a whole, not over somebody else's change, and undoable. */

import type { Static } from 'typebox'
import { VoiceError } from '../../errors.js'
import { type ChannelsChange, channelFaults, type SettingsPatch } from '../../protocol/admin-channels.js'
import {
  type Channel,
  type ChannelRef,
  type ChannelSettings,
  settingsOf,
} from '../../voice/channels/channel.js'
import type { Channels } from '../../voice/channels/channels.js'
import type { GridId } from '../../voice/grids/grid.js'
import { FieldFaults } from '../field-faults.js'
import { versionOf } from './channel-views.js'
import { plainSettings } from './plain-settings.js'

/** What an admin decides on a channel. */
type Edits = Pick<Channel, 'adminSettings' | 'pinned'>

/** One channel of a change, as the audit log keeps it to take it back. */
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
  /** All of them or none. @throws VoiceError `channel-not-found`, `settings-invalid` */
  changeAll(grid: GridId, ids: readonly number[], change: Change): Promise<readonly ChangeRecord[]>
  /** @throws VoiceError `channel-not-found`, or `channel-changed-meanwhile` when one was changed since */
  takeBack(records: readonly ChangeRecord[]): Promise<void>
}

export function createChannelChanges(channels: Channels): ChannelChanges {
  /** One after the other: what is looked at must still be so when it is written. */
  let last: Promise<unknown> = Promise.resolve()
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = last.then(work, work)
    last = next.catch(() => undefined)
    return next
  }

  /** In one transaction: what is saved is all of it, also where the process dies meanwhile. */
  const write = (records: readonly ChangeRecord[]) =>
    channels.updateAll(records.map(({ grid, id, after }) => ({ grid, id, patch: after })))

  return {
    change: (which, version, change) =>
      inTurn(async () => {
        const before = await channels.get(which)
        if (versionOf(before) !== version) throw meanwhile()
        const record = recordOf(before, change)
        const [channel = before] = await write([record])
        return { channel, record }
      }),
    changeAll: (grid, ids, change) =>
      inTurn(async () => {
        const wanted = new Set(ids)
        const found = (await channels.search({ grid })).filter(({ id }) => wanted.has(id))
        if (found.length !== wanted.size) {
          throw new VoiceError('channel-not-found', 'One of these channels is gone: look at the list again.')
        }
        // Directories only hold channels: there is nothing in them to hear.
        const records = found
          .filter((channel) => settingsOf(channel).type !== 'directory')
          .map((channel) => recordOf(channel, change))
        await write(records)
        return records
      }),
    takeBack: (records) =>
      inTurn(async () => {
        for (const { grid, id, after } of records) {
          if (versionOf(await channels.get({ grid, id })) !== versionOf(after)) throw meanwhile()
        }
        await write(records.map(reversed))
      }),
  }
}

/** What takes a change back. */
export function reversed({ before, after, ...channel }: ChangeRecord): ChangeRecord {
  return { ...channel, before: after, after: before }
}

/** @throws FieldFaults */
function recordOf(channel: Channel, { settings = {}, pinned = channel.pinned }: Change): ChangeRecord {
  const adminSettings = merged(channel.adminSettings, settings)
  const before = settingsOf(channel)
  const after = settingsOf({ regionSettings: channel.regionSettings, adminSettings })
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

/** `null` takes an edit back. */
function merged(edits: Partial<ChannelSettings>, patch: SettingsPatch): Partial<ChannelSettings> {
  const taken = new Set(Object.entries(patch).flatMap(([key, value]) => (value === null ? [key] : [])))
  const all: Partial<ChannelSettings> = { ...edits, ...plainSettings(patch) }
  return Object.fromEntries(Object.entries(all).filter(([key]) => !taken.has(key)))
}

function meanwhile(): VoiceError {
  return new VoiceError(
    'channel-changed-meanwhile',
    'Somebody else changed this channel meanwhile: look at what it is now, then save again.',
  )
}
