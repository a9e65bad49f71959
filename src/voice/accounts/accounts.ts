/** The voice accounts of each grid: making, finding, and signing in. */

import { createHmac, randomBytes } from 'node:crypto'
import { VoiceError } from '../../errors.js'
import { type Avatar, type GridId, gridKey } from '../grids/grid.js'
import type { AccountStore, Clock } from '../ports.js'
import { isSameSecret } from '../sign-in/same-secret.js'
import type { SignInThrottle } from '../sign-in/sign-in-throttle.js'
import { createUseNotes, type NoteUse } from '../storage/last-uses.js'
import type { Account } from './account.js'
import { accountNameOf } from './account-name.js'

export interface Accounts {
  find(grid: GridId, name: string): Promise<Account | undefined>
  /**
   * Makes the account. An existing one gets the new password, because two regions may provision one avatar
   * at the same moment, and both must succeed.
   * @param account `keyId`: the region key that asks for it, if one does
   * @throws VoiceError `account-disabled`
   */
  create(
    account: Pick<Account, 'grid' | 'name' | 'agentId'> & {
      readonly password: string
      readonly keyId?: string | null
    },
  ): Promise<void>
  /**
   * Live sessions go on: regions, neighbours included, set a new password at every voice start.
   * @param keyId the region key that asks for it, if one does
   * @throws VoiceError `account-not-found`
   */
  setPassword(grid: GridId, name: string, password: string, keyId?: string | null): Promise<void>
  /** @throws VoiceError `account-not-found` */
  setDisabled(grid: GridId, name: string, disabled: boolean): Promise<void>
  /** Shuts an avatar out, or lets it in again, whether it has an account yet or not. */
  setDisabledFor(avatar: Avatar, disabled: boolean): Promise<void>
  /** @throws VoiceError `account-disabled` for an avatar that an admin shut out */
  requireEnabled(avatar: Avatar): Promise<void>
  /** What an avatar's resident chose for their own viewer; `null`: as each place has it. */
  headphonesOf(avatar: Avatar): Promise<boolean | null>
  /** Kept with the account, which is made where there is none yet. */
  setHeadphones(avatar: Avatar, headphones: boolean | null): Promise<void>
  search: AccountStore['search']
  /**
   * The account, if the password is right; slowed down after many failures from that address.
   * @throws VoiceError `account-not-found`, `wrong-credentials`, `account-disabled`, `rate-limited`
   */
  signIn(credentials: AccountCredentials): Promise<Account>
}

export interface AccountCredentials {
  readonly grid: GridId
  readonly name: string
  readonly password: string
  /** Network address of the requester. */
  readonly address: string
}

export interface AccountsOptions {
  readonly store: AccountStore
  /** The server's secret; without it the stored hashes are useless. */
  readonly secret: string
  readonly throttle: SignInThrottle
  readonly clock: Clock
  readonly noteUse?: NoteUse
}

const SALT_BYTES = 12

export function createAccounts({
  store,
  secret,
  throttle,
  clock,
  noteUse = createUseNotes(),
}: AccountsOptions): Accounts {
  const hash = (password: string, salt = randomBytes(SALT_BYTES).toString('base64url')) =>
    `${salt}.${hashPassword(secret, salt, password)}`

  async function setPassword(grid: GridId, name: string, password: string, keyId: string | null = null) {
    const done = await store.update(grid, name, { passwordHash: hash(password), keyId, lastSeenAt: clock() })
    if (!done) throw notFound()
  }

  /** Keeps something with an avatar's account, whether there is one yet or not. */
  async function keep(
    { grid, agentId }: Avatar,
    change: Partial<Pick<Account, 'disabled' | 'headphones'>>,
  ): Promise<void> {
    const name = accountNameOf(agentId)
    if (await store.update(grid, name, change)) return
    const now = clock()
    const passwordHash = hash(randomBytes(SALT_BYTES).toString('base64url'))
    const times = { createdAt: now, lastSeenAt: now }
    const rest = { disabled: false, ...change }
    await store.create({ grid, name, agentId, passwordHash, keyId: null, ...rest, ...times })
  }

  async function check({ grid, name, password }: AccountCredentials): Promise<Account> {
    const account = await store.find(grid, name)
    // An unknown name costs the same work as a known one.
    const expected = account?.passwordHash ?? hash('')
    const matches = isSameSecret(expected, hash(password, expected.split('.', 1)[0]))
    if (!account) throw notFound()
    if (!matches) throw new VoiceError('wrong-credentials', 'The account name or password is wrong.')
    if (account.disabled) throw disabled()
    return account
  }

  return {
    find: (grid, name) => store.find(grid, name),
    search: (grid, text, limit) => store.search(grid, text, limit),
    setPassword,
    async create({ grid, name, agentId, password, keyId = null }) {
      const now = clock()
      const passwordHash = hash(password)
      const times = { createdAt: now, lastSeenAt: now }
      if (await store.create({ grid, name, agentId, passwordHash, keyId, disabled: false, ...times })) return
      const existing = await store.find(grid, name)
      if (existing?.disabled) throw disabled()
      await setPassword(grid, name, password, keyId)
    },
    async setDisabled(grid, name, value) {
      if (!(await store.update(grid, name, { disabled: value }))) throw notFound()
    },
    setDisabledFor: (avatar, disabled) => keep(avatar, { disabled }),
    headphonesOf: async ({ grid, agentId }) =>
      (await store.find(grid, accountNameOf(agentId)))?.headphones ?? null,
    setHeadphones: (avatar, headphones) => keep(avatar, { headphones }),
    async requireEnabled({ grid, agentId }) {
      if ((await store.find(grid, accountNameOf(agentId)))?.disabled) throw disabled()
    },
    async signIn(credentials) {
      const { grid, name, address } = credentials
      const account = await throttle.attempt({ grid, address, account: name }, () => check(credentials))
      noteUse(gridKey(grid, name), () => store.update(grid, name, { lastSeenAt: clock() }))
      return account
    },
  }
}

/**
 * A salted HMAC-SHA256 under the server's secret. A region makes a new password of 14 or more random digits at every
 * voice start. Nobody can guess those, so a slow hash would protect nothing, and it would cap voice starts at a few
 * dozen a second. The secret is kept outside the database, so a stolen database is useless.
 */
function hashPassword(secret: string, salt: string, password: string): string {
  return createHmac('sha256', secret).update(`account-password\0${salt}\0${password}`).digest('base64url')
}

function notFound(): VoiceError {
  return new VoiceError('account-not-found', 'There is no such account.')
}

function disabled(): VoiceError {
  return new VoiceError('account-disabled', 'This account is disabled.')
}
