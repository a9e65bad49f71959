/** The turnserver.conf that we write: complete, in step with its example, and closed to what it must not do. */

import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { iceServersFor, turnCredential } from '../../../src/ice/ice-servers.js'
import { parseExternalAddress, turnServerConfig, turnServerFacts } from '../../../src/ice/turn/turn-config.js'
import { inOrderOfDelay, parseTurnUrl } from '../../../src/ice/turn/turn-url.js'
import { projectRoot } from '../../helpers/project-root.js'
import { programEnv } from '../../helpers/service.js'

/** What config/turnserver.conf.example is made from. */
const example = turnServerFacts({
  turnUrls: ['turn:turn.example.org:3478', 'turns:turn.example.org:5349'],
  turnSecret: 'the-TURN_SECRET-of-the-voice-service',
  tls: {
    certFile: '/etc/letsencrypt/live/turn.example.org/fullchain.pem',
    keyFile: '/etc/letsencrypt/live/turn.example.org/privkey.pem',
  },
})

t.test('the example is what we write', (t) => {
  t.equal(
    readFileSync(join(projectRoot, 'config/turnserver.conf.example'), 'utf8'),
    turnServerConfig(example),
  )
  t.end()
})

t.test('ports, certificate and translated addresses come from the settings', (t) => {
  const plain = turnServerConfig({
    ...turnServerFacts({ turnUrls: ['turn:[2001:db8::7]:3479'], turnSecret: 's3cret', tls: undefined }),
    externalAddress: parseExternalAddress('203.0.113.7/10.0.0.7'),
  })
  for (const line of ['listening-port=3479', 'realm=2001:db8::7', 'no-tls', 'static-auth-secret=s3cret']) {
    t.ok(plain.split('\n').includes(line), line)
  }
  t.match(plain, 'external-ip=203.0.113.7/10.0.0.7')
  t.match(plain, 'allowed-peer-ip=10.0.0.7', 'or two residents behind the same relay could not meet')
  t.notMatch(plain, /^cert=/m)
  t.throws(() => parseExternalAddress('203.0.113.7'), /PUBLIC\/PRIVATE/)
  t.throws(() => turnServerConfig({ ...example, secret: 'a\nno-auth' }), /cannot read/)
  t.throws(() => turnServerFacts({ turnUrls: [], turnSecret: undefined, tls: undefined }), /TURN_URLS/)
  t.end()
})

t.test('the command prints it or writes it for its owner only, and invents what is missing', (t) => {
  const directory = mkdtempSync(join(tmpdir(), 'voice-test-turn-'))
  t.teardown(() => rmSync(directory, { recursive: true }))
  const command = join(projectRoot, 'dist/src/main.js')
  const run = (env: Record<string, string>, ...args: string[]) =>
    execFileSync(process.execPath, [command, 'turn-config', ...args], {
      cwd: directory,
      env: { ...programEnv, ...env },
      encoding: 'utf8',
      stdio: 'pipe',
    })
  const settings = { TURN_URLS: 'turn:turn.example.org', TURN_SECRET: 'known-secret' }
  t.match(run(settings), 'static-auth-secret=known-secret')
  const file = join(directory, 'turnserver.conf')
  t.notMatch(run(settings, '--write', file, '--relay-ports', '50000-50100'), 'known-secret')
  t.match(readFileSync(file, 'utf8'), 'max-port=50100')
  t.equal(statSync(file).mode & 0o777, 0o600)
  t.throws(() => run(settings, '--write', file), /EEXIST/, 'a file that is there is left alone')
  t.throws(() => run(settings, '--relay-ports', '9-8'), /no range of ports/)
  t.match(run({ PUBLIC_URL: 'https://voice.example.org' }), /static-auth-secret=[\w-]{32}\n/)
  t.end()
})

t.test('credentials and URLs are what coturn and browsers expect', (t) => {
  // printf 1700000000:8ef718ec-06bd-4c6c-a7dd-5003073b0641 | openssl dgst -sha1 -hmac north -binary | base64
  t.strictSame(turnCredential('north', '8ef718ec-06bd-4c6c-a7dd-5003073b0641', 1_700_000_000), {
    username: '1700000000:8ef718ec-06bd-4c6c-a7dd-5003073b0641',
    credential: 'RQJm3FSqRlFE2iTd7DNFviHNfA4=',
  })
  t.strictSame(
    inOrderOfDelay(['turns:a', 'turn:b?transport=tcp', 'turn:b', 'turn:c?transport=udp', 'turns:d']),
    ['turn:b', 'turn:c?transport=udp', 'turn:b?transport=tcp', 'turns:a', 'turns:d'],
  )
  t.match(parseTurnUrl('turns:[2001:db8::7]:443?transport=tcp'), {
    host: '2001:db8::7',
    port: 443,
    secure: true,
    transport: 'tcp',
  })
  const settings = { stunUrls: ['stun:s'], turnSecret: 'north', turnTtlSeconds: 600 }
  t.strictSame(iceServersFor({ ...settings, turnUrls: [] }, 'anna', 0), [{ urls: ['stun:s'] }])
  const [, turn] = iceServersFor({ ...settings, turnUrls: ['turns:a', 'turn:b'] }, 'anna', 5000)
  t.match(turn, { urls: ['turn:b', 'turns:a'], username: '605:anna' })
  t.end()
})
