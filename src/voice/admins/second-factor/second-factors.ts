/** The second factors of the console's admins: made, asked for, checked and taken away. */

import { randomUUID } from 'node:crypto'
import { VoiceError } from '../../../errors.js'
import type { Bus } from '../../bus.js'
import type { MakeLimit } from '../../limits/limits.js'
import { remember } from '../../limits/remember.js'
import type { Clock, Stopwatch } from '../../ports.js'
import { isSameSecret } from '../../sign-in/same-secret.js'
import { createSealing } from '../../storage/sealed.js'
import type { AdminFactor, AdminFactorStore } from './factor-ports.js'
import {
  madePasskey,
  type PasskeyCreation,
  type PasskeyMade,
  type PasskeyProof,
  type PasskeyRequest,
  passkeyCounter,
  passkeyCreation,
  passkeyHost,
  passkeyRequest,
  passkeysAt,
} from './passkeys.js'
import { newRecoveryCode, RECOVERY_CODES, recoveryHash } from './recovery-codes.js'
import { newTotpSecret, totpAddress, totpStep } from './totp.js'

/** Time to fetch the telephone. */
const BEGUN_MS = 10 * 60_000
const MAX_BEGUN = 1000
const MAX_FACTORS = 20

/**
 * Six digits can be guessed: whoever knows the password has this many tries an hour, from all addresses together.
 * Passkeys and recovery codes cannot be guessed, and still open then.
 */
const CODES_PER_HOUR = 20
const HOUR_MS = 60 * 60_000

export type FactorKind = AdminFactor['kind']

export type SecondProof = { readonly code: string } | { readonly passkey: PasskeyProof }

/** What somebody who knows the password is asked for. */
export interface SecondChallenge {
  readonly ways: readonly FactorKind[]
  /** The page's. */
  readonly origin: string
  readonly passkey: PasskeyRequest | undefined
}

/** By whom, and on which sign-in: another browser cannot complete what this one began. */
export interface FactorOwner {
  readonly adminName: string
  readonly keyId: string
}

export interface SecondFactors {
  list(adminName: string): Promise<readonly AdminFactor[]>
  /** Who has a second factor. */
  names(): Promise<ReadonlySet<string>>
  isRequired(): Promise<boolean>
  setRequired(required: boolean): Promise<void>
  /** Whether an admin must have one, and has none. */
  isMissing(adminName: string): Promise<boolean>
  /** Begins with an authenticator app. @param issuer what the app calls this service */
  beginTotp(owner: FactorOwner, issuer: string): { readonly secret: string; readonly address: string }
  /** @returns recovery codes, if there were none yet. @throws VoiceError `code-wrong`, `code-expired` */
  confirmTotp(owner: FactorOwner, made: { code: string; label: string }): Promise<readonly string[]>
  /** Begins with a passkey. @throws VoiceError `host-name-missing` on a page without a host name */
  beginPasskey(owner: FactorOwner, origin: string): Promise<PasskeyCreation>
  /** @returns recovery codes, if there were none yet. @throws VoiceError `code-wrong`, `code-expired` */
  confirmPasskey(
    owner: FactorOwner,
    made: { response: PasskeyMade; label: string },
  ): Promise<readonly string[]>
  /** Replaces all recovery codes. @throws VoiceError `not-found` without a second factor */
  renewRecoveryCodes(adminName: string): Promise<readonly string[]>
  /** Recovery codes go with the last of the others. @throws VoiceError `not-found` */
  remove(adminName: string, id: string): Promise<AdminFactor>
  /** Takes everything away from an admin. */
  reset(adminName: string): Promise<void>
  /** `undefined`: the password is enough. */
  challenge(adminName: string, origin: string): Promise<SecondChallenge | undefined>
  /** @returns what was proved. @throws VoiceError `code-wrong`, `rate-limited` */
  verify(adminName: string, proof: SecondProof, challenge: SecondChallenge): Promise<FactorKind>
}

