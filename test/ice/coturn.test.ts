/** Our credentials, our turnserver.conf and our probe against Debian's coturn. */

import { spawnSync } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import t from 'tap'
import { turnCredential } from '../../src/ice/ice-servers.js'
import { openTurnClient, type TurnClient } from '../../src/ice/turn/turn-client.js'
import { createTurnProbe, probeTurnServer } from '../../src/ice/turn/turn-probe.js'
import { Attribute, Method, uint32, xorAddress } from '../../src/stun/stun-message.js'
import { eventually } from '../helpers/eventually.js'
import { freePort, noCoturn, startCoturn, TURN_SECRET } from '../helpers/servers/coturn.js'
import { createTestTime } from '../helpers/test-time.js'

const HOUR_MS = 3_600_000
const REQUESTED_ADDRESS_FAMILY = 0x0017
const TIMEOUT_MS = 10_000
const udpRelay = [Attribute.requestedTransport, Buffer.from([17, 0, 0, 0])] as const

const settings = (url: string, turnSecret = TURN_SECRET) => ({
  turnUrls: [url],
  turnSecret,
  turnTtlSeconds: 600,
})

const seconds = (fromNow: number) => Math.floor(Date.now() / 1000) + fromNow

async function openAs(url: string, expiresIn = 600, secret = TURN_SECRET): Promise<TurnClient> {
  return openTurnClient(url, turnCredential(secret, 'anna', seconds(expiresIn)), TIMEOUT_MS)
}

t.test('coturn takes our credentials and nothing else', { skip: noCoturn }, async (t) => {
  const coturn = await startCoturn(t)
  for (const url of [coturn.url, `${coturn.url}?transport=tcp`]) {
    const client = await openAs(url)
    const { error, attributes } = await client.request(Method.allocate, [udpRelay])
    t.equal(error, undefined, `${url}: allocated`)
    t.ok(attributes.has(Attribute.xorRelayedAddress))
    client.close()
  }
  for (const [what, expiresIn, secret] of [
    ['expired', -10, TURN_SECRET],
    ['forged', 600, 'another-secret'],
  ] as const) {
    const client = await openAs(coturn.url, expiresIn, secret)
    t.equal((await client.request(Method.allocate, [udpRelay])).error?.code, 401, what)
    client.close()
  }
  t.notMatch(coturn.log(), TURN_SECRET, "the secret is not in coturn's log")
})

const v4 = {
  host: '127.0.0.1',
  family: 1,
  internet: ['9.9.9.9', '172.15.255.255', '223.255.255.255'],
  denied: [
    '0.1.2.3',
    '10.1.2.3',
    '100.64.1.1',
    '127.0.0.1',
    '169.254.169.254',
    '172.31.255.255',
    '192.168.0.1',
    '198.19.0.1',
    '224.0.0.1',
    '255.255.255.255',
  ],
}
const v6 = {
  host: '::1',
  family: 2,
  internet: ['2606:4700::1111', '2a01:4f8::1'],
  denied: [
    '::1',
    '::a00:1',
    '::ffff:a00:1',
    '64:ff9b::a00:1',
    '2001:0:1::1',
    '2002:a00:1::1',
    'fd00::2',
    'fe80::1',
    'ff02::1',
  ],
}
const noIpv6 = !Object.values(networkInterfaces())
  .flat()
  .some((address) => address?.family === 'IPv6')

for (const { host, family, internet, denied } of [v4, v6]) {
  const skip = noCoturn || (family === 2 && noIpv6 && 'this machine has no IPv6')
  await t.test(`coturn relays to the internet, and into no private range: ${host}`, { skip }, async (t) => {
    const coturn = await startCoturn(t, { host })
    const client = await openAs(coturn.url)
    t.teardown(() => client.close())
    const requested = [REQUESTED_ADDRESS_FAMILY, Buffer.from([family, 0, 0, 0])] as const
    t.equal((await client.request(Method.allocate, [udpRelay, requested])).error, undefined)
    for (const [addresses, expected] of [
      [denied, 403],
      [internet, undefined],
    ] as const) {
      for (const address of addresses) {
        const peer = [Attribute.xorPeerAddress, xorAddress(address, 9)] as const
        t.equal((await client.request(Method.createPermission, [peer])).error?.code, expected, address)
      }
    }
  })
}

t.test('an allocation outlives its credential: a call goes on', { skip: noCoturn }, async (t) => {
  const coturn = await startCoturn(t)
  // A slow machine may need longer than a credential holds: then with the next.
  const client = await eventually('an allocation by a credential that ends soon', async () => {
    const attempt = await openAs(coturn.url, 3)
    if (!(await attempt.request(Method.allocate, [udpRelay])).error) return attempt
    attempt.close()
    return undefined
  })
  t.teardown(() => client.close())
  const expired = seconds(4)
  await eventually('the credential is over', () => seconds(0) > expired)
  const refreshed = await client.request(Method.refresh, [[Attribute.lifetime, uint32(600)]])
  t.equal(refreshed.error, undefined)
})

