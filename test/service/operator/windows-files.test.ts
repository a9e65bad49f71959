/** What an operator writes on Windows is read, or refused with the name of its encoding: never ignored, never silently wrong. */

import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readCertificate } from '../../../src/http/tls/certificate-files.js'
import { readRegionsFile } from '../../../src/opensim/remote-admin/regions-file.js'
import { loadConfig, readEnvironment } from '../../../src/operator/settings/config.js'
import { projectRoot } from '../../helpers/project-root.js'
import { placeCertificate } from '../../helpers/servers/certificate.js'
import { programEnv } from '../../helpers/service.js'

const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16()
const utf16 = (text: string) => Buffer.from(text, 'utf16le')

/** A text as Windows' programs save it, and what becomes of it. */
const ENCODINGS: Record<string, { encode: (text: string) => Buffer; refused?: RegExp }> = {
  'UTF-8': { encode: (text) => Buffer.from(text) },
  'UTF-8 with a mark': { encode: (text) => Buffer.from(`\ufeff${text}`) },
  'UTF-16 LE': { encode: (text) => utf16(`\ufeff${text}`) },
  'UTF-16 BE': { encode: (text) => swapped(utf16(`\ufeff${text}`)) },
  'UTF-16 LE without a mark': { encode: utf16 },
  'UTF-16 BE without a mark': { encode: (text) => swapped(utf16(text)) },
  'Windows-1252': {
    encode: (text) => Buffer.from(text, 'latin1'),
    refused: /Windows-1252.*save it as UTF-8/,
  },
  'UTF-32': {
    encode: (text) =>
      Buffer.concat([
        Buffer.of(0xff, 0xfe, 0, 0),
        ...[...text].map((c) => Buffer.of(c.charCodeAt(0), 0, 0, 0)),
      ]),
    refused: /UTF-32/,
  },
}

for (const [name, { encode, refused }] of Object.entries(ENCODINGS)) {
  t.test(name, async (t) => {
    const dir = t.testdir()
    const place = (file: string, text: string) => {
      writeFileSync(join(dir, file), encode(text.replaceAll('\n', '\r\n')))
      return join(dir, file)
    }
    const settings = () => loadConfig(readEnvironment(dir))
    place('.env', '# für Gäste\nPORT=9443\nSIP_DOMAIN=voice.example.org\n')
    const secretFile = place('secret', 'ein-langes-geheimes-Wört\n')
    place('radmin', 'wört\n')
    const regions = place(
      'regions.json',
      '[\n{"name": "Tür & Tor", "url": "http://127.0.0.1:9000", "password_file": "radmin"}\n]\n',
    )
    const withSecret = () => loadConfig({ ADMIN_PASSWORD_FILE: secretFile })
    if (refused) {
      for (const read of [settings, withSecret, () => readRegionsFile(regions)])
        t.throws(read, { message: refused })
      return
    }
    t.match(settings(), { port: 9443, sipDomain: 'voice.example.org' })
    t.equal(withSecret().adminPassword, 'ein-langes-geheimes-Wört')
    t.match(readRegionsFile(regions), [{ name: 'Tür & Tor', region: 'Tür & Tor', password: 'wört' }])

    await placeCertificate(dir)
    const [cert, key] = ['self-signed-cert.pem', 'self-signed-key.pem'].map((file) =>
      place(file, readFileSync(join(dir, file), 'utf8')),
    )
    t.match(readCertificate({ certFile: cert ?? '', keyFile: key ?? '' }).cert, /BEGIN CERTIFICATE/)
  })
}

t.test('the program itself says so, and does not start with half of the settings', (t) => {
  const dir = t.testdir()
  writeFileSync(join(dir, '.env'), Buffer.from('# für Gäste\r\nPORT=9443\r\n', 'latin1'))
  const { status, stderr } = spawnSync(process.execPath, [join(projectRoot, 'dist/src/main.js')], {
    cwd: dir,
    encoding: 'utf8',
    env: programEnv,
  })
  t.not(status, 0)
  t.match(stderr, /\.env: it is encoded in Windows-1252/)
  t.end()
})
