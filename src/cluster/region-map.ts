/**
 * Where regions lie and how many people are in voice in each square of the grid, on all nodes: so that regions that touch are owned
 * by one node where that can be. Each owner tells it of its regions; where the grid itself tells where they lie, it counts.
 */

import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Vector3 } from '../spatial/direction.js'
import type { Region } from '../voice/grids/grid.js'
import { remember } from '../voice/limits/remember.js'
import type { Timers } from '../voice/ports.js'
import type { Presence } from '../voice/presence/presence.js'
import { type RegionGround, squareAt, squaresAround } from '../voice/presence/regions/grid-squares.js'
import type { RegionCorner } from '../voice/presence/regions/region-corners.js'
import { every } from '../voice/time/timers.js'
import { areaOfRegion, patchOf, regionOfArea } from './area.js'
import type { Placed } from './placement.js'
import type { RedisJournal } from './redis/redis-journal.js'
import type { RedisStream } from './redis/stream.js'

const LOOK_INTERVAL_MS = 1000
/** Nodes that have come learn who talks where within this time. */
const REPEAT_VOICES_MS = 30_000
/** What a node does not repeat is forgotten. */
const VOICES_TTL_MS = 90_000
const REPEAT_CORNERS_MS = 60 * 60_000
/** Regions that are away for longer fall by their own hash when they come. */
const CORNER_TTL_MS = 7 * 24 * 60 * 60_000
/** More regions than grids have. */
const MAX_REGIONS = 100_000

const LIES = 'regions-lie'
const VOICES = 'voices-in-squares'

const Corner = Type.Tuple([Type.Number(), Type.Number()])
const isCorner = Compile(Corner)
const Lies = Type.Object({ area: Type.String(), corner: Corner })
const areLies = Compile(Lies)
const Voices = Type.Object({ nodeId: Type.String(), people: Type.Record(Type.String(), Type.Number()) })
const areVoices = Compile(Voices)

/** Somebody in voice. */
export interface PlacedVoice extends Region {
  readonly position: Vector3
}

export interface RegionMap {
  /** An area as placement sees it. */
  placed(area: string): Placed
  close(): void
}

export interface RegionMapOptions {
  readonly nodeId: string
  readonly journal: Pick<RedisJournal, 'note' | 'read'>
  readonly stream: Pick<RedisStream, 'tell' | 'onTold' | 'onMissed'>
  readonly presence: Pick<Presence, 'events' | 'frames' | 'gridRegions'>
  /** The areas that this node owns. */
  readonly owned: () => readonly string[]
  /** Whether this node owns a region at this moment. */
  readonly owns: (region: Region) => boolean
  /** Those who take part on this node. */
  readonly voices: () => Iterable<PlacedVoice>
  readonly timers: Timers
  /** Called with errors of work that nobody awaits. */
  readonly onError: (error: unknown) => void
}

/** @throws Error when Redis does not answer */
export async function openRegionMap(options: RegionMapOptions): Promise<RegionMap> {
  const { nodeId, journal, stream, presence, owned, owns, voices, timers, onError } = options
  const { frames, gridRegions } = presence
  const corners = new Map<string, RegionCorner>()
  /** By node, how many people are in voice there in each square. */
  const voicesOn = new Map<string, { readonly people: ReadonlyMap<string, number>; readonly until: number }>()
  let told: ReadonlyMap<string, number> = new Map()
  let toldAt = Number.NEGATIVE_INFINITY

  /** As the grid or its owner says. */
  const cornerOf = (region: Region): RegionCorner | undefined =>
    gridRegions.isTold(region.grid)
      ? gridRegions.get(region)?.corner
      : (corners.get(areaOfRegion(region)) ?? frames.cornerOf(region))

  function take({ area, corner }: Static<typeof Lies>): void {
    remember(corners, area, corner, MAX_REGIONS)
  }

  function note(area: string, corner: RegionCorner): void {
    journal.note(area, corner, CORNER_TTL_MS)
  }

  function moved(region: Region): void {
    const corner = frames.cornerOf(region)
    if (!corner || gridRegions.isTold(region.grid) || !owns(region)) return
    const area = areaOfRegion(region)
    const before = corners.get(area)
    if (before?.[0] === corner[0] && before[1] === corner[1]) return
    const lies = { area, corner: [...corner] as [number, number] }
    take(lies)
    note(area, corner)
    stream.tell(LIES, lies)
  }

  async function read(): Promise<void> {
    for (const [area, corner] of await journal.read())
      if (isCorner.Check(corner) && !owns(regionOfArea(area))) take({ area, corner })
  }

  function repeatCorners(): void {
    for (const area of owned()) {
      const corner = corners.get(area)
      if (corner) note(area, corner)
    }
  }

  function look(): void {
    const people = new Map<string, number>()
    for (const voice of voices()) {
      const corner = cornerOf(voice)
      if (!corner) continue
      const [east, north] = voice.position
      const square = squareAt(voice.grid, [corner[0] + east, corner[1] + north])
      people.set(square, (people.get(square) ?? 0) + 1)
    }
    voicesOn.set(nodeId, { people, until: Number.POSITIVE_INFINITY })
    const isSame =
      told.size === people.size && [...people].every(([square, count]) => told.get(square) === count)
    if (isSame && (people.size === 0 || timers.now() - toldAt < REPEAT_VOICES_MS)) return
    told = people
    toldAt = timers.now()
    stream.tell(VOICES, { nodeId, people: Object.fromEntries(people) })
  }

  stream.onTold(([topic, message]) => {
    if (topic === LIES && areLies.Check(message)) take(message)
    if (topic === VOICES && areVoices.Check(message) && message.nodeId !== nodeId) {
      const people = new Map(Object.entries(message.people))
      if (people.size === 0) voicesOn.delete(message.nodeId)
      else voicesOn.set(message.nodeId, { people, until: timers.now() + VOICES_TTL_MS })
    }
  })
  stream.onMissed(() => {
    toldAt = Number.NEGATIVE_INFINITY
    read().catch(onError)
  })
  presence.events.on('regionMoved', moved)
  await read()
  const stops = [
    every(timers, LOOK_INTERVAL_MS, look),
    every(timers, REPEAT_CORNERS_MS, repeatCorners),
    () => presence.events.off('regionMoved', moved),
  ]

  function voicesBeside(ground: RegionGround): ReadonlyMap<string, number> {
    const beside = new Map<string, number>()
    for (const [id, { people, until }] of voicesOn) {
      if (people.size === 0) continue
      if (until < timers.now()) voicesOn.delete(id)
      let count = 0
      for (const square of squaresAround(ground)) count += people.get(square) ?? 0
      if (count > 0 && voicesOn.has(id)) beside.set(id, count)
    }
    return beside
  }

  return {
    placed(area) {
      const region = regionOfArea(area)
      const corner = cornerOf(region)
      if (!corner) return { patch: area, voicesBeside: new Map() }
      const { grid } = region
      const { sizeMetres } = gridRegions.get(region) ?? {}
      return { patch: patchOf(grid, corner), voicesBeside: voicesBeside({ grid, corner, sizeMetres }) }
    },
    close() {
      for (const stop of stops) stop()
    },
  }
}
