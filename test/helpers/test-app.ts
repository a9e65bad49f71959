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
import type { ClusterSettings } from '../../src/operator/settings/cluster-settings.js'
import { type Config, loadConfig } from '../../src/operator/settings/config.js'
import type { Clock, Timers } from '../../src/voice/ports.js'
import { systemTimers } from '../../src/voice/time/timers.js'
import { placeCertificate } from './servers/certificate.js'
import { CHEAP_HASHES, someUdpPort } from './service.js'

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
    dataDir: sharedDir,
    cluster,
    hashesInEarnest = false,
    beforeListening = () => undefined,
  }: {
    env?: Record<string, string>
    clock?: Clock
    timers?: Timers
    host?: string
    lookUpHost?: LookUpHost
    /** One that several share; whoever made it removes it. */
    dataDir?: string
    /** Makes it one of several nodes. */
    cluster?: ClusterSettings
    /** Hashes of passwords cost what they cost everywhere else. */
    hashesInEarnest?: boolean
    /** Hooks, say, which cannot be added later. */
    beforeListening?: (app: App) => void
  } = {},
): Promise<TestApp> {
  const dataDir = sharedDir ?? (await mkdtemp(join(tmpdir(), 'voice-test-')))
  await placeCertificate(dataDir)
  const settings = loadConfig({
    HOST: '127.0.0.1',
    PORT: '0',
    DATA_DIR: dataDir,
    LOG_LEVEL: 'debug',
    MEDIA_PORT_MIN: someUdpPort(),
    ...env,
  })
  // Nodes share records: those of one machine share a file.
  const config = { ...settings, cluster }
  const secrets = await loadSecrets(config)
  const certificate = await ensureCertificate(config, ['localhost', '127.0.0.1'])
  const log: LogLine[] = []
  const logger = pino(loggerOptions(config.logLevel), {
    write: (line: string) => {
      log.push(JSON.parse(line))
    },
  })
  const regions = readRegionsFile(config.remoteAdminFile, config.inWorldLanguage)
  const app = await buildApp({
    config,
    secrets,
    certificate,
    logger,
    regions,
    clock,
    timers,
    ...(!hashesInEarnest && { passwordCost: CHEAP_HASHES }),
    ...(lookUpHost && { lookUpHost }),
  })
  t.teardown(async () => {
    await app.server.close()
    if (!sharedDir) await rm(dataDir, { recursive: true, force: true })
  })
  beforeListening(app)
  await app.server.listen({ host, port: 0 })
  const address = app.server.server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { ...app, port, url: `http://localhost:${port}`, config, secrets, log }
}