t.test('the probe says what is wrong, and how to repair it', { skip: noCoturn }, async (t) => {
  const coturn = await startCoturn(t)
  const { url } = coturn
  t.strictSame(await probeTurnServer(url, settings(url), Date.now()), {
    url,
    reachable: true,
    credentialsAccepted: true,
    allocated: true,
    fault: undefined,
    error: undefined,
  })
  t.match(await probeTurnServer(url, settings(url, 'wrong'), Date.now()), {
    reachable: true,
    credentialsAccepted: false,
    error: 'static-auth-secret',
  })
  t.match(await probeTurnServer(url, settings(url), Date.now() - HOUR_MS), {
    reachable: true,
    credentialsAccepted: false,
    error: 'NTP',
  })
  const silent = createSocket('udp4')
  await new Promise<void>((resolve) => silent.bind(0, '127.0.0.1', resolve))
  t.teardown(() => silent.close())
  for (const wrong of [
    `turn:127.0.0.1:${await freePort()}`,
    `turn:127.0.0.1:${await freePort()}?transport=tcp`,
    `turn:127.0.0.1:${silent.address().port}`,
  ]) {
    const state = await probeTurnServer(wrong, settings(wrong), Date.now())
    t.match(state, { reachable: false, allocated: false, error: 'check that coturn runs' }, wrong)
  }
  t.match(await probeTurnServer('turn:no-such-host.invalid', settings(''), Date.now()), {
    reachable: false,
    error: 'no-such-host.invalid has no address',
  })
  const other = await startCoturn(t, {
    facts: { relayPorts: { min: 50_000, max: 50_001 } },
    lines: ['total-quota=1'],
  })
  const holder = await openAs(other.url)
  t.teardown(() => holder.close())
  await holder.request(Method.allocate, [udpRelay])
  t.match(await probeTurnServer(other.url, settings(other.url), Date.now()), {
    credentialsAccepted: true,
    allocated: false,
    error: 'quota',
  })
  const open = await startCoturn(t, { without: ['use-auth', 'static-auth'], lines: ['no-auth'] })
  t.match(await probeTurnServer(open.url, settings(open.url), Date.now()), { error: 'for anybody' })
})

t.test(
  'over TLS: the certificate that we name is served, and must be one that is trusted',
  { skip: noCoturn },
  async (t) => {
    const directory = await mkdtemp(join(tmpdir(), 'voice-test-'))
    t.teardown(() => rm(directory, { recursive: true }))
    const [certFile, keyFile] = [join(directory, 'cert.pem'), join(directory, 'key.pem')]
    const pems = await generate([{ name: 'commonName', value: 'localhost' }], {
      keySize: 2048,
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
    })
    await writeFile(certFile, pems.cert)
    await writeFile(keyFile, pems.private)
    const tls = { port: await freePort(), certFile, keyFile }
    await startCoturn(t, { facts: { tls } })
    const url = `turns:localhost:${tls.port}`
    t.match(await probeTurnServer(url, settings(url), Date.now()), {
      reachable: false,
      error: 'certificate is not valid for localhost',
    })
    // Node reads what it trusts at its start only.
    const program = `
    import { probeTurnServer } from '${import.meta.resolve('../../src/ice/turn/turn-probe.js')}'
    const settings = { turnUrls: [], turnSecret: '${TURN_SECRET}', turnTtlSeconds: 600 }
    console.log(JSON.stringify(await probeTurnServer('${url}', settings, Date.now())))`
    const trusting = spawnSync(
      process.execPath,
      [...process.execArgv, '--input-type=module', '-e', program],
      {
        env: { ...process.env, NODE_EXTRA_CA_CERTS: certFile },
        encoding: 'utf8',
      },
    )
    t.match(JSON.parse(trusting.stdout || `"${trusting.stderr}"`), { allocated: true })
  },
)

t.test('the probe logs each change once', { skip: noCoturn }, async (t) => {
  const coturn = await startCoturn(t)
  const time = createTestTime(Date.now())
  const lines: string[] = []
  const log = {
    info: (_: object, message: string) => lines.push(`info ${message}`),
    warn: (_: object, message: string) => lines.push(`warn ${message}`),
  }
  const config = settings(coturn.url)
  const probe = createTurnProbe({ config, clock: time.clock, timers: time.timers, log })
  t.teardown(() => probe.close())
  const again = async (allocated: boolean) =>
    eventually('the next state', async () => {
      await time.pass(5 * 60_000)
      return probe.states().some((state) => state.allocated === allocated)
    })
  probe.start()
  await again(true)
  await coturn.stop()
  await again(false)
  await coturn.start()
  await again(true)
  t.strictSame(lines, [
    'info TURN server relays',
    'warn TURN server does not relay; voice goes on without it',
    'info TURN server relays',
  ])
})
