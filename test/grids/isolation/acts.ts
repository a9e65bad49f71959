/** What is done on two grids: by regions, pages, viewers and admins, and with what belongs to the other grid. */

import { accountNameOf } from '../../../src/voice/accounts/account-name.js'
import { find } from '../../helpers/regions/vivox-module.js'
import { openSignal } from '../../helpers/signal-socket.js'
import {
  type Act,
  AGENTS,
  agentOf,
  bearer,
  callsOf,
  found,
  GRIDS,
  hostOf,
  markOf,
  nameOf,
  note,
  openPage,
  originOf,
  other,
  PARCEL,
  regionOf,
  type Scene,
  SIDES,
  say,
  type World,
} from './world.js'

const ADMIN_LISTS = [
  '/overview',
  '/history?range=hour',
  '/rooms',
  '/regions',
  '/regions/:region/live',
  '/channels',
  '/channels/export',
  '/places',
  '/accounts',
  '/residents?text=Anna',
  '/residents/:agent',
  '/decisions',
  '/complaints',
  '/bans',
  '/audit',
  '/region-keys',
  '/look',
  '/keys',
  '/admins',
  '/usage',
  '/grids',
  '/grids/usage',
  '/grids/main',
  '/grids/beta',
]

async function lookAs(
  { worlds }: Scene,
  world: World,
  path: string,
  headers: Record<string, string> = {},
): Promise<void> {
  const { status, body } = await worlds[world.name].admin.call('GET', path, { headers })
  note(world, `GET /admin/api${path}`, `${status} ${JSON.stringify(body)}`)
}

async function actAs(
  { worlds }: Scene,
  world: World,
  method: string,
  path: string,
  body: object,
): Promise<void> {
  const answer = await worlds[world.name].admin.call(method, path, { body })
  note(world, `${method} /admin/api${path}`, `${answer.status} ${JSON.stringify(answer.body)}`)
}

