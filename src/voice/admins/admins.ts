/** The console's admins: who they are, how they sign in, and the keys that keep them signed in. */

import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'
import { VoiceError } from '../../errors.js'
import { type AdminRole, lesserRole } from '../../pure/admin-roles.js'
import type { Bus } from '../bus.js'
import type { GridId } from '../grids/grid.js'
import type { HashQueue } from '../limits/hash-queue.js'
import type { MakeLimit } from '../limits/limits.js'
import { networkOf } from '../limits/network-of.js'
import type { Clock, Stopwatch } from '../ports.js'
import type { SignInThrottle } from '../sign-in/sign-in-throttle.js'
import { createUseNotes, type NoteUse } from '../storage/last-uses.js'
import type { Admin, AdminKey, AdminKeyStore, AdminStore } from './admin-ports.js'
import { createPasswordHasher, type PasswordCost } from './password-hash.js'
import { createHalfSignIns } from './second-factor/half-sign-ins.js'
import type {
  FactorKind,
  SecondChallenge,
  SecondFactors,
  SecondProof,
} from './second-factor/second-factors.js'
import { createSecuredSessions } from './second-factor/secured-sessions.js'

export const FIRST_ADMIN = 'admin'
export const ADMIN_SESSION_TTL_MS = 12 * 60 * 60 * 1000

/** A use of a key is stored at most this often. */
const USE_RESOLUTION_MS = 60_000

/** People choose these passwords, so guessing must be slow; other addresses are not locked out. */
const WINDOW_MS = 10 * 60_000
const TRIES_PER_NAME_AND_ADDRESS = 30
const TRIES_PER_ADDRESS = 100

/** The network of the service itself, in the queue of hashes. */
const OWN_NETWORK = ''

/** Who is asking, and by which key. */
export interface AdminIdentity {
  readonly name: string
  /** The only grid that the admin sees; `null`: all. */
  readonly grid: GridId | null
  readonly role: AdminRole
  readonly key: AdminKey
  /** The admin must make a second factor before anything else. */
  readonly secondFactorMissing: boolean
}

export interface SignedIn {
  /** For a cookie. */
  readonly secret: string
  readonly identity: AdminIdentity
}

/** The password was right, and the second factor is due. */
export interface SecondFactorDue {
  /** Names this sign-in when it is completed. */
  readonly half: string
  readonly challenge: SecondChallenge
}

export interface SignInRequest {
  readonly name: string
  readonly password: string
  readonly address: string
  /** Which browser signs in. */
  readonly label: string
}

export interface Admins {
  /** Resolves when the first admin exists; every method waits for it by itself. */
  readonly ready: Promise<void>
  /**
   * Opens a session, or asks for the second factor of an admin who has one.
   * @throws VoiceError `wrong-credentials`, `rate-limited`, `too-busy`
   */
  signIn(credentials: SignInRequest & { readonly origin: string }): Promise<SignedIn | SecondFactorDue>
  /**
   * Completes a sign-in that was asked for its second factor.
   * @param note called with the name, as soon as it is known
   * @throws VoiceError `code-wrong`, `code-expired`, `rate-limited`
   */
  completeSignIn(second: {
    readonly half: string
    readonly proof: SecondProof
    readonly address: string
    readonly note: (adminName: string) => void
  }): Promise<SignedIn & { readonly way: FactorKind }>
  /**
   * Checks the own password of somebody who is signed in.
   * @throws VoiceError `wrong-credentials`, `rate-limited`, `too-busy`
   */
  checkPassword(credentials: Pick<SignInRequest, 'name' | 'password' | 'address'>): Promise<void>
  /** Ends all sessions of an admin but this one. */
  endOtherSessions(identity: AdminIdentity): Promise<void>
  /**
   * Changes an admin's own password: ends all their sessions, and signs them in again.
   * @param credentials with the present password
   * @throws VoiceError `wrong-credentials`, `rate-limited`, `too-busy`
   */
  changePassword(credentials: SignInRequest & { readonly next: string }): Promise<SignedIn>
  /** @throws VoiceError `session-expired` when the key is unknown, revoked or expired */
  identify(secret: string, kind: AdminKey['kind']): Promise<AdminIdentity>
  /** Issues a token. Its secret is told only this once. */
  issueToken(
    by: AdminIdentity,
    token: { label: string; role: AdminRole },
  ): Promise<{ secret: string; id: string }>
  keys(): Promise<readonly AdminKey[]>
  revoke(filter: { id?: string; adminName?: string; kind?: AdminKey['kind'] }): Promise<number>
  list(): Promise<readonly Admin[]>
  /** @param address of the acting admin. @throws VoiceError `account-exists`, `too-busy` */
  add(
    admin: { name: string; password: string; role: AdminRole; grid: GridId | null },
    address: string,
  ): Promise<void>
  /**
   * Ends all sessions of that admin.
   * @param address of the acting admin
   * @throws VoiceError `account-not-found`, `too-busy`
   */
  setPassword(name: string, password: string, address: string): Promise<void>
  /**
   * Changes what an admin may do, at once and in open sessions too.
   * @returns the role before
   * @throws VoiceError `account-not-found`, or `last-owner` where nobody would be owner then
   */
  setRole(name: string, role: AdminRole): Promise<AdminRole>
  /** @throws VoiceError `account-not-found`, or `last-owner` for the last owner and the first admin */
  remove(name: string): Promise<void>
}

