/** One self-signed certificate for all tests: making one takes more processor time than the rest of a start. */

import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ensureCertificate } from '../../../src/operator/data-directory/data-dir.js'
import { loadConfig } from '../../../src/operator/settings/config.js'

/** Both in one file, so that nobody ever reads halves of two pairs. */
const KEPT = join(tmpdir(), 'voice-test-certificate-1.json')

type Pems = Readonly<Record<'cert' | 'key', string>>

/** Puts the certificate into an empty data directory, where the service takes it for its own from an earlier start. */
export async function placeCertificate(dataDir: string): Promise<void> {
  const pems: Pems = JSON.parse(await readFile(KEPT, 'utf8').catch(makeCertificate))
  for (const [kind, pem] of Object.entries(pems))
    await writeFile(join(dataDir, `self-signed-${kind}.pem`), pem, { mode: 0o600 })
}

async function makeCertificate(): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'voice-test-'))
  const made = await ensureCertificate(loadConfig({ DATA_DIR: directory }), ['localhost', '127.0.0.1'])
  const [cert, key] = await Promise.all([readFile(made.certFile, 'utf8'), readFile(made.keyFile, 'utf8')])
  const text = JSON.stringify({ cert, key } satisfies Pems)
  const file = join(directory, 'kept.json')
  await writeFile(file, text, { mode: 0o600 })
  await rename(file, KEPT)
  await rm(directory, { recursive: true })
  return text
}
