/** The edges that residents' pages use: sign-in and signalling. Part of the composition. */

import { serveLogo } from '../http/pages/look.js'
import type { WebPage } from '../http/pages/web-page.js'
import { relayCandidate, relayDescription } from '../ice/candidate-filter.js'
import { iceServersFor } from '../ice/ice-servers.js'
import { iceStatus } from '../ice/status-plugin.js'
import type { Moderator } from '../signaling/connection-state.js'
import { createPageServer } from '../signaling/page-server.js'
import { signaling } from '../signaling/plugin.js'
import { serveSockets } from '../signaling/sockets/sockets.js'
import type { OpenLink } from '../signaling/sockets/ticket-sockets.js'
import type { Bus } from '../voice/bus.js'
import { titleOf } from '../voice/channels/channel.js'
import { type Avatar, MAIN_GRID } from '../voice/grids/grid.js'
import type { HostedGrid } from '../voice/grids/hosted-grid.js'
import type { DoneAct } from '../voice/moderation/moderator-acts.js'
import type { ResidentFinder } from '../voice/ports.js'
import { codeSignIn } from '../web-session/code-sign-in.js'
import { createLinkSignIn } from '../web-session/link-sign-in.js'
import { createOpenIdSignIn, openIdSignIn } from '../web-session/openid-sign-in.js'
import { requireOwnOrigin } from '../web-session/origin.js'
import { createPasswordSignIn } from '../web-session/password-sign-in.js'
import { placePreview } from '../web-session/place-preview.js'
import { webSession } from '../web-session/plugin.js'
import { openLinkAnywhere } from './cluster/open-link.js'
import type { Records } from './records.js'
import type { Service } from './service.js'

export async function serveResidents({ server, core, ...service }: Service, page: WebPage): Promise<void> {
  const { config, bus, faults, clock, timers, cluster } = service
  const { publicUrl } = service.address
  const { records, regions, voices, signIn } = core
  const { accounts, store } = records
  const { whereabouts } = regions
  const {
    rooms,
    calls,
    residents,
    mayReach,
    moderatorActs,
    roomChat,
    privateChat,
    reports,
    hub,
    relayAvailable,
  } = voices
  const {
    sessions,
    confined,
    cookies,
    messenger,
    listed,
    gridPasswords,
    askedGrids,
    knownNetworks,
    makeLimit,
  } = signIn

  const { looks } = records
  dressPages(page, records, bus)
  serveLogo(server, looks.of)
  async function admit(avatar: Avatar): Promise<void> {
    await accounts.requireEnabled(avatar)
    await askedGrids.requireEnabled(avatar)
  }
  const byName: ResidentFinder = {
    find: async (grid, nameOrId) =>
      askedGrids.messenger.offered(grid)
        ? askedGrids.of(grid)?.residents.messenger.find(grid, nameOrId)
        : undefined,
  }
  const openLink = createLinkSignIn({ ...signIn, admit, publicUrl })
  const openId = createOpenIdSignIn({
    gridPage: (grid) => askedGrids.of(grid)?.residents.gridPage,
    makeLimit,
    publicUrl,
  })
  await server.register(openIdSignIn, { openId })
  await server.register(webSession, {
    ...signIn,
    openId,
    passwords: createPasswordSignIn({
      accounts,
      gridPasswords,
      names: voices.names,
      knownNetworks,
      nameOf: rooms.nameOf,
      makeLimit,
    }),
    ways: (grid) => ({
      code: listed.offered(grid),
      codeByName: askedGrids.messenger.offered(grid),
      gridPassword: gridPasswords.offered(grid),
      gridPage: openId.offered(grid),
    }),
    admit,
    publicUrl,
    openLink,
    sendPage: (reply) => page.send(reply, 'no-store'),
  })
  await server.register(codeSignIn, { ...signIn, presence: whereabouts, byName, publicUrl })
  await server.register(placePreview, { authenticate: cookies.read, preview: rooms.preview, confined })
  await server.register(iceStatus, { authenticate: cookies.read, turnServers: core.turnProbe.states })
  async function noteAct(done: DoneAct, { grid, name, address }: Moderator): Promise<void> {
    server.log.info({ moderator: name, grid, act: done.act, subject: done.subject }, 'act of a moderator')
    await records.audit.note({ actor: name, address, grid, ...done })
  }

  const openLinkHere: OpenLink = async (request, ticket) => {
    const { session, isNew } = await openLink(request, ticket)
    return { session, ...(isNew && { cookie: cookies.header(request, session) }) }
  }
  const addressesCanHide = relayAvailable || hub !== undefined
  await serveSockets(server, faults)
  const servePage = createPageServer({
    rooms,
    confined,
    reach: {
      calls,
      residents,
      roomChat,
      privateChat,
      blocks: records.blocks,
      headphones: records.headphones,
      complaints: records.complaints,
      nameOf: rooms.nameOf,
      inWorld: (grid, text) =>
        whereabouts
          .list(grid)
          .filter(({ npc, name }) => !npc && name.toLowerCase().includes(text.toLowerCase()))
          .filter(messenger.reaches),
      placeOf: ({ grid, agentId }) => {
        const here = rooms
          .list()
          .find(({ kind, channel, has }) => kind === 'place' && channel.grid === grid && has(agentId))
        return here ? titleOf(here.channel) : ''
      },
      mayReach,
      groupInVoice: askedGrids.groupInVoice,
      async moderate(channel, act, by) {
        await noteAct(await moderatorActs.perform(channel, act, by.name), by)
      },
      noteAct,
    },
    endSession: (session) => {
      sessions.revoke(session).catch(core.onError)
    },
    reports,
    addressesCanHide,
    addressFilter: { description: relayDescription, candidate: relayCandidate },
    faults,
    timers,
  })
  await cluster?.serveLinks(server, servePage)
  await server.register(signaling, {
    servePage: cluster ? cluster.frontOf(servePage) : servePage,
    authenticate(request) {
      requireOwnOrigin(request, publicUrl())
      return cookies.read(request)
    },
    openLink: cluster ? openLinkAnywhere(cluster, cookies, openLinkHere) : openLinkHere,
    checkSession: sessions.check,
    use: core.uses,
    iceServersFor: (session) => iceServersFor(config, session.agentId, clock()),
    iceServersTtlSeconds: relayAvailable ? config.turnTtlSeconds : undefined,
    iceTransportPolicy: config.iceTransportPolicy,
    addressesCanHide,
    publicUrl,
    build: page.build,
    faults,
    timers,
    onClockSet: core.clockWatch.onSet,
    store: { isWritable: () => store.health.fault() === undefined, onChange: store.health.onChange },
  })
}

/** Each grid's pages have its look, from when it appears until it goes. */
function dressPages(page: WebPage, { grids, looks }: Pick<Records, 'grids' | 'looks'>, bus: Bus): void {
  function dress({ id, name, language }: HostedGrid): void {
    const look = looks.of(id)
    // A grid was named when it was made; the main grid is called what its look says, or nothing.
    const shown = look.name === '' && id !== MAIN_GRID ? { ...look, name } : look
    page.dress(id, shown, language)
  }
  for (const grid of grids.list()) dress(grid)
  bus.subscribe('look-changed', ({ grid }) => {
    const hosted = grids.find(grid)
    if (hosted) dress(hosted)
  })
  grids.events.on('changed', dress)
  grids.events.on('removed', page.undress)
}
