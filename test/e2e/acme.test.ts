/** A certificate by itself, from a real authority (pebble): issued, renewed, refused, and what is said meanwhile. */

import { X509Certificate } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { copyFile, mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import t, { type Test } from 'tap'
import { createChallenges } from '../../src/certificate/challenges.js'
import { acmeFiles, startCertificateKeeper } from '../../src/certificate/keeper.js'
import { createDualServer } from '../../src/http/listener.js'
import { createHostCertificates } from '../../src/http/tls/host-certificates.js'
import { writePrivate } from '../../src/operator/data-directory/data-dir.js'
import { keepGridCertificates } from '../../src/operator/grid-certificates.js'
import type { Grids } from '../../src/voice/grids/grids.js'
import { eventually } from '../helpers/eventually.js'
import { hostedGrid } from '../helpers/regions/hosted-grid.js'
import { placeCertificate } from '../helpers/servers/certificate.js'
import { noPebble, startPebble } from '../helpers/servers/pebble.js'
import { startService } from '../helpers/service.js'
import { createTestTime } from '../helpers/test-time.js'

const HOST = 'voice.example.test'

/** Who issued the certificate that the service shows. */
function issuerAt(port: number, servername = HOST): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', servername, rejectUnauthorized: false }, () => {
      resolve(socket.getPeerX509Certificate()?.issuer ?? '')
      socket.end()
    })
    socket.on('error', reject)
  })
}

t.test(
  'the running service gets one over HTTP and serves it without a restart',
  { skip: noPebble },
  async (t) => {
    const pebble = await startPebble(t)
    const service = await startService({
      ACME_EMAIL: 'admin@example.test',
      ACME_DIRECTORY: pebble.directoryUrl,
      ACME_HTTP_PORT: String(pebble.httpPort),
      PUBLIC_URL: `https://${HOST}`,
      NODE_EXTRA_CA_CERTS: pebble.caFile,
    })
    t.teardown(() => service.stop())
    t.notMatch(await issuerAt(service.port), /Pebble/, 'until then it serves its own')
    await eventually(
      'the certificate is issued and taken up',
      async () => /Pebble/.test(await issuerAt(service.port)),
      60_000,
    )
    const cert = new X509Certificate(readFileSync(acmeFiles(service.dataDir).cert))
    t.equal(cert.checkHost(HOST), HOST)
    t.match(service.log(), /a certificate was issued/)
  },
)

interface Attempt {
  readonly kinds?: readonly ('http-01' | 'tls-alpn-01')[]
  readonly directoryUrl: string
  readonly httpPort: number
}

async function keeperOf(t: Pick<Test, 'teardown'>, { kinds = ['http-01'], directoryUrl, httpPort }: Attempt) {
  const dataDir = await mkdtemp(join(tmpdir(), 'voice-test-'))
  const time = createTestTime(Date.now())
  const log: { message: string; about: Record<string, unknown> }[] = []
  const note = (about: object, message: string) => log.push({ message, about: { ...about } })
  const challenges = createChallenges()
  const keeper = startCertificateKeeper({
    dataDir,
    directoryUrl,
    email: 'admin@example.test',
    host: HOST,
    publicUrl: `https://${HOST}`,
    kinds,
    httpPort,
    challenges,
    writePrivate,
    clock: time.clock,
    timers: time.timers,
    log: { info: note, warn: note },
  })
  t.teardown(() => keeper.close())
  return { dataDir, time, log, challenges, keeper }
}
/** An authority whose own certificate this process takes for good. */
function startTrustedPebble(t: Test) {
  process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
  t.teardown(() => {
    delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
  })
  return startPebble(t)
}

t.test(
  'it is renewed when its last third begins, over TLS where the port is 443',
  { skip: noPebble },
  async (t) => {
    const pebble = await startTrustedPebble(t)
    const own = await mkdtemp(join(tmpdir(), 'voice-test-'))
    await placeCertificate(own)
    const { dataDir, time, keeper, challenges } = await keeperOf(t, { ...pebble, kinds: ['tls-alpn-01'] })
    const server = createDualServer((_, reply) => reply.end(), {
      certFile: join(own, 'self-signed-cert.pem'),
      keyFile: join(own, 'self-signed-key.pem'),
      logger: { info: () => undefined, error: () => undefined, debug: () => undefined },
      challengeServerFor: challenges.serverFor,
    })
    t.teardown(() => server.close())
    await new Promise<void>((resolve) => server.listen(pebble.tlsPort, '127.0.0.1', resolve))

    await eventually('it is issued', () => keeper.state().validUntil !== undefined, 60_000)
    const serial = () => new X509Certificate(readFileSync(acmeFiles(dataDir).cert)).serialNumber
    const first = serial()
    await eventually('the next look is due', () => time.pending() > 0)
    await time.pass(50 * 86_400_000)
    await eventually('the next look is due', () => time.pending() > 0)
    t.equal(serial(), first, 'not before')
    await time.pass(20 * 86_400_000)
    await eventually('another one is issued', () => serial() !== first, 60_000)
  },
)

