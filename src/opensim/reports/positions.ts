/** `POST /opensim/v1/positions`: a region, a module or a script tells where its avatars stand. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import { UUID_PATTERN } from '../../pure/uuid.js'
import type { Owners } from '../../voice/channels/owners.js'
import { type Region, regionKey } from '../../voice/grids/grid.js'
import { createLogOnce } from '../../voice/log/log-once.js'
import type { Clock } from '../../voice/ports.js'
import type { ParcelRegions } from '../../voice/presence/land/parcel-regions.js'
import type { ParcelVoice } from '../../voice/presence/land/parcel-voice.js'
import type { Presence } from '../../voice/presence/presence.js'
import {
  GRID_METRES,
  MAX_CORNER_METRES,
  type RegionCorner,
} from '../../voice/presence/regions/region-corners.js'
import { type RegionAuthority, requireRegion, senderOf } from '../../voice/region-keys/authority.js'
import { authorityOf } from '../region-secret.js'
import { type RawEntry, readEntries } from './avatar-entries.js'
import { RegionWords, readLand, readOwners } from './land-flags.js'
import type { SayOddEntries } from './odd-entries.js'

/** More avatars than any region holds; a longer list is refused, not cut. */
const MAX_AVATARS = 1000
export const MAX_BODY_BYTES = 512 * 1024
const MAX_NAME_LENGTH = 255

const Corner = Type.Number({ minimum: 0, maximum: MAX_CORNER_METRES, multipleOf: GRID_METRES })

/** What is wrong here is wrong for everybody in the region; each of its avatars is looked at alone. */
export const PositionsBody = Type.Object({
  region: Type.String({ pattern: UUID_PATTERN }),
  name: Type.String(),
  corner: Type.Optional(Type.Tuple([Corner, Corner])),
  /** Milliseconds since 1970 by the region's clock; an older report than the last one is dropped. */
  at: Type.Optional(Type.Union([Type.Number(), Type.Null()])),
  avatars: Type.Array(Type.Unknown(), { maxItems: MAX_AVATARS }),
  ...RegionWords.properties,
})

export type PositionsBody = Static<typeof PositionsBody>

export const PositionsHeaders = Type.Object({
  'x-sequence': Type.Optional(Type.String({ pattern: '^\\d{1,15}$' })),
})

export interface PositionsOptions {
  readonly presence: Presence
  readonly parcelVoice: ParcelVoice
  readonly owners: Owners
  readonly parcelRegions: Pick<ParcelRegions, 'claim'>
  readonly sayOdd: SayOddEntries
  readonly clock: Clock
  /** For what no request says. */
  readonly log: PositionsLog
}

export interface PositionsLog {
  warn(facts: object, message: string): void
  debug(facts: object, message: string): void
}

/** What a report says, and who says it. */
export interface PositionsTold {
  readonly authority: RegionAuthority
  /** Where it comes from. */
  readonly network: string
  readonly body: PositionsBody
  /** Of a script: a report with a lower one is older. */
  readonly sequence: string | undefined
  /** Its lines name the request; `undefined` for a report that another node has handed on. */
  readonly log: PositionsLog | undefined
}

export interface Positions {
  /** @throws VoiceError `not-allowed` */
  take(told: PositionsTold): void
  close(): void
}

export function createPositions(options: PositionsOptions): Positions {
  const { presence, parcelVoice, owners, parcelRegions, sayOdd, clock } = options
  const once = createLogOnce()

  /** A report from the future would keep out all that come before its time. */
  function orderOf(at: number | null | undefined, region: Region, log: PositionsLog): number | undefined {
    if (at === undefined || at === null || at <= clock()) return at ?? undefined
    once(`ahead ${regionKey(region)}`, () => {
      const aheadSeconds = Math.ceil((at - clock()) / 1000)
      log.warn(
        { region: region.regionId, aheadSeconds },
        'a region’s clock is ahead of ours: its late reports cannot be told',
      )
    })
    return undefined
  }

  const cornerTaken = (region: Region, holder: Region, corner: RegionCorner) =>
    once(regionKey(region), () =>
      options.log.warn(
        { region: region.regionId, holder: holder.regionId, corner },
        'two regions say that they lie in one place',
      ),
    )
  presence.events.on('cornerTaken', cornerTaken)

  return {
    take({ authority, network, body, sequence, log = options.log }) {
      const region: Region = { grid: authority.grid, regionId: body.region.toLowerCase() }
      requireRegion(authority, region.regionId)
      const entries = body.avatars.map((entry) => (isObject(entry) ? entry : undefined))
      const words = { ...body, avatars: entries.filter((entry) => entry !== undefined) }
      const land = readLand(words)
      const read = readEntries(entries.map((entry) => entry && rawEntry(entry)))
      const report = { ...region, regionName: body.name.slice(0, MAX_NAME_LENGTH), ...read }
      sayOdd(report, [...read.odd, ...land.odd], log)
      const taken = presence.report({
        ...report,
        odd: [...read.odd, ...land.odd],
        source: 'push',
        sender: senderOf(authority, network),
        authority,
        corner: body.corner,
        order: sequence === undefined ? orderOf(body.at, region, log) : Number(sequence),
      })
      if (!taken) return log.debug({ region: region.regionId }, 'late positions dropped')
      parcelVoice.report(region, land)
      const told = readOwners(words)
      // Nobody becomes a moderator by naming another region's parcel.
      const isOwn = (parcelId: string) => parcelRegions.claim({ ...region, parcelId }, authority)
      if (told)
        owners.report(region, { ...told, parcels: new Map([...told.parcels].filter(([id]) => isOwn(id))) })
      return undefined
    },
    close: () => void presence.events.off('cornerTaken', cornerTaken),
  }
}

export const positionsRoute: FastifyPluginAsyncTypebox<{ readonly positions: Positions }> = async (
  app,
  { positions },
) => {
  app.post(
    '/positions',
    // Headers for browsers would cost more than the answer, which is for nobody else than a region.
    { bodyLimit: MAX_BODY_BYTES, helmet: false, schema: { body: PositionsBody, headers: PositionsHeaders } },
    async (request, reply) => {
      const { body, network, headers } = request
      positions.take({
        authority: authorityOf(request),
        network,
        body,
        sequence: headers['x-sequence'],
        log: request.log,
      })
      return reply.code(204).send()
    },
  )
}

function rawEntry({ id, name, pos, look, parcel }: Readonly<Record<string, unknown>>): RawEntry {
  return { id, name, position: pos, look, parcel }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
