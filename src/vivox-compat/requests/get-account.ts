/** `viv_get_acct.php`: whether an avatar has an account; if not, the module makes one. */

import { VoiceError } from '../../errors.js'
import { accountUri } from '../../voice/channels/sip-uri.js'
import { requireOwnAccount } from '../confinement.js'
import type { RequestHandler } from '../request.js'
import { required } from '../wire/params.js'
import { answerOf } from '../wire/xml.js'

export const getAccount: RequestHandler = async (asked) => {
  const { grid, params, services } = asked
  const name = required(params, 'user_name')
  requireOwnAccount(asked, name)
  const account = await services.accounts.find(grid, name)
  if (!account) throw new VoiceError('account-not-found', 'There is no such account.')
  if (account.disabled) throw new VoiceError('account-disabled', 'This account is disabled.')
  const uri = accountUri(account.name, services.sipDomainOf(grid))
  return answerOf`<body><code>200</code><user_name>${account.name}</user_name><displayname>${account.name}</displayname><account_id>${account.agentId ?? account.name}</account_id><sip_uri>${uri}</sip_uri></body>`
}
