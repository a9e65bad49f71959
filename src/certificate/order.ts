/** Orders a certificate from an ACME authority (RFC 8555), with the library acme-client. */

import { readFile } from 'node:fs/promises'
import { axios, Client, crypto } from 'acme-client'
import type { Challenges } from './challenges.js'
import { get } from './http-get.js'

/** Settings of acme-client that its types leave out. By default it retries for a minute if an authority is away. */
const LIBRARY_SETTINGS = {
  httpChallengePort: 80,
  httpsChallengePort: 443,
  tlsAlpnChallengePort: 443,
  retryMaxAttempts: 1,
  retryDefaultDelay: 1,
}

export type ChallengeKind = 'http-01' | 'tls-alpn-01'

export interface OrderOptions {
  /** The authority's directory. */
  readonly directoryUrl: string
  readonly email: string
  /** The name that the certificate is for. */
  readonly host: string
  readonly accountKey: string
  readonly kind: ChallengeKind
  readonly challenges: Challenges
}

export interface IssuedCertificate {
  /** PEM, with the chain. */
  readonly cert: string
  readonly key: string
}

/** @throws Error of the library, of the authority or of the network; {@link orderFault} words it */
export async function orderCertificate(options: OrderOptions): Promise<IssuedCertificate> {
  const { directoryUrl, email, host, accountKey, kind, challenges } = options
  await requireReachable(directoryUrl)
  // The keeper retries by itself, and reports the fault meanwhile.
  Object.assign(axios.defaults, { acmeSettings: { ...LIBRARY_SETTINGS } })
  const client = new Client({
    directoryUrl,
    accountKey,
    backoffAttempts: 8,
    backoffMin: 1000,
    backoffMax: 15_000,
  })
  // RSA, because the oldest simulators do not accept anything newer everywhere.
  const [key, csr] = await crypto.createCsr(
    { commonName: host, altNames: [host] },
    await crypto.createPrivateRsaKey(),
  )
  const ends = new Map<string, () => void>()
  const cert = await client.auto({
    csr,
    email,
    termsOfServiceAgreed: true,
    challengePriority: [kind],
    // The library would check from this machine, where a home router may not lead back inside.
    skipChallengeVerification: true,
    async challengeCreateFn(authorization, challenge, answer) {
      if (challenge.type === 'http-01')
        ends.set(challenge.token, challenges.promiseHttp(challenge.token, answer))
      else if (kind === 'tls-alpn-01') {
        const [alpnKey, alpnCert] = await crypto.createAlpnCertificate(authorization, answer)
        ends.set(challenge.token, challenges.promiseAlpn({ key: alpnKey, cert: alpnCert }))
      }
    },
    async challengeRemoveFn(_authorization, challenge) {
      ends.get(challenge.token)?.()
      ends.delete(challenge.token)
    },
  })
  return { cert, key: key.toString() }
}

class AuthorityAway extends Error {
  override readonly name = 'AuthorityAway'
}

/** Checks the authority first, because the library hides why one does not answer. @throws AuthorityAway */
async function requireReachable(directoryUrl: string): Promise<void> {
  const { status, error } = await get(directoryUrl)
  if (status !== undefined && status < 500) return
  const why = error ?? `it answers ${status}`
  throw new AuthorityAway(
    `The authority ${new URL(directoryUrl).host} cannot be reached (${why}): this machine needs a way out to it.`,
  )
}

/** The key of the account at the authority: PEM, read from its file or new. */
export async function accountKeyIn(file: string): Promise<{ readonly pem: string; readonly isNew: boolean }> {
  try {
    return { pem: await readFile(file, 'utf8'), isNew: false }
  } catch {
    return { pem: (await crypto.createPrivateEcdsaKey()).toString(), isNew: true }
  }
}

/** Why an order failed, and what an operator can do about it. */
export function orderFault(
  error: unknown,
  { host, kind, directoryUrl }: Pick<OrderOptions, 'host' | 'kind' | 'directoryUrl'>,
): string {
  if (error instanceof AuthorityAway) return error.message
  const text = error instanceof Error ? error.message : String(error)
  const authority = new URL(directoryUrl).host
  const port = kind === 'http-01' ? 80 : 443
  if (/rateLimited|too many/i.test(text))
    return `The authority refuses for now, because it was asked too often: ${text}`
  if (/NXDOMAIN|no valid (A|AAAA)|dns/i.test(text))
    return `The authority finds no address for ${host}: make a DNS record that leads to this machine. (${text})`
  if (/connection|timeout|timed out|refused|unreachable/i.test(text)) {
    return `The authority does not reach ${host} on port ${port}: open it in firewall and router, and let it lead to this machine. (${text})`
  }
  if (/unauthorized|invalid response|403|404|incorrect|does not match|validat/i.test(text)) {
    return `The authority found somebody else at ${host} port ${port}: does the name lead to this machine, and does a proxy there pass /.well-known/acme-challenge/ on? (${text})`
  }
  return `The authority ${authority} issued no certificate: ${text}`
}
