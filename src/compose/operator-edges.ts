/** What operators and admins see: the console, health and metrics. Part of the composition. */

import { createMinuteFigures } from '../admin/overview/minute-figures.js'
import { createOverview, SAMPLE_INTERVAL_MS, speakingIn } from '../admin/overview/overview.js'
import { admin } from '../admin/plugin.js'
import { health } from '../http/health/health.js'
import { encoderLibrary } from '../media/opus/encoder-library.js'
import { createMediaPort } from '../operator/media-port.js'
import { MAIN_GRID } from '../voice/grids/grid.js'
import { createHistory, RECORD_INTERVAL_MS } from '../voice/history/history.js'
import { every } from '../voice/time/timers.js'
import { actsAnywhere, answerOtherNodes, createOtherNodes, figuresOfAll } from './cluster/other-nodes.js'
import { createGridAddresses } from './grids/grid-addresses.js'
import type { Service } from './service.js'
import { createLinesForGrid, createLinesForKey, createSetup } from './set-up.js'

export async function serveOperators({ server, core, ...service }: Service): Promise<void> {
  const { config, certificate, acme, address, faults, logger, clock, timers, cluster } = service
  const { live, records, regions, voices, signIn, turnProbe } = core
  const { presence, regionRequests, remoteAdmin, askedGrids } = regions
  // Set-up and health are about the service's own grid.
  const main = askedGrids.of(MAIN_GRID)
  const { rooms, reports, media, network, hub } = voices
  const { findFault: storeFault } = records.store

  let refused = 0
  const refusedSignIns = () => refused
  server.addHook('onResponse', (request, { statusCode }, done) => {
    const isRefused = statusCode >= 400 && request.method === 'POST'
    // Fastify puts the options together anew for each who asks.
    if (isRefused && request.routeOptions.url === '/api/session') refused += 1
    done()
  })
  await server.register(health, {
    refusedSignIns,
    rooms,
    presence,
    reports,
    speaking: () => speakingIn(rooms, reports),
    storeFault,
    storeIsShared: config.databaseUrl !== undefined,
    turnServers: turnProbe.states,
    grid: main?.robust.status,
    media,
    opusEncoder: hub && encoderLibrary(),
    machine: { dataDir: config.dataDir, certFile: certificate.certFile },
    uses: core.uses,
    metricsToken: config.metricsToken,
    cluster,
    stopwatch: timers,
  })
  const setup = createSetup({
    ...address,
    config,
    secrets: live,
    certificate: () => ({
      selfSigned: acme ? acme.state()?.validUntil === undefined : (certificate.selfSigned ?? false),
      fault: acme?.state()?.fault,
    }),
    regionRequests,
    clock,
    presence,
    remoteAdmin,
    robust: main?.robust,
    signInFindings: async () => (await main?.residents.findings()) ?? [],
    land: main?.land,
    timers,
    turnServers: turnProbe.states,
    mediaPort: network && createMediaPort({ ...network, viewers: media.viewers, stopwatch: timers }),
  })
  const minuteFigures = createMinuteFigures({ ...voices, presence, refusedSignIns })
  const history = createHistory({
    store: records.store.history,
    grids: async () => records.grids.list().map(({ id }) => id),
    figuresOf: (grid) =>
      cluster ? figuresOfAll(cluster, minuteFigures.take(grid), grid) : minuteFigures.take(grid),
    clock,
  })
  const others = cluster && createOtherNodes(cluster)
  const overview = createOverview({
    ...voices,
    presence,
    channels: records.channels,
    regionStatus: remoteAdmin.status,
    simulators: regionRequests.list,
    refusedSignIns,
    storeFault,
    storeIsShared: config.databaseUrl !== undefined,
    checks: setup.checks,
    lossShare: minuteFigures.lossShare,
    ...(others && { others }),
    clock,
    stopwatch: timers,
  })
  if (cluster) {
    const sources = { ...voices, presence }
    answerOtherNodes(cluster, {
      sources,
      overviewOf: overview.own,
      acts: voices.moderatorActs,
      takeFigures: minuteFigures.take,
      timers,
    })
  }
  await server.register(admin, {
    prefix: '/admin/api',
    ...records,
    ...voices,
    ...(cluster && { moderatorActs: actsAnywhere(cluster, voices.moderatorActs, rooms) }),
    others,
    presence,
    parcels: regions.parcels,
    sessions: signIn.sessions,
    overview,
    history,
    setup,
    linesForKey: createLinesForKey({ ...address, ...createGridAddresses(records.grids, address), config }),
    uses: core.uses,
    robustAnswers: (grid) => {
      const state = askedGrids.of(grid)?.robust.status().state
      return state === undefined || state === 'starting' ? null : state === 'ok'
    },
    linesForGrid: createLinesForGrid({ ...address, config }),
    dataDir: config.dataDir,
    publicUrl: address.publicUrl,
    faults,
    clock,
    timers,
  })
  const onError = (error: unknown) => logger.error({ err: error }, 'the numbers of a minute were not kept')
  const stops = [
    every(timers, SAMPLE_INTERVAL_MS, overview.sample),
    every(timers, RECORD_INTERVAL_MS, () => {
      // One node writes for all.
      if (!cluster || cluster.ownsGrid()) history.record().catch(onError)
    }),
  ]
  server.addHook('onClose', async () => {
    for (const stop of stops) stop()
  })
}
