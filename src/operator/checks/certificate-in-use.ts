/** The certificate that browsers get at an address: for its host, not over, and of an authority that they know. */

import { X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import { connect } from 'node:tls'

const TIMEOUT_MS = 5000
const DAY_MS = 86_400_000
/** An authority's program renews thirty days before the end. */
export const SOON_DAYS = 14

/** What is wrong with a certificate; `undefined`: nothing. */
export type CertificateFault = 'other-host' | 'ended' | 'self-signed' | 'untrusted' | 'ends-soon' | undefined

export interface CertificateInUse {
  readonly fault: CertificateFault
  /** Until it ends, rounded down. */
  readonly daysLeft: number
}

export interface CertificateAddress {
  readonly host: string
  readonly port: number
  /** Where the host is reached, if not by its name. */
  readonly via?: string
}

/** @returns `undefined` if nobody answers there with TLS */
export function certificateInUse(
  { host, port, via = host }: CertificateAddress,
  now: number,
): Promise<CertificateInUse | undefined> {
  return new Promise((resolve) => {
    const socket = connect({
      host: via,
      port,
      // It is only looked at, and nothing is sent.
      rejectUnauthorized: false,
      timeout: TIMEOUT_MS,
      ...(isIP(host) === 0 && { servername: host }),
    })
    const end = (found: CertificateInUse | undefined) => {
      socket.destroy()
      resolve(found)
    }
    socket.once('secureConnect', () => {
      const { raw } = socket.getPeerCertificate()
      if (!raw) return end(undefined)
      const error: unknown = socket.authorizationError
      const code = error instanceof Error && 'code' in error ? String(error.code) : String(error ?? '')
      end(judge(new X509Certificate(raw), host, code, now))
    })
    socket.once('timeout', () => end(undefined))
    socket.once('error', () => end(undefined))
  })
}

function judge(certificate: X509Certificate, host: string, error: string, now: number): CertificateInUse {
  const daysLeft = Math.floor((certificate.validToDate.getTime() - now) / DAY_MS)
  const fits = (isIP(host) ? certificate.checkIP(host) : certificate.checkHost(host)) !== undefined
  const fault = (): CertificateFault => {
    if (!fits) return 'other-host'
    if (daysLeft < 0) return 'ended'
    if (certificate.verify(certificate.publicKey)) return 'self-signed'
    if (error !== '') return 'untrusted'
    return daysLeft < SOON_DAYS ? 'ends-soon' : undefined
  }
  return { fault: fault(), daysLeft }
}
