/** `viv_adm_password.php`: a fresh password at every voice start; live sessions go on. */

import { requireOwnAccount } from '../confinement.js'
import type { RequestHandler } from '../request.js'
import { required } from '../wire/params.js'

export const setPassword: RequestHandler = async (asked) => {
  const { grid, authority, params, services } = asked
  const name = required(params, 'user_name')
  requireOwnAccount(asked, name)
  const keyId = authority.key?.id ?? null
  await services.accounts.setPassword(grid, name, required(params, 'new_pwd'), keyId)
  return { body: { code: 200 } }
}