t.test(
  'a host name of a grid’s own gets one, too, which is shown to whoever asks for that name',
  { skip: noPebble },
  async (t) => {
    const pebble = await startTrustedPebble(t)
    const dataDir = await mkdtemp(join(tmpdir(), 'voice-test-'))
    await placeCertificate(dataDir)
    const grid = hostedGrid('acme', { hostNames: ['voice.acme.test'] })
    const events: Grids['events'] = new EventEmitter()
    const grids = {
      list: () => [grid],
      ofHost: (host: string) => (grid.hostNames.includes(host) ? grid : undefined),
      events,
    }
    const time = createTestTime(Date.now())
    const log = { info: () => undefined, warn: () => undefined }
    const stop = keepGridCertificates({
      ...pebble,
      grids,
      dataDir,
      email: 'admin@example.test',
      publicUrl: `https://${HOST}`,
      kinds: ['http-01'],
      challenges: createChallenges(),
      writePrivate,
      clock: time.clock,
      timers: time.timers,
      log,
    })
    t.teardown(stop)
    const [certFile, keyFile] = [join(dataDir, 'self-signed-cert.pem'), join(dataDir, 'self-signed-key.pem')]
    const server = createDualServer((_, reply) => reply.end(), {
      certFile,
      keyFile,
      logger: { info: () => undefined, error: () => undefined, debug: () => undefined },
      certificateFor: createHostCertificates({ dataDir, grids, stopwatch: time.timers, logger: log }),
    })
    t.teardown(() => server.close())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const isIssued = async (servername: string) => {
      await time.pass(30_000)
      return /Pebble/.test(await issuerAt(port, servername))
    }
    await eventually('it is issued and shown', () => isIssued('voice.acme.test'), 60_000)
    t.notOk(await isIssued(HOST), 'any other name has the service’s own')
    await mkdir(join(dataDir, 'grids/acme'), { recursive: true })
    await copyFile(certFile, join(dataDir, 'grids/acme/certificate.pem'))
    t.ok(await isIssued('voice.acme.test'), 'half a pair is none')
    await copyFile(keyFile, join(dataDir, 'grids/acme/key.pem'))
    t.notOk(await isIssued('voice.acme.test'), 'what the operator placed counts first')
    await writeFile(join(dataDir, 'grids/acme/key.pem'), 'broken')
    t.notOk(await isIssued('voice.acme.test'), 'a pair that is no good changes nothing')
    events.emit('removed', 'acme')
    t.equal(time.pending(), 0, 'it is looked after no more')
  },
)

t.test(
  'each failure is worded, told to the console and the check, and tried again later and later',
  { skip: noPebble },
  async (t) => {
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = '0'
    t.teardown(() => {
      delete process.env.NODE_TLS_REJECT_UNAUTHORIZED
    })
    const away = await keeperOf(t, { directoryUrl: 'https://127.0.0.1:9/dir', httpPort: 0 })
    await eventually('the authority is away', () => away.keeper.state().fault, 60_000)
    t.match(away.keeper.state().fault, /authority 127\.0\.0\.1:9 cannot be reached/)
    t.match(readFileSync(acmeFiles(away.dataDir).fault, 'utf8'), /cannot be reached/)
    t.equal(away.log[0]?.about.nextTryMinutes, 1)
    await eventually('the next try is due', () => away.time.pending() > 0)
    await away.time.pass(60_000)
    await eventually('it failed again', () => away.log.length === 2, 60_000)
    t.equal(away.log[1]?.about.nextTryMinutes, 5)

    // Somebody else's web server holds the port, and answers for itself.
    const other = createServer((_, reply) => reply.writeHead(404).end())
    await new Promise<void>((resolve) => other.listen(0, resolve))
    t.teardown(() => other.close())
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    const taken = await startPebble(t, { httpPort: port })
    const blocked = await keeperOf(t, taken)
    await eventually('the order failed', () => blocked.keeper.state().fault, 60_000)
    t.match(
      blocked.keeper.state().fault,
      /somebody else at voice\.example\.test port 80.*could not be listened on \(EADDRINUSE\)/,
    )

    const elsewhere = await startPebble(t, { names: '127.0.0.77' })
    const astray = await keeperOf(t, { ...elsewhere, httpPort: 0 })
    await eventually('the order failed', () => astray.keeper.state().fault, 60_000)
    t.match(astray.keeper.state().fault, /does not reach voice\.example\.test on port 80/)
  },
)
