/** What other nodes know of their regions, for the console, and how it is put together. */

import type { LiveRegion, Overview, RoomView, Sample } from '../../protocol/admin-api.js'
import type { GridId, Region } from '../../voice/grids/grid.js'

/** The part of the overview that each node has of its own. */
export interface NodeOverview extends Pick<Overview, 'now' | 'regions'> {
  /** The same as `now` for one grid alone, as far as it is known by grid; missing from nodes of earlier versions. */
  readonly ofGrid?: Sample
}

export interface OtherNodes {
  /** Where this node is reached by the others. */
  address(): string
  /** Whether this node owns a region at this moment. */
  owns(region: Region): boolean
  /** All nodes, this one included. */
  all(): Overview['nodes']
  /** Lets a node give its areas away. @returns its address; `undefined` where there is no such node */
  drain(nodeId: string): Promise<string | undefined>
  rooms(grid: GridId): Promise<readonly RoomView[]>
  /** `undefined` where this node itself owns the region, or nobody does. */
  liveRegion(region: Region): Promise<LiveRegion | undefined>
  overviews(grid: GridId): Promise<readonly NodeOverview[]>
}

/** All nodes as one. */
export function together(own: NodeOverview, others: readonly NodeOverview[]): NodeOverview {
  if (others.length === 0) return own
  const all = [own, ...others]
  const regions = new Map<string, Overview['regions'][number]>()
  for (const region of all.flatMap(({ regions }) => regions)) {
    const key = region.regionId ?? region.name
    const known = regions.get(key)
    // A node that owned a region before may still know it: the newest report counts.
    const isNewer = !known || ageOf(region) < ageOf(known)
    const node = [region, known].find((one) => one?.node)?.node ?? null
    regions.set(key, { ...(isNewer ? region : known), node })
  }
  return {
    now: sumOf(all.map(({ now }) => now)),
    regions: [...regions.values()],
    ofGrid: sumOf(all.flatMap(({ ofGrid }) => ofGrid ?? [])),
  }
}

const ageOf = ({ feeds }: Overview['regions'][number]): number =>
  Math.min(Number.POSITIVE_INFINITY, ...feeds.map(({ ageSeconds }) => ageSeconds))

function sumOf(samples: readonly Sample[]): Sample {
  const sum = (read: (sample: Sample) => number) => samples.reduce((total, sample) => total + read(sample), 0)
  const known = (read: (sample: Sample) => number | null) =>
    samples.map(read).filter((value) => value !== null)
  const mean = (values: readonly number[]) =>
    values.length === 0 ? null : values.reduce((total, value) => total + value, 0) / values.length
  const cores = known(({ hubCores }) => hubCores)
  return {
    at: Math.max(...samples.map(({ at }) => at)),
    people: sum(({ people }) => people),
    rooms: sum(({ rooms }) => rooms),
    avatars: sum(({ avatars }) => avatars),
    speaking: sum(({ speaking }) => speaking),
    refusedSignIns: sum(({ refusedSignIns }) => refusedSignIns),
    joinFailures: sum(({ joinFailures }) => joinFailures),
    timeToVoiceMs: mean(known(({ timeToVoiceMs }) => timeToVoiceMs)),
    viewers: sum(({ viewers }) => viewers),
    hubCores: cores.length === 0 ? null : cores.reduce((total, value) => total + value, 0),
    droppedTurns: sum(({ droppedTurns }) => droppedTurns),
    relayedShare: mean(known(({ relayedShare }) => relayedShare)),
    oldestFeedSeconds: Math.max(...samples.map(({ oldestFeedSeconds }) => oldestFeedSeconds)),
  }
}
