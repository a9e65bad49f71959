/** `opensim-voice start`: settings, listen, graceful close. The only file that ends the process. */

import { join } from 'node:path'
import closeWithGrace from 'close-with-grace'
import { buildApp } from '../../app.js'
import { createChallenges } from '../../certificate/challenges.js'
import { type CertificateKeeper, startCertificateKeeper } from '../../certificate/keeper.js'
import type { ChallengeKind } from '../../certificate/order.js'
import { encoderLibrary } from '../../media/opus/encoder-library.js'
import { readRegionsFile } from '../../opensim/remote-admin/regions-file.js'
import { createInTurn } from '../../voice/storage/in-turn.js'
import { systemTimers } from '../../voice/time/timers.js'
import { certificateHosts, reachableHost } from '../addresses.js'
import { startNightlyBackups } from '../backup/nightly-backup.js'
import { banner } from '../banner.js'
import { listenAdvice } from '../checks/port-check.js'
import type { Command } from '../command.js'
import {
  ensureCertificate,
  isThere,
  loadSecrets,
  makeDataDir,
  writePrivate,
} from '../data-directory/data-dir.js'
import { lockDataDir } from '../data-directory/data-dir-lock.js'
import { keepGridCertificates } from '../grid-certificates.js'
import { createLogger } from '../logging.js'
import { keepMemoryTidy } from '../memory.js'
import { loadConfig, readEnvironment } from '../settings/config.js'
import { readVersion } from '../version.js'

/** Anything that is not closed by then is cut off: less than what systemd and Docker wait for (15 s), more than a drained node takes. */
const CLOSE_TIMEOUT_MS = 12_000

async function run(): Promise<void> {
  const config = loadConfig(readEnvironment())
  await makeDataDir(config)
  const lock = await lockDataDir(config.dataDir)
  const regions = readRegionsFile(config.remoteAdminFile, config.inWorldLanguage)
  const logger = await createLogger(config.logLevel)
  const isFirstStart = !(await isThere(join(config.dataDir, 'secrets.json')))
  const secrets = await loadSecrets(config)
  const publicHost = config.publicUrl ? new URL(config.publicUrl).hostname : reachableHost(config.host)
  const certificate = await ensureCertificate(config, certificateHosts(publicHost))
  const challenges = createChallenges()
  let keeper: CertificateKeeper | undefined
  let stopGridCertificates = () => {}
  const { server, grids, publicUrl, sipDomain, stunServer } = await buildApp({
    config,
    secrets,
    certificate,
    ...(config.acme && { acme: { challenges, state: () => keeper?.state() } }),
    logger,
    regions,
  })

  const backups = startNightlyBackups({
    source: config,
    keep: config.backupKeep,
    clock: Date.now,
    timers: systemTimers,
    log: logger,
  })

  closeWithGrace({ delay: CLOSE_TIMEOUT_MS, logger }, async ({ err, signal }) => {
    if (err) logger.fatal({ err }, 'stopping after a failure')
    else logger.info({ signal }, 'stopping')
    backups.close()
    keeper?.close()
    stopGridCertificates()
    await server.close()
    lock.release()
  })

  await server.listen({ host: config.host, port: config.port })
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : config.port
  const about = {
    host: config.host,
    port,
    url: publicUrl(),
    version: readVersion(),
    opusEncoder: encoderLibrary(),
  }
  logger.info(about, 'listening')
  if (config.acme) {
    // An authority's TLS challenge uses port 443 only.
    const kinds: readonly ChallengeKind[] = port === 443 ? ['tls-alpn-01', 'http-01'] : ['http-01']
    const common = {
      ...config.acme,
      dataDir: config.dataDir,
      publicUrl: publicUrl(),
      kinds,
      challenges,
      writePrivate,
      clock: Date.now,
      timers: systemTimers,
      log: logger,
      inTurn: createInTurn(),
    }
    keeper = startCertificateKeeper(common)
    stopGridCertificates = keepGridCertificates({ ...common, grids })
  }
  keepMemoryTidy(systemTimers)
  process.stdout.write(
    banner({
      publicUrl: publicUrl(),
      port,
      vivoxAdminUser: config.vivoxAdminUser,
      vivoxAdminPassword: secrets.vivoxAdminPassword,
      regionSecret: secrets.regionSecret,
      stunServer: stunServer(),
      adminPassword: secrets.adminPassword,
      sipDomain: sipDomain(),
      dataDir: config.dataDir,
      selfSigned: certificate.selfSigned,
      listenHost: config.host,
      showsSecrets: process.stdout.isTTY || (isFirstStart && !config.logsOutput),
      asksRegions: regions.length > 0,
    }),
  )
}

export const start: Command = {
  usage: 'opensim-voice start    starts the service; all settings are in config/bridge.env.example\n',
  run: () =>
    run().catch((error: unknown) => {
      process.stderr.write(`${startFault(error)}\n`)
      process.exit(1)
    }),
}

/** Why it did not start, in words an operator can act on. */
function startFault(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const { syscall, hostname = '', address = hostname, port = 0 }: ListenError = error
  if (syscall === 'listen' || syscall === 'getaddrinfo') return listenAdvice(error, address, port)
  if ('code' in error && error.code === 'EACCES') {
    return `Not allowed: ${error.message}. Give the file to the user who runs the service.`
  }
  return error.message
}

/** Node's errors of `listen`. */
interface ListenError extends NodeJS.ErrnoException {
  readonly address?: string
  readonly hostname?: string
  readonly port?: number
}
