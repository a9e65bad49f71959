/** What viewers say in their data channel `SLData`, and what they are told there; both JSON text. */

import type { Vector3 } from '../spatial/direction.js'
import { forwardOf } from '../spatial/orientation.js'
import { isUuid } from '../voice/channels/channel.js'

/** More than a viewer says at once, even where three hundred people are muted. */
export const MAX_TEXT_CHARACTERS = 16_384

/** Viewers write lengths and rotations as integers, times this. */
const SCALE = 100

/** Positions are global: region handles count metres in 32 bits. */
const MAX_METRES = 2 ** 32

/**
 * A viewer's volume for one person. It means "unchanged" by 220, but says 200 instead when it repeats
 * what it remembers of somebody who joins, so all in between counts as unchanged.
 */
const UNCHANGED_GAIN = { from: 200, to: 220 } as const
const MAX_GAIN = 2

/** What one text of a viewer says; what it does not say is left out. */
export interface ViewerMessage {
  readonly join?: { readonly primary: boolean }
  /** Avatar's position, global metres, and where it looks. */
  readonly mouth?: Vector3
  readonly mouthForward?: Vector3
  /** The same of the ear: camera or avatar, as the resident chose. */
  readonly ear?: Vector3
  readonly earForward?: Vector3
  /** Factors by agent id, 1 unchanged. */
  readonly gains?: ReadonlyMap<string, number>
  readonly mutes?: ReadonlyMap<string, boolean>
}

/** `undefined` for what is no message; a member that makes no sense is passed over. */
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
  /** Has to go with `mutedByModerator`: viewers read that only where this is there too. */
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

/** The 0..128 of a linear level. */
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
    if (known !== undefined && isUuid(agentId)) entries.set(agentId.toLowerCase(), known)
  }
  return entries.size > 0 ? entries : undefined
}
