/** What each check of `opensim-voice check` finds, and what it advises. */

import { X509Certificate } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import t, { type Test } from 'tap'
import { addressCheck } from '../../src/operator/checks/address-check.js'
import { certificateCheck } from '../../src/operator/checks/certificate-check.js'
import type { CheckScene, OperatorCheck } from '../../src/operator/checks/check.js'
import { clockCheck } from '../../src/operator/checks/clock-check.js'
import { dataCheck } from '../../src/operator/checks/data-check.js'
import { gridCheck } from '../../src/operator/checks/grid-check.js'
import { portCheck } from '../../src/operator/checks/port-check.js'
import { loadConfig } from '../../src/operator/settings/config.js'
import { isReadOnTheWay } from '../../src/operator/settings/private-network.js'
import { startFakeOpenId } from '../helpers/regions/fake-openid.js'
import { startFakeRobust } from '../helpers/regions/fake-robust.js'
import { startFakeSimulator } from '../helpers/regions/fake-simulator.js'
import { testUuid } from '../helpers/regions/region.js'
import { placeCertificate } from '../helpers/servers/certificate.js'
import { freePort } from '../helpers/servers/coturn.js'
import { startTestApp } from '../helpers/test-app.js'

const DAY_MS = 86_400_000

function folder(t: Test): string {
  const made = mkdtempSync(join(tmpdir(), 'voice-test-'))
  t.teardown(() => rmSync(made, { recursive: true }))
  return made
}

/** What a check finds with those settings, a line each. */
async function found(
  check: OperatorCheck,
  settings: Record<string, string>,
  { running = false, now = Date.now() }: Partial<Omit<CheckScene, 'config'>> = {},
): Promise<string> {
  const findings = await check({ config: loadConfig(settings), running, now })
  return findings.map(({ state, about, text }) => `${state} ${about}: ${text}`).join('\n')
}

t.test('the certificate', async (t) => {
  const dataDir = folder(t)
  const settings = { DATA_DIR: dataDir }
  t.match(await found(certificateCheck, settings), /^note certificate: None yet/)
  await placeCertificate(dataDir)
  const certFile = join(dataDir, 'self-signed-cert.pem')
  const keyFile = join(dataDir, 'self-signed-key.pem')
  const { validFromDate, validToDate } = new X509Certificate(readFileSync(certFile))
  const at = (date: Date, days: number) => ({ now: date.getTime() + days * DAY_MS })
  t.match(await found(certificateCheck, settings), /^note certificate: It is self-signed/)
  t.match(await found(certificateCheck, settings, at(validToDate, 2)), /^fault .* ended on .*: renew it/)
  t.match(await found(certificateCheck, settings, at(validFromDate, -2)), /^fault .* in the future: .*clock/)

  const own = { ...settings, TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile }
  const elsewhere = { ...own, PUBLIC_URL: 'https://voice.example.org' }
  t.match(await found(certificateCheck, elsewhere), /^fault .* is not for voice\.example\.org: it names/)
  t.match(
    await found(certificateCheck, { ...own, TLS_KEY_FILE: certFile }),
    /^fault .* no PEM certificate and key/,
  )

  const acme = { ...settings, ACME_EMAIL: 'admin@example.org', PUBLIC_URL: 'https://voice.example.org' }
  mkdirSync(join(dataDir, 'acme'))
  writeFileSync(join(dataDir, 'acme/fault.txt'), 'The name leads elsewhere.\n')
  t.equal(await found(certificateCheck, acme), 'fault certificate: The name leads elsewhere.')
  rmSync(join(dataDir, 'acme/fault.txt'))
  for (const kind of ['cert', 'key']) {
    writeFileSync(join(dataDir, `acme/${kind}.pem`), readFileSync(join(dataDir, `self-signed-${kind}.pem`)))
  }
  rmSync(certFile)
  t.match(await found(certificateCheck, acme), /It is self-signed/, 'the issued one is looked at')
})

t.test('the public name', async (t) => {
  const ask = (settings: Record<string, string>, scene = {}) => found(addressCheck, settings, scene)
  t.match(await ask({}), /^note public URL: PUBLIC_URL is not set/)
  t.match(await ask({ PUBLIC_URL: 'https://127.0.0.1' }), /^good public URL: 127\.0\.0\.1 is this machine/)
  t.match(await ask({ PUBLIC_URL: 'https://voice.invalid' }), /^fault .* has no address: make a DNS record/)
  t.match(
    await ask({ PUBLIC_URL: 'https://192.0.2.9', MEDIA_ANNOUNCED_IP: '192.0.2.8' }),
    /^note public URL: .* no address of this machine.*\nnote media address: MEDIA_ANNOUNCED_IP 192\.0\.2\.8/,
  )
  const app = await startTestApp(t)
  const here = `https://localhost:${app.port}`
  t.match(
    await ask({ PUBLIC_URL: here }, { running: true }),
    /\nnote from outside: .* its certificate is not trusted/,
  )
  t.match(
    await ask({ PUBLIC_URL: `https://localhost:${await freePort()}` }, { running: true }),
    /\nnote from outside: .* does not answer from this machine/,
  )
})

t.test('the ports', async (t) => {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, () => resolve()))
  t.teardown(() => socket.close())
  const taken = String(socket.address().port)
  const PORT = String(await freePort())
  const ask = (settings: Record<string, string>, scene = {}) =>
    found(
      portCheck,
      { HOST: '127.0.0.1', PORT, MEDIA_PORT_MIN: taken, MEDIA_PORT_MAX: '65535', ...settings },
      scene,
    )
  t.match(await ask({}), /TCP port \d+ is free\.\ngood media port: .* is taken; the next free one is used/)
  t.match(await ask({ MEDIA_PORT_MAX: taken }), /\nfault media port: .* is taken: set MEDIA_PORT_MIN/)
  t.match(await ask({}, { running: true }), /^fault port: The service runs, but .* is not ready/)
})

