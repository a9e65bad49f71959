/** Debian's pebble: a small ACME authority, with a name server that answers as a test says. */

import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Test } from 'tap'
import { eventually } from '../eventually.js'
import { placeCertificate } from './certificate.js'

export const noPebble: string | false = !existsSync('/usr/bin/pebble') && 'not installed: pebble'

export interface Pebble {
  readonly directoryUrl: string
  /** The certificate that clients must trust: NODE_EXTRA_CA_CERTS. */
  readonly caFile: string
  readonly httpPort: number
  readonly tlsPort: number
  stop(): Promise<void>
}

function freePort(): Promise<number> {
  const server = createServer()
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

/**
 * @param names the address that its name server gives for every name
 * @param validitySeconds how long its certificates last
 */
export async function startPebble(
  t: Pick<Test, 'teardown'>,
  { names = '127.0.0.1', validitySeconds = 7_776_000, httpPort = 0 } = {},
): Promise<Pebble> {
  const folder = await mkdtemp(join(tmpdir(), 'voice-test-pebble-'))
  await placeCertificate(folder)
  const [port, management, http, tls, dns, dnsManagement] = await Promise.all(
    Array.from({ length: 6 }, freePort),
  )
  const settings = {
    pebble: {
      listenAddress: `127.0.0.1:${port}`,
      managementListenAddress: `127.0.0.1:${management}`,
      certificate: join(folder, 'self-signed-cert.pem'),
      privateKey: join(folder, 'self-signed-key.pem'),
      httpPort: httpPort || http,
      tlsPort: tls,
      ocspResponderURL: '',
      externalAccountBindingRequired: false,
      certificateValidityPeriod: validitySeconds,
    },
  }
  writeFileSync(join(folder, 'pebble.json'), JSON.stringify(settings))
  const nameServer = spawn(
    '/usr/bin/pebble-challtestsrv',
    [
      '-dns01',
      `127.0.0.1:${dns}`,
      '-management',
      `127.0.0.1:${dnsManagement}`,
      '-http01',
      '',
      '-https01',
      '',
      '-tlsalpn01',
      '',
      '-defaultIPv4',
      names,
      '-defaultIPv6',
      '',
    ],
    { stdio: 'ignore' },
  )
  const child = spawn(
    '/usr/bin/pebble',
    ['-config', join(folder, 'pebble.json'), '-dnsserver', `127.0.0.1:${dns}`],
    {
      stdio: 'ignore',
      env: { ...process.env, PEBBLE_VA_NOSLEEP: '1', PEBBLE_WFE_NONCEREJECT: '0' },
    },
  )
  const directoryUrl = `https://localhost:${port}/dir`
  const stop = async () => {
    child.kill('SIGKILL')
    nameServer.kill('SIGKILL')
    await rm(folder, { recursive: true, force: true })
  }
  t.teardown(stop)
  await eventually('pebble listens', async () => {
    const { get } = await import('../../../src/certificate/http-get.js')
    return (await get(directoryUrl, { trustAnybody: true })).status === 200
  })
  return {
    directoryUrl,
    caFile: join(folder, 'self-signed-cert.pem'),
    httpPort: settings.pebble.httpPort ?? 0,
    tlsPort: tls ?? 0,
    stop,
  }
}
