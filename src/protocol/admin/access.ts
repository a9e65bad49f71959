/**
 * Who may call which route of the console's API: the service refuses whatever is not in this table, and the console
 * offers only what it allows.
 */

import { type AdminRole, isAtLeast } from '../../pure/admin-roles.js'

/** Says in each answer which role the request had. */
export const ROLE_HEADER = 'x-admin-role'

/** Names, in a request of the service's admin, the grid that it is about; `?grid=` does the same in addresses of files. */
export const GRID_HEADER = 'x-grid'

export interface Access {
  /** The role that is needed at least. */
  readonly least: AdminRole | 'anybody'
  /** For signed-in people only: a program's token must not manage passwords, sessions or tokens. */
  readonly personOnly?: true
  /**
   * What a request is about: by default the grid in which its admin works. The whole `service` is for the service's admins
   * alone; what is about `admins` is about one's own, or about those of one's grid.
   */
  readonly about?: 'service' | 'admins'
  /** Also for an admin who must make a second factor first. */
  readonly beforeSecondFactor?: true
}

const anybody: Access = { least: 'anybody' }
const observer: Access = { least: 'observer' }
const moderator: Access = { least: 'moderator' }
const gridAdmin: Access = { least: 'grid-admin' }
const serviceOwner: Access = { least: 'owner', about: 'service' }
const ownersOfAdmins: Access = { least: 'owner', about: 'admins', personOnly: true }
const ownAccount: Access = { least: 'observer', about: 'admins', personOnly: true }
const ownFactors: Access = { ...ownAccount, beforeSecondFactor: true }

/** By method and path below `/admin/api`, as the routes are registered. */
export const ADMIN_ROUTES = {
  'POST /session': anybody,
  'POST /session/second': anybody,
  'GET /session': { least: 'observer', about: 'admins', beforeSecondFactor: true },
  'POST /session/end': { least: 'observer', about: 'admins', beforeSecondFactor: true },
  'POST /session/end-all': ownAccount,
  'POST /session/password': ownAccount,
  'GET /session/second-factor': ownFactors,
  'POST /session/second-factor/totp': ownFactors,
  'POST /session/second-factor/totp/confirm': ownFactors,
  'POST /session/second-factor/passkey': ownFactors,
  'POST /session/second-factor/passkey/confirm': ownFactors,
  'POST /session/second-factor/recovery-codes': ownFactors,
  'POST /session/second-factor/:id/remove': ownFactors,
  // One's own; those of others are for owners.
  'GET /keys': { least: 'observer', about: 'admins' },
  'POST /keys/:id/revoke': { least: 'observer', about: 'admins' },

  'GET /openapi.json': observer,
  'GET /overview': observer,
  'GET /history': observer,
  'GET /channels': observer,
  'GET /channels/:id': observer,
  'GET /channels/:id/people': observer,
  'GET /channels/export': observer,
  'GET /rooms': observer,
  'GET /regions': observer,
  'GET /regions/:regionId/live': observer,
  'GET /bans': observer,
  'GET /residents': observer,
  'GET /accounts': observer,
  'GET /usage': observer,

  'POST /rooms/:id/acts': moderator,
  'POST /acts/:id/undo': moderator,
  'POST /rooms/:id/mute': moderator,
  'POST /rooms/:id/mute-all': moderator,
  'POST /rooms/:id/floor': moderator,
  'POST /rooms/:id/lower-hand': moderator,
  'POST /rooms/:id/lock': moderator,
  'POST /rooms/:id/end-lecture': moderator,
  'POST /rooms/:id/kick': moderator,
  'POST /rooms/:id/ban': moderator,
  'POST /rooms/:id/unban': moderator,
  // In people's own words, or moderators', and meant for moderators.
  'GET /residents/:agentId': moderator,
  'GET /decisions': moderator,
  'GET /complaints': moderator,
  'POST /complaints/:id/close': moderator,

  'GET /places': gridAdmin,
  'POST /channels': gridAdmin,
  'POST /channels/import/check': gridAdmin,
  'POST /channels/import': gridAdmin,
  'PATCH /channels/:id': gridAdmin,
  'POST /channels/:id/delete': gridAdmin,
  'POST /channels/change': gridAdmin,
  'POST /accounts/:agentId/disabled': gridAdmin,
  'POST /accounts/:agentId/end-sessions': gridAdmin,
  'GET /look': gridAdmin,
  'PATCH /look': gridAdmin,
  'POST /look/logo': gridAdmin,
  'POST /look/logo/delete': gridAdmin,
  'GET /region-keys': gridAdmin,
  'POST /region-keys': gridAdmin,
  'PATCH /region-keys/:id': gridAdmin,
  'POST /region-keys/:id/renew': gridAdmin,
  'POST /region-keys/:id/end-old': gridAdmin,
  'POST /region-keys/:id/withdraw': gridAdmin,
  'GET /setup': { least: 'grid-admin', about: 'service' },
  'POST /setup/test/:test': { least: 'grid-admin', about: 'service' },
  'GET /audit': gridAdmin,
  'POST /audit/:id/undo': gridAdmin,

  'GET /grids/usage': { least: 'observer', about: 'service' },
  'GET /grids': { least: 'observer', about: 'service' },
  'POST /grids': serviceOwner,
  'PATCH /grids/:id': serviceOwner,
  'POST /grids/:id/secrets/:secret/renew': serviceOwner,
  'POST /grids/:id/export': serviceOwner,
  'POST /grids/import': serviceOwner,
  'POST /grids/:id/remove': { ...serviceOwner, personOnly: true },
  // Whoever has a secret can speak for every region.
  'POST /secrets/:name/show': serviceOwner,
  'POST /secrets/:name/renew': serviceOwner,
  'POST /nodes/:id/drain': serviceOwner,
  'GET /admins': { least: 'owner', about: 'admins' },
  'POST /admins': ownersOfAdmins,
  'POST /admins/:name/role': ownersOfAdmins,
  'POST /admins/:name/password': ownersOfAdmins,
  'POST /admins/:name/remove': ownersOfAdmins,
  'POST /admins/:name/end-sessions': ownersOfAdmins,
  'POST /admins/:name/second-factor/reset': ownersOfAdmins,
  'POST /admin-rules/second-factor': { ...serviceOwner, personOnly: true },
  'POST /tokens': ownersOfAdmins,
} satisfies Record<string, Access>

export type AdminRoute = keyof typeof ADMIN_ROUTES

/** `undefined`: nobody may call it. */
export function accessTo(route: string): Access | undefined {
  const table: Readonly<Record<string, Access>> = ADMIN_ROUTES
  return Object.hasOwn(table, route) ? table[route] : undefined
}

/**
 * Whether an admin may call a route: what is about the whole service is for the service's admins alone.
 * @param grid the only one that the admin sees; `null`: all
 */
export function mayCall({ role, grid }: AdminOf, route: AdminRoute): boolean {
  const { least, about }: Access = ADMIN_ROUTES[route]
  if (about === 'service' && grid !== null) return false
  return least === 'anybody' || isAtLeast(role, least)
}

interface AdminOf {
  readonly role: AdminRole
  readonly grid: string | null
}
