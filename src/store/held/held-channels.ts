/** Holds channels in memory that could not be stored when somebody needed them, so that a full disk keeps nobody out. */

import { type Channel, type ChannelRef, changedMeanwhile } from '../../voice/channels/channel.js'
import type { ChannelStore, ChannelUpdate, NewChannel } from '../../voice/ports.js'
import { isUnwritable } from '../health.js'

/** Higher than the id of any stored channel. */
export const FIRST_HELD_ID = 900_000_000

/** More places than people visit while a disk is full. */
const MAX_HELD = 1000

type ChannelsAt = Pick<NewChannel, 'grid'> & Partial<Pick<NewChannel, 'name' | 'parentId'>>

/** A held channel that has been stored, under another id. */
export interface WrittenChannel {
  readonly heldId: number
  readonly channel: Channel
}

export interface HoldingChannelStore extends ChannelStore {
  /** Stores the held channels. @throws VoiceError `store-unwritable` */
  writeHeld(): Promise<readonly WrittenChannel[]>
}

export function holdUnwrittenChannels(store: ChannelStore): HoldingChannelStore {
  const held = new Map<number, Channel>()
  let nextId = FIRST_HELD_ID

  const like = (channel: Channel, { grid, name, parentId }: ChannelsAt) =>
    channel.grid === grid &&
    (name === undefined || channel.name === name) &&
    (parentId === undefined || channel.parentId === parentId)

  const heldLike = (filter: ChannelsAt) => [...held.values()].filter((channel) => like(channel, filter))

  function heldAt({ grid, id }: ChannelRef): Channel | undefined {
    const channel = held.get(id)
    return channel?.grid === grid ? channel : undefined
  }

  function hold(request: NewChannel): { channel: Channel; created: boolean } | undefined {
    const [known] = heldLike(request)
    if (known) return { channel: known, created: false }
    if (held.size >= MAX_HELD) return undefined
    const { createdAt } = request
    const channel = { ...request, id: nextId, adminSettings: {}, pinned: false, lastUsedAt: createdAt }
    nextId += 1
    held.set(channel.id, channel)
    return { channel, created: true }
  }

  function change({ patch, ...ref }: ChannelUpdate): Channel | undefined {
    const before = heldAt(ref)
    if (!before) return undefined
    const after = { ...before, ...patch }
    held.set(ref.id, after)
    return after
  }

  return {
    async find(key) {
      const found = await store.find(key)
      return found ?? ('id' in key ? heldAt(key) : heldLike(key)[0])
    },
    search(filter) {
      const found = store.search(filter)
      return held.size === 0 ? found : found.then((stored) => [...stored, ...heldLike(filter)])
    },
    async create(request) {
      try {
        return await store.create(request)
      } catch (error) {
        const kept = isUnwritable(error) ? hold(request) : undefined
        if (!kept) throw error
        return kept
      }
    },
    async update(changes, additions = []) {
      for (const { expected, ...ref } of changes) {
        const channel = heldAt(ref)
        if (expected && channel && editsOf(channel) !== editsOf(expected)) throw changedMeanwhile()
      }
      const stored = changes.filter((one) => !heldAt(one))
      const updated = stored.length + additions.length > 0 ? await store.update(stored, additions) : []
      if (!updated) return undefined
      const found = changes.map((wanted) => updated.find(({ id }) => id === wanted.id) ?? change(wanted))
      return [...found.flatMap((channel) => channel ?? []), ...updated.slice(stored.length)]
    },
    async delete({ grid, id }) {
      if (!heldAt({ grid, id })) return store.delete({ grid, id })
      held.delete(id)
      return [{ grid, id }]
    },
    deleteUnused: (before) => store.deleteUnused(before),
    async writeHeld() {
      const written: WrittenChannel[] = []
      const idOf = (id: number | null) => written.find(({ heldId }) => heldId === id)?.channel.id ?? id
      // In order of creation, so that a parent comes before its children.
      for (const [heldId, before] of [...held]) {
        const { channel } = await store.create({ ...before, parentId: idOf(before.parentId) })
        const { adminSettings, pinned } = before
        const edited = pinned || Object.keys(adminSettings).length > 0
        if (edited)
          await store.update([{ grid: channel.grid, id: channel.id, patch: { adminSettings, pinned } }])
        held.delete(heldId)
        written.push({ heldId, channel })
      }
      return written
    },
  }
}

const editsOf = ({ adminSettings, pinned }: Pick<Channel, 'adminSettings' | 'pinned'>) =>
  JSON.stringify([adminSettings, pinned])
