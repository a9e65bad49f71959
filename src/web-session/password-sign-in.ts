/** Sign-in by password: the grid's, if the operator allows it, or a voice account's. */

import { VoiceError } from '../errors.js'
import type { Accounts } from '../voice/accounts/accounts.js'
import { type Avatar, type GridId, gridKey } from '../voice/grids/grid.js'
import type { MakeLimit } from '../voice/limits/limits.js'
import { networkOf } from '../voice/limits/network-of.js'
import type { GridPasswords } from '../voice/ports.js'
import type { Names } from '../voice/presence/names.js'
import type { KnownNetworks } from '../voice/sign-in/known-networks.js'
import type { TicketHolder } from '../voice/sign-in/tickets.js'

/**
 * People choose grid passwords, so guessing must be slow; a resident who is locked out can use a link or a code. Only
 * wrong ones count.
 */
const WINDOW_MS = 15 * 60_000
const WRONG_PER_ADDRESS = 5
/** From networks out of which the avatar has never signed in, so that guessing strangers do not lock out the resident. */
const WRONG_PER_NAME = 5

/** A search finds those whose names only contain the name, too. */
const SAME_NAMES = 20

export interface PasswordSignInOptions {
  readonly accounts: Accounts
  readonly gridPasswords: GridPasswords
  /** Finds avatars by their names, as far as they were ever told. */
  readonly names: Pick<Names, 'search'>
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
  const { accounts, gridPasswords, names, knownNetworks, nameOf, makeLimit } = options
  const limit = (name: string, count: number) =>
    makeLimit({ name: `grid-password-${name}`, count, windowMs: WINDOW_MS })
  const perName = limit('name', WRONG_PER_NAME)
  const perAddress = limit('address', WRONG_PER_ADDRESS)

  /** Whether an avatar of that name has signed in from that address. */
  function isKnown(grid: GridId, name: string, address: string): boolean {
    return names
      .search(grid, name, SAME_NAMES)
      .some((avatar) => avatar.name.toLowerCase() === name && knownNetworks.has(avatar, address))
  }

  /** Takes a try. @returns gives it back */
  async function takeTry(grid: GridId, name: string, address: string): Promise<() => Promise<void>> {
    const network = gridKey(grid, networkOf(address))
    const key = gridKey(grid, name)
    const known = isKnown(grid, name, address)
    if ((await perAddress.take(network)) && (known || (await perName.take(key)))) {
      return async () => {
        await perAddress.giveBack(network)
        if (!known) await perName.giveBack(key)
      }
    }
    throw new VoiceError(
      'rate-limited',
      'Too many wrong sign-ins: wait fifteen minutes, or open a voice link in-world.',
      { retryAfterSeconds: WINDOW_MS / 1000 },
    )
  }

  return {
    async byGrid({ grid, firstName, lastName, password }, address) {
      if (!gridPasswords.offered(grid)) {
        throw new VoiceError(
          'not-allowed',
          'This service takes no grid passwords: open a voice link in-world.',
        )
      }
      const giveBack = await takeTry(grid, nameIn(firstName, lastName), address)
      const user = { grid, firstName: firstName.trim(), lastName: lastName.trim(), password }
      const avatar = await gridPasswords.identify(user).catch(async (error: unknown) => {
        // Nobody said that it is wrong.
        await giveBack()
        throw error
      })
      if (avatar) {
        await giveBack()
        return avatar
      }
      throw new VoiceError(
        'wrong-credentials',
        'The name or the password is wrong. Where the region checks it, your avatar must be in-world as well.',
      )
    },
    async byAccount({ grid, account: name, password }, address) {
      const account = await accounts.signIn({ grid, name, password, address }).catch(hideUnknown)
      const { agentId, keyId } = account
      if (agentId === null) throw new VoiceError('not-allowed', 'This account belongs to no avatar.')
      // Whoever set the password can sign in with it: it proves no more than their link.
      return { grid, agentId, name: nameOf({ grid, agentId }), ...(keyId !== null && { keyId }) }
    },
  }
}

const nameIn = (firstName: string, lastName: string): string =>
  `${firstName.trim()} ${lastName.trim()}`.toLowerCase()

/** Hides whether an account exists. */
function hideUnknown(error: unknown): never {
  if (!(error instanceof VoiceError) || error.code !== 'account-not-found') throw error
  throw new VoiceError('wrong-credentials', 'The account name or password is wrong.', { cause: error })
}
