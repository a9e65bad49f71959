import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { ConfigError, loadConfig } from '../../../src/operator/settings/config.js'
import { SETTINGS } from '../../../src/operator/settings/setting-names.js'
import { projectRoot } from '../../helpers/project-root.js'

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
    DATABASE_URL: 'mysql://voice:x@localhost/voice',
    REDIS_URL: 'http://:a-password@localhost',
    CLUSTER_SECRET: 'too short',
    ROBUST_URL: 'http://voice:a-password%3awith-colon@robust.example:8003',
    ROBUST_REMOTE_ADMIN_PASSWORD: 'sim.example:9000 a-password\na-password of two words',
    NODE_URL: 'http://192.0.2.7:8443',
    NODE_NAME: 'node 1',
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
    'DATABASE_URL: it is not of the form postgresql://',
    'REDIS_URL: this is no address of a Redis',
    'ROBUST_URL: Robust never accepts a password with a colon',
    'ROBUST_REMOTE_ADMIN_PASSWORD: line 2 is not',
    'CLUSTER_SECRET: it has fewer than 24 characters',
    'NODE_URL: strangers may listen in',
    'NODE_NAME: "node 1" is no name of a node',
    'VOICE_REGION_ADDRESSES: "192.0.2.0/33"',
  ]) {
    t.ok(
      faults.some((fault) => fault.startsWith(name)),
      name,
    )
  }
  t.equal(faults.length, 19)
  t.notOk(/"x"|voice:x|a-password/.test(faults.join()), 'no secret is repeated')
  t.end()
})

t.test('nodes reach each other by TLS, or in a private network', (t) => {
  const isTaken = (url: string) => !faultsOf({ NODE_URL: url }).some((fault) => fault.startsWith('NODE_URL:'))
  for (const url of [
    'https://node1.example.org:8443',
    'http://10.0.0.7:8443',
    'http://[fd00::7]:8443',
    'http://voice-1:8443',
  ]) {
    t.ok(isTaken(url), url)
  }
  for (const url of [
    'http://node1.example.org:8443',
    'http://198.51.100.7',
    'http://10.0.0.7/path',
    'ws://10.0.0.7',
    'node1',
  ]) {
    t.notOk(isTaken(url), url)
  }
  t.strictSame(faultsOf({ CLUSTER_SECRET: 'x'.repeat(32) }), [
    'CLUSTER_SECRET without REDIS_URL: set both, or none.',
  ])
  t.end()
})

t.test('a secret may come from a file', (t) => {
  const file = join(mkdtempSync(join(tmpdir(), 'voice-test-')), 'secret')
  writeFileSync(file, 'from-a-file\n')
  t.equal(loadConfig({ REGION_SECRET_FILE: file }).regionSecret, 'from-a-file')
  writeFileSync(file, 'postgresql://voice:x@db.example/voice\n')
  t.match(loadConfig({ DATABASE_URL_FILE: file }), { databaseUrl: 'postgresql://voice:x@db.example/voice' })
  t.end()
})

t.test('a public URL keeps its path and loses its slash', (t) => {
  t.equal(loadConfig({ PUBLIC_URL: 'https://grid.example/voice/' }).publicUrl, 'https://grid.example/voice')
  t.end()
})

const readProjectFile = (file: string) => readFileSync(join(projectRoot, file), 'utf8')
/** `NAME=value` lines, also those in comments. */
const namesIn = (file: string) =>
  [...readProjectFile(file).matchAll(/^#?([A-Z][A-Z_]+)=/gm)].map(([, name = '']) => name)

t.test('the samples name only settings that are there', (t) => {
  t.strictSame(
    namesIn('config/bridge.env.example').filter((name) => !SETTINGS.includes(name)),
    [],
  )
  t.end()
})

t.test('the container gets settings that hold, of exactly the names in its sample', (t) => {
  const compose = readProjectFile('compose.yaml')
  const filledIn = {
    PUBLIC_URL: 'https://voice.example.org:8443',
    TURN_HOST: 'voice.example.org',
    TURN_SECRET: 's',
  }
  const asked = new Set([...compose.matchAll(/\$\{(\w+)/g)].map(([, name = '']) => name))
  t.strictSame([...asked].sort(), namesIn('config/compose.env.example').sort())
  const given: Record<string, string> = {
    ...filledIn,
    MEDIA_ANNOUNCED_IP: '',
    TURN_EXTERNAL_IP: '',
    ACME_EMAIL: '',
  }
  const [, block = ''] = /\n {4}environment:\n((?: {6}.*\n)+)/.exec(compose) ?? []
  const environment = Object.fromEntries(
    [...block.matchAll(/^ {6}(\w+): (.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      value.replace(/\$\{(\w+)[^}]*\}/g, (_, variable) => given[variable] ?? ''),
    ]),
  )
  t.ok(Object.keys(environment).length > 0)
  t.strictSame(
    Object.keys(environment).filter((name) => !SETTINGS.includes(name)),
    [],
  )
  for (const more of [{}, { ACME_EMAIL: 'admin@example.org', MEDIA_ANNOUNCED_IP: '192.0.2.7' }]) {
    t.strictSame(faultsOf({ ...environment, ...more, DATA_DIR: '/data' }), [])
  }
  t.match(loadConfig(environment), { turnSecret: 's', turnUrls: ['turn:voice.example.org:3478'] })

  // Where the program is, its own word counts, and no engine is needed for that.
  const program =
    spawnSync('docker-compose', ['version']).status === 0 ? ['docker-compose'] : ['docker', 'compose']
  const [command = '', ...args] = program
  if (spawnSync(command, [...args, 'version']).status === 0) {
    const options = {
      cwd: projectRoot,
      env: { PATH: process.env.PATH ?? '', ...given },
      encoding: 'utf8',
    } as const
    const { status, stderr } = spawnSync(command, [...args, '-f', 'compose.yaml', 'config', '-q'], options)
    t.equal(status, 0, stderr)
    const empty = { ...options, env: { PATH: process.env.PATH ?? '' } }
    t.match(
      spawnSync(command, [...args, '-f', 'compose.yaml', 'config', '-q'], empty).stderr,
      /set PUBLIC_URL in \.env/,
    )
  } else t.comment('no docker compose here: its own check of compose.yaml is left out')
  t.end()
})

t.test('so do the containers of a cluster', (t) => {
  const compose = readProjectFile('compose.cluster.yaml')
  const asked = new Set([...compose.matchAll(/\$\{(\w+)/g)].map(([, name = '']) => name))
  t.strictSame([...asked].sort(), namesIn('config/compose.cluster.env.example').sort())
  const [, block = ''] = /\nx-settings: &settings\n((?: {2}.*\n)+)/.exec(compose) ?? []
  const given: Record<string, string> = { PUBLIC_URL: 'https://voice.example.org', MEDIA_ANNOUNCED_IP: '' }
  const environment = Object.fromEntries(
    [...block.matchAll(/^ {2}(\w+): (.*)$/gm)].map(([, name = '', value = '']) => [
      name,
      value.replace(
        /\$\{(\w+)[^}]*\}/g,
        (_, variable) => given[variable] ?? `${variable}-of-32-characters-and-more`,
      ),
    ]),
  )
  t.match(environment, { CLUSTER_SECRET: String, DATABASE_URL: String })
  t.strictSame(faultsOf({ ...environment, DATA_DIR: '/data' }), [])
  t.end()
})
