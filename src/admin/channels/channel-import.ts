/** A file of channels: what it would change, told before it does, and then all of that or nothing. */

import { createHash } from 'node:crypto'
import { Compile } from 'typebox/compile'
import { VoiceError } from '../../errors.js'
import {
  CHANNEL_FILE_FORMAT,
  ChannelEntry,
  type ChannelFile,
  type ImportPlan,
} from '../../protocol/admin/channel-file.js'
import { channelFaults } from '../../protocol/admin-channels.js'
import { UUID } from '../../pure/uuid.js'
import {
  type Channel,
  canonicalChannelName,
  chosenSettingsOf,
  settingsOf,
  titleOf,
} from '../../voice/channels/channel.js'
import type { Channels, WantedChannel } from '../../voice/channels/channels.js'
import type { GridId } from '../../voice/grids/grid.js'
import { type FieldFault, FieldFaults } from '../field-faults.js'
import { type ChangeRecord, plainSettings, recordOf } from './channel-changes.js'
import { versionOf } from './channel-views.js'

const Entry = Compile(ChannelEntry)
const MAX_TOLD_FAULTS = 50

/** What a file would do. */
interface Work {
  readonly records: readonly ChangeRecord[]
  readonly added: readonly WantedChannel[]
  readonly view: ImportPlan
}

export interface ChannelImport {
  /** What admins decided about the channels of a grid, without folders. */
  file(grid: GridId): Promise<ChannelFile>
  /** What a file would do; nothing is done. @param channels the file's, not looked at yet */
  plan(grid: GridId, channels: readonly unknown[]): Promise<ImportPlan>
  /**
   * Does what the plan said, as a whole or not at all.
   * @throws VoiceError `settings-invalid` for a file with faults, `channel-changed-meanwhile` if it would do something else now
   */
  run(grid: GridId, channels: readonly unknown[], plan: string): Promise<Omit<Work, 'view'>>
}

export function createChannelImport(channels: Channels): ChannelImport {
  async function workOf(grid: GridId, wanted: readonly unknown[]): Promise<Work> {
    const known = (await channels.search({ grid })).filter(isNoFolder)
    // The oldest of a name is the one that people come into.
    const byName = new Map(known.toReversed().map((channel) => [channel.name, channel]))
    const seen = new Set<string>()
    const found = wanted.map((entry) => lookAt(grid, entry, byName, seen))
    const records = found.flatMap((one) => ('record' in one ? [one.record] : []))
    const added = found.flatMap((one) => ('addition' in one ? [one.addition] : []))
    const view: ImportPlan = {
      plan: nameOf(records, added),
      same: found.filter((one) => 'same' in one).length,
      entries: found.flatMap((one): ImportPlan['entries'] => {
        if ('record' in one) {
          const { channel, record } = one
          const { name } = channel
          return [{ title: titleOf(channel), name, what: 'changed', changes: changesOf(channel, record) }]
        }
        if (!('addition' in one)) return []
        return [{ title: titleOf(one.addition), name: one.addition.name, what: 'new', changes: [] }]
      }),
      faults: found
        .flatMap((one, index) =>
          'faults' in one
            ? one.faults.map(({ field, code }) => ({ number: index + 1, title: one.title, field, code }))
            : [],
        )
        .slice(0, MAX_TOLD_FAULTS),
    }
    return { records, added, view }
  }

  return {
    async file(grid) {
      const found = (await channels.search({ grid })).filter(isNoFolder)
      return {
        format: CHANNEL_FILE_FORMAT,
        version: 1,
        channels: found.map(({ name, description, adminSettings, pinned }) => {
          const { owners: _, moderators, ...settings } = adminSettings
          return {
            name,
            description,
            settings: { ...settings, ...(moderators && { moderators: [...moderators] }) },
            pinned,
          }
        }),
      }
    },
    plan: async (grid, wanted) => (await workOf(grid, wanted)).view,
    async run(grid, wanted, plan) {
      const { records, added, view } = await workOf(grid, wanted)
      if (view.faults.length > 0) {
        throw new VoiceError('settings-invalid', 'The file has faults, and nothing was imported.')
      }
      if (view.plan !== plan) {
        throw new VoiceError(
          'channel-changed-meanwhile',
          'The channels have changed meanwhile, and nothing was imported: look at what the file would do now.',
        )
      }
      const updates = records.map(({ grid, id, before, after }) => ({
        grid,
        id,
        patch: after,
        expected: before,
      }))
      await channels.updateAll(updates, added)
      return { records, added }
    },
  }
}

