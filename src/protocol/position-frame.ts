/**
 * Positions on the wire: a binary frame of fixed-size entries, about a tenth of the same data as JSON.
 *
 * Byte 0 is the frame's kind. Then 12 bytes an entry, big-endian: index (15 bit, after one bit that is set where nobody
 * knows the heading), x, y and z in centimetres above −10 km (24 bit each), heading in 1/256 of a turn
 * counter-clockwise from east (8 bit).
 */

import { headingRadians, lookOfHeading, NO_LOOK, type Vector3 } from '../spatial/direction.js'

const KIND_POSITIONS = 1
const ENTRY_BYTES = 12
const OFFSET_METRES = 10_000
const LARGEST = 0xffffff
const TURN = 2 * Math.PI
/** Beside the index. */
const NO_HEADING = 0x8000

export interface PositionEntry {
  /** The participant's index in its room, 0..32767. */
  readonly index: number
  /** Metres, region-local; kept to the centimetre within ±10 km (and up to +157 km). */
  readonly position: Vector3
  /** Kept as a horizontal unit vector, to 1.4°; (0, 0, 0) where it has no heading. */
  readonly look: Vector3
}

/** Encodes a frame; a coordinate outside the range is clamped to it. */
export function encodePositions(entries: readonly PositionEntry[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(1 + entries.length * ENTRY_BYTES)
  const view = new DataView(bytes.buffer)
  view.setUint8(0, KIND_POSITIONS)
  let at = 1
  for (const { index, position, look } of entries) {
    const heading = headingRadians(look)
    view.setUint16(at, heading === undefined ? index | NO_HEADING : index)
    setUint24(view, at + 2, centimetres(position[0]))
    setUint24(view, at + 5, centimetres(position[1]))
    setUint24(view, at + 8, centimetres(position[2]))
    view.setUint8(at + 11, Math.round(((heading ?? 0) / TURN) * 256) & 0xff)
    at += ENTRY_BYTES
  }
  return bytes
}

/** Decodes a frame; `undefined` for any other data. */
export function decodePositions(data: ArrayBuffer): PositionEntry[] | undefined {
  const view = new DataView(data)
  if (view.byteLength % ENTRY_BYTES !== 1 || view.getUint8(0) !== KIND_POSITIONS) return undefined
  const entries: PositionEntry[] = []
  for (let at = 1; at < view.byteLength; at += ENTRY_BYTES) {
    const index = view.getUint16(at)
    entries.push({
      index: index & ~NO_HEADING,
      position: [metresAt(view, at + 2), metresAt(view, at + 5), metresAt(view, at + 8)],
      look: index & NO_HEADING ? NO_LOOK : lookOfHeading((view.getUint8(at + 11) / 256) * TURN),
    })
  }
  return entries
}

function centimetres(metres: number): number {
  return Math.min(LARGEST, Math.max(0, Math.round((metres + OFFSET_METRES) * 100)))
}

function setUint24(view: DataView, at: number, value: number): void {
  view.setUint8(at, value >>> 16)
  view.setUint16(at + 1, value & 0xffff)
}

function metresAt(view: DataView, at: number): number {
  return ((view.getUint8(at) << 16) | view.getUint16(at + 1)) / 100 - OFFSET_METRES
}
