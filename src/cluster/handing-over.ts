/**
 * What the owner of a region that gives it up tells the node that follows: who stands where. Pages and viewers are then in
 * their rooms at once, without waiting for the region's next report.
 */

import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { RegionReport } from '../voice/presence/region-report.js'
import type { RegionAuthority } from '../voice/region-keys/authority.js'

const Vector = Type.Tuple([Type.Number(), Type.Number(), Type.Number()])

const Avatar = Type.Object({
  agentId: Type.String(),
  name: Type.String(),
  position: Vector,
  look: Vector,
  parcelId: Type.Union([Type.String(), Type.Null()]),
  npc: Type.Optional(Type.Boolean()),
})

const Report = Type.Object({
  grid: Type.String(),
  regionId: Type.String(),
  regionName: Type.String(),
  source: Type.Union([Type.Literal('push'), Type.Literal('remote-admin')]),
  sender: Type.Optional(Type.String()),
  /** Of the region key that it speaks by. */
  secretId: Type.Optional(Type.String()),
  order: Type.Optional(Type.Number()),
  corner: Type.Optional(Type.Tuple([Type.Number(), Type.Number()])),
  avatars: Type.Array(Avatar),
})

/** An area that another node is to take now. */
const HandedOver = Type.Object({ area: Type.String(), reports: Type.Array(Report) })
export type HandedOver = Static<typeof HandedOver>

/** What nodes ask each other by that name. */
export const TAKE_AREA = 'take-area'

const check = Compile(HandedOver)

/** A node of another version may say it otherwise: then the region's own next report is waited for. */
export const isHandedOver = (asked: unknown): asked is HandedOver => check.Check(asked)

/** @param reports of a region's feeds; none where the area is no region */
export function handOver(area: string, reports: readonly RegionReport[]): HandedOver {
  const told = reports.map(({ authority, ...report }) => ({ ...report, secretId: authority?.key?.secretId }))
  return JSON.parse(JSON.stringify({ area, reports: told }))
}

/**
 * What was handed over, for the node that follows: each report speaks for no more than it did.
 * @param ofSecretId for whom a region key's secret speaks; `undefined`: it was withdrawn, and what it told is void
 */
export function reportsOf(
  { reports }: HandedOver,
  ofSecretId: (secretId: string) => RegionAuthority | undefined,
): readonly RegionReport[] {
  return reports.flatMap(({ secretId, ...report }): RegionReport[] => {
    if (secretId === undefined) return [report]
    const authority = ofSecretId(secretId)
    return authority ? [{ ...report, authority }] : []
  })
}
