/**
 * `viv_signout.php`: ends an avatar's token. An admin's token stays valid, because other simulators may hold the same one
 * and never sign in again. A second sign-out is no fault.
 */

import type { RequestHandler } from '../request.js'

export const signOut: RequestHandler = async ({ params, services }) => {
  const token = params.get('auth_token')
  if (token !== undefined) services.tokens.revoke(token)
  return { body: { status: 'Ok', code: 0 } }
}
