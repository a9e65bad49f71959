/** Files of ours with rubbish in them: the service names the file and what to do, and leaves the file as it is. */

import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { readCertificate } from '../../../src/http/tls/certificate-files.js'
import { loadSecrets } from '../../../src/operator/data-directory/data-dir.js'
import { loadConfig } from '../../../src/operator/settings/config.js'
import { openStore } from '../../../src/store/store.js'
import { projectRoot } from '../../helpers/project-root.js'
import { placeCertificate } from '../../helpers/servers/certificate.js'
import { programEnv } from '../../helpers/service.js'

const rubbish = Buffer.from(Array.from({ length: 512 }, (_, index) => (index * 37) % 256))

const newDirectory = (test: { teardown(done: () => void): void }) => {
  const directory = mkdtempSync(join(tmpdir(), 'voice-test-'))
  test.teardown(() => rmSync(directory, { recursive: true }))
  return directory
}

t.test(
  'the process does not start on a broken certificate, and says which file and what to do',
  async (t) => {
    const dataDir = newDirectory(t)
    await placeCertificate(dataDir)
    const [cert, key] = [join(dataDir, 'self-signed-cert.pem'), join(dataDir, 'self-signed-key.pem')]
    writeFileSync(cert, rubbish)
    const { status, stderr } = spawnSync(process.execPath, [join(projectRoot, 'dist/src/main.js')], {
      cwd: dataDir,
      env: { ...programEnv, HOST: '127.0.0.1', PORT: '0', DATA_DIR: dataDir },
      encoding: 'utf8',
    })
    t.equal(status, 1)
    t.equal(
      stderr.trim().split('\n').at(-1),
      `${cert} holds no certificate in PEM form: remove ${cert} and ${key} to have new ones made, or restore both from a backup.`,
    )
    t.strictSame(readFileSync(cert), rubbish)
  },
)

t.test('certificate and key, each broken in its own way', async (t) => {
  const directory = newDirectory(t)
  await placeCertificate(directory)
  const files = {
    certFile: join(directory, 'self-signed-cert.pem'),
    keyFile: join(directory, 'self-signed-key.pem'),
  }
  const [cert, key] = [readFileSync(files.certFile), readFileSync(files.keyFile)]
  const pkcs8 = { type: 'pkcs8', format: 'pem' } as const
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const cases: [Buffer | string, Buffer | string, RegExp][] = [
    [rubbish, key, /cert\.pem holds no certificate/],
    ['', key, /cert\.pem holds no certificate/],
    [key, key, /cert\.pem holds no certificate/],
    [cert.subarray(0, 400), key, /cert\.pem holds no certificate/],
    [cert, rubbish, /key\.pem holds no private key/],
    [cert, '', /key\.pem holds no private key/],
    [cert, cert, /key\.pem holds no private key/],
    [cert, privateKey.export(pkcs8), /key\.pem does not belong to the certificate in .*cert\.pem/],
    [
      cert,
      privateKey.export({ ...pkcs8, cipher: 'aes-128-cbc', passphrase: 'x' }),
      /key\.pem is locked.*openssl/,
    ],
  ]
  for (const [badCert, badKey, message] of cases) {
    writeFileSync(files.certFile, badCert)
    writeFileSync(files.keyFile, badKey)
    t.throws(() => readCertificate(files), { message })
    if (!message.source.includes('openssl')) {
      t.throws(() => readCertificate(files), { message: /TLS_CERT_FILE and TLS_KEY_FILE/ })
      t.throws(() => readCertificate({ ...files, selfSigned: true }), {
        message: /remove .* and .* to have new/,
      })
    }
  }
  writeFileSync(files.certFile, `\uFEFF${cert}`)
  writeFileSync(files.keyFile, key)
  t.match(readCertificate(files).cert, /^-----BEGIN/, 'the mark of a Windows editor harms nothing')
  rmSync(files.keyFile)
  t.throws(() => readCertificate(files), { message: /key\.pem cannot be read \(ENOENT\)/ })
  mkdirSync(files.keyFile)
  t.throws(() => readCertificate(files), { message: /key\.pem cannot be read \(EISDIR\)/ })
})

t.test('secrets and database', async (t) => {
  const dataDir = newDirectory(t)
  const config = loadConfig({ DATA_DIR: dataDir })
  const secrets = join(dataDir, 'secrets.json')
  for (const content of [
    rubbish,
    '',
    '[]',
    '"text"',
    '7',
    'null',
    '{"regionSecret":',
    '{"regionSecret":7}',
  ]) {
    writeFileSync(secrets, content)
    await t.rejects(loadSecrets(config), { message: /secrets\.json is damaged: restore it from a backup/ })
    t.strictSame(readFileSync(secrets), Buffer.from(content), 'left as it is')
  }
  rmSync(secrets)
  mkdirSync(secrets)
  await t.rejects(loadSecrets(config), { message: /secrets\.json cannot be read \(EISDIR\)/ })

  const database = join(dataDir, 'voice.sqlite')
  for (const content of [rubbish, Buffer.concat([Buffer.from('SQLite format 3\0'), rubbish])]) {
    writeFileSync(database, content)
    await t.rejects(openStore({ file: database }), { message: /voice\.sqlite is damaged.*restore/ })
    t.strictSame(readFileSync(database), content)
  }
  const noDirectory = loadConfig({ DATA_DIR: database })
  await t.rejects(loadSecrets(noDirectory), { message: /DATA_DIR .*voice\.sqlite: .*name a folder/ })
  t.ok(existsSync(database))
})
