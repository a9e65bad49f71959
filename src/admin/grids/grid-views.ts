/** A grid as the console shows it, with what of it is live. */

import type { GridChange, GridView } from '../../protocol/admin/grids.js'
import { MAIN_GRID } from '../../voice/grids/grid.js'
import type { GridTerms } from '../../voice/grids/grid-terms.js'
import type { GridLimits, HostedGrid } from '../../voice/grids/hosted-grid.js'
import type { GridUse } from '../../voice/grids/use/grid-use.js'

/** @param answers whether its own services do; `null`: they have not been asked yet */
export function gridView(grid: HostedGrid, use: GridUse, answers: boolean | null): GridView {
  const { id, name, sipDomain, hostNames, vivoxAdminUser, robust, signInWays, language, limits } = grid
  const { people, rooms, hubPeers, requestsPerSecond, bytesPerSecond } = use
  return {
    ...{ id, name, sipDomain, vivoxAdminUser, language },
    hostNames: [...hostNames],
    signInWays: [...signInWays],
    robust: robust
      ? {
          url: robust.url,
          publicUrl: robust.publicUrl ?? null,
          user: robust.user,
          kept: [
            ...(robust.sealedPassword === '' ? [] : ['password' as const]),
            ...(robust.sealedRemoteAdminPassword === '' ? [] : ['remoteAdminPassword' as const]),
            ...(robust.sealedMessageKey === '' ? [] : ['messageKey' as const]),
          ],
          answers,
        }
      : null,
    limits: limitsInView(limits),
    use: { people, rooms, hubPeers, requestsPerSecond, bytesPerSecond },
    fromSettings: id === MAIN_GRID,
    createdAt: grid.createdAt,
  }
}

function limitsInView(limits: GridLimits): GridView['limits'] {
  const { people, rooms, hubPeers, requestsPerSecond, bytesPerSecond } = limits
  return {
    people: people ?? null,
    rooms: rooms ?? null,
    hubPeers: hubPeers ?? null,
    requestsPerSecond: requestsPerSecond ?? null,
    bytesPerSecond: bytesPerSecond ?? null,
  }
}

/** What a change says, in the words of the core. */
export function termsOf({ robust, limits, ...change }: GridChange): Partial<GridTerms> {
  return {
    ...change,
    ...(robust !== undefined && {
      robust: robust
        ? {
            ...robust,
            publicUrl: robust.publicUrl ?? undefined,
            password: robust.password ?? undefined,
            remoteAdminPassword: robust.remoteAdminPassword ?? undefined,
            messageKey: robust.messageKey ?? undefined,
          }
        : undefined,
    }),
    ...(limits && {
      limits: {
        people: limits.people ?? undefined,
        rooms: limits.rooms ?? undefined,
        hubPeers: limits.hubPeers ?? undefined,
        requestsPerSecond: limits.requestsPerSecond ?? undefined,
        bytesPerSecond: limits.bytesPerSecond ?? undefined,
      },
    }),
  }
}

/** What was changed, from what to what, without a password. */
export function changedTerms(before: GridView, after: GridView) {
  const [one, other] = [toldTerms(before), toldTerms(after)]
  const changed = Object.keys(other).filter(
    (term) => JSON.stringify(one[term]) !== JSON.stringify(other[term]),
  )
  const pick = (terms: Terms) => Object.fromEntries(changed.map((term) => [term, terms[term]]))
  return { before: pick(one), after: pick(other) }
}

type Terms = Readonly<Record<string, unknown>>

function toldTerms({
  name,
  sipDomain,
  hostNames,
  vivoxAdminUser,
  signInWays,
  language,
  ...grid
}: GridView): Terms {
  const { limits, robust } = grid
  return {
    ...{ name, sipDomain, hostNames, vivoxAdminUser, signInWays, language, ...limits },
    robustUrl: robust?.url ?? null,
    robustPublicUrl: robust?.publicUrl ?? null,
    robustUser: robust?.user ?? null,
  }
}
