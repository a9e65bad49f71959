/** The channels of each grid: found, created and changed here, so that rooms are told of every change. */

import { EventEmitter } from 'node:events'
import { VoiceError } from '../../errors.js'
import { UUID } from '../../pure/uuid.js'
import { type Bus, createLoopbackBus } from '../bus.js'
import type { GridId } from '../grids/grid.js'
import type {
  ChannelAddition,
  ChannelFilter,
  ChannelPatch,
  ChannelStore,
  ChannelUpdate,
  Clock,
} from '../ports.js'
import { createInTurn } from '../storage/in-turn.js'
import { createUseNotes, type NoteUse } from '../storage/last-uses.js'
import {
  type Channel,
  type ChannelRef,
  type ChannelSettings,
  canonicalChannelName,
  type DeletedChannel,
  settingsOf,
} from './channel.js'

/** A channel that nobody used for this long is deleted, unless an admin edited or pinned it. */
export const UNUSED_AFTER_MS = 5 * 60 * 60 * 1000

/** A use is stored at most this often. */
const USE_RESOLUTION_MS = 5 * 60 * 1000
const NOTED = Promise.resolve()

export interface ChannelRequest {
  readonly grid: GridId
  readonly name: string
  readonly parentId: number | null
  /** Empty leaves the description of an existing channel unchanged. */
  readonly description: string
  readonly settings: Partial<ChannelSettings>
}

/** A channel that an admin adds for a place, at the top. */
export type WantedChannel = Pick<
  ChannelAddition,
  'grid' | 'name' | 'description' | 'adminSettings' | 'pinned'
>

/** Where an avatar is, as far as rooms need to know. */
export interface Place {
  readonly regionId: string
  readonly regionName: string
  /** `null` if the feed does not say. */
  readonly parcelId: string | null
}

interface ChannelEvents {
  created: [channel: Channel]
  /** Its settings or its description changed. */
  changed: [channel: Channel]
  deleted: [channels: readonly DeletedChannel[]]
}

export interface Channels {
  readonly events: EventEmitter<ChannelEvents>
  /**
   * The channel of that name under that parent, created when there is none. A place has one channel: one that an admin
   * or a page made for it earlier, or that lies elsewhere, is moved under that parent. Settings that the region sends
   * again replace what the region sent before, never what an admin edited.
   * @throws VoiceError `channel-not-found` when the parent does not exist
   */
  create(request: ChannelRequest): Promise<Channel>
  /** @throws VoiceError `channel-not-found` */
  get(channel: ChannelRef): Promise<Channel>
  search(filter: ChannelFilter): Promise<readonly Channel[]>
  /** @throws VoiceError `channel-not-found` */
  update(channel: ChannelRef, patch: ChannelPatch): Promise<Channel>
  /**
   * Makes all changes in their order and adds all channels, or none.
   * @returns the channels that were changed, then those that were added
   * @throws VoiceError `channel-not-found` when a channel is gone, `channel-changed-meanwhile` when one is not as
   *   expected, `channel-exists` when one that is added is there already
   */
  updateAll(changes: readonly ChannelUpdate[], added?: readonly WantedChannel[]): Promise<readonly Channel[]>
  /** Deletes a channel and what lies in it. @throws VoiceError `channel-not-found` */
  delete(channel: DeletedChannel): Promise<void>
  /** The channel named after the parcel, else the region's, which is created when there is neither. */
  forPlace(grid: GridId, place: Place): Promise<Channel>
  /** The same channel if it exists already; nothing is written. */
  findForPlace(grid: GridId, place: Pick<Place, 'regionId' | 'parcelId'>): Promise<Channel | undefined>
  /** Notes that a channel is used, so that it does not expire. Nobody needs to wait for it, and it never rejects. */
  touch(channel: Channel): Promise<void>
  /** Announces that a channel held in memory has been stored under another id. */
  replace(heldId: number, channel: Channel): void
  /** Deletes unused channels in every grid. @returns how many */
  deleteUnused(): Promise<number>
}

