/** `viv_adm_acct_new.php`: makes an avatar's account. */

import { agentIdOf } from '../../voice/accounts/account-name.js'
import { inOnePiece } from '../../voice/storage/in-one-piece.js'
import { requireOwnAccount } from '../confinement.js'
import type { RequestHandler } from '../request.js'
import { required } from '../wire/params.js'

export const newAccount: RequestHandler = async (asked) => {
  const { grid, authority, params, services } = asked
  const name = inOnePiece(required(params, 'username'))
  requireOwnAccount(asked, name)
  const password = required(params, 'pwd')
  const keyId = authority.key?.id ?? null
  await services.accounts.create({ grid, name, agentId: agentIdOf(name), password, keyId })
  return { body: { code: 200 } }
}
