/** The questions to the grid's services about residents: accounts, visitors, passwords, friends, groups. */

import { createHash } from 'node:crypto'
import { NULL_UUID, UUID } from '../../pure/uuid.js'
import { type Asking, createAsk, requireSuccess, resultOf, VERSION } from './ask.js'
import { invalidAnswer } from './robust-fault.js'
import { listsOf, type ServerMembers, textOf } from './server-response.js'

/** An account of the grid. Nothing else of the answer is kept: it also has e-mail addresses. */
export interface GridAccount {
  /** UUID in lower case. */
  readonly agentId: string
  readonly firstName: string
  readonly lastName: string
  /** Below 0 the grid lets the account in no more. */
  readonly userLevel: number
}

/** Somebody whose account is on another grid. */
export interface GridVisitor {
  /** UUID in lower case. */
  readonly agentId: string
  /** As on their own grid. */
  readonly name: string
  /** Host and port of their own grid. */
  readonly home: string
}

/** A friendship as the grid keeps it, without what proves it to other grids. */
export interface GridFriend {
  /** UUID in lower case. */
  readonly agentId: string
  /** For a friend of another grid. */
  readonly visitor: GridVisitor | undefined
  /** Whether each of the two lets the other see that they are online. */
  readonly mayBeSeen: boolean
}

export interface ResidentClient {
  /** `undefined`: the grid knows no such account. @throws RobustFault */
  accountOf(
    who: { readonly agentId: string } | { readonly firstName: string; readonly lastName: string },
  ): Promise<GridAccount | undefined>
  /** Those that the grid knows. @param agentIds at most `MAX_ASKED` @throws RobustFault */
  accountsOf(agentIds: readonly string[]): Promise<readonly GridAccount[]>
  /** Who came from another grid, by what the grid noted at their arrival. @throws RobustFault */
  visitorOf(agentId: string): Promise<GridVisitor | undefined>
  /** Whether that is the account's password. The grid says so for disabled accounts, too. @throws RobustFault */
  isPasswordOf(agentId: string, password: string): Promise<boolean>
  /** @throws RobustFault */
  friendsOf(agentId: string): Promise<readonly GridFriend[]>
}

/** Robust makes a token that nobody uses: it gets the shortest life there is, in minutes. */
const TOKEN_LIFETIME = '1'

/** Of the rights that friends give each other (FriendRights in OpenSimulator). */
const SEES_ONLINE = 1

export function createResidentClient(asking: Asking): ResidentClient {
  const ask = createAsk(asking)

  return {
    async accountOf(who) {
      const named = 'agentId' in who ? { UserID: who.agentId } : nameForm(who)
      const answer = await ask('/accounts', {
        ...VERSION,
        METHOD: 'getaccount',
        ScopeID: NULL_UUID,
        ...named,
      })
      requireSuccess(answer, 'an account')
      return listOf(answer, 'result', readAccount)
    },
    async accountsOf(agentIds) {
      const form = { ...VERSION, METHOD: 'getmultiaccounts', ScopeID: NULL_UUID, 'IDS[]': agentIds }
      const answer = await ask('/accounts', form)
      requireSuccess(answer, 'accounts')
      return listsOf(answer, 'account').flatMap((listed) => readAccount(listed) ?? [])
    },
    async visitorOf(agentId) {
      // Who was never here is answered with a failure.
      const answer = await ask('/griduser', { ...VERSION, METHOD: 'getgriduserinfo', UserID: agentId })
      return listOf(answer, 'result', (found) => readUniversalId(textOf(found, 'UserID')))
    },
    async isPasswordOf(agentId, password) {
      const proof = createHash('md5').update(password, 'utf8').digest('hex')
      const answer = await ask('/auth/plain', {
        LIFETIME: TOKEN_LIFETIME,
        PRINCIPAL: agentId,
        PASSWORD: proof,
        METHOD: 'authenticate',
      })
      const result = resultOf(answer)
      if (result !== 'success' && result !== 'failure')
        throw invalidAnswer('it tells neither success nor failure')
      const token = textOf(answer, 'Token')
      // Without it the token is over within a minute all the same.
      if (token)
        await ask('/auth/plain', { PRINCIPAL: agentId, TOKEN: token, METHOD: 'release' }).catch(
          () => undefined,
        )
      return result === 'success'
    },
    async friendsOf(agentId) {
      const answer = await ask('/friends', { PRINCIPALID: agentId, METHOD: 'getfriends' })
      requireSuccess(answer, 'friends')
      return listsOf(answer, 'friend').flatMap(readFriend)
    },
  }
}

function nameForm({ firstName, lastName }: { readonly firstName: string; readonly lastName: string }) {
  return { FirstName: firstName, LastName: lastName }
}

/** What an answer holds as its one result; `undefined` where that is none. */
function listOf<T>(answer: ServerMembers, name: string, read: (found: ServerMembers) => T | undefined) {
  const found = answer[name]
  return typeof found === 'object' ? read(found) : undefined
}

function readAccount(found: ServerMembers): GridAccount | undefined {
  const agentId = textOf(found, 'PrincipalID').toLowerCase()
  const level = textOf(found, 'UserLevel').trim()
  if (!UUID.test(agentId)) return undefined
  return {
    agentId,
    firstName: textOf(found, 'FirstName').trim(),
    lastName: textOf(found, 'LastName').trim(),
    // Robusts before 0.7 know no levels.
    userLevel: /^-?\d{1,9}$/.test(level) ? Number(level) : 0,
  }
}

/** `uuid;http://home:port/;First Last`, and for friends a secret after that, which is not read. */
function readUniversalId(text: string): GridVisitor | undefined {
  const [id = '', home = '', name = ''] = text.split(';')
  const agentId = id.toLowerCase()
  if (!UUID.test(agentId) || !URL.canParse(home)) return undefined
  return { agentId, name: name.trim(), home: new URL(home).host }
}

function readFriend(listed: ServerMembers): readonly GridFriend[] {
  const friend = textOf(listed, 'Friend')
  const visitor = readUniversalId(friend)
  const agentId = visitor?.agentId ?? friend.toLowerCase()
  if (!UUID.test(agentId)) return []
  // −1: only one of the two calls it a friendship.
  const sees = (flags: string) => {
    const value = Number(textOf(listed, flags))
    return Number.isInteger(value) && value > 0 && (value & SEES_ONLINE) !== 0
  }
  return [{ agentId, visitor, mayBeSeen: sees('MyFlags') && sees('TheirFlags') }]
}