export function createChannels(
  store: ChannelStore,
  clock: Clock,
  noteUse: NoteUse = createUseNotes(),
  bus: Bus = createLoopbackBus(),
): Channels {
  const events = new EventEmitter<ChannelEvents>()
  /** Whoever makes a channel looks first whether the place has one: nobody may make it between the two. */
  const inTurn = createInTurn()
  bus.subscribe('channel-created', (channel) => events.emit('created', channel))
  bus.subscribe('channel-changed', (channel) => events.emit('changed', channel))
  bus.subscribe('channels-deleted', (deleted) => events.emit('deleted', deleted))

  const notFound = ({ id }: ChannelRef) => new VoiceError('channel-not-found', `There is no channel ${id}.`)

  async function get({ grid, id }: ChannelRef) {
    const channel = await store.find({ grid, id })
    if (!channel) throw notFound({ grid, id })
    return channel
  }

  function announce(channel: Channel, patch: ChannelPatch): void {
    if (Object.keys(patch).some((key) => key !== 'lastUsedAt')) bus.publish('channel-changed', channel)
  }

  /** @throws VoiceError `channel-exists` where a place has a channel, whatever directory it lies in */
  async function requireNone(grid: GridId, name: string): Promise<void> {
    if (await store.find({ grid, name }))
      throw new VoiceError('channel-exists', `There is a channel ${name} already.`)
  }

  async function updateAll(changes: readonly ChannelUpdate[], added: readonly WantedChannel[] = []) {
    if (changes.length + added.length === 0) return []
    const additions = added.map((one) => ({
      ...one,
      name: canonicalChannelName(one.name),
      parentId: null,
      regionSettings: {},
      createdAt: clock(),
    }))
    const updated =
      additions.length === 0
        ? await store.update(changes)
        : await inTurn(async () => {
            for (const { grid, name } of additions) await requireNone(grid, name)
            return store.update(changes, additions)
          })
    if (!updated) {
      throw new VoiceError('channel-not-found', 'A channel is gone: look at what there is now.')
    }
    for (const [index, channel] of updated.entries()) {
      const change = changes[index]
      if (change) announce(channel, change.patch)
      else bus.publish('channel-created', channel)
    }
    return updated
  }

  async function update({ grid, id }: ChannelRef, patch: ChannelPatch) {
    const [channel] = (await store.update([{ grid, id, patch }])) ?? []
    if (!channel) throw notFound({ grid, id })
    announce(channel, patch)
    return channel
  }

  function touch({ grid, id, lastUsedAt }: Channel): Promise<void> {
    // A clock that was ahead for a while has left times in the future.
    if (Math.abs(clock() - lastUsedAt) < USE_RESOLUTION_MS) return NOTED
    return noteUse(`channel ${id}`, () => store.update([{ grid, id, patch: { lastUsedAt: clock() } }]))
  }

  /** The place's channel that lies elsewhere, if it has none under that parent. Other names may be used once in each directory. */
  async function elsewhere({ grid, name, parentId }: Pick<ChannelAddition, 'grid' | 'name' | 'parentId'>) {
    const oldest = UUID.test(name) ? await store.find({ grid, name }) : undefined
    if (!oldest || oldest.parentId === parentId || oldest.id === parentId) return undefined
    if (settingsOf(oldest).type === 'directory') return undefined
    return (await store.find({ grid, name, parentId })) ? undefined : oldest
  }

  async function create(request: ChannelRequest) {
    const { grid, parentId, description, settings } = request
    if (parentId !== null) await get({ grid, id: parentId })
    const name = canonicalChannelName(request.name)
    const { channel, created } = await inTurn(async () => {
      const found = await elsewhere({ grid, name, parentId })
      if (found) return { channel: found, created: false }
      return store.create({ grid, name, parentId, description, regionSettings: settings, createdAt: clock() })
    })
    if (created) {
      bus.publish('channel-created', channel)
      return channel
    }
    const moved = parentId !== null && channel.parentId !== parentId && { parentId }
    const patch = regionPatch(channel, description, settings)
    if (!patch && !moved) {
      touch(channel)
      return channel
    }
    return update(channel, { ...patch, ...moved, lastUsedAt: clock() })
  }

  async function findForPlace(grid: GridId, { regionId, parcelId }: Pick<Place, 'regionId' | 'parcelId'>) {
    for (const name of [parcelId, regionId]) {
      const channel = name && (await store.find({ grid, name: canonicalChannelName(name) }))
      if (channel && settingsOf(channel).type !== 'directory') return channel
    }
    return undefined
  }

  return {
    events,
    create,
    get,
    update,
    updateAll,
    touch,
    replace(heldId, channel) {
      bus.publish('channel-created', channel)
      bus.publish('channels-deleted', [{ grid: channel.grid, id: heldId }])
    },
    search: (filter) =>
      store.search(
        filter.name === undefined ? filter : { ...filter, name: canonicalChannelName(filter.name) },
      ),
    async delete({ grid, id, byAdmin = false }) {
      const deleted = await store.delete({ grid, id })
      if (deleted.length === 0) throw notFound({ grid, id })
      bus.publish(
        'channels-deleted',
        deleted.map((ref) => ({ ...ref, byAdmin })),
      )
    },
    async forPlace(grid, place) {
      const channel = await findForPlace(grid, place)
      if (!channel) {
        const { regionId: name, regionName: description } = place
        return create({ grid, name, parentId: null, description, settings: {} })
      }
      touch(channel)
      return channel
    },
    findForPlace,
    async deleteUnused() {
      const deleted = await store.deleteUnused(clock() - UNUSED_AFTER_MS)
      if (deleted.length > 0) bus.publish('channels-deleted', deleted)
      return deleted.length
    },
  }
}

/** What a region's repeated request changes; `undefined` if nothing, so that nothing is written. */
function regionPatch(
  channel: Channel,
  description: string,
  settings: Partial<ChannelSettings>,
): ChannelPatch | undefined {
  const renamed = description !== '' && description !== channel.description
  const before = channel.regionSettings
  const keys = Object.keys(settings) as (keyof ChannelSettings)[]
  const reset = keys.some((key) => before[key] !== settings[key])
  if (!renamed && !reset) return undefined
  return {
    ...(renamed && { description }),
    ...(reset && { regionSettings: { ...before, ...settings } }),
  }
}
