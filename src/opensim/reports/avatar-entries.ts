/**
 * The avatars of a region's report, whoever sends it. Each entry stands for another person: what is odd about one
 * is left out or put right, and counts for nobody else.
 */

import { LOWER_CASE_UUID_PATTERN, NULL_UUID } from '../../pure/uuid.js'
import { isFiniteVector, type Vector3 } from '../../spatial/direction.js'
import type { AvatarReport, OddEntry, RegionReport } from '../../voice/presence/region-report.js'

/** An entry as it came, by what each member means; `undefined` and `null` where it says nothing. */
export interface RawEntry {
  readonly id?: unknown
  readonly name?: unknown
  readonly position?: unknown
  readonly look?: unknown
  readonly parcel?: unknown
  readonly npc?: boolean
}

const LOWER_CASE_UUID = new RegExp(LOWER_CASE_UUID_PATTERN)

const MAX_NAME_LENGTH = 255

/** Metres; var regions reach 8192 m. Whatever is further out is a fault of the feed, or somebody elsewhere. */
const HORIZONTAL_BOUNDS = { minimum: -1000, maximum: 20_000 } as const
/** People fly, and fall. */
const VERTICAL_BOUNDS = { minimum: -1000, maximum: 100_000 } as const

type Entries = Required<Pick<RegionReport, 'avatars' | 'unplaced' | 'odd'>>

/** @param entries `undefined` for one that is no entry at all */
export function readEntries(entries: Iterable<RawEntry | undefined>): Entries {
  const avatars = new Map<string, AvatarReport>()
  const unplaced = new Set<string>()
  const odd: OddEntry[] = []
  for (const raw of entries) {
    const agentId = uuidOf(raw?.id)
    const note = (what: OddEntry['what']) => odd.push({ agentId, what })
    if (!raw) note('entry')
    else if (agentId === undefined) note('id')
    else if (avatars.has(agentId) || unplaced.has(agentId)) note('twice')
    else {
      const position = positionOf(raw.position, () => note('position'))
      if (!position) unplaced.add(agentId)
      else avatars.set(agentId, { agentId, position, ...factsOf(raw, note) })
    }
  }
  return { avatars: [...avatars.values()], unplaced: [...unplaced], odd }
}

function factsOf({ name, look, parcel, npc }: RawEntry, note: (what: OddEntry['what']) => void) {
  return {
    name: nameOf(name, () => note('name')),
    look: lookOf(look, () => note('look')),
    parcelId: parcelOf(parcel, () => note('parcel')),
    ...(npc !== undefined && { npc }),
  }
}

/** `undefined` where nobody can be: somebody half arrived, or what is no place at all. */
function positionOf(value: unknown, note: () => void): Vector3 | undefined {
  const position = vectorOf(value)
  const usable = position && isBesideRegion(position) ? clampedVertically(position) : undefined
  if (!usable || usable[2] !== position?.[2]) note()
  return usable
}

/** Whether somebody of the region can be there (metres, region-local), at any height. */
function isBesideRegion([x, y]: Vector3): boolean {
  return within(x, HORIZONTAL_BOUNDS) && within(y, HORIZONTAL_BOUNDS)
}

/** The same place at a height that somebody can be at. */
function clampedVertically([x, y, z]: Vector3): Vector3 {
  return [x, y, Math.min(VERTICAL_BOUNDS.maximum, Math.max(VERTICAL_BOUNDS.minimum, z))]
}

function within(value: number, { minimum, maximum }: { minimum: number; maximum: number }): boolean {
  return value >= minimum && value <= maximum
}

/** Empty where there is none. */
function nameOf(value: unknown, note: () => void): string {
  const name = typeof value === 'string' && value.trim() !== '' ? value : ''
  if (name !== '' && name.length <= MAX_NAME_LENGTH) return name
  note()
  // No half of a character at the end.
  return name.slice(0, MAX_NAME_LENGTH).replace(/[\ud800-\udbff]$/, '')
}

function lookOf(value: unknown, note: () => void): Vector3 {
  const look = vectorOf(value)
  if (!look && value !== undefined && value !== null) note()
  return look ?? [0, 0, 0]
}

function parcelOf(value: unknown, note: () => void): string | null {
  const parcelId = uuidOf(value)
  const says = value !== undefined && value !== null && value !== NULL_UUID
  if (says && parcelId === undefined) note()
  return parcelId ?? null
}

function vectorOf(value: unknown): Vector3 | undefined {
  if (!Array.isArray(value) || value.length !== 3) return undefined
  const [x, y, z]: unknown[] = value
  if (typeof x !== 'number' || typeof y !== 'number' || typeof z !== 'number') return undefined
  const vector: Vector3 = [x, y, z]
  return isFiniteVector(vector) ? vector : undefined
}

/** In lower case; `undefined` for anything else and for the null UUID. */
export function uuidOf(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  // Nearly all are, and need no copy.
  const id = LOWER_CASE_UUID.test(value) ? value : value.trim().toLowerCase()
  return LOWER_CASE_UUID.test(id) && id !== NULL_UUID ? id : undefined
}
