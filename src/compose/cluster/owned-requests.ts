/** Which requests only one node can answer, and which: the owner of a region, or of all that belongs to a grid. Part of the composition. */

import type { FastifyRequest } from 'fastify'
import { areaOfGrid } from '../../cluster/area.js'
import type { OwnedRequest } from '../../cluster/forwarding.js'
import { readJsonRpc } from '../../native-viewer/requests/json-rpc.js'
import { UUID } from '../../pure/uuid.js'
import { type Avatar, type GridId, MAIN_GRID } from '../../voice/grids/grid.js'
import type { RegionGate } from '../../voice/region-keys/region-gate.js'
import type { Cluster } from './cluster.js'

/** A feed repeats itself, a person waits. */
const REPEATED_MS = 1500
const AWAITED_MS = 8000

export interface OwnedRequestsOptions {
  readonly cluster: Pick<Cluster, 'areaOfRegion' | 'whereabouts'>
  readonly gate: Pick<RegionGate, 'resolve'>
  /** The avatar whose page asks; `undefined` for whom is not signed in. */
  readonly avatarOf: (request: FastifyRequest) => Avatar | undefined
  /** Viewers' sessions of calls, which belong to the grid, not to the region that asks. */
  readonly callSessions: {
    note(session: string): void
    has(session: string): Promise<boolean>
  }
}

export function ownedRequests({
  cluster,
  gate,
  avatarOf,
  callSessions,
}: OwnedRequestsOptions): readonly OwnedRequest[] {
  const { areaOfRegion } = cluster
  const ofRegion = (grid: GridId, regionId: unknown): string | undefined =>
    typeof regionId === 'string' && UUID.test(regionId)
      ? areaOfRegion({ grid, regionId: regionId.toLowerCase() })
      : undefined
  const ofGrid = (
    method: string,
    route: string,
    gridOf: (request: FastifyRequest) => GridId | undefined,
  ): OwnedRequest => ({
    method,
    route,
    area(request) {
      const grid = gridOf(request)
      return grid === undefined ? undefined : areaOfGrid(grid)
    },
    patienceMs: AWAITED_MS,
  })
  const ofPage = ({ pageGrid }: FastifyRequest) => pageGrid
  const ofNamedRegion = (route: string): OwnedRequest => ({
    method: 'POST',
    route,
    // The hook that checks the secret came first.
    area: ({ regionAuthority }, body) =>
      regionAuthority ? ofRegion(regionAuthority.grid, regionIn(body)) : undefined,
    patienceMs: REPEATED_MS,
    // The owner has seen its secret: it does not count as a stranger here, either.
    answered(request, _body, { status }) {
      if (status < 300) request.isRegion = true
    },
  })

  async function areaOfViewer(request: FastifyRequest, body: Buffer): Promise<string | undefined> {
    const secret =
      request.url
        .split('?')[0]
        ?.replace(/^.*\/opensim\/voice\//, '')
        .replace(/\/$/, '') ?? ''
    // Refused here, without troubling another node.
    const authority = gate.resolve(decodeURIComponent(secret))
    if (!authority) return undefined
    request.isRegion = true
    const asked = viewerAsks(body)
    if (asked.isCall || (asked.session !== undefined && (await callSessions.has(asked.session))))
      return areaOfGrid(authority.grid)
    return ofRegion(authority.grid, asked.scene)
  }

  return [
    { ...ofNamedRegion('/opensim/v1/positions'), namesOwner: true },
    ofNamedRegion('/opensim/v1/chat'),
    ofGrid('POST', '/opensim/v1/tickets', ({ regionAuthority }) => regionAuthority?.grid),
    {
      method: 'POST',
      route: '/opensim/voice/*',
      area: areaOfViewer,
      patienceMs: AWAITED_MS,
      answered(_request, body, answer) {
        const session = viewerAsks(body).isCall ? sessionIn(answer.body) : undefined
        if (session !== undefined) callSessions.note(session)
      },
    },
    ofGrid('POST', '/api/session', ofPage),
    ofGrid('POST', '/api/links/short', ofPage),
    ofGrid('POST', '/api/sign-in/code', ofPage),
    {
      method: 'GET',
      route: '/api/place',
      patienceMs: REPEATED_MS,
      area(request) {
        const avatar = avatarOf(request)
        const located = avatar && cluster.whereabouts.find(avatar)
        return located && areaOfRegion(located)
      },
    },
    // The console is the whole service's. Files of grids are too long to be handed on, and need nothing that one node has.
    {
      ...ofGrid('*', '/admin/api/*', () => MAIN_GRID),
      except: ['POST /admin/api/grids/import', 'POST /admin/api/grids/:id/export'],
    },
  ]
}

const NAMED = /"region"\s*:\s*"([0-9a-f-]{36})"/i

/** The region that a report names; the report itself is read where it belongs. */
function regionIn(body: Buffer): unknown {
  const json = body.toString('latin1')
  const found = NAMED.exec(json)
  // Said once, and in no other spelling: nothing else can be meant.
  const isPlain = found && json.indexOf('"region"', found.index + 1) < 0 && !json.includes('\\u')
  if (isPlain) return found[1]
  try {
    const report: unknown = JSON.parse(body.toString())
    return fieldOf(report, 'region')
  } catch {
    // Regions may write numbers that JSON does not have.
    return found?.[1]
  }
}

interface ViewerAsks {
  readonly scene: unknown
  readonly isCall: boolean
  readonly session: string | undefined
}

function viewerAsks(body: Buffer): ViewerAsks {
  const { rpc } = readJsonRpc(body.toString())
  const params = fieldOf(rpc, 'params')
  const request = fieldOf(params, 'request')
  const session = fieldOf(request, 'viewer_session')
  const channelType = fieldOf(request, 'channel_type')
  const ofCall = typeof channelType === 'string' && channelType.trim().toLowerCase() === 'multiagent'
  return {
    scene: fieldOf(params, 'scene'),
    isCall: ofCall || fieldOf(rpc, 'method') === 'chat_session_request',
    session: typeof session === 'string' && session !== '' ? session : undefined,
  }
}

function sessionIn(body: Buffer): string | undefined {
  try {
    const session = fieldOf(fieldOf(JSON.parse(body.toString()), 'result'), 'viewer_session')
    return typeof session === 'string' ? session : undefined
  } catch {
    return undefined
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}
