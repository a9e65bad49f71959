/** The whole service inside the test's process, on a free port, with a log that can be read. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import type { Test } from 'tap'
import { type App, buildApp } from '../../src/app.js'
import type { LookUpHost } from '../../src/media/announced.js'
import { readRegionsFile } from '../../src/opensim/remote-admin/regions-file.js'
import { ensureCertificate, loadSecrets, type Secrets } from '../../src/operator/data-directory/data-dir.js'
import { loggerOptions } from '../../src/operator/logging.js'
import { type Config, loadConfig } from '../../src/operator/settings/config.js'
import { type Clock, systemTimers, type Timers } from '../../src/voice/ports.js'
import { placeCertificate } from './servers/certificate.js'
import { someUdpPort } from './service.js'

export interface LogLine {
  readonly level: number
  readonly msg: string
  readonly [key: string]: unknown
}

export interface TestApp extends App {
  readonly port: number
  readonly url: string
  readonly config: Config
  readonly secrets: Secrets
  readonly log: LogLine[]
}

/** Builds the service, listens, and closes it when the test ends. */
export async function startTestApp(
  t: Test,
  {
    env = {},
    clock = Date.now,
    timers = systemTimers,
    host = '127.0.0.1',
    lookUpHost,
  }: {
    env?: Record<string, string>
    clock?: Clock
    timers?: Timers
    host?: string
    lookUpHost?: LookUpHost
  } = {},
): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'voice-test-'))
  await placeCertificate(dataDir)
  const config = loadConfig({
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'debug',
    MEDIA_PORT_MIN: someUdpPort(),
    ...env,
  })
  const secrets = await loadSecrets(config)
  const certificate = await ensureCertificate(config, ['localhost', '127.0.0.1'])
  const log: LogLine[] = []
  const logger = pino(loggerOptions(config.logLevel), {
    write: (line: string) => {
      log.push(JSON.parse(line))
    },
  })
  const regions = readRegionsFile(config.remoteAdminFile)
  const app = await buildApp({
    config,
    secrets,
    certificate,
    logger,
    regions,
    clock,
    timers,
    ...(lookUpHost && { lookUpHost }),
  })
  t.teardown(async () => {
    await app.server.close()
    await rm(dataDir, { recursive: true, force: true })
  })
  await app.server.listen({ host, port: 0 })
  const address = app.server.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { ...app, port, url: `http://localhost:${port}`, config, secrets, log }
}
