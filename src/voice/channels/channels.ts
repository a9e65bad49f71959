/** The channels of the grid: found, created and changed here, so that rooms hear of every change. */

import { EventEmitter } from 'node:events'
import { VoiceError } from '../../errors.js'
import type { ChannelPatch, ChannelStore, ChannelUpdate, Clock } from '../ports.js'
import { createMarks, type Mark } from '../storage/marks.js'
import { type Channel, type ChannelSettings, canonicalChannelName, settingsOf } from './channel.js'

/** A channel nobody used for this long disappears, unless an admin edited or pinned it. */
export const UNUSED_AFTER_MS = 5 * 60 * 60 * 1000

/** A use is written down at most this often. */
const USE_RESOLUTION_MS = 5 * 60 * 1000

export interface ChannelRequest {
  readonly name: string
  readonly parentId: number | null
  /** Empty leaves the description of an existing channel as it is. */
  readonly description: string
  readonly settings: Partial<ChannelSettings>
}

/** Where an avatar is, as far as rooms care. */
export interface Place {
  readonly regionId: string
  readonly regionName: string
  /** `null` where the feed does not say. */
  readonly parcelId: string | null
}

interface ChannelEvents {
  /** Created, or its settings or description are others than before. */
  changed: [channel: Channel]
  deleted: [ids: readonly number[]]
}

export interface Channels {
  readonly events: EventEmitter<ChannelEvents>
  /**
   * The channel of that name under that parent, created when there is none. What the region sends again
   * replaces what the region sent before, never what an admin edited.
   * @throws VoiceError `channel-not-found` when the parent does not exist
   */
  create(request: ChannelRequest): Promise<Channel>
  /** @throws VoiceError `channel-not-found` */
  get(id: number): Promise<Channel>
  search(filter: { readonly name?: string; readonly parentId?: number }): Promise<readonly Channel[]>
  /** @throws VoiceError `channel-not-found` */
  update(id: number, patch: ChannelPatch): Promise<Channel>
  /** All of them or none, in that order. @throws VoiceError `channel-not-found` when one is gone */
  updateAll(changes: readonly ChannelUpdate[]): Promise<readonly Channel[]>
  /** @throws VoiceError `channel-not-found` */
  delete(id: number): Promise<void>
  /** The channel named after the parcel, else after the region; the region's is created when neither is there. */
  forPlace(place: Place): Promise<Channel>
  /** The same, where there is one already; nothing is written. */
  findForPlace(place: Pick<Place, 'regionId' | 'parcelId'>): Promise<Channel | undefined>
  /** Notes that somebody uses it, so that it does not expire; nobody need wait for that, and it never rejects. */
  touch(channel: Channel): Promise<void>
  /** Tells that a channel is another one from now on: held in memory before, written down now. */
  replace(heldId: number, channel: Channel): void
  /** Deletes what nobody used; returns how many. */
  deleteUnused(): Promise<number>
}

export function createChannels(store: ChannelStore, clock: Clock, mark: Mark = createMarks()): Channels {
  const events = new EventEmitter<ChannelEvents>()

  const notFound = (id: number) => new VoiceError('channel-not-found', `There is no channel ${id}.`)

  async function get(id: number) {
    const channel = await store.find({ id })
    if (!channel) throw notFound(id)
    return channel
  }

  function announce(channel: Channel, patch: ChannelPatch): void {
    if (Object.keys(patch).some((key) => key !== 'lastUsedAt')) events.emit('changed', channel)
  }

  async function updateAll(changes: readonly ChannelUpdate[]) {
    if (changes.length === 0) return []
    const updated = await store.update(changes)
    if (!updated) {
      throw new VoiceError('channel-not-found', 'A channel is gone: look at what there is now.')
    }
    for (const [index, channel] of updated.entries()) announce(channel, changes[index]?.patch ?? {})
    return updated
  }

  async function update(id: number, patch: ChannelPatch) {
    const [channel] = (await store.update([{ id, patch }])) ?? []
    if (!channel) throw notFound(id)
    announce(channel, patch)
    return channel
  }

  async function touch({ id, lastUsedAt }: Channel) {
    // A clock that was ahead for a while has left marks of the future.
    if (Math.abs(clock() - lastUsedAt) < USE_RESOLUTION_MS) return
    await mark(`channel ${id}`, () => store.update([{ id, patch: { lastUsedAt: clock() } }]))
  }

  async function create(request: ChannelRequest) {
    const { parentId, description, settings } = request
    if (parentId !== null) await get(parentId)
    const { channel, created } = await store.create({
      name: canonicalChannelName(request.name),
      parentId,
      description,
      regionSettings: settings,
      createdAt: clock(),
    })
    if (created) {
      events.emit('changed', channel)
      return channel
    }
    const patch = regionPatch(channel, description, settings)
    if (!patch) {
      touch(channel)
      return channel
    }
    return update(channel.id, { ...patch, lastUsedAt: clock() })
  }

  async function findForPlace({ regionId, parcelId }: Pick<Place, 'regionId' | 'parcelId'>) {
    for (const name of [parcelId, regionId]) {
      const channel = name && (await store.find({ name: canonicalChannelName(name) }))
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
      events.emit('changed', channel)
      events.emit('deleted', [heldId])
    },
    search: ({ name, parentId }) =>
      store.search({
        ...(name !== undefined && { name: canonicalChannelName(name) }),
        ...(parentId !== undefined && { parentId }),
      }),
    async delete(id) {
      const ids = await store.delete(id)
      if (ids.length === 0) throw notFound(id)
      events.emit('deleted', ids)
    },
    async forPlace(place) {
      const channel = await findForPlace(place)
      if (!channel) {
        const { regionId: name, regionName: description } = place
        return create({ name, parentId: null, description, settings: {} })
      }
      touch(channel)
      return channel
    },
    findForPlace,
    async deleteUnused() {
      const ids = await store.deleteUnused(clock() - UNUSED_AFTER_MS)
      if (ids.length > 0) events.emit('deleted', ids)
      return ids.length
    },
  }
}

/** What a region's repeated request changes; `undefined` when nothing, and then nothing is written. */
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
