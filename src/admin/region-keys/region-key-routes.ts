/** Region keys over HTTP: made, changed, renewed and withdrawn; a secret is told only once. */

import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import {
  IssuedRegionKey,
  NewRegionKey,
  RegionKeyChange,
  RegionKeyList,
  RegionKeyView,
} from '../../protocol/admin/region-keys.js'
import { Nothing } from '../../protocol/admin-api.js'
import type { GridId } from '../../voice/grids/grid.js'
import { newestOfRegions } from '../../voice/presence/feeds.js'
import type { Presence } from '../../voice/presence/presence.js'
import type { RegionKey, RegionKeyTerms, SecretUse } from '../../voice/region-keys/region-key.js'
import type { NewSecret, RegionKeys } from '../../voice/region-keys/region-keys.js'
import type { NoteAct } from '../audit/acts.js'
import { gridOf } from '../request-grid.js'

/** The lines to paste for a key, as the composition root makes them. */
export type LinesForKey = (
  key: RegionKey,
  secret: string,
) => Pick<IssuedRegionKey, 'openSimIni' | 'webRtcIni' | 'script'>

export interface RegionKeyRoutesOptions {
  readonly regionKeys: RegionKeys
  readonly presence: Pick<Presence, 'feeds' | 'gridRegions'>
  readonly linesForKey: LinesForKey
  readonly note: NoteAct
}

/** A list to choose from. */
const MAX_LISTED_REGIONS = 2000

const ById = Type.Object({ id: Type.String({ pattern: '^[a-z0-9]{1,16}$' }) })

export const regionKeyRoutes: FastifyPluginAsyncTypebox<RegionKeyRoutesOptions> = async (app, options) => {
  const { regionKeys, presence, linesForKey, note } = options

  function viewWith(uses: ReadonlyMap<string, SecretUse>, key: RegionKey): RegionKeyView {
    const { id, name, regions, rights, createdAt, secrets } = key
    return {
      id,
      name,
      regions: regions === 'all' ? 'all' : [...regions],
      rights: [...rights],
      createdAt,
      secrets: secrets.map((secret) => {
        const use = uses.get(secret.id)
        return { createdAt: secret.createdAt, lastUsedAt: use?.at ?? null, lastUsedFrom: use?.from ?? '' }
      }),
    }
  }

  const viewOf = async (key: RegionKey) => viewWith(await regionKeys.uses(), key)

  function regionsOf(grid: GridId): RegionKeyList['regions'] {
    const names = new Map<string, string>()
    for (const feed of newestOfRegions(presence.feeds()))
      if (feed.grid === grid) names.set(feed.regionId, feed.regionName)
    for (const { regionId, name, gone } of presence.gridRegions.list(grid))
      if (!gone) names.set(regionId, name)
    return [...names]
      .map(([id, name]) => ({ id, name }))
      .sort((one, other) => one.name.localeCompare(other.name))
      .slice(0, MAX_LISTED_REGIONS)
  }

  const issued = async ({ key, secret }: NewSecret): Promise<IssuedRegionKey> => ({
    key: await viewOf(key),
    secret,
    ...linesForKey(key, secret),
  })

  app.get(
    '/region-keys',
    {
      schema: {
        summary: 'Keys with which the owners of some regions speak for those',
        response: { 200: RegionKeyList },
      },
    },
    async (request) => {
      const grid = gridOf(request)
      const uses = await regionKeys.uses()
      return { keys: regionKeys.list(grid).map((key) => viewWith(uses, key)), regions: regionsOf(grid) }
    },
  )

  app.post(
    '/region-keys',
    {
      schema: {
        summary: 'Make a region key; its secret is told only this once',
        body: NewRegionKey,
        response: { 200: IssuedRegionKey },
      },
    },
    async (request) => {
      const terms = { ...request.body, ...tidied(request.body) }
      const made = await regionKeys.make(gridOf(request), terms)
      const detail = { id: made.key.id, before: {}, after: termsOf(made.key) }
      await note(request, { act: 'region-key-made', subject: made.key.name, detail })
      return issued(made)
    },
  )

  app.patch(
    '/region-keys/:id',
    {
      schema: {
        summary: 'Change what a region key may do, at once',
        params: ById,
        body: RegionKeyChange,
        response: { 200: RegionKeyView },
      },
    },
    async (request) => {
      const ref = { grid: gridOf(request), id: request.params.id }
      const before = regionKeys.find(ref)
      const after = await regionKeys.change(ref, tidied(request.body))
      const detail = { id: after.id, before: before ? termsOf(before) : {}, after: termsOf(after) }
      await note(request, { act: 'region-key-changed', subject: after.name, detail })
      return viewOf(after)
    },
  )

  app.post(
    '/region-keys/:id/renew',
    {
      schema: {
        summary: 'Make a second secret for a key; the old one holds until it is ended',
        params: ById,
        body: Nothing,
        response: { 200: IssuedRegionKey },
      },
    },
    async (request) => {
      const renewed = await regionKeys.renew({ grid: gridOf(request), id: request.params.id })
      const { id, name } = renewed.key
      await note(request, { act: 'region-key-renewed', subject: name, detail: { id } })
      return issued(renewed)
    },
  )

  app.post(
    '/region-keys/:id/end-old',
    {
      schema: {
        summary: 'End the old secret of a key at once',
        params: ById,
        body: Nothing,
        response: { 200: RegionKeyView },
      },
    },
    async (request) => {
      const key = await regionKeys.endOld({ grid: gridOf(request), id: request.params.id })
      await note(request, { act: 'region-key-old-ended', subject: key.name, detail: { id: key.id } })
      return viewOf(key)
    },
  )

  app.post(
    '/region-keys/:id/withdraw',
    {
      schema: {
        summary: 'Withdraw a key at once, with all that was done by it',
        params: ById,
        body: Nothing,
      },
    },
    async (request, reply) => {
      const key = await regionKeys.withdraw({ grid: gridOf(request), id: request.params.id })
      const detail = { id: key.id, before: termsOf(key), after: {} }
      await note(request, { act: 'region-key-withdrawn', subject: key.name, detail })
      return reply.code(204).send()
    },
  )
}

const termsOf = ({ name, regions, rights }: RegionKeyTerms): RegionKeyTerms => ({ name, regions, rights })

/** UUIDs in lower case, each once. */
function tidied({ name, regions, rights }: RegionKeyChange): Partial<RegionKeyTerms> {
  return {
    ...(name !== undefined && { name: name.trim() }),
    ...(regions !== undefined && {
      regions: regions === 'all' ? regions : [...new Set(regions.map((id) => id.toLowerCase()))],
    }),
    ...(rights !== undefined && { rights }),
  }
}
