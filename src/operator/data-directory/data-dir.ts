/** The data directory: the secrets and the certificate that the service makes for itself, files 0600. */

import { randomBytes } from 'node:crypto'
import { access, chmod, constants, mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { acmeFiles, isIssuedFor } from '../../certificate/keeper.js'
import type { Config } from '../settings/config.js'

export interface Secrets {
  readonly vivoxAdminPassword: string
  readonly regionSecret: string
  readonly adminPassword: string
  /** Signs sessions and tokens; never leaves the machine. */
  readonly signingKey: string
  /** Fingerprint of the region secret that the console has shown already. */
  readonly regionSecretShown?: string
  readonly vivoxAdminPasswordShown?: string
}

const CERTIFICATE_DAYS = 3650

/** Any other keys are kept, because other versions may need them. */
const StoredSecrets = Compile(Type.Record(Type.String(), Type.String({ minLength: 1 })))

/**
 * Makes the data directory where it is not there.
 * @throws Error that says what is in its place, or who may not write there
 */
export async function makeDataDir({ dataDir }: Pick<Config, 'dataDir'>): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    await access(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    const isFile = code === 'EEXIST' || code === 'ENOTDIR'
    const fault = isFile
      ? 'it, or a part of its path, is a file: name a folder'
      : `it cannot be written (${code}): give it to the user who runs the service, or name another folder`
    throw new Error(`DATA_DIR ${dataDir}: ${fault}.`, { cause: error })
  }
}

/**
 * The secrets in force: what the settings name, else what is in `secrets.json`, else new ones, kept there.
 * @throws Error that names the file when the directory cannot be written or the file is damaged
 */
export async function loadSecrets(config: Config): Promise<Secrets> {
  await makeDataDir(config)
  const file = join(config.dataDir, 'secrets.json')
  const stored = await readSecrets(file)
  const generated = {
    vivoxAdminPassword: stored.vivoxAdminPassword ?? randomSecret(),
    regionSecret: stored.regionSecret ?? randomSecret(),
    adminPassword: stored.adminPassword ?? randomSecret(),
    signingKey: stored.signingKey ?? randomBytes(32).toString('base64url'),
  }
  if (Object.keys(generated).some((key) => !(key in stored))) {
    await writePrivate(file, `${JSON.stringify({ ...stored, ...generated }, null, 2)}\n`)
  }
  return {
    vivoxAdminPassword: config.vivoxAdminPassword ?? generated.vivoxAdminPassword,
    regionSecret: config.regionSecret ?? generated.regionSecret,
    adminPassword: config.adminPassword ?? generated.adminPassword,
    // What one node has signed, the others accept.
    signingKey: config.cluster?.secret ?? generated.signingKey,
    ...(stored.regionSecretShown && { regionSecretShown: stored.regionSecretShown }),
    ...(stored.vivoxAdminPasswordShown && { vivoxAdminPasswordShown: stored.vivoxAdminPasswordShown }),
  }
}

/** What `secrets.json` keeps under that name; `undefined`: nothing. @throws Error that names the file when it is damaged */
export async function storedSecret(
  { dataDir }: Pick<Config, 'dataDir'>,
  name: string,
): Promise<string | undefined> {
  return (await readSecrets(join(dataDir, 'secrets.json')))[name]
}

/** Changes entries of `secrets.json` and keeps the others. Calls must not overlap. */
export async function changeSecretsFile(
  { dataDir }: Pick<Config, 'dataDir'>,
  changes: Readonly<Record<string, string>>,
): Promise<void> {
  const file = join(dataDir, 'secrets.json')
  await writePrivate(file, `${JSON.stringify({ ...(await readSecrets(file)), ...changes }, null, 2)}\n`)
}

/**
 * The certificate's files: the operator's own, those that an authority issues into (with a self-signed pair in them
 * until then), or a self-signed one made once for these host names.
 */
export async function ensureCertificate(
  config: Config,
  hosts: readonly string[],
): Promise<{ certFile: string; keyFile: string; selfSigned: boolean }> {
  if (config.tls) return { ...config.tls, selfSigned: false }
  const own = await ensureSelfSigned(config, hosts)
  if (!config.acme) return own
  const { folder, cert, key } = acmeFiles(config.dataDir)
  if (!(await isThere(cert)) || !(await isThere(key))) {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    await writePrivate(key, await readFile(own.keyFile, 'utf8'))
    await writePrivate(cert, await readFile(own.certFile, 'utf8'))
  }
  const selfSigned = !isIssuedFor(await readFile(cert, 'utf8'), config.acme.host)
  return { certFile: cert, keyFile: key, selfSigned }
}

async function ensureSelfSigned(
  config: Config,
  hosts: readonly string[],
): Promise<{ certFile: string; keyFile: string; selfSigned: boolean }> {
  const certFile = join(config.dataDir, 'self-signed-cert.pem')
  const keyFile = join(config.dataDir, 'self-signed-key.pem')
  const there = await Promise.all([certFile, keyFile].map(isThere))
  if (!there.every(Boolean)) {
    // Loaded only when a certificate is made: with its dependencies it takes 5 MB.
    const { generate } = await import('selfsigned')
    // RSA and SHA-256: the oldest simulators (Mono, TLS 1.2) accept nothing newer everywhere.
    const pems = await generate([{ name: 'commonName', value: hosts[0] ?? 'localhost' }], {
      keySize: 2048,
      algorithm: 'sha256',
      // If the clock is set back later, the certificate must still be valid.
      notBeforeDate: new Date(Date.now() - 86_400_000),
      notAfterDate: new Date(Date.now() + CERTIFICATE_DAYS * 86_400_000),
      extensions: [
        { name: 'basicConstraints', cA: false },
        {
          name: 'subjectAltName',
          altNames: hosts.map((host) => (isIP(host) ? { type: 7, ip: host } : { type: 2, value: host })),
        },
      ],
    })
    await writePrivate(keyFile, pems.private)
    await writePrivate(certFile, pems.cert)
  }
  return { certFile, keyFile, selfSigned: true }
}

async function readSecrets(file: string): Promise<Record<string, string>> {
  if (!(await isThere(file))) return {}
  const content = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Error(`${file} cannot be read (${codeOf(error)}): check its owner and rights.`, {
      cause: error,
    })
  })
  try {
    // An editor on Windows may have put a byte order mark before it.
    const value: unknown = JSON.parse(content.replace(/^\uFEFF/, ''))
    if (StoredSecrets.Check(value)) return value
  } catch {
    // falls through to the one message for every kind of damage
  }
  throw new Error(`${file} is damaged: restore it from a backup, or remove it to have new secrets made.`)
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : error
}

/** Replaces a file in one step, so that a kill in the middle leaves the old one or the new one. */
export async function writePrivate(file: string, content: string): Promise<void> {
  const temporary = `${file}.new`
  await writeFile(temporary, content, { mode: 0o600 })
  await chmod(temporary, 0o600)
  await rename(temporary, file)
}

/** Whether there is a file or folder of that path. */
export async function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  )
}

export function randomSecret(): string {
  return randomBytes(18).toString('base64url')
}
