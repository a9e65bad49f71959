/** The composition root: builds the whole service from its settings, and never listens. */

import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { Cluster, ClusterOptions } from './compose/cluster/cluster.js'
import { joinCluster } from './compose/cluster/join-cluster.js'
import { createCore } from './compose/core.js'
import { createGridAddresses } from './compose/grids/grid-addresses.js'
import { createHttpServer } from './compose/http-server.js'
import { serveOperators } from './compose/operator-edges.js'
import { serveRegions } from './compose/region-edges.js'
import { serveResidents } from './compose/resident-edges.js'
import type { Acme, CertificateSource, Service, ServiceAddress } from './compose/service.js'
import { loadWebPage } from './http/pages/web-page.js'
import type { LookUpHost } from './media/announced.js'
import type { RegionEntry } from './opensim/remote-admin/regions-file.js'
import type { RegionStatus } from './opensim/remote-admin/remote-admin.js'
import { createPublicAddress } from './operator/addresses.js'
import type { Secrets } from './operator/data-directory/data-dir.js'
import { tidyGridFolders } from './operator/grid-folders.js'
import { stunServerLine } from './operator/region-lines.js'
import { derivedNodeUrl } from './operator/settings/cluster-settings.js'
import type { Config } from './operator/settings/config.js'
import type { PasswordCost } from './voice/admins/password-hash.js'
import { createLoopbackBus } from './voice/bus.js'
import type { GridId } from './voice/grids/grid.js'
import type { Grids } from './voice/grids/grids.js'
import { createFaultLog } from './voice/log/fault-log.js'
import type { Clock, Timers } from './voice/ports.js'
import { createAwakeTimers, systemTimers } from './voice/time/timers.js'

export interface AppOptions {
  readonly config: Config
  readonly secrets: Secrets
  readonly certificate: CertificateSource
  readonly logger: Logger
  readonly acme?: Acme
  /** Regions that are asked over RemoteAdmin. */
  readonly regions?: readonly RegionEntry[]
  readonly clock?: Clock
  readonly timers?: Timers
  /** Resolves names to addresses; by default the system's resolver. */
  readonly lookUpHost?: LookUpHost
  /** Of the hashes of new passwords in the console; by default what OWASP asks for. */
  readonly passwordCost?: PasswordCost
}

export interface App extends Omit<ServiceAddress, 'port'> {
  readonly server: FastifyInstance
  /** The grids that are served. */
  readonly grids: Grids
  /** The state of every region that is asked over RemoteAdmin. */
  readonly regionStatus: () => readonly RegionStatus[]
  /** `undefined` for the only node. */
  readonly cluster: Cluster | undefined
}

/** @throws Error when the store cannot be opened or the web client was not built */
export async function buildApp(options: AppOptions): Promise<App> {
  const { config, secrets, certificate, logger, acme, regions = [] } = options
  const awake = createAwakeTimers(systemTimers)
  const { clock = Date.now, timers = awake, lookUpHost, passwordCost } = options

  // Nobody is rung in-world before the service listens and knows its port.
  const { publicUrl, sipDomain } = createPublicAddress(config, () => http.port(), timers)
  const ringLink = (grid: GridId, ticket: string) =>
    `${createGridAddresses(core.records.grids, { publicUrl, sipDomain }).pagesUrl(grid)}/v/${ticket}`
  const cluster =
    config.cluster &&
    (await beginCluster({
      settings: config.cluster,
      nodeUrl: () => config.cluster?.nodeUrl ?? derivedNodeUrl(config.host, http.port()),
      logger,
    }))
  const bus = cluster?.bus ?? createLoopbackBus()
  const core = await createCore({
    config,
    secrets,
    logger,
    bus,
    regions,
    clock,
    timers,
    passwordCost,
    lookUpHost,
    ringLink,
    sipDomain,
    elsewhere: cluster,
  })
  tidyGridFolders({ dataDir: config.dataDir, grids: core.records.grids, log: logger })
  const faults = createFaultLog({ log: logger, stopwatch: timers })
  const page = loadWebPage()
  const http = await createHttpServer({
    config,
    certificate,
    acme,
    grids: core.records.grids,
    page,
    publicUrl,
    faults,
    logger,
    timers,
  })
  const { server, port } = http
  const { network } = core.voices
  const address = {
    publicUrl,
    port,
    sipDomain,
    stunServer: () => network && stunServerLine(config, publicUrl(), network.ports.stunPort),
  }
  const common = { config, secrets, certificate, acme, logger, clock, timers, bus, cluster }
  const service: Service = { ...common, server, core, address, faults }
  if (cluster) await joinCluster(service, cluster)
  await serveOperators(service)
  await serveRegions(service)
  await serveResidents(service, page)

  server.addHook('onListen', async () => core.turnProbe.start())
  server.addHook('onClose', async () => {
    await core.close()
    awake.close()
  })
  return {
    server,
    ...address,
    grids: core.records.grids,
    regionStatus: core.regions.remoteAdmin.status,
    cluster,
  }
}

/** Loaded only where there are several nodes: with its Redis client it takes time and memory. */
async function beginCluster(options: ClusterOptions): Promise<Cluster> {
  const { createCluster } = await import('./compose/cluster/cluster.js')
  return createCluster(options)
}
