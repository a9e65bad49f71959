/** XML-RPC `land_data`: what a simulator says of a parcel of its own, at its HTTP port and without a password. */

import { PostFault, post } from '../../outgoing/http-post.js'
import { decodeAnswer, encodeCall, isStruct, type RpcAnswer, type RpcStruct } from '../../outgoing/xml-rpc.js'
import { NULL_UUID, UUID } from '../../pure/uuid.js'
import type { Timers } from '../../voice/ports.js'
import type { Parcel, ParcelBox } from '../../voice/presence/land/parcel.js'
import { invalidAnswer, type LandFault, notEnabled, unreachable } from './land-fault.js'

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

export interface LandClient {
  /**
   * The parcel of a place.
   * @returns `undefined` where that simulator does not have the region
   * @throws LandFault
   */
  parcelAt(place: LandPlace): Promise<ToldParcel | undefined>
}

/** An answer takes some milliseconds. */
const TIMEOUT_MS = 4000
/** An answer has 1.3 kB; a fault with its stack has 2. */
const MAX_ANSWER_BYTES = 64 * 1024
const MAX_NAME_LENGTH = 255
const METHOD_NOT_FOUND = -32601

/** `ParcelFlags.AllowVoiceChat` and `UseEstateVoiceChan` of OpenMetaverse. */
const ALLOWS_VOICE = 0x20000000
const USES_ESTATE_CHANNEL = 0x40000000

export function createLandClient(timers: Timers): LandClient {
  return {
    async parcelAt(place) {
      const answer = read(await ask(place))
      if ('fault' in answer) throw faultOf(answer.fault)
      if (!isStruct(answer.value)) throw invalidAnswer('it is no struct')
      return Object.keys(answer.value).length === 0 ? undefined : parcelIn(answer.value)
    },
  }

  async function ask({ simulator, corner, sizeMetres, position }: LandPlace): Promise<string> {
    // The upper half of a handle is x, the lower half y, both in metres.
    const handle = (BigInt(corner[0]) << 32n) | BigInt(corner[1])
    const [x, y] = [0, 1].map((axis) => within(position[axis] ?? 0, sizeMetres[axis] ?? 0))
    const body = encodeCall('land_data', { region_handle: String(handle), x: String(x), y: String(y) })
    try {
      return await post(new URL('/', simulator), body, {
        contentType: 'text/xml',
        timeoutMs: TIMEOUT_MS,
        maxBytes: MAX_ANSWER_BYTES,
        timers,
      })
    } catch (error) {
      if (!(error instanceof PostFault)) throw error
      throw error.reason === 'answer-invalid'
        ? invalidAnswer(error.message, error)
        : unreachable(error.message, error)
    }
  }
}

/** The simulator takes whole metres inside the region only; avatars stand between two, and fly out over the border. */
function within(metres: number, size: number): number {
  return Math.max(0, Math.min(size - 1, Math.floor(metres)))
}

function read(xml: string): RpcAnswer {
  if (xml === '') throw invalidAnswer('it is empty: is this the HTTP port of a simulator?')
  try {
    return decodeAnswer(xml)
  } catch (error) {
    throw invalidAnswer(error instanceof Error ? error.message : String(error), error)
  }
}

function faultOf({ code, message }: { code: number; message: string }): LandFault {
  if (code === METHOD_NOT_FOUND) return notEnabled()
  // The first line says what happened, all others where.
  return invalidAnswer(`it failed: ${message.split('\n')[0]?.slice(0, 200)}`)
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
