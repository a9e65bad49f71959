/** Sign-in by password: the grid's, if the operator allows it, or a voice account's. */

import { VoiceError } from '../errors.js'
import type { Accounts } from '../voice/accounts/accounts.js'
import { type Avatar, type GridId, gridKey } from '../voice/grids/grid.js'
import type { MakeLimit } from '../voice/limits/limits.js'
import { networkOf } from '../voice/limits/network-of.js'
import type { GridPasswords } from '../voice/ports.js'
import type { Whereabouts } from '../voice/presence/located.js'
import type { KnownNetworks } from '../voice/sign-in/known-networks.js'
import type { TicketHolder } from '../voice/sign-in/tickets.js'

/** People choose grid passwords, so guessing must be slow; a resident who is locked out can use a link or a code. */
const WINDOW_MS = 10 * 60_000
const TRIES_PER_NAME_AND_ADDRESS = 10
/** For networks from which the avatar has never signed in, so that guessing strangers do not lock out the resident. */
const TRIES_PER_NAME = 50
const TRIES_PER_ADDRESS = 50

export interface PasswordSignInOptions {
  readonly accounts: Accounts
  readonly gridPasswords: GridPasswords
  readonly presence: Pick<Whereabouts, 'list'>
  readonly knownNetworks: KnownNetworks
  readonly nameOf: (avatar: Avatar) => string
  readonly makeLimit: MakeLimit
}

export interface PasswordSignIn {
  /**
   * With the name and password of the viewer's login.
   * @throws VoiceError `wrong-credentials`, `rate-limited`, `not-allowed`, `simulator-unavailable`
   */
  byGrid(user: Parameters<GridPasswords['identify']>[0], address: string): Promise<TicketHolder>
  /**
   * With the voice account that a region provisioned.
   * @throws VoiceError `wrong-credentials`, `rate-limited`, `account-disabled`, `not-allowed`
   */
  byAccount(
    credentials: { readonly grid: GridId; readonly account: string; readonly password: string },
    address: string,
  ): Promise<TicketHolder>
}

export function createPasswordSignIn(options: PasswordSignInOptions): PasswordSignIn {
  const { accounts, gridPasswords, presence, knownNetworks, nameOf, makeLimit } = options
  const limit = (name: string, count: number) =>
    makeLimit({ name: `grid-password-${name}`, count, windowMs: WINDOW_MS })
  const perNameAndAddress = limit('name-address', TRIES_PER_NAME_AND_ADDRESS)
  const perName = limit('name', TRIES_PER_NAME)
  const perAddress = limit('address', TRIES_PER_ADDRESS)

  /** Whether an avatar in-world of that name has signed in from that address. */
  function isKnown(grid: GridId, name: string, address: string): boolean {
    return presence
      .list(grid)
      .some((avatar) => avatar.name.toLowerCase() === name && knownNetworks.has(avatar, address))
  }

  async function takeTry(grid: GridId, name: string, address: string): Promise<void> {
    const network = networkOf(address)
    const key = gridKey(grid, name)
    const own = (await perAddress.take(network)) && (await perNameAndAddress.take(`${network} ${key}`))
    if (own && ((await perName.take(key)) || isKnown(grid, name, address))) return
    throw new VoiceError(
      'rate-limited',
      'Too many sign-ins: wait ten minutes, or open a voice link in-world.',
      { retryAfterSeconds: WINDOW_MS / 1000 },
    )
  }

  return {
    async byGrid({ grid, firstName, lastName, password }, address) {
      if (!gridPasswords.offered()) {
        throw new VoiceError(
          'not-allowed',
          'This service takes no grid passwords: open a voice link in-world.',
        )
      }
      await takeTry(grid, `${firstName} ${lastName}`.toLowerCase(), address)
      const avatar = await gridPasswords.identify({ grid, firstName, lastName, password })
      if (avatar) return avatar
      throw new VoiceError(
        'wrong-credentials',
        'The name or the password is wrong, or your avatar is not in-world: log in with your viewer first.',
      )
    },
    async byAccount({ grid, account: name, password }, address) {
      const account = await accounts.signIn({ grid, name, password, address }).catch(hideUnknown)
      const { agentId } = account
      if (agentId === null) throw new VoiceError('not-allowed', 'This account belongs to no avatar.')
      return { grid, agentId, name: nameOf({ grid, agentId }) }
    },
  }
}

/** Hides whether an account exists. */
function hideUnknown(error: unknown): never {
  if (!(error instanceof VoiceError) || error.code !== 'account-not-found') throw error
  throw new VoiceError('wrong-credentials', 'The account name or password is wrong.', { cause: error })
}
