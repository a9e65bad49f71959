/** Tests of the set-up that an admin starts: each looks at one thing, now, and says what is wrong. */

import { createServer, getCACertificates, setDefaultCACertificates } from 'node:tls'
import { generate } from 'selfsigned'
import t, { type Test } from 'tap'
import { createSetupTests } from '../../src/compose/set-up-tests.js'
import { certificateInUse } from '../../src/operator/checks/certificate-in-use.js'
import { loadConfig } from '../../src/operator/settings/config.js'
import { systemTimers } from '../../src/voice/time/timers.js'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { startFakeSimulator } from '../helpers/regions/fake-simulator.js'
import { testAvatar, testRegion, testUuid } from '../helpers/regions/region.js'
import { regionsJson } from '../helpers/regions/regions-json.js'
import { startTestApp } from '../helpers/test-app.js'

const DAY_MS = 86_400_000

t.test('each test looks at its part as it is now', async (t) => {
  const simulator = await startFakeSimulator([{ id: testUuid(), name: 'Harbour', agents: [] }])
  t.teardown(() => simulator.down())
  const app = await startTestApp(t, {
    env: { REMOTE_ADMIN_FILE: await regionsJson(t, [simulator]) },
  })
  const owner = await signedInAdmin(app)
  const test = async (name: string, browserTime = Date.now()) =>
    (await owner.post(`/setup/test/${name}`, { browserTime })).body
  t.match(await test('clock'), { state: 'good', findings: [], value: Number })
  const off = await test('clock', Date.now() - 60_000)
  t.match(off, { state: 'bad', findings: [{ code: 'clock-off' }] })
  t.ok(off.value >= 60 && off.value < 65, `${off.value} s ahead`)
  t.match(await test('certificate'), { state: 'bad', findings: [{ code: 'certificate-self-signed' }] })
  t.match(await test('public-url'), { state: 'bad', findings: [{ code: 'named' }] })
  t.match(await test('region-called'), { state: 'unknown' })
  t.match(await test('turn'), { state: 'unknown' })
  t.match(await test('remote-admin'), { state: 'good', findings: [] })
  simulator.password = 'another'
  t.match(
    await test('remote-admin'),
    { state: 'bad', findings: [{ code: 'wrong-password', about: 'Harbour' }] },
    'asked anew',
  )
  await testRegion(app, [testAvatar('Anna Room')], 'Plaza').push()
  const positions = await test('positions')
  t.match(positions, { state: 'good' })
  t.ok(positions.value < 10)
  t.equal((await owner.post('/setup/test/everything', { browserTime: 1 })).status, 400)
  t.equal((await owner.post('/setup/test/clock', {})).status, 422)
})

/** The port of somebody who answers with that certificate. */
async function portOf(
  t: Test,
  { cert, private: key }: Awaited<ReturnType<typeof generate>>,
): Promise<number> {
  const server = createServer({ cert, key })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  t.teardown(() => server.close())
  const address = server.address()
  return typeof address === 'object' && address ? address.port : 0
}

const forLocalhost = [
  { name: 'subjectAltName' as const, altNames: [{ type: 2 as const, value: 'localhost' }] },
]

function authorityNamed(name: string) {
  const extensions = [{ name: 'basicConstraints' as const, cA: true }]
  return generate([{ name: 'commonName', value: name }], { keySize: 2048, extensions })
}

t.test('a certificate of a known authority is good, and is told of before it ends', async (t) => {
  const authority = await authorityNamed('Known authority')
  const known = getCACertificates()
  setDefaultCACertificates([...known, authority.cert])
  t.teardown(() => setDefaultCACertificates(known))
  /** What an admin is told where the service has a certificate that ends that many days from now. */
  async function toldOf(days: number) {
    const issued = await generate([{ name: 'commonName', value: 'localhost' }], {
      keySize: 2048,
      notAfterDate: new Date(Date.now() + (days + 0.5) * DAY_MS),
      extensions: forLocalhost,
      ca: { key: authority.private, cert: authority.cert },
    })
    const port = await portOf(t, issued)
    const test = createSetupTests({
      config: loadConfig({}),
      // Nobody answers there, as behind a router that leads nobody back inside: the service's own port does.
      publicUrl: () => 'https://localhost:1',
      port: () => port,
      checks: () => [],
      presence: { feeds: () => [] },
      remoteAdmin: { status: () => [], hurry() {} },
      robust: undefined,
      signInFindings: async () => [],
      land: undefined,
      clock: Date.now,
      timers: systemTimers,
    })
    return test('certificate', Date.now())
  }
  t.strictSame(await toldOf(60), { state: 'good', findings: [], value: 60 })
  t.strictSame(await toldOf(14), { state: 'good', findings: [], value: 14 })
  const findings = [{ code: 'certificate-ends-soon', about: 'localhost' }]
  t.strictSame(await toldOf(13), { state: 'bad', findings, value: 13 })
  t.strictSame(await toldOf(0), { state: 'bad', findings, value: 0 })
})

t.test('a certificate is for its host, not over, and of an authority that browsers know', async (t) => {
  const names = { extensions: forLocalhost }
  const authority = await authorityNamed('Test authority')
  const ca = { key: authority.private, cert: authority.cert }
  const issued = await generate([{ name: 'commonName', value: 'localhost' }], { keySize: 2048, ...names, ca })
  const selfSigned = await generate([{ name: 'commonName', value: 'localhost' }], { keySize: 2048, ...names })

  const port = await portOf(t, issued)
  const look = (host: string, days = 0) =>
    certificateInUse({ host, port, via: 'localhost' }, Date.now() + days * DAY_MS)
  const lasts = (await look('localhost'))?.daysLeft ?? 0
  t.ok(lasts > 20, `${lasts} days`)
  t.match(await look('localhost'), { fault: 'untrusted' })
  t.match(await look('voice.example'), { fault: 'other-host' })
  t.match(await look('localhost', lasts + 2), { fault: 'ended' })
  t.match(await certificateInUse({ host: 'localhost', port: await portOf(t, selfSigned) }, Date.now()), {
    fault: 'self-signed',
  })
  t.equal(await certificateInUse({ host: 'localhost', port: 1 }, Date.now()), undefined, 'nobody answers')
})