t.test('the data', async (t) => {
  const dataDir = folder(t)
  t.match(await found(dataCheck, { DATA_DIR: dataDir }), /MB free.*\ngood database: There is none yet/)
  writeFileSync(join(dataDir, 'voice.sqlite'), 'junk, and longer than the name of a format is, by far', {
    mode: 0o644,
  })
  chmodSync(join(dataDir, 'voice.sqlite'), 0o644)
  t.match(
    await found(dataCheck, { DATA_DIR: dataDir }),
    /fault data: .*voice\.sqlite can be read by others: chmod 600 .*\nfault database: .* cannot be used .*: restore it/,
  )
  t.match(await found(dataCheck, { DATA_DIR: join(dataDir, 'voice.sqlite') }), /^fault data: .* is a file/)
})

t.test('the clock', async (t) => {
  const programs = folder(t)
  const path = process.env.PATH
  t.teardown(() => {
    process.env.PATH = path
  })
  process.env.PATH = programs
  t.match(await found(clockCheck, {}), /^note clock: .* nobody here can say/)
  process.env.PATH = `${programs}${delimiter}${path}`
  for (const [answer, said] of [
    ['yes', /^good clock: .*set by the network/],
    ['no', /^note clock: .*nothing sets it: "timedatectl set-ntp true"/],
  ] as const) {
    writeFileSync(join(programs, 'timedatectl'), `#!/bin/sh\necho ${answer}\n`, { mode: 0o755 })
    t.match(await found(clockCheck, {}), said)
  }
})

t.test('the grid’s own services, one after the other', async (t) => {
  t.match(await found(gridCheck, {}), /^note grid: ROBUST_URL is not set/)
  const id = testUuid()
  const simulator = await startFakeSimulator([{ id, name: 'West', agents: [] }])
  t.teardown(() => simulator.down().catch(() => undefined))
  const corner = [256000, 256000] as const
  const land = [{ corner, parcels: [{ id: testUuid(), name: 'All', from: [0, 0], to: [256, 256] } as const] }]
  simulator.lands = land
  const robust = await startFakeRobust(t, [{ id, name: 'West', corner, simulator: `${simulator.url}/` }])
  const settings = { ROBUST_URL: robust.url.replace('//', '//voice:wrong-word@') }
  t.match(
    await found(gridCheck, settings),
    /^good grid: .* the lost continent.*\ngood grid: It lists 1 regions.*\ngood grid: It tells who is in which region\.\n[\s\S]*\ngood parcels: 127.*$/,
  )
  const asked = { ...settings, ROBUST_REMOTE_ADMIN_PASSWORD: 'radminpw' }
  t.match(await found(gridCheck, asked), /\ngood positions: West at 127.* answers: 0 in it\.$/)
  const unasked = { ...asked, ROBUST_REMOTE_ADMIN_PASSWORD: 'wrong-word' }
  t.match(await found(gridCheck, unasked), /\nfault positions: West .*access_password/)
  t.match(
    await found(gridCheck, { ...asked, ROBUST_SIMULATORS: 'sim.example' }),
    /\nnote positions: The password for all simulators is not sent to 127.*ROBUST_SIMULATORS/,
  )
  simulator.lands = undefined
  t.match(await found(gridCheck, settings), /\nfault parcels: .*LandServiceInConnector = true/)
  simulator.lands = land
  await simulator.down()
  t.match(await found(gridCheck, settings), /\nfault parcels: .* cannot be reached/)
  await simulator.start()
  const linesOf = (all: string) => all.split('\n').filter((line) => / grid: /.test(line))
  const provider = await startFakeOpenId(t)
  const all = { ...settings, ROBUST_SIGN_IN: 'code, password openid', ROBUST_PUBLIC_URL: provider.url }
  const ofSignIn = async () => linesOf(await found(gridCheck, all)).slice(3)
  t.match(await ofSignIn(), [
    /^good grid: .*account/,
    /^good grid: .*friend/,
    /^good grid: .*group/,
    /^good grid: The simulator at 127.* takes instant messages/,
    /^good grid: It checks passwords/,
    /^good grid: Its own page .* answers/,
  ])
  simulator.methods.clear()
  robust.services = ['/grid', '/presence', '/accounts', '/friends']
  const off = { ...all, ROBUST_PUBLIC_URL: robust.url }
  t.match(linesOf(await found(gridCheck, off)).slice(5), [
    /^note grid: .*no groups service/,
    /^fault grid: 127.*: .*MessageTransferModule/,
    /^fault grid: .* switched off/,
    /^fault grid: http:.*: .*public port/,
  ])
  t.equal(await isReadOnTheWay(new URL('http://robust.example:8003'), async () => ['203.0.113.7']), true)
  t.equal(await isReadOnTheWay(new URL('http://robust.example:8003'), async () => ['10.1.2.3']), false)
  t.equal(await isReadOnTheWay(new URL('http://203.0.113.7:8003'), async () => []), true)
  t.equal(await isReadOnTheWay(new URL('https://203.0.113.7:8003'), async () => []), false)
  robust.fault = 'public-port'
  t.match(await found(gridCheck, settings), /^fault grid: .* private port/)
  robust.fault = undefined
  robust.services = ['/grid']
  t.match(
    await found(gridCheck, settings),
    /^good .*\ngood .*\nfault grid: .* switched off[^\n]*\ngood parcels/,
    'what answers is told before what does not',
  )
  robust.credentials = 'voice:another'
  const refused = await found(gridCheck, settings)
  t.match(refused, /^fault grid: .* another user and password/)
  t.notMatch(refused, /wrong-word/)
})
