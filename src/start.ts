/** The process: settings, listen, graceful close. The only one that exits. */

import closeWithGrace from 'close-with-grace'
import { certificateHosts, reachableHost } from './addresses.js'
import { buildApp } from './app.js'
import { banner } from './banner.js'
import { loadConfig, readEnvironment } from './config.js'
import { ensureCertificate, loadSecrets } from './data-dir.js'
import { createLogger } from './logging.js'
import { readRegionsFile } from './opensim/regions-file.js'

/** Whatever is not closed by then is cut off. */
const CLOSE_TIMEOUT_MS = 4500

async function main(): Promise<void> {
  const config = loadConfig(readEnvironment())
  const regions = readRegionsFile(config.remoteAdminFile)
  const logger = createLogger(config.logLevel)
  const secrets = await loadSecrets(config)
  const publicHost = config.publicUrl ? new URL(config.publicUrl).hostname : reachableHost(config.host)
  const certificate = await ensureCertificate(config, certificateHosts(publicHost))
  const { server, publicUrl, sipDomain } = await buildApp({
    config,
    secrets,
    certificate,
    logger,
    regions,
  })

  closeWithGrace({ delay: CLOSE_TIMEOUT_MS, logger }, async ({ err, signal }) => {
    if (err) logger.fatal({ err }, 'stopping after a failure')
    else logger.info({ signal }, 'stopping')
    await server.close()
  })

  await server.listen({ host: config.host, port: config.port })
  const address = server.server.address()
  const port = typeof address === 'object' && address ? address.port : config.port
  logger.info({ host: config.host, port, url: publicUrl() }, 'listening')
  process.stdout.write(
    banner({
      publicUrl: publicUrl(),
      port,
      vivoxAdminUser: config.vivoxAdminUser,
      vivoxAdminPassword: secrets.vivoxAdminPassword,
      regionSecret: secrets.regionSecret,
      adminPassword: secrets.adminPassword,
      sipDomain: sipDomain(),
      dataDir: config.dataDir,
      selfSigned: certificate.selfSigned,
    }),
  )
}

main().catch((error: unknown) => {
  process.stderr.write(`${startFault(error)}\n`)
  process.exit(1)
})

/** Why it did not start, in words an operator can act on. */
function startFault(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? error.code : undefined
  if (code === 'EADDRINUSE') return 'The port is taken: stop what uses it, or set PORT to another one.'
  if (code === 'EACCES')
    return `Not allowed: ${error.message}. Set PORT above 1023, or DATA_DIR to a folder of your own.`
  return error.message
}
