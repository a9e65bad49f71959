/** The messages of viewers' data channel `SLData`, in both directions: JSON text. */

import { UUID } from '../pure/uuid.js'
import type { Vector3 } from '../spatial/direction.js'
import { forwardOf } from '../spatial/orientation.js'

/** More than a viewer sends at once, even if its resident has muted three hundred people. */
export const MAX_TEXT_CHARACTERS = 16_384

/** Viewers write lengths and rotations as integers, times this. */
const SCALE = 100

/** Positions are global: region handles count metres in 32 bits. */
const MAX_METRES = 2 ** 32

/**
 * A viewer's volume for one person. "Unchanged" is 220, but the viewer sends 200 when it repeats a remembered volume
 * for somebody who joins, so everything in between counts as unchanged.
 */
const UNCHANGED_GAIN = { from: 200, to: 220 } as const
const MAX_GAIN = 2

/** One message of a viewer; fields that it does not mention are missing. */
export interface ViewerMessage {
  readonly join?: { readonly primary: boolean }
  /** The avatar's position, global metres; `mouthForward` is where it looks. */
  readonly mouth?: Vector3
  readonly mouthForward?: Vector3
  /** The ear's position: the camera's or the avatar's, as the resident chose. */
  readonly ear?: Vector3
  readonly earForward?: Vector3
  /** Factors by agent id, 1 unchanged. */
  readonly gains?: ReadonlyMap<string, number>
  readonly mutes?: ReadonlyMap<string, boolean>
}

/** `undefined` for a text that is no message; fields that make no sense are ignored. */
export function decodeViewerText(text: string): ViewerMessage | undefined {
  if (text.length > MAX_TEXT_CHARACTERS) return undefined
  const root = objectOf(parse(text))
  if (!root) return undefined
  const join = objectOf(root.j)
  return {
    ...(join && { join: { primary: join.p === true } }),
    ...optional('mouth', position(root.sp)),
    ...optional('mouthForward', forward(root.sh)),
    ...optional('ear', position(root.lp)),
    ...optional('earForward', forward(root.lh)),
    ...optional('gains', byAgent(root.ug, gain)),
    ...optional('mutes', byAgent(root.m, flag)),
  }
}

/** What viewers are told of one person. */
export interface PersonUpdate {
  readonly joined?: boolean
  readonly left?: boolean
  /** Level of the voice, 0..128. */
  readonly power?: number
  /** Must accompany `mutedByModerator`, which viewers read only together with this. */
  readonly speaking?: boolean
  readonly mutedByModerator?: boolean
  readonly version?: string
}

/** One text for many people, by agent id. */
export function encodeUpdates(updates: ReadonlyMap<string, PersonUpdate>): string {
  const wire: Record<string, object> = {}
  for (const [agentId, update] of updates) {
    const { joined, left, power, speaking, mutedByModerator, version } = update
    wire[agentId] = {
      ...(joined && { j: { p: true } }),
      ...(left && { l: true }),
      ...(power !== undefined && { p: power }),
      ...(speaking !== undefined && { v: speaking }),
      ...(mutedByModerator !== undefined && { m: mutedByModerator }),
      ...(version !== undefined && { V: version }),
    }
  }
  return JSON.stringify(wire)
}

/** A linear level on the scale 0..128. */
export function powerOf(level: number): number {
  return Math.round(Math.min(1, Math.max(0, level)) * 128)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
}

function optional<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]?: V })
}

function metres(value: unknown): number {
  if (typeof value !== 'number') return Number.NaN
  const scaled = value / SCALE
  return Math.abs(scaled) <= MAX_METRES ? scaled : Number.NaN
}

function position(value: unknown): Vector3 | undefined {
  const { x, y, z } = objectOf(value) ?? {}
  const vector: Vector3 = [metres(x), metres(y), metres(z)]
  return vector.some(Number.isNaN) ? undefined : vector
}

function forward(value: unknown): Vector3 | undefined {
  const { x, y, z, w } = objectOf(value) ?? {}
  return forwardOf([metres(x), metres(y), metres(z), metres(w)])
}

function gain(value: unknown): number | undefined {
  if (typeof value !== 'number' || !(value >= 0)) return undefined
  if (value >= UNCHANGED_GAIN.from && value <= UNCHANGED_GAIN.to) return 1
  return Math.min(MAX_GAIN, value / UNCHANGED_GAIN.to)
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined
}

function byAgent<V>(value: unknown, read: (value: unknown) => V | undefined): Map<string, V> | undefined {
  const entries = new Map<string, V>()
  for (const [agentId, raw] of Object.entries(objectOf(value) ?? {})) {
    const known = read(raw)
    if (known !== undefined && UUID.test(agentId)) entries.set(agentId.toLowerCase(), known)
  }
  return entries.size > 0 ? entries : undefined
}
