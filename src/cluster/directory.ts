/**
 * Where every avatar is, on all nodes: which region, not where in it. The owner of a region tells who has come there and
 * who has gone; what it says ends by itself when it is not repeated.
 */

import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { type Avatar, avatarKey, type GridId, type Region } from '../voice/grids/grid.js'
import type { Timers } from '../voice/ports.js'
import type { Located } from '../voice/presence/located.js'
import type { Presence } from '../voice/presence/presence.js'
import { every } from '../voice/time/timers.js'
import { KEY_PREFIX, type Redis } from './redis/connection.js'
import type { RedisStream } from './redis/stream.js'

/** An entry that nobody repeats ends after this long: its owner is gone, and no other knows the avatar. */
const TTL_SECONDS = 600
const REPEAT_INTERVAL_MS = 200_000
/** All entries are read again: what was told and not heard is found then. */
const READ_INTERVAL_MS = 120_000
const WRITE_INTERVAL_MS = 50
const AT_ONCE = 500
const REPEAT_AFTER_FAULT_MS = 2000
/** Matches every avatar in a scan. */
const EVERYBODY: Avatar = { grid: '*', agentId: '*' }

const TOPIC = 'avatars-located'

const Entry = Type.Object({
  grid: Type.String(),
  agentId: Type.String(),
  name: Type.String(),
  npc: Type.Boolean(),
  regionId: Type.String(),
  /** It is not there any more. */
  gone: Type.Optional(Type.Boolean()),
})
type Entry = Static<typeof Entry>
const parseEntry = Compile(Entry)
const parseEntries = Compile(Type.Array(Entry))

export interface Directory {
  find(avatar: Avatar): Located | undefined
  list(grid: GridId): readonly Located[]
  /** Whether any region of that grid tells where its avatars are. */
  isGridKnown(grid: GridId): boolean
  /** Calls back when that avatar is in another region. @returns a function that ends it */
  watch(avatar: Avatar, moved: () => void): () => void
  /** What another node has told directly. */
  hear(entries: unknown): void
  close(): void
}

export interface DirectoryOptions {
  readonly redis: Redis
  readonly stream: RedisStream
  readonly presence: Pick<Presence, 'events' | 'find' | 'viewerReport' | 'gridWord' | 'list'>
  /** Tells all other nodes while Redis is away; they hear it by `hear`. */
  readonly tellDirectly: (entries: readonly unknown[]) => void
  /** Whether this node owns a region at this moment. */
  readonly owns: (region: Region) => boolean
  readonly timers: Timers
  /** Called with errors of work that nobody awaits. */
  readonly onError: (error: unknown) => void
}

const keyOf = (avatar: Avatar): string => `${KEY_PREFIX}avatar:${avatarKey(avatar)}`

