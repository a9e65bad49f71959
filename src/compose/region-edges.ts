/** The edges that regions and their scripts use. Part of the composition. */

import { createPlaces } from '../native-viewer/places/places.js'
import { nativeViewer } from '../native-viewer/plugin.js'
import { caps } from '../opensim/caps/caps.js'
import { opensim } from '../opensim/plugin.js'
import { gridOf } from '../opensim/region-secret.js'
import { createHandedOn } from '../opensim/reports/handed-on.js'
import { createPositions } from '../opensim/reports/positions.js'
import { vivoxCompat } from '../vivox-compat/plugin.js'
import type { GridId } from '../voice/grids/grid.js'
import { createRegionActs } from '../voice/moderation/region-acts.js'
import { actsAnywhere, moderationAnywhere } from './cluster/other-nodes.js'
import { createGridAddresses } from './grids/grid-addresses.js'
import type { Service } from './service.js'

const POSITIONS_PATH = '/opensim/v1/positions'
const REGION_SECRET_REFUSED = 'The region secret is missing or wrong: compare it with REGION_SECRET.'

export async function serveRegions({ server, core, ...service }: Service): Promise<void> {
  const { config, secrets, address, faults, clock, timers, cluster } = service
  const { records, regions, voices, signIn } = core
  const { regionRequests, gate, standing, parcelRegions } = regions
  const { pagesUrl, sipDomainOf } = createGridAddresses(records.grids, address)

  server.addHook('onResponse', (request, reply, done) => {
    // The Vivox API notes its own.
    if (request.url.startsWith('/api2/')) return done()
    const url = request.routeOptions.url ?? ''
    if (!url.startsWith('/opensim/v1/')) return done()
    const asked = { grid: gridOf(request), address: request.ip, path: url, way: 'script' } as const
    if (reply.statusCode === 401) regionRequests.refused(asked, REGION_SECRET_REFUSED)
    else regionRequests.answered(asked)
    return done()
  })
  await server.register(vivoxCompat, {
    ...records,
    moderation: cluster ? moderationAnywhere(cluster, voices.rooms) : voices.rooms,
    regionGate: gate,
    standing,
    parcelRegions,
    regionRequests,
    tokenSecret: secrets.signingKey,
    sipDomainOf,
    pagesUrl,
    faults,
    clock,
    stopwatch: timers,
  })
  const { moderatorActs, rooms } = voices
  const regionActs = createRegionActs({
    acts: cluster ? actsAnywhere(cluster, moderatorActs, rooms) : moderatorActs,
    rooms,
    audit: records.audit,
    stopwatch: timers,
  })
  const positions = createPositions({ ...regions, clock, log: server.log })
  server.addHook('onClose', async () => positions.close())
  const takeHandedOn = createHandedOn({ gate, positions })
  cluster?.answerPlainly(`POST ${POSITIONS_PATH}`, ({ client, headers }, body) => {
    if (client === undefined) return undefined
    const authority = takeHandedOn({ headers, address: client, body })
    if (!authority) return undefined
    const asked = { grid: authority.grid, address: client, path: POSITIONS_PATH, way: 'script' } as const
    regionRequests.answered(asked)
    return { status: 204, headers: {}, body: Buffer.alloc(0) }
  })
  await server.register(opensim, {
    prefix: '/opensim/v1',
    ...regions,
    positions,
    tickets: signIn.tickets,
    bridge: voices.bridge,
    languageOfGrid: (grid) => records.grids.find(grid)?.language ?? config.inWorldLanguage,
    pagesUrl,
  })
  await server.register(caps, {
    prefix: '/opensim/v1/caps',
    ...records,
    gate,
    standing,
    parcelRegions,
    parcelVoice: regions.parcelVoice,
    regionActs,
    sipDomainOf,
    pagesUrl,
    faults,
  })
  const requestOf = (grid: GridId, address: string) =>
    ({ grid, address, path: '/opensim/voice', way: 'webrtc' }) as const
  await server.register(nativeViewer, {
    gate,
    standing,
    regionAddresses: config.regionAddresses,
    admission: voices.rooms.admission,
    places: createPlaces({ ...records, ...regions, ...voices, stopwatch: timers }),
    regionActs,
    faults,
    sessions: voices.viewers,
    onRefused: (grid, address, reason) => regionRequests.refused(requestOf(grid, address), reason),
    onRequest(grid, address) {
      regionRequests.answered(requestOf(grid, address))
      // Viewers ask for Vivox first: by the time they ask again the hub is up.
      voices.hub?.prepare()
    },
  })
}
