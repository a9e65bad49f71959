/** What `admin_get_agents` answers, read with the tolerance that simulators of all ages and locales need. */

import { isArray, isStruct, type RpcStruct, type RpcValue } from '../../outgoing/xml-rpc.js'
import type { RegionReport } from '../../voice/presence/region-report.js'
import { type RawEntry, readEntries, uuidOf } from '../reports/avatar-entries.js'

export type RegionAgents = Pick<RegionReport, 'regionId' | 'regionName' | 'avatars' | 'unplaced' | 'odd'>

/**
 * The region and its avatars; an entry that cannot be used is left out alone.
 * @throws Error when the answer tells of no region
 */
export function readAgents(answer: RpcStruct): RegionAgents {
  const { regions } = answer
  const region = isArray(regions) ? regions[0] : undefined
  if (!isStruct(region)) throw new Error('it tells of no region')
  const regionId = uuidOf(region.id)
  if (regionId === undefined) throw new Error('it tells of a region without an id')
  const { agents, name } = region
  if (!isArray(agents)) throw new Error('it has no list of agents')
  const regionName = typeof name === 'string' ? name : ''
  const entries = agents.map((agent) => (isStruct(agent) ? rawEntry(agent) : undefined))
  return { regionId, regionName, ...readEntries(entries) }
}

function rawEntry(agent: RpcStruct): RawEntry {
  const { id, name, type, current_parcel_id: parcel } = agent
  return {
    id,
    name,
    position: coordinatesOf(agent, 'pos'),
    look: coordinatesOf(agent, 'lookat'),
    parcel,
    npc: typeof type === 'string' && type.toLowerCase() === 'npc',
  }
}

/** `undefined` where the simulator tells none. */
function coordinatesOf(agent: RpcStruct, prefix: string): readonly (number | undefined)[] | undefined {
  const members = ['x', 'y', 'z'].map((axis) => agent[`${prefix}_${axis}`])
  return members.every((member) => member === undefined) ? undefined : members.map(decimalOf)
}

/**
 * A float as .NET prints it in the simulator's own culture: with a comma in most of Europe, with U+2212
 * for a minus in Scandinavia, with an exponent when small. Never with a thousands separator.
 */
function decimalOf(value: RpcValue | undefined): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string') return undefined
  const plain = value
    .trim()
    .replaceAll('\u2212', '-')
    .replace(/[,\u066b]/, '.')
  return /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : undefined
}
