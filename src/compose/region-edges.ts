/** The edges that regions and their scripts call. Part of the composition. */

import { createPlaces } from '../native-viewer/places/places.js'
import { nativeViewer } from '../native-viewer/plugin.js'
import { caps } from '../opensim/caps/caps.js'
import { opensim } from '../opensim/plugin.js'
import { gridOf } from '../opensim/region-grid.js'
import { vivoxCompat } from '../vivox-compat/plugin.js'
import { gridOfSignIn } from '../vivox-compat/region-grid.js'
import { MAIN_GRID } from '../voice/grids/grid.js'
import type { Service } from './service.js'

const REGION_SECRET_REFUSED = 'The region secret is missing or wrong: compare it with REGION_SECRET.'

export async function serveRegions({ server, core, ...service }: Service): Promise<void> {
  const { config, secrets, address, faults, clock, timers } = service
  const { live, records, regions, voices, signIn } = core
  const { regionCalls } = regions
  const { publicUrl, sipDomain } = address
  const regionSecret = () => live.current().regionSecret

  server.addHook('onResponse', async (request, reply) => {
    const url = request.routeOptions.url ?? ''
    if (!url.startsWith('/opensim/v1/')) return
    const call = { grid: gridOf(request), address: request.ip, call: url, way: 'script' } as const
    if (reply.statusCode === 401) regionCalls.refused(call, REGION_SECRET_REFUSED)
    else regionCalls.answered(call)
  })
  await server.register(vivoxCompat, {
    ...records,
    moderation: voices.rooms,
    admin: {
      user: config.vivoxAdminUser,
      get password() {
        return live.current().vivoxAdminPassword
      },
    },
    onCall(request, refusal) {
      const way = request.protocol === 'https' ? 'from-0.9.2' : 'before-0.9.2'
      const { ip, routeOptions } = request
      const call = { grid: gridOfSignIn(), address: ip, call: routeOptions.url ?? '', way } as const
      if (refusal) regionCalls.refused(call, refusal.message)
      else regionCalls.answered(call)
    },
    tokenSecret: secrets.signingKey,
    sipDomain,
    publicUrl,
    faults,
    clock,
    stopwatch: timers,
  })
  await server.register(opensim, {
    prefix: '/opensim/v1',
    ...regions,
    regionSecret,
    tickets: signIn.tickets,
    publicUrl,
    clock,
  })
  await server.register(caps, {
    prefix: '/opensim/v1/caps',
    ...records,
    regionSecret,
    parcelVoice: regions.parcelVoice,
    sipDomain,
    publicUrl,
    faults,
  })
  const callOf = (caller: string) =>
    ({ grid: MAIN_GRID, address: caller, call: '/opensim/voice', way: 'webrtc' }) as const
  await server.register(nativeViewer, {
    regionSecret,
    regionAddresses: config.regionAddresses,
    admission: voices.rooms.admission,
    places: createPlaces({ ...records, ...regions, ...voices, stopwatch: timers }),
    faults,
    sessions: voices.viewers,
    onRefused: (caller, reason) => regionCalls.refused(callOf(caller), reason),
    onCall(caller) {
      regionCalls.answered(callOf(caller))
      // Viewers ask for Vivox first: by the time they ask again the hub is up.
      voices.hub?.prepare()
    },
  })
}
