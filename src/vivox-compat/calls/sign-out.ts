/**
 * `viv_signout.php`: ends an avatar's token. An admin's stays good, because simulators that signed in
 * alike may hold the same and never sign in again; a second sign-out is no fault.
 */

import type { CallHandler } from '../call.js'

export const signOut: CallHandler = async ({ params, services }) => {
  const token = params.get('auth_token')
  if (token !== undefined) services.tokens.revoke(token)
  return { body: { status: 'Ok', code: 0 } }
}
