/** `viv_adm_acct_new.php`: makes an avatar's account. */

import { agentIdOf } from '../../voice/accounts/account-name.js'
import type { RequestHandler } from '../request.js'
import { required } from '../wire/params.js'

export const newAccount: RequestHandler = async ({ grid, params, services }) => {
  const name = required(params, 'username')
  const password = required(params, 'pwd')
  await services.accounts.create({ grid, name, agentId: agentIdOf(name), password })
  return { body: { code: 200 } }
}
