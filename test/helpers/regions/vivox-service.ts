/** A Fastify instance with only `/api2`, over a store of its own; a test can read its log. */

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import Fastify, { LogController } from 'fastify'
import { generate } from 'selfsigned'
import type { Test } from 'tap'
import { createDualServer } from '../../../src/http/listener.js'
import { openStore } from '../../../src/store/store.js'
import { vivoxCompat } from '../../../src/vivox-compat/plugin.js'
import { createAccounts } from '../../../src/voice/accounts/accounts.js'
import type { ChannelRef } from '../../../src/voice/channels/channel.js'
import { createChannels } from '../../../src/voice/channels/channels.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { createFaultLog } from '../../../src/voice/log/fault-log.js'
import type { Moderation } from '../../../src/voice/moderation/moderation.js'
import { createSignInThrottle } from '../../../src/voice/sign-in/sign-in-throttle.js'
import { systemTimers } from '../../../src/voice/time/timers.js'
import { gateOf, NO_CONFINEMENT } from './region-authority.js'

export interface VivoxServiceOptions {
  readonly file?: string
  readonly adminPassword?: string
  readonly secret?: string
  /** Milliseconds since 1970 on a clock that stands still until the test turns it. */
  readonly now?: number
  /** The lowest level that is logged; `trace` by default. */
  readonly level?: string
  /** Directory with `cert.pem` and `key.pem`: the instance then answers TLS and plain HTTP on one port. */
  readonly certificates?: string
}

/** Every call that reached the moderation, as `name(arguments)`. */
export function recordingModeration(): { calls: string[]; moderation: Moderation } {
  const calls: string[] = []
  const record = (name: string, { id }: ChannelRef, ...args: unknown[]) => {
    calls.push(`${name}(${[id, ...args].join(', ')})`)
  }
  return {
    calls,
    moderation: {
      kick: (...args) => {
        record('kick', ...args)
        return true
      },
      kickAll: (...args) => {
        record('kickAll', ...args)
        return 1
      },
      setMuted: (...args) => record('setMuted', ...args),
      setAllMuted: (...args) => record('setAllMuted', ...args),
    },
  }
}

/** Built, but not listening; close `app` when done. */
export async function buildVivoxService(options: VivoxServiceOptions = {}) {
  const { file = ':memory:', adminPassword = 'vpass', secret = 'a test secret' } = options
  const time = { now: options.now ?? 1_790_000_000_000 }
  const clock = () => time.now
  const timers = { ...systemTimers, now: clock }
  const store = await openStore({ file })
  const throttle = createSignInThrottle(timers, {
    async wait(milliseconds) {
      time.now += milliseconds
    },
  })
  const accounts = createAccounts({ store: store.accounts, secret, throttle, clock })
  const channels = createChannels(store.channels, clock)
  const { calls, moderation } = recordingModeration()
  const lines: string[] = []
  const stream = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  const logging = {
    logger: { level: options.level ?? 'trace', stream },
    logController: new LogController({ disableRequestLogging: true }),
  }
  const { certificates } = options
  const app = certificates
    ? Fastify({
        ...logging,
        serverFactory: (handler) =>
          createDualServer(handler, {
            certFile: join(certificates, 'cert.pem'),
            keyFile: join(certificates, 'key.pem'),
            logger: { info() {}, error() {}, debug() {} },
          }),
      })
    : Fastify({ ...logging, http: { maxHeaderSize: 256 * 1024 } })
  app.decorateRequest('pageGrid', MAIN_GRID)
  await app.register(vivoxCompat, {
    accounts,
    channels,
    moderation,
    regionGate: gateOf({ password: () => adminPassword }),
    ...NO_CONFINEMENT,
    tokenSecret: secret,
    throttle,
    sipDomainOf: () => 'voice.invalid',
    pagesUrl: () => 'https://voice.invalid:8443/',
    faults: createFaultLog({ log: app.log, stopwatch: systemTimers }),
    clock,
    stopwatch: timers,
  })
  app.addHook('onClose', () => store.close())
  return { app, store, accounts, channels, moderated: calls, lines, time }
}

/** Listening on a free port of loopback, closed when the test ends. */
export async function startVivoxService(t: Test, options: VivoxServiceOptions = {}) {
  const service = await buildVivoxService(options)
  await service.app.listen({ port: 0, host: '127.0.0.1' })
  t.teardown(() => service.app.close())
  const address = service.app.server.address()
  return { ...service, port: typeof address === 'object' && address ? address.port : 0 }
}

/** A directory with a self-signed `cert.pem` and `key.pem`. */
export async function makeCertificates(t: Test): Promise<string> {
  const directory = t.testdir()
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'localhost' }], {
    keySize: 2048,
    algorithm: 'sha256',
  })
  writeFileSync(join(directory, 'cert.pem'), cert)
  writeFileSync(join(directory, 'key.pem'), key)
  return directory
}

/** Lines of the log at level error and above. */
export function errorsIn(lines: readonly string[]): readonly string[] {
  return lines.filter((line) => Number(/"level":(\d+)/.exec(line)?.[1]) >= 50)
}