export const HONEST: Readonly<Record<string, Act>> = {
  async positions(scene, world, choice) {
    const avatars = AGENTS.slice(0, 1 + (choice.number % AGENTS.length)).map((id, index) => ({
      id,
      name: nameOf(world, id),
      pos: [SIDES[world.name] + index, 100, 25],
      look: [1, 0, 0],
    }))
    const region = regionOf(choice)
    await scene.ask(world, '/opensim/v1/positions', {
      body: { region, name: `Plaza ${markOf(world.name)}`, avatars },
      headers: bearer(world),
    })
  },

  async ticket(scene, world, choice) {
    const agent = agentOf(choice)
    const body = { agent, name: nameOf(world, agent), region: regionOf(choice) }
    const { text } = await scene.ask(world, '/opensim/v1/tickets', { body, headers: bearer(world) })
    const ticket = /\/v\/([^"]+)/.exec(text)?.[1]
    if (ticket) world.tickets.push(ticket)
    if (world.tickets.length > 5) world.tickets.shift()
  },

  async 'sign in'(scene, world, choice) {
    await HONEST.ticket?.(scene, world, choice)
    const ticket = world.tickets.pop()
    const { cookie } = await scene.ask(world, '/api/session', { body: { ticket } })
    if (!cookie) return
    world.cookies.set(agentOf(choice), cookie)
    await openPage(scene, world, agentOf(choice))
  },

  async 'look at the session'(scene, world, choice) {
    const cookie = world.cookies.get(agentOf(choice)) ?? ''
    for (const path of ['/api/session', '/api/place', '/api/ice-status', '/api/sign-in'])
      await scene.ask(world, path, { method: 'GET', headers: { cookie } })
  },

  async capabilities(scene, world, choice) {
    const agent = agentOf(choice)
    await scene.ask(world, '/opensim/v1/caps/ProvisionVoiceAccountRequest', {
      body: `<llsd><map><key>agent</key><uuid>${agent}</uuid></map></llsd>`,
      type: 'application/llsd+xml',
      headers: bearer(world),
    })
    await scene.ask(world, '/opensim/v1/caps/ParcelVoiceInfoRequest', {
      body: `<llsd><map><key>agent</key><uuid>${agent}</uuid><key>region</key><uuid>${regionOf(choice)}</uuid><key>region_name</key><string>Plaza ${markOf(world.name)}</string><key>parcel</key><uuid>${PARCEL}</uuid><key>parcel_name</key><string>Parcel ${markOf(world.name)}</string></map></llsd>`,
      type: 'application/llsd+xml',
      headers: bearer(world),
    })
  },

  async 'Vivox account'(scene, world, choice) {
    const { text } = await scene.ask(
      world,
      `/api2/viv_signin.php?userid=admin-${world.name}&pwd=${world.vivoxPassword}`,
      { method: 'GET' },
    )
    world.vivoxToken = find(text, 'response.level0.body.auth_token') ?? world.vivoxToken
    const name = accountNameOf(agentOf(choice))
    for (const path of [
      `viv_adm_acct_new.php?username=${name}&pwd=pw${markOf(world.name)}`,
      `viv_get_acct.php?user_name=${name}`,
    ])
      await scene.ask(world, `/api2/${path}&auth_token=${world.vivoxToken}`, { method: 'GET' })
  },

  async 'Vivox channels'(scene, world, choice) {
    for (const path of [
      `viv_chan_mod.php?mode=create&chan_name=${regionOf(choice)}&chan_desc=Plaza${markOf(world.name)}&chan_type=positional`,
      'viv_chan_search.php?cond_channame=',
      `viv_chan_search.php?cond_channame=${regionOf(choice)}`,
    ])
      await scene.ask(world, `/api2/${path}&auth_token=${world.vivoxToken}`, { method: 'GET' })
  },

  async 'what is said in-world'(scene, world, choice) {
    const line = { number: choice.number, id: agentOf(choice), name: nameOf(world, agentOf(choice)) }
    await scene.ask(world, '/opensim/v1/chat', {
      body: {
        region: regionOf(choice),
        object: PARCEL,
        started: 1,
        after: '',
        lines: [{ ...line, text: `In-world ${markOf(world.name)}` }],
      },
      headers: bearer(world),
    })
  },

  async 'Vivox moderation'(scene, world, choice) {
    // Also by the address of the other grid's channel: its number is one of this grid's own.
    const uris = GRIDS.flatMap((grid) => found(scene.worlds[grid], /(sip:confctl-[^<"&]+)/).slice(0, 1))
    const user = `user_uri=sip:${accountNameOf(agentOf(choice))}@nowhere`
    for (const uri of uris)
      for (const mode of ['mute', 'unmute', 'kick'])
        await scene.ask(
          world,
          `/api2/viv_chan_cmd.php?mode=${mode}&chan_uri=${uri}&${user}&auth_token=${world.vivoxToken}`,
          { method: 'GET' },
        )
  },

  async 'a native viewer'(scene, world, choice) {
    const request = {
      voice_server_type: 'webrtc',
      channel_type: 'local',
      parcel_local_id: 1,
      jsep: { type: 'offer', sdp: `v=0 ${markOf(world.name)}` },
    }
    await scene.ask(world, `/opensim/voice/${world.secret}`, {
      body: {
        jsonrpc: '2.0',
        id: markOf(world.name),
        method: choice.number % 2 ? 'provision_voice_account_request' : 'voice_signaling_request',
        params: { request, userID: agentOf(choice), scene: regionOf(choice) },
      },
      type: 'application/json-rpc',
    })
  },

  async 'a line'(_scene, world, choice) {
    const page = world.pages.get(agentOf(choice))
    const text = `Hello ${markOf(world.name)}`
    say(page, { type: 'chat', text, nonce: `n${choice.number}` })
    say(page, { type: 'chat', with: AGENTS[choice.number % 3], text, nonce: `p${choice.number}` })
    say(page, { type: 'chat-read' })
    say(page, { type: 'chat-read', with: AGENTS[choice.number % 3] })
  },

  async 'a call'(_scene, world, choice) {
    const page = world.pages.get(agentOf(choice))
    say(page, { type: 'find-people', text: 'Anna' })
    say(page, { type: 'call', to: AGENTS[choice.number % 3], muted: false })
    for (const call of callsOf(world)) say(page, { type: 'call-accept', call, muted: false })
  },

  async 'what one resident does about another'(_scene, world, choice) {
    const page = world.pages.get(agentOf(choice))
    const agentId = AGENTS[choice.number % 3]
    say(page, { type: 'block', agentId, on: choice.number % 4 === 0 })
    say(page, { type: 'block', agentId, on: false })
    say(page, { type: 'complain', agentId, words: `Noise ${markOf(world.name)}` })
    say(page, { type: 'hand', raised: choice.number % 2 === 0 })
    say(page, { type: 'report', speaking: choice.number % 2 === 0 })
    say(page, { type: 'moderate', act: 'kick', agentId, explanation: markOf(world.name) })
  },

  async 'a page that comes back'(scene, world, choice) {
    world.pages.get(agentOf(choice))?.cut()
    await openPage(scene, world, agentOf(choice))
  },

  async 'an admin looks'(scene, world, choice) {
    for (const path of ADMIN_LISTS)
      await lookAs(scene, world, path.replace(':agent', agentOf(choice)).replace(':region', regionOf(choice)))
  },

  async 'an admin acts'(scene, world, choice) {
    const mark = markOf(world.name)
    await actAs(scene, world, 'PATCH', '/look', { name: mark, accent: '' })
    if (choice.number < 3)
      await actAs(scene, world, 'POST', '/region-keys', {
        name: mark,
        regions: [regionOf(choice)],
        rights: ['links'],
      })
    const rooms = world.told.filter(({ about }) => about === 'GET /admin/api/rooms').at(-1)?.text ?? ''
    const [, room] = /"(?:channelId|id)":(\d+)/.exec(rooms) ?? []
    const body = { act: 'mute', agentIds: [agentOf(choice)], explanation: mark }
    await actAs(scene, world, 'POST', `/rooms/${room ?? 1}/acts`, body)
    await actAs(scene, world, 'POST', `/rooms/${room ?? 1}/acts`, { ...body, act: 'unmute' })
  },

  async 'a region goes silent'(scene, world, choice) {
    await scene.ask(world, '/opensim/v1/positions', {
      body: { region: regionOf(choice), name: `Plaza ${markOf(world.name)}`, avatars: [] },
      headers: bearer(world),
    })
  },
}

/** With what one grid has, in the other one: each is refused, or concerns the other grid's own things alone. */
export const DISHONEST: Readonly<Record<string, Act>> = {
  async 'the other grid’s ticket'(scene, world) {
    const theirs = scene.worlds[other(world.name)]
    const [ticket] = theirs.tickets
    if (ticket) await scene.ask(world, '/api/session', { body: { ticket } })
  },

  async 'the other grid’s session'(scene, world, choice) {
    const cookie = scene.worlds[other(world.name)].cookies.get(agentOf(choice)) ?? ''
    for (const path of ['/api/session', '/api/place', '/api/ice-status'])
      await scene.ask(world, path, { method: 'GET', headers: { cookie } })
    if (!cookie) return
    const socket = openSignal(scene.app.url, cookie, {
      host: hostOf(world.name),
      origin: originOf(world.name),
    })
    await socket.closed()
    for (const message of socket.messages)
      note(world, 'a socket with a foreign session', JSON.stringify(message))
  },

  async 'a grid named in the body'(scene, world, choice) {
    const grid = other(world.name)
    const agent = agentOf(choice)
    const region = regionOf(choice)
    await scene.ask(world, '/opensim/v1/positions', {
      body: {
        grid,
        region,
        name: `Plaza ${markOf(world.name)}`,
        avatars: [
          { grid, id: agent, name: nameOf(world, agent), pos: [SIDES[world.name], 1, 1], look: [1, 0, 0] },
        ],
      },
      headers: bearer(world),
    })
    await scene.ask(world, `/opensim/v1/tickets?grid=${grid}`, {
      body: { grid, agent, name: nameOf(world, agent), region },
      headers: { ...bearer(world), 'x-grid': grid },
    })
  },

  async 'calls, links and people of the other grid'(scene, world, choice) {
    const theirs = scene.worlds[other(world.name)]
    const page = world.pages.get(agentOf(choice))
    const [call = 'none'] = callsOf(theirs)
    const [token = 'none'] = found(theirs, /"token":"([^"]+)"/)
    const [link = 'none'] = found(theirs, /"link":"([^"]+)"/)
    const text = markOf(world.name)
    const links = AGENTS.map((agentId) => ({ agentId, link }))
    say(page, { type: 'call-accept', call, muted: false })
    say(page, { type: 'call-return', call, token, muted: false, resumes: true, links })
    say(page, { type: 'call-hang-up', call })
    say(page, { type: 'chat', call, text, nonce: 'x' })
    say(page, { type: 'chat-read', call })
    say(page, { type: 'hub-offer', call, sdp: `v=0 ${text}` })
    say(page, { type: 'join', muted: false, resumes: true, links })
    const candidate = { candidate: text, sdpMid: '0', sdpMLineIndex: 0 }
    for (const to of AGENTS) {
      say(page, { type: 'candidate', to, link, candidate })
      say(page, { type: 'link-lost', to, link })
    }
  },

  async 'the other grid’s Vivox token'(scene, world, choice) {
    // Whoever has a grid's token acts for that grid: what comes back is that grid's own.
    const theirs = scene.worlds[other(world.name)]
    await scene.ask(
      theirs,
      `/api2/viv_get_acct.php?user_name=${accountNameOf(agentOf(choice))}&auth_token=${theirs.vivoxToken}&grid=${world.name}`,
      { method: 'GET' },
    )
    await scene.ask(
      world,
      `/api2/viv_signin.php?userid=admin-${other(world.name)}&pwd=${world.vivoxPassword}`,
      { method: 'GET' },
    )
  },

  async 'the other grid’s account by password'(scene, world, choice) {
    const account = accountNameOf(agentOf(choice))
    await scene.ask(world, '/api/session', { body: { account, password: `pw${markOf(other(world.name))}` } })
  },

  async 'an admin of the other grid'(scene, world, choice) {
    const theirs = scene.worlds[other(world.name)]
    const headers = { 'x-grid': theirs.name }
    for (const path of ADMIN_LISTS) {
      const asked = path.replace(':agent', agentOf(choice)).replace(':region', regionOf(choice))
      await lookAs(scene, world, asked, headers)
      await lookAs(scene, world, `${asked}?grid=${theirs.name}`)
    }
    const ids = theirs.told.flatMap(({ about, text }) =>
      about.includes('/admin/api/') ? [...text.matchAll(/"id":"?([\w-]+)/g)].map(([, id]) => id) : [],
    )
    const id = ids.at(choice.number % Math.max(1, ids.length)) ?? '1'
    for (const path of [
      `/region-keys/${id}/withdraw`,
      `/complaints/${id}/close`,
      `/audit/${id}/undo`,
      `/channels/${id}/delete`,
    ])
      await actAs(scene, world, 'POST', path, {})
  },

  async 'a path that does not exist, with a good key'(scene, world) {
    await scene.ask(world, `/opensim/v1/nothing/${other(world.name)}`, { body: {}, headers: bearer(world) })
  },
}

export const ACTS: Readonly<Record<string, Act>> = { ...HONEST, ...DISHONEST }
