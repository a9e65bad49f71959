/** Passkeys by WebAuthn. A passkey belongs to the host name at which it was made, and is asked for nowhere else. */

import { createHash } from 'node:crypto'
import { isIP } from 'node:net'
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { AdminFactor } from './factor-ports.js'

export type PasskeyMade = Omit<RegistrationResponseJSON, 'response'> & {
  /** Browsers may name transports that the library does not know. */
  readonly response: Omit<RegistrationResponseJSON['response'], 'transports'> & {
    readonly transports?: readonly string[]
  }
}
export type PasskeyProof = AuthenticationResponseJSON
export type PasskeyCreation = PublicKeyCredentialCreationOptionsJSON
export type PasskeyRequest = PublicKeyCredentialRequestOptionsJSON

type Transport = NonNullable<RegistrationResponseJSON['response']['transports']>[number]
const TRANSPORTS: readonly Transport[] = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']

/** Loaded by the first passkey: it is a tenth of everything that the service would load at its start. */
const webAuthn = () => import('@simplewebauthn/server')

/** What is kept of a passkey, beside its id and counter. */
interface KeptPasskey {
  readonly host: string
  readonly publicKey: string
  readonly transports: Transport[]
}

/** The host name that passkeys of a page belong to; `undefined`: browsers make none for an address without a name. */
export function passkeyHost(origin: string): string | undefined {
  const { hostname } = new URL(origin)
  return isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? hostname : undefined
}

const keptOf = ({ secret }: AdminFactor): KeptPasskey => JSON.parse(secret)

/** Those that a page at that host can ask for. */
export function passkeysAt(host: string | undefined, factors: readonly AdminFactor[]): AdminFactor[] {
  return factors.filter((factor) => factor.kind === 'passkey' && keptOf(factor).host === host)
}

/** @param known the admin's passkeys: an authenticator makes no second one */
export async function passkeyCreation(
  host: string,
  adminName: string,
  known: readonly AdminFactor[],
): Promise<PasskeyCreation> {
  const { generateRegistrationOptions } = await webAuthn()
  return generateRegistrationOptions({
    rpName: 'Voice console',
    rpID: host,
    userName: adminName,
    userID: new Uint8Array(createHash('sha256').update(`console admin\0${adminName}`).digest()),
    attestationType: 'none',
    excludeCredentials: passkeysAt(host, known).map(({ id }) => ({ id })),
    authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
  })
}

/** What to keep of a passkey that was just made; `undefined` if it is not what was asked for. */
export async function madePasskey(
  response: PasskeyMade,
  { challenge, origin, host }: { challenge: string; origin: string; host: string },
): Promise<Pick<AdminFactor, 'id' | 'secret' | 'counter'> | undefined> {
  const { transports: named = [], ...rest } = response.response
  const { verifyRegistrationResponse } = await webAuthn()
  const transports = TRANSPORTS.filter((known) => named.includes(known))
  const { verified, registrationInfo } = await verifyRegistrationResponse({
    response: { ...response, response: rest },
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: host,
    requireUserVerification: false,
  }).catch(() => ({ verified: false, registrationInfo: undefined }))
  if (!verified || !registrationInfo) return undefined
  const { id, publicKey, counter } = registrationInfo.credential
  const kept: KeptPasskey = { host, publicKey: Buffer.from(publicKey).toString('base64url'), transports }
  return { id, counter, secret: JSON.stringify(kept) }
}

export async function passkeyRequest(host: string, known: readonly AdminFactor[]): Promise<PasskeyRequest> {
  const { generateAuthenticationOptions } = await webAuthn()
  return generateAuthenticationOptions({
    rpID: host,
    userVerification: 'preferred',
    allowCredentials: known.map((factor) => ({ id: factor.id, transports: keptOf(factor).transports })),
  })
}

/** The new counter of the passkey, if the answer is right. */
export async function passkeyCounter(
  factor: AdminFactor,
  response: PasskeyProof,
  { challenge, origin }: { challenge: string; origin: string },
): Promise<number | undefined> {
  const { verifyAuthenticationResponse } = await webAuthn()
  const { host, publicKey } = keptOf(factor)
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: host,
    requireUserVerification: false,
    credential: {
      id: factor.id,
      publicKey: new Uint8Array(Buffer.from(publicKey, 'base64url')),
      counter: factor.counter,
    },
  }).catch(() => ({ verified: false, authenticationInfo: undefined }))
  return verified ? authenticationInfo?.newCounter : undefined
}