/** @throws Error when Redis does not answer */
export async function openDirectory(options: DirectoryOptions): Promise<Directory> {
  const { redis, stream, presence, tellDirectly, owns, timers, onError } = options
  let entries = new Map<string, Entry>()
  /** What this node has to write, by avatar: the newest counts. */
  const unwritten = new Map<string, Entry>()
  const watchers = new Map<string, Set<() => void>>()
  /** What was told without Redis, which is then repeated until it is written. */
  const toldDirectly = new WeakSet<Entry>()

  function take(entry: Entry): void {
    const key = avatarKey(entry)
    const before = entries.get(key)
    if (!entry.gone) entries.set(key, entry)
    // Another region may have told already that the avatar is there.
    else if (before?.regionId === entry.regionId) entries.delete(key)
    else return
    if (before?.regionId !== entries.get(key)?.regionId) for (const moved of watchers.get(key) ?? []) moved()
  }

  function tell(entry: Entry): void {
    unwritten.set(avatarKey(entry), entry)
    take(entry)
  }

  const regionOf = (avatar: Avatar) =>
    (presence.viewerReport(avatar) ?? presence.find(avatar) ?? presence.gridWord(avatar))?.regionId

  /** As its region says or, where there is no feed, its viewer or the grid. */
  function locate(avatar: Avatar): Entry | undefined {
    const { grid, agentId } = avatar
    const state = presence.find(avatar)
    const regionId = regionOf(avatar)
    if (regionId === undefined || !owns({ grid, regionId })) return undefined
    return { grid, agentId, regionId, name: state?.name ?? '', npc: state?.npc ?? false }
  }

  const seen = (avatars: readonly Avatar[]) => {
    for (const avatar of avatars) {
      const known = entries.get(avatarKey(avatar))
      // Many times a second: nothing is made where nothing is new.
      if (known && known.regionId === regionOf(avatar)) continue
      const entry = locate(avatar)
      if (entry) tell(entry)
    }
  }
  const gone = (avatars: readonly Avatar[]) => {
    for (const { grid, agentId } of avatars) {
      const known = entries.get(avatarKey({ grid, agentId }))
      if (!known || locate({ grid, agentId }) || !owns(known)) continue
      tell({ ...known, gone: true })
    }
  }
  presence.events.on('seen', seen)
  presence.events.on('viewerReported', seen)
  presence.events.on('gridLocated', seen)
  presence.events.on('gone', gone)
  function hear(told: unknown): void {
    if (parseEntries.Check(told)) for (const entry of told) take(entry)
  }
  stream.onTold(([topic, message]) => {
    if (topic === TOPIC) hear(message)
  })

  async function write(): Promise<void> {
    if (unwritten.size === 0) return
    const batch = [...unwritten].slice(0, AT_ONCE)
    for (const [key] of batch) unwritten.delete(key)
    stream.tell(
      TOPIC,
      batch.map(([, entry]) => entry),
    )
    try {
      await redis.run(async (client) => {
        const commands = client.multi()
        for (const [, entry] of batch) {
          if (entry.gone) commands.del(keyOf(entry))
          else commands.set(keyOf(entry), JSON.stringify(entry), { EX: TTL_SECONDS })
        }
        await commands.exec()
      })
    } catch {
      // Those that are still true are written with the next repetition.
      repeatSoon()
      const news = batch.map(([, entry]) => entry).filter((entry) => !toldDirectly.has(entry))
      for (const entry of news) toldDirectly.add(entry)
      if (news.length > 0) tellDirectly(news)
    }
  }

  /** What an owner before this one told is not repeated before the region itself has told it again. */
  const isHere = (entry: Entry) => locate(entry)?.regionId === entry.regionId

  function repeat(): void {
    for (const [key, entry] of entries) if (isHere(entry) && !unwritten.has(key)) unwritten.set(key, entry)
  }
  let cancelRepeat = () => {}
  function repeatSoon(): void {
    cancelRepeat()
    cancelRepeat = timers.after(REPEAT_AFTER_FAULT_MS, repeat)
  }

  async function readAll(): Promise<void> {
    const read = new Map<string, Entry>()
    let cursor = '0'
    do {
      const some = await redis.run((client) => client.scan(cursor, { MATCH: keyOf(EVERYBODY), COUNT: 1000 }))
      cursor = some.cursor
      const texts = some.keys.length === 0 ? [] : await redis.run((client) => client.mGet(some.keys))
      for (const text of texts) {
        const entry: unknown = text === null ? undefined : JSON.parse(text)
        if (parseEntry.Check(entry)) read.set(avatarKey(entry), entry)
      }
    } while (cursor !== '0')
    const before = entries
    entries = read
    for (const [key, entry] of before) if (isHere(entry)) entries.set(key, entry)
    for (const [key, hear] of watchers) {
      if (before.get(key)?.regionId !== entries.get(key)?.regionId) for (const moved of hear) moved()
    }
  }
  await readAll()
  const readAgain = () => readAll().catch(() => undefined)
  stream.onMissed(readAgain)
  const stops = [
    every(timers, WRITE_INTERVAL_MS, () => write().catch(onError)),
    every(timers, REPEAT_INTERVAL_MS, repeat),
    every(timers, READ_INTERVAL_MS, readAgain),
  ]

  return {
    find: (avatar) => entries.get(avatarKey(avatar)),
    list: (grid) => [...entries.values()].filter((entry) => entry.grid === grid),
    isGridKnown(grid) {
      for (const entry of entries.values()) if (entry.grid === grid) return true
      return false
    },
    watch(avatar, moved) {
      const key = avatarKey(avatar)
      const here = watchers.get(key) ?? new Set()
      watchers.set(key, here.add(moved))
      return () => {
        if (here.delete(moved) && here.size === 0) watchers.delete(key)
      }
    },
    hear,
    close() {
      for (const stop of stops) stop()
      cancelRepeat()
      presence.events.off('seen', seen)
      presence.events.off('viewerReported', seen)
      presence.events.off('gridLocated', seen)
      presence.events.off('gone', gone)
    },
  }
}
