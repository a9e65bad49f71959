/** Orders a certificate and renews it in time; keeps the present one while that fails. */

import { X509Certificate } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Clock, Timers } from '../voice/ports.js'
import { type Challenges, listenForChallenges } from './challenges.js'
import type { ChallengeKind } from './order.js'

/**
 * The files of the account at the authority and of a certificate pair.
 * @param folder of the pair
 */
export const acmeFiles = (dataDir: string, folder = join(dataDir, 'acme')) => ({
  folder,
  accountFolder: join(dataDir, 'acme'),
  accountKey: join(dataDir, 'acme/account-key.pem'),
  cert: join(folder, 'cert.pem'),
  key: join(folder, 'key.pem'),
  /** Why the last order failed; missing if it did not. */
  fault: join(folder, 'fault.txt'),
})

/** How often the keeper checks whether the last third of the certificate's life has begun. */
const LOOK_EVERY_MS = 60 * 60_000
/** Retries after failures: soon, while somebody may be fixing the cause, then seldom enough for any authority's limits. */
const RETRY_AFTER_MS = [60_000, 5 * 60_000, 15 * 60_000, 60 * 60_000, 6 * 60 * 60_000]

export interface CertificateState {
  /** Milliseconds since 1970; `undefined` while no authority has issued one. */
  readonly validUntil: number | undefined
  /** Why the last order failed, and what to do; `undefined` if it did not. */
  readonly fault: string | undefined
}

export interface CertificateKeeperOptions {
  readonly dataDir: string
  /** Where the pair is kept; by default where the service's own is. */
  readonly folder?: string
  /** Runs orders one after the other, where there are several keepers: they share the account and the ports of challenges. */
  readonly inTurn?: <T>(work: () => Promise<T>) => Promise<T>
  readonly directoryUrl: string
  readonly email: string
  readonly host: string
  readonly publicUrl: string
  /** Challenges in the order in which they are tried. */
  readonly kinds: readonly ChallengeKind[]
  /** The port for HTTP challenges: 80, or the port to which a router forwards 80. */
  readonly httpPort: number
  readonly challenges: Challenges
  readonly writePrivate: (file: string, content: string) => Promise<void>
  readonly clock: Clock
  readonly timers: Timers
  readonly log: {
    info(about: object, message: string): void
    warn(about: object, message: string): void
  }
}

export interface CertificateKeeper {
  state(): CertificateState
  close(): void
}

export function startCertificateKeeper(options: CertificateKeeperOptions): CertificateKeeper {
  const { dataDir, folder, directoryUrl, host, kinds, timers, clock, log, writePrivate } = options
  const { inTurn = (work) => work() } = options
  const files = acmeFiles(dataDir, folder)
  let state: CertificateState = { validUntil: undefined, fault: undefined }
  let failures = 0
  let cancel: (() => void) | undefined
  let closed = false

  async function order(): Promise<void> {
    const kind = kinds[failures % kinds.length] ?? 'http-01'
    // Loaded only when needed: the library and its dependencies take 20 MB.
    const { accountKeyIn, orderCertificate, orderFault } = await import('./order.js')
    const port =
      kind === 'http-01'
        ? await listenForChallenges(options.challenges, options.httpPort, options.publicUrl)
        : undefined
    try {
      for (const one of [files.accountFolder, files.folder])
        await mkdir(one, { recursive: true, mode: 0o700 })
      const account = await accountKeyIn(files.accountKey)
      if (account.isNew) await writePrivate(files.accountKey, account.pem)
      const issued = await orderCertificate({ ...options, accountKey: account.pem, kind })
      // The key first: a reader between the two writes finds a pair that does not match, and keeps the old pair.
      await writePrivate(files.key, issued.key)
      await writePrivate(files.cert, issued.cert)
      await rm(files.fault, { force: true })
      failures = 0
      state = { validUntil: validUntil(issued.cert), fault: undefined }
      log.info({ host, until: dateOf(state.validUntil) }, 'a certificate was issued')
    } catch (error) {
      const why = orderFault(error, { host, kind, directoryUrl })
      const taken = port?.fault
        ? ` Here port ${options.httpPort} could not be listened on (${port.fault}): what holds it must pass the path on.`
        : ''
      failures += 1
      await writePrivate(files.fault, `${why}${taken}\n`).catch(() => undefined)
      state = { ...state, fault: why + taken }
      log.warn(
        { host, reason: state.fault, nextTryMinutes: retryAfter() / 60_000 },
        'no certificate was issued; the service goes on with the one it has',
      )
    } finally {
      port?.close()
    }
  }

  const retryAfter = () => RETRY_AFTER_MS[Math.min(failures, RETRY_AFTER_MS.length) - 1] ?? LOOK_EVERY_MS

  async function look(): Promise<void> {
    const pem = await readFile(files.cert, 'utf8').catch(() => '')
    const isOurs = isIssuedFor(pem, host)
    state = { ...state, validUntil: isOurs ? validUntil(pem) : undefined }
    if (!isOurs || isInLastThird(pem, clock())) await inTurn(async () => (closed ? undefined : order()))
    else state = { ...state, fault: undefined }
    if (!closed) cancel = timers.after(failures > 0 ? retryAfter() : LOOK_EVERY_MS, lookSafely)
  }
  const lookSafely = () => {
    look().catch((error: unknown) => log.warn({ err: error }, 'the certificate could not be looked after'))
  }
  lookSafely()

  return {
    state: () => state,
    close() {
      closed = true
      cancel?.()
    },
  }
}

/** Whether an authority issued the certificate for that name; the first of a chain counts. */
export function isIssuedFor(pem: string, host: string): boolean {
  const certificate = read(pem)
  return (
    certificate !== undefined &&
    certificate.issuer !== certificate.subject &&
    certificate.checkHost(host) !== undefined
  )
}

function read(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem)
  } catch {
    return undefined
  }
}

const validUntil = (pem: string) => read(pem)?.validToDate.getTime()

/** Whether it is time to renew, as in other clients: a third of the life is enough for many tries. */
function isInLastThird(pem: string, now: number): boolean {
  const certificate = read(pem)
  if (!certificate) return true
  const [from, to] = [certificate.validFromDate.getTime(), certificate.validToDate.getTime()]
  return now > to - (to - from) / 3
}

const dateOf = (time: number | undefined) =>
  time === undefined ? undefined : new Date(time).toISOString().slice(0, 10)
