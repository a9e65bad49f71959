/** What `admin_get_agents` answers, read with the tolerance that simulators of all ages and locales need. */

import type { Vector3 } from '../spatial/direction.js'
import type { AvatarReport } from '../voice/presence.js'
import { isInRegion } from './region-bounds.js'
import { isArray, isStruct, type RpcStruct, type RpcValue } from './xml-rpc.js'

export interface RegionAgents {
  /** UUID in lower case. */
  readonly regionId: string
  readonly regionName: string
  readonly avatars: readonly AvatarReport[]
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const NO_UUID = '00000000-0000-0000-0000-000000000000'
const MAX_NAME_LENGTH = 255

/**
 * The region and its avatars. Left out are agents without a usable UUID or position (a neighbour's child
 * agent, somebody half arrived) and all but the first of one UUID.
 * @throws Error when the answer tells of no region
 */
export function readAgents(answer: RpcStruct): RegionAgents {
  const { regions } = answer
  const region = isArray(regions) ? regions[0] : undefined
  if (!isStruct(region)) throw new Error('it tells of no region')
  const regionId = uuidOf(region.id)
  if (regionId === undefined) throw new Error('it tells of a region without an id')
  const agents = region.agents
  if (!isArray(agents)) throw new Error('it has no list of agents')
  const avatars = new Map<string, AvatarReport>()
  for (const agent of agents) {
    const avatar = isStruct(agent) ? readAgent(agent) : undefined
    if (avatar && !avatars.has(avatar.agentId)) avatars.set(avatar.agentId, avatar)
  }
  return { regionId, regionName: textOf(region.name), avatars: [...avatars.values()] }
}

function readAgent(agent: RpcStruct): AvatarReport | undefined {
  const agentId = uuidOf(agent.id)
  const position = vectorOf(agent, 'pos')
  const name = textOf(agent.name).slice(0, MAX_NAME_LENGTH)
  if (agentId === undefined || !position || !isInRegion(position) || name === '') return undefined
  return {
    agentId,
    name,
    position,
    look: vectorOf(agent, 'lookat') ?? [0, 0, 0],
    parcelId: uuidOf(agent.current_parcel_id) ?? null,
    npc: textOf(agent.type).toLowerCase() === 'npc',
  }
}

function vectorOf(agent: RpcStruct, prefix: string): Vector3 | undefined {
  const x = decimalOf(agent[`${prefix}_x`])
  const y = decimalOf(agent[`${prefix}_y`])
  const z = decimalOf(agent[`${prefix}_z`])
  return x === undefined || y === undefined || z === undefined ? undefined : [x, y, z]
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

/** In lower case; `undefined` for anything else and for the null UUID. */
function uuidOf(value: RpcValue | undefined): string | undefined {
  const id = textOf(value).trim().toLowerCase()
  return UUID.test(id) && id !== NO_UUID ? id : undefined
}

function textOf(value: RpcValue | undefined): string {
  return typeof value === 'string' ? value : ''
}
