/** `viv_adm_acct_new.php`: makes an avatar's account. */

import { agentIdOf } from '../../voice/accounts/account-name.js'
import type { CallHandler } from '../call.js'
import { required } from '../wire/required.js'

export const newAccount: CallHandler = async ({ grid, params, services }) => {
  const name = required(params, 'username')
  const password = required(params, 'pwd')
  await services.accounts.create({ grid, name, agentId: agentIdOf(name), password })
  return { body: { code: 200 } }
}
