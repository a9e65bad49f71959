/** Checks whether browsers will accept the certificate: readable, for the right name, and not expired. */

import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { acmeFiles } from '../../certificate/keeper.js'
import { isThere } from '../data-directory/data-dir.js'
import { decodeUnicode } from '../settings/text-file.js'
import { fault, good, note, type OperatorCheck } from './check.js'

const DAY_MS = 86_400_000
const SOON_DAYS = 14

export const certificateCheck: OperatorCheck = async ({ config, now }) => {
  const acme = config.acme && acmeFiles(config.dataDir)
  const refused = acme && (await readFile(acme.fault, 'utf8').catch(() => ''))
  if (refused) return [fault('certificate', refused.trim())]
  const own =
    config.tls ??
    (acme && (await isThere(acme.cert)) ? { certFile: acme.cert, keyFile: acme.key } : undefined)
  const certFile = own?.certFile ?? join(config.dataDir, 'self-signed-cert.pem')
  const keyFile = own?.keyFile ?? join(config.dataDir, 'self-signed-key.pem')
  if (!own && !(await isThere(certFile))) {
    return [note('certificate', `None yet: the first start makes a self-signed one. ${SELF_SIGNED}`)]
  }
  const read = await readPair(certFile, keyFile)
  if (typeof read === 'string') return [fault('certificate', read)]
  const days = Math.floor((read.validToDate.getTime() - now) / DAY_MS)
  if (days < 0) return [fault('certificate', `${certFile} ended on ${dateOf(read)}: renew it.`)]
  if (read.validFromDate.getTime() > now) {
    return [fault('certificate', `${certFile} begins in the future: is this machine's clock right?`)]
  }
  const host = config.publicUrl && new URL(config.publicUrl).hostname.replace(/^\[|\]$/g, '')
  const fits = !host || (isIP(host) ? read.checkIP(host) : read.checkHost(host)) !== undefined
  if (!fits && config.tls)
    return [fault('certificate', `${certFile} is not for ${host}: it names ${read.subjectAltName}.`)]
  if (read.issuer === read.subject) return [note('certificate', `It is self-signed. ${SELF_SIGNED}`)]
  if (days < SOON_DAYS)
    return [note('certificate', `It ends in ${days} days, on ${dateOf(read)}: is its renewal set up?`)]
  return [good('certificate', `For ${host ?? read.subjectAltName}, until ${dateOf(read)}.`)]
}

const SELF_SIGNED =
  'Browsers warn of it once, and phones often refuse: with a name of your own, ACME_EMAIL gets a real one (docs/certificate.md).'

const dateOf = (certificate: X509Certificate) => certificate.validToDate.toISOString().slice(0, 10)

/** The certificate, or what is wrong with the pair and what to do about it. */
async function readPair(certFile: string, keyFile: string): Promise<X509Certificate | string> {
  const texts: Buffer[] = []
  for (const file of [certFile, keyFile]) {
    try {
      const bytes = await readFile(file)
      const text = decodeUnicode(bytes)
      texts.push(text === undefined ? bytes : Buffer.from(text))
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      return code === 'EACCES'
        ? `${file} may not be read by this user: give its group read access (chgrp, chmod 640), as certbot keeps keys for root alone.`
        : `${file} cannot be read (${code}): check TLS_CERT_FILE and TLS_KEY_FILE.`
    }
  }
  const [cert = Buffer.of(), key = Buffer.of()] = texts
  try {
    const certificate = new X509Certificate(cert)
    if (!certificate.checkPrivateKey(createPrivateKey(key))) {
      return `${keyFile} is not the key of ${certFile}: name the two of one pair.`
    }
    return certificate
  } catch {
    return `${certFile} and ${keyFile} are no PEM certificate and key without a password: look at the files.`
  }
}
