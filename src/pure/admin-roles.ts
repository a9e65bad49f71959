/** The roles of the console's admins: each may do what those before it may, and more. */

/** An observer sees and changes nothing, a moderator moderates people, a grid admin runs the grid, an owner decides who does. */
export const ADMIN_ROLES = ['observer', 'moderator', 'grid-admin', 'owner'] as const
export type AdminRole = (typeof ADMIN_ROLES)[number]

export function isAdminRole(text: string): text is AdminRole {
  return ADMIN_ROLES.some((role) => role === text)
}

/** Whether a role may do what that other one may. */
export function isAtLeast(role: AdminRole, least: AdminRole): boolean {
  return ADMIN_ROLES.indexOf(role) >= ADMIN_ROLES.indexOf(least)
}

/** The one of two roles that may do less. */
export function lesserRole(one: AdminRole, other: AdminRole): AdminRole {
  return isAtLeast(one, other) ? other : one
}
