import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { ConfigError, loadConfig } from '../../../src/operator/settings/config.js'

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

/** All that is said of those settings; nothing where they are good. */
function faultsOf(environment: Record<string, string>): readonly string[] {
  try {
    loadConfig(environment)
  } catch (error) {
    if (error instanceof ConfigError) return error.faults
    throw error
  }
  return []
}

t.test('a name that looks like a typing error of a setting is named; other programs keep theirs', (t) => {
  const names = {
    PROT: '1',
    PUBLIC_URI: 'x',
    REGION_SECERT: 'x',
    MEDIA_ANOUNCED_IP: 'x',
    ADMIN_PASSWORD: 'short',
  }
  const others = {
    PATH: '/bin',
    HOSTS: 'x',
    HOME: '/',
    HOSTNAME: 'x',
    LOGNAME: 'x',
    TURN: 'x',
    npm_config_x: 'y',
  }
  t.match(faultsOf({ ...names, ...others }), [
    /^ADMIN_PASSWORD: it has fewer than 10 characters/,
    'PROT: there is no such setting: was PORT meant?',
    'PUBLIC_URI: there is no such setting: was PUBLIC_URL meant?',
    'REGION_SECERT: there is no such setting: was REGION_SECRET meant?',
    'MEDIA_ANOUNCED_IP: there is no such setting: was MEDIA_ANNOUNCED_IP meant?',
  ])
  t.strictSame(faultsOf(others), [])
  t.match(faultsOf({ ACME_EMAIL: 'admin@example.org', PUBLIC_URL: 'https://192.0.2.1' }), [/is for a name/])
  t.end()
})

t.test('all faults are named at once, each with its fix', (t) => {
  const faults = faultsOf({
    PORT: '80000',
    PUBLIC_URL: 'voice.example.org',
    TLS_CERT_FILE: '/nowhere/cert.pem',
    STUN_URLS: 'stun:a.example, http://b.example',
    TURN_URLS: 'turn:turn.example.org',
    ICE_TRANSPORT_POLICY: 'direct',
    LOG_LEVEL: 'loud',
    REGION_SECRET: 'a/b',
    ADMIN_PASSWORD: 'one that is long enough',
    ADMIN_PASSWORD_FILE: '/x',
    VIVOX_ADMIN_PASSWORD_FILE: '/nowhere/password',
    VIVOX_ADMIN_USER: 'voice&mode=delete',
    REDIS_URL: 'redis://localhost',
    VOICE_REGION_ADDRESSES: '10.0.0.0/8, 192.0.2.0/33, ::1',
  })
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