export interface SecondFactorsOptions {
  readonly store: AdminFactorStore
  /** The server's secret. */
  readonly secret: string
  readonly bus: Pick<Bus, 'publish'>
  readonly clock: Clock
  readonly stopwatch: Stopwatch
  readonly makeLimit: MakeLimit
}

/** Something begun that waits for its confirmation. */
type Begun = { readonly since: number } & (
  | { readonly totpSecret: string }
  | { readonly challenge: string; readonly origin: string; readonly host: string }
)

export function createSecondFactors({
  store,
  secret,
  bus,
  clock,
  stopwatch,
  makeLimit,
}: SecondFactorsOptions): SecondFactors {
  const sealing = createSealing(secret, 'second factors of admins')
  const codes = makeLimit({ name: 'admins-codes', count: CODES_PER_HOUR, windowMs: HOUR_MS })
  const begun = new Map<string, Begun>()

  const lost = () => bus.publish('second-factors-lost', {})
  const begin = ({ keyId }: FactorOwner, what: Begun) => remember(begun, keyId, what, MAX_BEGUN)

  /** What was begun stays until it is confirmed: a code may be mistyped. */
  function begunBy({ keyId }: FactorOwner): Begun {
    const what = begun.get(keyId)
    if (what && stopwatch.now() - what.since < BEGUN_MS) return what
    throw new VoiceError('code-expired', 'This took too long: begin again.')
  }

  async function renewCodes(adminName: string): Promise<readonly string[]> {
    const made = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
    const before = (await store.list(adminName)).filter(({ kind }) => kind === 'recovery')
    await store.add(
      made.map((code) => factor({ adminName, kind: 'recovery', label: '', secret: recoveryHash(code) })),
    )
    for (const { id } of before) await store.delete({ adminName, id })
    return made
  }

  function factor(
    what: Pick<AdminFactor, 'adminName' | 'kind' | 'label' | 'secret'> & Partial<AdminFactor>,
  ): AdminFactor {
    return { id: randomUUID(), counter: 0, createdAt: clock(), lastUsedAt: null, ...what }
  }

  async function keep(owner: FactorOwner, made: AdminFactor): Promise<readonly string[]> {
    const known = await store.list(owner.adminName)
    if (known.filter(({ kind }) => kind !== 'recovery').length >= MAX_FACTORS) {
      throw new VoiceError('second-factors-full', 'There are enough: remove one first.')
    }
    await store.add([made])
    begun.delete(owner.keyId)
    return known.some(({ kind }) => kind === 'recovery') ? [] : renewCodes(owner.adminName)
  }

  async function useTotp(known: readonly AdminFactor[], code: string): Promise<boolean> {
    for (const one of known.filter(({ kind }) => kind === 'totp')) {
      const own = sealing.open(one.secret)
      const step = own === undefined ? undefined : totpStep(own, code, clock())
      // A code that was seen over a shoulder does not count again: a use counts forward only.
      if (step !== undefined) return store.use(one.id, { counter: step, at: clock() })
    }
    return false
  }

  async function useRecoveryCode(known: readonly AdminFactor[], code: string): Promise<boolean> {
    const hash = recoveryHash(code)
    const [fits] = known.filter((one) => one.kind === 'recovery' && isSameSecret(hash, one.secret))
    return fits !== undefined && (await store.delete({ adminName: fits.adminName, id: fits.id })) > 0
  }

  async function usePasskey(
    known: readonly AdminFactor[],
    proof: PasskeyProof,
    { passkey, origin }: SecondChallenge,
  ): Promise<boolean> {
    const one = known.find(({ kind, id }) => kind === 'passkey' && id === proof.id)
    if (!one || !passkey) return false
    const counter = await passkeyCounter(one, proof, { challenge: passkey.challenge, origin })
    return counter !== undefined && store.use(one.id, { counter, at: clock() })
  }

  async function proved(
    adminName: string,
    proof: SecondProof,
    challenge: SecondChallenge,
  ): Promise<FactorKind | undefined> {
    const known = await store.list(adminName)
    if ('passkey' in proof) return (await usePasskey(known, proof.passkey, challenge)) ? 'passkey' : undefined
    const code = proof.code.replace(/[\s-]/g, '')
    if (!/^\d{6}$/.test(code)) return (await useRecoveryCode(known, code)) ? 'recovery' : undefined
    if (!(await codes.take(adminName))) {
      throw new VoiceError('rate-limited', 'Too many codes: wait an hour, or use a recovery code.', {
        retryAfterSeconds: HOUR_MS / 1000,
      })
    }
    return (await useTotp(known, code)) ? 'totp' : undefined
  }

  return {
    list: store.list,
    async names() {
      const all = await store.list()
      return new Set(all.filter(({ kind }) => kind !== 'recovery').map(({ adminName }) => adminName))
    },
    isRequired: store.isRequired,
    async setRequired(required) {
      await store.setRequired(required)
      if (required) lost()
    },
    async isMissing(adminName) {
      if (!(await store.isRequired())) return false
      return (await store.list(adminName)).every(({ kind }) => kind === 'recovery')
    },
    beginTotp(owner, issuer) {
      const totpSecret = newTotpSecret()
      begin(owner, { since: stopwatch.now(), totpSecret })
      return { secret: totpSecret, address: totpAddress(totpSecret, issuer, owner.adminName) }
    },
    async confirmTotp(owner, { code, label }) {
      const what = begunBy(owner)
      const step =
        'totpSecret' in what ? totpStep(what.totpSecret, code.replace(/\s/g, ''), clock()) : undefined
      if (!('totpSecret' in what) || step === undefined) throw wrongCode()
      const { adminName } = owner
      const sealed = sealing.seal(what.totpSecret)
      return keep(owner, factor({ adminName, kind: 'totp', label, secret: sealed, counter: step }))
    },
    async beginPasskey(owner, origin) {
      const host = passkeyHost(origin)
      if (host === undefined) {
        throw new VoiceError(
          'host-name-missing',
          'Passkeys need a host name: open the console by its name, not by an address.',
        )
      }
      const options = await passkeyCreation(host, owner.adminName, await store.list(owner.adminName))
      begin(owner, { since: stopwatch.now(), challenge: options.challenge, origin, host })
      return options
    },
    async confirmPasskey(owner, { response, label }) {
      const what = begunBy(owner)
      const made = 'challenge' in what ? await madePasskey(response, what) : undefined
      if (!made) throw wrongCode()
      return keep(owner, factor({ adminName: owner.adminName, kind: 'passkey', label, ...made }))
    },
    async renewRecoveryCodes(adminName) {
      const known = await store.list(adminName)
      if (known.every(({ kind }) => kind === 'recovery')) throw notThere()
      return renewCodes(adminName)
    },
    async remove(adminName, id) {
      const known = (await store.list(adminName)).filter(({ kind }) => kind !== 'recovery')
      const gone = known.find((one) => one.id === id)
      if (!gone) throw notThere()
      await store.delete(known.length === 1 ? { adminName } : { adminName, id })
      lost()
      return gone
    },
    async reset(adminName) {
      await store.delete({ adminName })
      lost()
    },
    async challenge(adminName, origin) {
      const known = await store.list(adminName)
      if (known.every(({ kind }) => kind === 'recovery')) return undefined
      const host = passkeyHost(origin)
      const passkeys = passkeysAt(host, known)
      const ways = (['totp', 'recovery'] as const).filter((way) => known.some(({ kind }) => kind === way))
      const asked = host !== undefined && passkeys.length > 0
      return {
        origin,
        ways: asked ? ['passkey', ...ways] : ways,
        passkey: asked ? await passkeyRequest(host, passkeys) : undefined,
      }
    },
    async verify(adminName, proof, challenge) {
      const kind = await proved(adminName, proof, challenge)
      if (!kind) throw wrongCode()
      return kind
    },
  }
}

function wrongCode(): VoiceError {
  return new VoiceError('code-wrong', 'This is not right, or was used before: try again.')
}

function notThere(): VoiceError {
  return new VoiceError('not-found', 'There is no such second factor.')
}
