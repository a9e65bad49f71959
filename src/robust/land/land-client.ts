/** XML-RPC `land_data`: what a simulator says of a parcel of its own, at its HTTP port and without a password. */

import { isStruct, type RpcStruct } from '../../outgoing/xml-rpc.js'
import { NULL_UUID, UUID } from '../../pure/uuid.js'
import type { Parcel, ParcelBox } from '../../voice/presence/land/parcel.js'
import {
  callSimulator,
  invalidAnswer,
  type SimulatorFault,
  type SimulatorNetwork,
  type SimulatorReason,
} from '../client/simulator-call.js'

/** A place in a region that is asked about. */
export interface LandPlace {
  /** The simulator's scheme, host and port. */
  readonly simulator: URL
  /** The region's south-west corner, global metres. */
  readonly corner: readonly [x: number, y: number]
  readonly sizeMetres: readonly [x: number, y: number]
  /** In the region's metres. */
  readonly position: readonly [x: number, y: number, ...number[]]
}

export type ToldParcel = Omit<Parcel, 'grid' | 'regionId'>

/** What can go wrong, as codes for admins. */
export type LandReason = `land-${SimulatorReason}`

export const landReason = ({ reason }: SimulatorFault): LandReason => `land-${reason}`

export interface LandClient {
  /**
   * The parcel of a place.
   * @returns `undefined` where that simulator does not have the region
   * @throws SimulatorFault
   */
  parcelAt(place: LandPlace): Promise<ToldParcel | undefined>
}

const LAND_DATA = {
  name: 'land_data',
  notEnabled:
    'The simulator does not tell of its parcels: set [Modules] LandServiceInConnector = true in its ini file, and restart it.',
}
const MAX_NAME_LENGTH = 255

/** `ParcelFlags.AllowVoiceChat` and `UseEstateVoiceChan` of OpenMetaverse. */
const ALLOWS_VOICE = 0x20000000
const USES_ESTATE_CHANNEL = 0x40000000

export function createLandClient(network: SimulatorNetwork): LandClient {
  return {
    async parcelAt({ simulator, corner, sizeMetres, position }) {
      // The upper half of a handle is x, the lower half y, both in metres.
      const handle = (BigInt(corner[0]) << 32n) | BigInt(corner[1])
      const [x, y] = [0, 1].map((axis) => within(position[axis] ?? 0, sizeMetres[axis] ?? 0))
      const params = { region_handle: String(handle), x: String(x), y: String(y) }
      const told = await callSimulator(simulator, LAND_DATA, params, network)
      if (!isStruct(told)) throw invalidAnswer('it is no struct')
      return Object.keys(told).length === 0 ? undefined : parcelIn(told)
    },
  }
}

/** The simulator takes whole metres inside the region only; avatars stand between two, and fly out over the border. */
function within(metres: number, size: number): number {
  return Math.max(0, Math.min(size - 1, Math.floor(metres)))
}

function parcelIn(members: RpcStruct): ToldParcel {
  const text = (name: string) => {
    const value = members[name]
    return typeof value === 'string' ? value.trim() : ''
  }
  const [parcelId, ownerId] = [text('GlobalID').toLowerCase(), text('OwnerID').toLowerCase()]
  if (!UUID.test(parcelId) || parcelId === NULL_UUID) throw invalidAnswer('it names no parcel')
  if (!/^-?\d{1,10}$/.test(text('Flags'))) throw invalidAnswer('it has no flags')
  const flags = Number(text('Flags'))
  const area = /^\d{1,10}$/.test(text('Area')) ? Number(text('Area')) : 0
  return {
    parcelId,
    name: text('Name').slice(0, MAX_NAME_LENGTH),
    ownerId: UUID.test(ownerId) && ownerId !== NULL_UUID ? ownerId : undefined,
    areaSquareMetres: area,
    box: boxIn(text('AABBMin'), text('AABBMax'), area),
    voiceAllowed: (flags & ALLOWS_VOICE) !== 0,
    estateChannel: (flags & USES_ESTATE_CHANNEL) !== 0,
  }
}

/** The box around a parcel, if the parcel fills it. */
function boxIn(min: string, max: string, area: number): ParcelBox | undefined {
  const corner = (vector: string) => {
    const [, x, y] = /^<(\d{1,6}), (\d{1,6}), /.exec(vector) ?? []
    return x === undefined || y === undefined ? undefined : ([Number(x), Number(y)] as const)
  }
  const [from, to] = [corner(min), corner(max)]
  return from && to && (to[0] - from[0]) * (to[1] - from[1]) === area ? { from, to } : undefined
}