export interface AdminsOptions {
  readonly admins: AdminStore
  readonly keys: AdminKeyStore
  /** ADMIN_PASSWORD, or the generated password: a changed one becomes the first admin's. */
  readonly firstPassword: string
  /** The server's secret. */
  readonly secret: string
  readonly factors: SecondFactors
  readonly bus: Pick<Bus, 'subscribe'>
  readonly throttle: SignInThrottle
  readonly hashes: HashQueue
  /** By default what OWASP asks for. */
  readonly passwordCost?: PasswordCost | undefined
  readonly clock: Clock
  readonly stopwatch: Stopwatch
  readonly makeLimit: MakeLimit
  /** By default failures are ignored. */
  readonly noteUse?: NoteUse
}

export function createAdmins(options: AdminsOptions): Admins {
  const {
    admins,
    keys,
    firstPassword,
    secret,
    factors,
    bus,
    throttle,
    hashes,
    passwordCost,
    clock,
    stopwatch,
    makeLimit,
    noteUse = createUseNotes(),
  } = options
  const passwords = createPasswordHasher(hashes, passwordCost)
  const halves = createHalfSignIns(stopwatch)
  const secured = createSecuredSessions(factors, bus)
  const limit = (name: string, count: number) =>
    makeLimit({ name: `admins-${name}`, count, windowMs: WINDOW_MS })
  const perNameAndAddress = limit('name-address', TRIES_PER_NAME_AND_ADDRESS)
  const perAddress = limit('address', TRIES_PER_ADDRESS)

  async function ensureFirst(): Promise<void> {
    const settingHash = createHmac('sha256', secret)
      .update(`admin-setting\0${firstPassword}`)
      .digest('base64url')
    const known = await admins.find(FIRST_ADMIN)
    if (known && known.settingHash === settingHash) return
    const passwordHash = await passwords.hash(firstPassword, OWN_NETWORK)
    const createdAt = known?.createdAt ?? clock()
    const first = { role: 'owner', passwordHash, settingHash, createdAt } as const
    if (!(await admins.create({ ...first, name: FIRST_ADMIN, grid: null })))
      await admins.update(FIRST_ADMIN, first)
    if (!known) return
    await keys.delete({ adminName: FIRST_ADMIN, kind: 'session' })
    // The operator's way in when the telephone and the recovery codes are lost.
    await factors.reset(FIRST_ADMIN)
  }
  const ready = ensureFirst()
  // Methods that wait for it get the error; here nobody may be waiting yet.
  ready.catch(() => undefined)
  let first = ready

  /** A first admin that could not be stored at the start, on a full disk, is tried again when somebody signs in. */
  async function whenReady(): Promise<void> {
    try {
      await first
    } catch {
      first = ensureFirst()
      await first
    }
  }

  async function check(name: string, password: string, network: string): Promise<Admin> {
    const admin = await admins.find(name)
    if ((await passwords.fits(password, admin?.passwordHash, network)) && admin) {
      hashes.trust(network)
      return admin
    }
    throw new VoiceError('wrong-credentials', 'The name or the password is wrong.')
  }

  /** Hashes a password for an admin who is signed in. */
  function hashFor(password: string, address: string): Promise<string> {
    const network = networkOf(address)
    hashes.trust(network)
    return passwords.hash(password, network)
  }

  async function addKey(key: Omit<AdminKey, 'id' | 'hash' | 'createdAt' | 'lastUsedAt'>) {
    const keySecret = randomBytes(32).toString('base64url')
    const now = clock()
    const added = { ...key, id: randomUUID(), hash: hashOf(keySecret), createdAt: now, lastUsedAt: now }
    await keys.add(added)
    return { secret: keySecret, key: added }
  }

  async function known(name: string): Promise<Admin> {
    const admin = await admins.find(name)
    if (!admin) throw unknownAdmin()
    return admin
  }

  /** Runs a check of something that can be guessed, within the limits of its name and address. */
  async function guess<T>(name: string, address: string, check: () => Promise<T>): Promise<T> {
    const network = networkOf(address)
    const account = name.slice(0, 100)
    if (!(await perAddress.take(network)) || !(await perNameAndAddress.take(`${network} ${account}`))) {
      throw new VoiceError('rate-limited', 'Too many sign-ins from your address: wait ten minutes.', {
        retryAfterSeconds: WINDOW_MS / 1000,
      })
    }
    return throttle.attempt({ grid: null, address, account }, check)
  }

  /** @throws VoiceError `wrong-credentials`, `rate-limited` */
  async function authenticate({ name, password, address }: Omit<SignInRequest, 'label'>): Promise<Admin> {
    await whenReady()
    return guess(name, address, () => check(name, password, networkOf(address)))
  }

  async function openSession(
    { name, grid, role }: Admin,
    { label, address }: Pick<SignInRequest, 'label' | 'address'>,
  ): Promise<SignedIn> {
    noteUse('expired keys', () => keys.delete({ expiredBefore: clock() }))
    const expiresAt = clock() + ADMIN_SESSION_TTL_MS
    const { secret: keySecret, key } = await addKey({
      kind: 'session',
      adminName: name,
      role,
      label,
      address,
      expiresAt,
    })
    const secondFactorMissing = await factors.isMissing(name)
    return { secret: keySecret, identity: { name, grid, role, key, secondFactorMissing } }
  }

  async function setPassword(name: string, password: string, address: string): Promise<void> {
    await known(name)
    const passwordHash = await hashFor(password, address)
    if (!(await admins.update(name, { passwordHash }))) throw unknownAdmin()
    await keys.delete({ adminName: name, kind: 'session' })
  }

  return {
    ready,
    async signIn(request) {
      const admin = await authenticate(request)
      const challenge = await factors.challenge(admin.name, request.origin)
      if (!challenge) return openSession(admin, request)
      return { half: halves.add({ adminName: admin.name, label: request.label, challenge }), challenge }
    },
    async completeSignIn({ half, proof, address, note }) {
      const { adminName, label, challenge } = halves.find(half)
      note(adminName)
      const way = await guess(adminName, address, () => factors.verify(adminName, proof, challenge))
      if (!halves.take(half)) throw new VoiceError('code-expired', 'This took too long: sign in again.')
      return { ...(await openSession(await known(adminName), { label, address })), way }
    },
    checkPassword: async (credentials) => void (await authenticate(credentials)),
    async endOtherSessions({ name, key: own }) {
      for (const { id, kind, adminName } of await keys.list()) {
        if (adminName === name && kind === 'session' && id !== own.id) await keys.delete({ id })
      }
    },
    async changePassword({ next, ...request }) {
      const admin = await authenticate(request)
      await setPassword(admin.name, next, request.address)
      return openSession(admin, request)
    },
    async identify(keySecret, kind) {
      const key = await keys.findByHash(hashOf(keySecret))
      const over = !key || key.kind !== kind || (key.expiresAt !== null && key.expiresAt <= clock())
      const admin = over ? undefined : await admins.find(key.adminName)
      if (over || !admin)
        throw new VoiceError('session-expired', 'You are not signed in any more: sign in again.')
      if (Math.abs(clock() - key.lastUsedAt) > USE_RESOLUTION_MS)
        noteUse(`key ${key.id}`, () => keys.touch(key.id, clock()))
      const role = kind === 'token' ? lesserRole(key.role, admin.role) : admin.role
      const secondFactorMissing = kind === 'session' && (await secured.isMissing(key))
      return { name: admin.name, grid: admin.grid, role, key, secondFactorMissing }
    },
    async issueToken(by, { label, role }) {
      const token = { kind: 'token' as const, adminName: by.name, role, label, address: by.key.address }
      const { secret: keySecret, key } = await addKey({ ...token, expiresAt: null })
      return { secret: keySecret, id: key.id }
    },
    async keys() {
      const now = clock()
      noteUse('expired keys', () => keys.delete({ expiredBefore: now }))
      return (await keys.list()).filter(({ expiresAt }) => expiresAt === null || expiresAt > now)
    },
    revoke: (filter) => keys.delete(filter),
    list: () => admins.list(),
    async add({ name, password, role, grid }, address) {
      await whenReady()
      const taken = () => new VoiceError('account-exists', 'There is an admin of that name.')
      // Checked before the slow hash; the store notices an admin added meanwhile.
      if (await admins.find(name)) throw taken()
      const passwordHash = await hashFor(password, address)
      const added = { name, grid, role, passwordHash, settingHash: null, createdAt: clock() }
      if (!(await admins.create(added))) throw taken()
    },
    setPassword,
    async setRole(name, role) {
      const { role: before } = await known(name)
      if (!(await admins.changeRoleButLastOwner(name, role))) throw lastOwner()
      return before
    },
    async remove(name) {
      await known(name)
      if (name === FIRST_ADMIN || !(await admins.deleteButLastOwner(name))) throw lastOwner()
    },
  }
}

function unknownAdmin(): VoiceError {
  return new VoiceError('account-not-found', 'There is no such admin.')
}

function lastOwner(): VoiceError {
  return new VoiceError('last-owner', 'This admin stays an owner: somebody must be able to decide.')
}

/** Keys are random enough that a fast hash hides them. */
function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
