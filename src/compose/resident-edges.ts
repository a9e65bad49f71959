/** The edges that residents' pages use: sign-in and signalling. Part of the composition. */

import type { WebPage } from '../http/pages/web-page.js'
import { relayCandidate, relayDescription } from '../ice/candidate-filter.js'
import { iceServersFor } from '../ice/ice-servers.js'
import { iceStatus } from '../ice/status-plugin.js'
import { signaling } from '../signaling/plugin.js'
import { codeSignIn } from '../web-session/code-sign-in.js'
import { requireOwnOrigin } from '../web-session/origin.js'
import { createPasswordSignIn } from '../web-session/password-sign-in.js'
import { webSession } from '../web-session/plugin.js'
import type { Service } from './service.js'

export async function serveResidents({ server, core, ...service }: Service, page: WebPage): Promise<void> {
  const { config, faults, clock, timers } = service
  const { publicUrl } = service.address
  const { records, regions, voices, signIn } = core
  const { accounts, store } = records
  const { presence } = regions
  const { rooms, reports, hub, relayAvailable } = voices
  const { sessions, cookies, messenger, gridPasswords, knownNetworks } = signIn

  await server.register(webSession, {
    ...signIn,
    passwords: createPasswordSignIn({
      accounts,
      gridPasswords,
      presence,
      knownNetworks,
      nameOf: rooms.nameOf,
      stopwatch: timers,
    }),
    ways: () => ({ code: messenger.offered(), gridPassword: gridPasswords.offered() }),
    admit: accounts.requireEnabled,
    publicUrl,
    stopwatch: timers,
    sendPage: (reply) => page.send(reply, 'no-store'),
  })
  await server.register(codeSignIn, { ...signIn, presence, stopwatch: timers, publicUrl })
  await server.register(iceStatus, { authenticate: cookies.read, turnServers: core.turnProbe.states })
  await server.register(signaling, {
    rooms,
    reports,
    authenticate(request) {
      requireOwnOrigin(request, publicUrl())
      return cookies.read(request)
    },
    checkSession: sessions.check,
    endSession: (session) => {
      sessions.revoke(session).catch(core.onError)
    },
    iceServersFor: (session) => iceServersFor(config, session.agentId, clock()),
    iceServersTtlSeconds: relayAvailable ? config.turnTtlSeconds : undefined,
    iceTransportPolicy: config.iceTransportPolicy,
    addressesCanHide: relayAvailable || hub !== undefined,
    publicUrl,
    build: page.build,
    addressFilter: { description: relayDescription, candidate: relayCandidate },
    faults,
    timers,
    onClockSet: core.clockWatch.onSet,
    store: { isWritable: () => store.health.fault() === undefined, onChange: store.health.onChange },
  })
}
