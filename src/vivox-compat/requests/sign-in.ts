/** `viv_signin.php`: the admin account of a region, or an avatar's own account, signs in. */

import { VoiceError } from '../../errors.js'
import { accountUri } from '../../voice/channels/sip-uri.js'
import { clientOf, type RequestHandler, type VivoxRequest } from '../request.js'
import type { XmlElements } from '../wire/xml.js'

export const signIn: RequestHandler = async (asked) => {
  const { params, services } = asked
  const name = params.get('userid')
  const password = params.get('pwd')
  if (name === undefined || password === undefined) {
    throw new VoiceError('missing-credentials', 'userid and pwd are needed to sign in.')
  }
  return services.regionGate.isAdminName(name)
    ? signInRegion(asked, name, password)
    : signInAvatar(asked, name, password)
}

async function signInRegion(
  { grid, request, services }: VivoxRequest,
  name: string,
  password: string,
): Promise<XmlElements> {
  const { regionGate, faults, gate, throttle, tokens } = services
  if (gate.mustRefuseSignIn(request)) {
    request.log.info({ address: request.ip }, 'refused one sign-in of a region whose token was void')
    throw wrongCredentials()
  }
  const authority = await throttle.attempt({ grid, address: request.ip, account: name }, async () => {
    const found = regionGate.resolveAdmin(name, password)
    if (!found) throw wrongCredentials()
    return found
  })
  regionGate.count(authority, request.ip, 'capabilities')
  gate.signedIn(request, authority)
  request.isRegion = true
  request.log.info({ address: request.ip, ...faults.takeRecovery(clientOf(request)) }, 'a region signed in')
  const domain = services.sipDomainOf(authority.grid)
  return { body: signedInBody(name, '1', tokens.issueAdmin(authority), domain) }
}

async function signInAvatar(
  { grid, request, services }: VivoxRequest,
  name: string,
  password: string,
): Promise<XmlElements> {
  const account = await services.accounts.signIn({ grid, name, password, address: request.ip })
  const token = services.tokens.issueAvatar(account)
  const domain = services.sipDomainOf(grid)
  return { body: signedInBody(account.name, account.agentId ?? account.name, token, domain) }
}

function signedInBody(name: string, accountId: string, token: string, sipDomain: string): XmlElements {
  return {
    status: 'Ok',
    code: 0,
    loginname: name,
    displayname: name,
    account_id: accountId,
    auth_token: token,
    cookie_name: 'vivox_session',
    cookie: token,
    primary_session: 1,
    sip_uri: accountUri(name, sipDomain),
    sip_acct: name,
    sip_qval: '1.0',
  }
}

function wrongCredentials(): VoiceError {
  return new VoiceError('wrong-credentials', 'The account name or password is wrong.')
}
