/** The questions to the grid's services (Robust, private port) that voice has, each a form that is posted. */

import { NULL_UUID, UUID } from '../../pure/uuid.js'
import { type Asking, createAsk, requireSuccess, VERSION } from './ask.js'
import { listsOf, type ServerMembers, textOf } from './server-response.js'

/** A region as the grid service lists it. */
export interface ListedRegion {
  /** UUID in lower case. */
  readonly regionId: string
  readonly name: string
  /** South-west corner, global metres. */
  readonly corner: readonly [x: number, y: number]
  readonly sizeMetres: readonly [x: number, y: number]
  /** Where its simulator answers; `''` where the grid does not say. */
  readonly simulator: string
  readonly online: boolean
}

/** Where the grid says that an avatar is. `arriving`: it is between logging in and its first region. */
export type GridPlace = { readonly regionId: string } | 'arriving'

export interface RobustClient {
  /** What the grid is called. @throws RobustFault */
  gridName(): Promise<string>
  /** All regions, without links to other grids. @throws RobustFault */
  regions(): Promise<readonly ListedRegion[]>
  /**
   * Where avatars are; who is missing from the answer is not in-world.
   * @param agentIds at most `MAX_ASKED`
   * @throws RobustFault
   */
  whereAre(agentIds: readonly string[]): Promise<ReadonlyMap<string, GridPlace>>
}

/** A hundred that are offline take 45 ms of Robust's database. */
export const MAX_ASKED = 50

/** 2,000 regions take 1 to 2 s. */
const LIST_TIMEOUT_MS = 20_000

/** Of a region's flags (RegionFlags in OpenSimulator). */
const ONLINE = 4
const HYPERLINK = 512

/** The whole grid, in metres. */
const EVERYWHERE = { XMIN: '0', XMAX: '2147483647', YMIN: '0', YMAX: '2147483647' }

export function createRobustClient(asking: Asking): RobustClient {
  const ask = createAsk(asking)

  return {
    async gridName() {
      const answer = await ask('/grid', { METHOD: 'get_grid_extra_features' })
      requireSuccess(answer, 'the grid’s name')
      return textOf(answer, 'GridName')
    },
    async regions() {
      const form = { SCOPEID: NULL_UUID, ...EVERYWHERE, METHOD: 'get_region_range' }
      const answer = await ask('/grid', form, LIST_TIMEOUT_MS)
      requireSuccess(answer, 'the regions')
      return listsOf(answer, 'region').flatMap(readRegion)
    },
    async whereAre(agentIds) {
      const answer = await ask('/presence', { ...VERSION, METHOD: 'getagents', 'uuids[]': agentIds })
      requireSuccess(answer, 'who is where')
      return new Map(listsOf(answer, 'presence').flatMap(readPresence))
    },
  }
}

/** A region that cannot be used is left out, never the whole list. */
function readRegion(listed: ServerMembers): readonly ListedRegion[] {
  const regionId = textOf(listed, 'uuid').toLowerCase()
  const [x, y, flags] = ['locX', 'locY', 'flags'].map((name) => wholeNumber(textOf(listed, name)))
  if (!UUID.test(regionId) || x === undefined || y === undefined || flags === undefined) return []
  if (flags & HYPERLINK) return []
  // Robusts before 0.8 know no sizes: every region has 256 m.
  const size = (name: string) => wholeNumber(textOf(listed, name)) || 256
  return [
    {
      regionId,
      name: textOf(listed, 'regionName').trim(),
      corner: [x, y],
      sizeMetres: [size('sizeX'), size('sizeY')],
      simulator: textOf(listed, 'serverURI'),
      online: (flags & ONLINE) !== 0,
    },
  ]
}

function readPresence(listed: ServerMembers): readonly [string, GridPlace][] {
  const agentId = textOf(listed, 'UserID').toLowerCase()
  const regionId = textOf(listed, 'RegionID').toLowerCase()
  if (!UUID.test(agentId) || !UUID.test(regionId)) return []
  return [[agentId, regionId === NULL_UUID ? 'arriving' : { regionId }]]
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,10}$/.test(text) ? Number(text) : undefined
}
