/** Reads the certificate and its key from files; errors name the faulty file and the remedy. */

import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { decodeUnicode } from '../../operator/settings/text-file.js'

export interface CertificateFiles {
  readonly certFile: string
  readonly keyFile: string
  /** The service made them itself, and can make new ones. */
  readonly selfSigned?: boolean
}

const CERTIFICATE = /-----BEGIN (TRUSTED )?CERTIFICATE-----/
const ENCRYPTED = /-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED/

/**
 * Both files in PEM form, checked to be usable together.
 * @throws Error for the operator, which names the file that is at fault and the remedy
 */
export function readCertificate(files: CertificateFiles): { cert: string; key: string } {
  const { certFile, keyFile, selfSigned = false } = files
  const remedy = selfSigned
    ? `remove ${certFile} and ${keyFile} to have new ones made, or restore both from a backup.`
    : 'compare TLS_CERT_FILE and TLS_KEY_FILE with what your certificate authority gave you.'
  const cert = readText(certFile, remedy)
  const key = readText(keyFile, remedy)
  const certificate = CERTIFICATE.test(cert) ? attempt(() => new X509Certificate(cert)) : undefined
  if (!certificate) throw new Error(`${certFile} holds no certificate in PEM form: ${remedy}`)
  const privateKey = readKey(keyFile, key, remedy)
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new Error(`The key in ${keyFile} does not belong to the certificate in ${certFile}: ${remedy}`)
  }
  try {
    createSecureContext({ cert, key })
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new Error(`${certFile} and ${keyFile} cannot be used for TLS (${why}): ${remedy}`, { cause: error })
  }
  return { cert, key }
}

function readKey(file: string, pem: string, remedy: string): KeyObject {
  if (ENCRYPTED.test(pem)) {
    throw new Error(
      `The key in ${file} is locked by a passphrase: unlock it with "openssl pkey -in … -out …" first.`,
    )
  }
  const key = attempt(() => createPrivateKey(pem))
  if (!key) throw new Error(`${file} holds no private key in PEM form: ${remedy}`)
  return key
}

/** Reads a file in any encoding, because OpenSSL accepts plain ASCII only. */
function readText(file: string, remedy: string): string {
  try {
    const bytes = readFileSync(file)
    return decodeUnicode(bytes) ?? bytes.toString('latin1')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : error
    throw new Error(`${file} cannot be read (${code}): check its path, owner and rights, or ${remedy}`, {
      cause: error,
    })
  }
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