/** What one entry of a file means for the channels that there are. */
type Finding =
  | { readonly record: ChangeRecord; readonly channel: Channel }
  | { readonly addition: WantedChannel }
  | { readonly same: true }
  | { readonly title: string; readonly faults: readonly Pick<FieldFault, 'field' | 'code'>[] }

/** @param seen the names of the entries before; this one's is added */
function lookAt(
  grid: GridId,
  entry: unknown,
  byName: ReadonlyMap<string, Channel>,
  seen: Set<string>,
): Finding {
  if (!Entry.Check(entry)) {
    const [error] = Entry.Errors(entry)
    const field = error?.instancePath.split('/').filter(Boolean).at(-1) ?? ''
    return { title: titleIn(entry), faults: [{ field, code: 'invalid' }] }
  }
  const name = canonicalChannelName(entry.name)
  const title = entry.description || titleOf({ description: '', name })
  if (seen.has(name)) return { title, faults: [{ field: 'name', code: 'twice' }] }
  seen.add(name)
  const channel = byName.get(name)
  try {
    if (!channel) return { addition: additionOf(grid, { ...entry, name, description: title }) }
    const record = recordOf(channel, {
      settings: { ...nothingOf(channel), ...entry.settings },
      ...(entry.pinned !== undefined && { pinned: entry.pinned }),
    })
    if (versionOf(record.before) === versionOf(record.after)) return { same: true }
    return { record, channel }
  } catch (error) {
    if (!(error instanceof FieldFaults)) throw error
    return { title, faults: error.faults }
  }
}

/** @throws FieldFaults */
export function additionOf(
  grid: GridId,
  { name, description = '', settings = {}, pinned = true }: ChannelEntry,
): WantedChannel {
  if (!UUID.test(name)) {
    throw new FieldFaults([
      { field: 'name', code: 'no-place', message: 'This is no UUID of a parcel or region.' },
    ])
  }
  const adminSettings = plainSettings(settings)
  const chosen = chosenSettingsOf({ regionSettings: {}, adminSettings })
  if (chosen.type === 'directory') {
    const message = 'A folder stays a folder, and a channel a channel.'
    throw new FieldFaults([{ field: 'type', code: 'directory', message }])
  }
  const faults = channelFaults({ ...chosen })
  if (faults.length > 0) throw new FieldFaults(faults)
  return { grid, name: canonicalChannelName(name), description, adminSettings, pinned }
}

const isNoFolder = (channel: Channel) => settingsOf(channel).type !== 'directory'

/** Takes every edit back: a file says all that an admin decided. */
function nothingOf({ adminSettings }: Channel): Record<string, null> {
  return Object.fromEntries(Object.keys(adminSettings).map((key) => [key, null]))
}

function changesOf({ regionSettings }: Channel, { before, after }: ChangeRecord) {
  const from: Readonly<Record<string, unknown>> = {
    ...chosenSettingsOf({ regionSettings, adminSettings: before.adminSettings }),
    pinned: before.pinned,
  }
  const to: Readonly<Record<string, unknown>> = {
    ...chosenSettingsOf({ regionSettings, adminSettings: after.adminSettings }),
    pinned: after.pinned,
  }
  return Object.keys(to)
    .filter((field) => JSON.stringify(from[field]) !== JSON.stringify(to[field]))
    .map((field) => ({ field, from: from[field], to: to[field] }))
}

/** Changes whenever the work does. */
function nameOf(records: readonly ChangeRecord[], added: readonly WantedChannel[]): string {
  const parts = records.map(({ id, before, after }) => [id, versionOf(before), versionOf(after)])
  return createHash('sha256')
    .update(JSON.stringify([parts, added]))
    .digest('base64url')
    .slice(0, 16)
}

/** Of an entry that is no channel, as far as it can be read. */
function titleIn(entry: unknown): string {
  if (typeof entry !== 'object' || entry === null) return ''
  const { description, name } = entry as Readonly<Record<string, unknown>>
  const title = [description, name].find((one) => typeof one === 'string' && one !== '')
  return typeof title === 'string' ? title.slice(0, 120) : ''
}
