import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { ConfigError, loadConfig } from '../src/config.js'

t.test('defaults just work', (t) => {
  const config = loadConfig({})
  t.match(config, {
    host: '0.0.0.0',
    port: 8443,
    vivoxAdminUser: 'opensim',
    iceTransportPolicy: 'all',
    turnTtlSeconds: 3600,
  })
  t.ok(Object.isFrozen(config))
  t.end()
})

t.test('all faults are named at once, each with its fix', (t) => {
  const faults = (() => {
    try {
      loadConfig({
        PORT: '80000',
        PUBLIC_URL: 'voice.example.org',
        TLS_CERT_FILE: '/nowhere/cert.pem',
        STUN_URLS: 'stun:a.example, http://b.example',
        TURN_URLS: 'turn:turn.example.org',
        ICE_TRANSPORT_POLICY: 'direct',
        LOG_LEVEL: 'loud',
        REGION_SECRET: 'a/b',
        ADMIN_PASSWORD: 'x',
        ADMIN_PASSWORD_FILE: '/x',
        VIVOX_ADMIN_PASSWORD_FILE: '/nowhere/password',
        VIVOX_ADMIN_USER: 'voice&mode=delete',
        REDIS_URL: 'redis://localhost',
        VOICE_REGION_ADDRESSES: '10.0.0.0/8, 192.0.2.0/33, ::1',
      })
    } catch (error) {
      if (error instanceof ConfigError) return error.faults
      throw error
    }
    return []
  })()
  for (const name of [
    'PORT:',
    'PUBLIC_URL:',
    'TLS_CERT_FILE and TLS_KEY_FILE',
    'STUN_URLS: "http://b.example"',
    'TURN_URLS without TURN_SECRET',
    'ICE_TRANSPORT_POLICY:',
    'LOG_LEVEL:',
    'REGION_SECRET:',
    'ADMIN_PASSWORD and ADMIN_PASSWORD_FILE',
    'VIVOX_ADMIN_PASSWORD_FILE:',
    'VIVOX_ADMIN_USER:',
    'REDIS_URL:',
    'VOICE_REGION_ADDRESSES: "192.0.2.0/33"',
  ]) {
    t.ok(
      faults.some((fault) => fault.startsWith(name)),
      name,
    )
  }
  t.equal(faults.length, 13)
  t.notOk(faults.join().includes('"x"'), 'no secret is repeated')
  t.end()
})

t.test('a secret may come from a file', (t) => {
  const file = join(mkdtempSync(join(tmpdir(), 'voice-test-')), 'secret')
  writeFileSync(file, 'from-a-file\n')
  t.equal(loadConfig({ REGION_SECRET_FILE: file }).regionSecret, 'from-a-file')
  t.end()
})

t.test('a public URL keeps its path and loses its slash', (t) => {
  t.equal(loadConfig({ PUBLIC_URL: 'https://grid.example/voice/' }).publicUrl, 'https://grid.example/voice')
  t.end()
})
