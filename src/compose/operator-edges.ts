/** What operators and admins see: the console, health and metrics. Part of the composition. */

import { createOverview, SAMPLE_INTERVAL_MS, speakingIn } from '../admin/overview/overview.js'
import { admin } from '../admin/plugin.js'
import { health } from '../http/health/health.js'
import { encoderLibrary } from '../media/opus/encoder-library.js'
import { createMediaPort } from '../operator/media-port.js'
import { createAuditLog } from '../voice/admins/audit-log.js'
import { every } from '../voice/ports.js'
import type { Service } from './service.js'
import { createSetup } from './set-up.js'

export async function serveOperators({ server, core, ...service }: Service): Promise<void> {
  const { config, certificate, acme, address, faults, clock, timers } = service
  const { live, records, regions, voices, signIn, turnProbe } = core
  const { presence, regionCalls, remoteAdmin } = regions
  const { rooms, reports, media, network, hub } = voices
  const { findFault: storeFault } = records.store

  let refused = 0
  const refusedSignIns = () => refused
  server.addHook('onResponse', async ({ method, routeOptions }, { statusCode }) => {
    if (method === 'POST' && routeOptions.url === '/api/session' && statusCode >= 400) refused += 1
  })
  await server.register(health, {
    refusedSignIns,
    rooms,
    presence,
    reports,
    speaking: () => speakingIn(rooms, reports),
    storeFault,
    turnServers: turnProbe.states,
    media,
    opusEncoder: hub && encoderLibrary(),
    machine: { dataDir: config.dataDir, certFile: certificate.certFile },
    metricsToken: config.metricsToken,
    stopwatch: timers,
  })
  const overview = createOverview({
    ...voices,
    presence,
    channels: records.channels,
    regionStatus: remoteAdmin.status,
    callers: regionCalls.list,
    refusedSignIns,
    storeFault,
    clock,
    stopwatch: timers,
  })
  await server.register(admin, {
    prefix: '/admin/api',
    ...records,
    ...voices,
    presence,
    sessions: signIn.sessions,
    overview,
    setup: createSetup({
      ...address,
      config,
      secrets: live,
      certificate: () => ({
        selfSigned: acme ? acme.state()?.validUntil === undefined : (certificate.selfSigned ?? false),
        fault: acme?.state()?.fault,
      }),
      regionCalls,
      clock,
      presence,
      regionStatus: remoteAdmin.status,
      turnServers: turnProbe.states,
      mediaPort: network && createMediaPort({ ...network, viewers: media.viewers, stopwatch: timers }),
    }),
    audit: createAuditLog(records.store.audit, clock),
    publicUrl: address.publicUrl,
    faults,
    clock,
    timers,
  })
  const stopSampling = every(timers, SAMPLE_INTERVAL_MS, overview.sample)
  server.addHook('onClose', async () => stopSampling())
}
