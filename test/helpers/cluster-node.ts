/** One node of a test's cluster as a process of its own, which a test can kill. Its settings are its first argument. */

import { pino } from 'pino'
import { buildApp } from '../../src/app.js'
import { readRegionsFile } from '../../src/opensim/remote-admin/regions-file.js'
import { ensureCertificate, loadSecrets } from '../../src/operator/data-directory/data-dir.js'
import type { ClusterSettings } from '../../src/operator/settings/cluster-settings.js'
import { loadConfig } from '../../src/operator/settings/config.js'
import { CHEAP_HASHES } from './service.js'

interface NodeSettings {
  readonly env: Record<string, string>
  readonly cluster: ClusterSettings
}

const { env, cluster }: NodeSettings = JSON.parse(process.argv[2] ?? '')
const config = { ...loadConfig(env), cluster }
const app = await buildApp({
  config,
  secrets: await loadSecrets(config),
  certificate: await ensureCertificate(config, ['localhost', '127.0.0.1']),
  logger: pino({ level: 'silent' }),
  regions: readRegionsFile(config.remoteAdminFile, config.inWorldLanguage),
  passwordCost: CHEAP_HASHES,
})
process.once('SIGTERM', () => app.server.close().then(() => process.exit(0)))
process.once('disconnect', () => process.exit(1))
await app.server.listen({ host: '127.0.0.1', port: 0 })
const address = app.server.server.address()
const port = typeof address === 'object' ? address?.port : undefined
process.send?.({ port, nodeId: app.cluster?.self().id })
