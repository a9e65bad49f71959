/** Two grids in one core: the same avatar, account or channel in another grid is another one. */

import fastifyCookie from '@fastify/cookie'
import Fastify from 'fastify'
import t, { type Test } from 'tap'
import { accountRoutes } from '../../src/admin/people/account-routes.js'
import { createAccountViews } from '../../src/admin/people/account-views.js'
import { VoiceError } from '../../src/errors.js'
import { IN_WORLD_WORDS, type InWorldText } from '../../src/pure/in-world-words.js'
import { holdUnwrittenChannels } from '../../src/store/held/held-channels.js'
import { openStore } from '../../src/store/store.js'
import { createTokens } from '../../src/vivox-compat/tokens.js'
import { createAccounts } from '../../src/voice/accounts/accounts.js'
import { createChannels } from '../../src/voice/channels/channels.js'
import { type Avatar, avatarKey, MAIN_GRID } from '../../src/voice/grids/grid.js'
import { limitsOfOneNode } from '../../src/voice/limits/limits.js'
import { createBans } from '../../src/voice/moderation/bans.js'
import { createMutes } from '../../src/voice/moderation/mutes.js'
import { createNames } from '../../src/voice/presence/names.js'
import { createPresence } from '../../src/voice/presence/presence.js'
import { masterOf } from '../../src/voice/region-keys/authority.js'
import type { Rooms } from '../../src/voice/rooms/rooms.js'
import { createKnownNetworks } from '../../src/voice/sign-in/known-networks.js'
import { createSessions, SESSION_TTL_MS, type Session } from '../../src/voice/sign-in/sessions.js'
import { createSignInCodes } from '../../src/voice/sign-in/sign-in-codes.js'
import { createSignInThrottle } from '../../src/voice/sign-in/sign-in-throttle.js'
import { createTickets } from '../../src/voice/sign-in/tickets.js'
import { createVouched } from '../../src/voice/storage/vouched.js'
import { createPasswordSignIn } from '../../src/web-session/password-sign-in.js'
import { createSessionCookies } from '../../src/web-session/session-cookies.js'
import { hostedGrid } from '../helpers/regions/hosted-grid.js'
import { gateOf } from '../helpers/regions/region-authority.js'
import { buildVivoxService } from '../helpers/regions/vivox-service.js'
import { createTestTime } from '../helpers/test-time.js'

const OTHER = 'other'
const AGENT = 'aaaaaaaa-0000-4000-8000-000000000001'
const here: Avatar = { grid: MAIN_GRID, agentId: AGENT }
const there: Avatar = { grid: OTHER, agentId: AGENT }
const address = '192.0.2.1'

async function setUp(t: Test) {
  const time = createTestTime()
  const store = await openStore({ file: ':memory:' })
  await store.grids.save(hostedGrid(OTHER))
  t.teardown(() => store.close())
  const throttle = createSignInThrottle(time.timers, { wait: async () => undefined })
  const accounts = createAccounts({ store: store.accounts, secret: 's', throttle, clock: time.clock })
  const channels = createChannels(store.channels, time.clock)
  const onError = (error: unknown) => t.fail(String(error))
  return { ...time, store, throttle, accounts, channels, onError }
}

const codeOf = async (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: VoiceError) => error.code,
  )

t.test('accounts: passwords and who is shut out', async (t) => {
  const { accounts } = await setUp(t)
  const signIn = (grid: string, password: string) =>
    codeOf(accounts.signIn({ grid, name: 'xAnna', password, address }))
  await accounts.create({ ...here, name: 'xAnna', password: 'here' })
  t.equal(await signIn(OTHER, 'here'), 'account-not-found')
  t.equal(await codeOf(accounts.setPassword(OTHER, 'xAnna', 'there')), 'account-not-found')
  await accounts.create({ ...there, name: 'xAnna', password: 'first' })
  await accounts.setPassword(OTHER, 'xAnna', 'there')
  t.strictSame([await signIn(MAIN_GRID, 'here'), await signIn(OTHER, 'there')], ['done', 'done'])
  t.strictSame(
    [await signIn(MAIN_GRID, 'there'), await signIn(OTHER, 'here')],
    ['wrong-credentials', 'wrong-credentials'],
  )
  await accounts.setDisabled(OTHER, 'xAnna', true)
  t.strictSame([await signIn(MAIN_GRID, 'here'), await signIn(OTHER, 'there')], ['done', 'account-disabled'])
  await accounts.setDisabledFor(there, true)
  t.equal(await codeOf(accounts.requireEnabled(here)), 'done')
  t.equal(await codeOf(accounts.requireEnabled(there)), 'account-disabled')
  t.equal((await accounts.search(OTHER, 'xanna', 9))[0]?.grid, OTHER)
})

t.test('wrong passwords of one grid slow nobody of another', async (t) => {
  const { throttle } = await setUp(t)
  const wrong = async () => {
    throw new Error('wrong')
  }
  const attempt = (grid: string | null) => codeOf(throttle.attempt({ grid, address, account: 'anna' }, wrong))
  let last: string | undefined
  for (let n = 0; n < 200 && last !== 'rate-limited'; n += 1) last = await attempt(MAIN_GRID)
  t.equal(last, 'rate-limited')
  t.equal(await attempt(OTHER), undefined)
  t.equal(await attempt(null), undefined, 'nor an admin of that name')
})

t.test('channels: a place, a parent and an id of another grid are not there', async (t) => {
  const { channels } = await setUp(t)
  const place = { regionId: AGENT, regionName: 'Plaza', parcelId: null }
  const mine = await channels.forPlace(MAIN_GRID, place)
  t.equal(await channels.findForPlace(OTHER, place), undefined)
  const theirs = await channels.forPlace(OTHER, place)
  t.match([mine, theirs], [{ grid: MAIN_GRID }, { grid: OTHER }])
  t.not(mine.id, theirs.id)
  const wrong = { grid: OTHER, id: mine.id }
  const request = { grid: OTHER, name: 'below', parentId: mine.id, description: '', settings: {} }
  for (const work of [
    channels.get(wrong),
    channels.update(wrong, { pinned: true }),
    channels.updateAll([{ ...wrong, patch: { pinned: true } }]),
    channels.delete(wrong),
    channels.create(request),
  ])
    t.equal(await codeOf(work), 'channel-not-found')
  const deleted: unknown[] = []
  channels.events.on('deleted', (refs) => deleted.push(...refs))
  await channels.delete(theirs)
  t.strictSame(deleted, [{ grid: OTHER, id: theirs.id, byAdmin: false }])
  t.strictSame(await channels.search({ grid: MAIN_GRID }), [mine])
})

t.test('bans, also after a restart', async (t) => {
  const { store, clock, onError, pass } = await setUp(t)
  const make = async () => {
    const bans = createBans(store.bans, clock, onError)
    await bans.load()
    return bans
  }
  const [mine, theirs] = [
    { grid: MAIN_GRID, id: 1 },
    { grid: OTHER, id: 1 },
  ]
  const until = clock() + 1000
  const ban = { ...there, channelId: 1, name: 'Anna', until, by: 'admin' }
  const first = await make()
  first.add(ban)
  await pass(0)
  for (const bans of [first, await make()]) {
    t.strictSame([bans.isBanned(mine, AGENT), bans.isBanned(theirs, AGENT)], [false, true])
    t.strictSame([bans.list(MAIN_GRID).length, bans.list(OTHER).length], [0, 1])
  }
  first.add({ ...ban, ...here })
  first.remove(theirs, AGENT)
  await pass(0)
  for (const bans of [first, await make()]) {
    t.strictSame([bans.isBanned(mine, AGENT), bans.isBanned(theirs, AGENT)], [true, false])
  }
  await pass(1001)
  t.strictSame(first.list(MAIN_GRID), [])
  await pass(0)
  t.strictSame(await store.bans.list(), [])
})

t.test('mutes and the floor, also after a restart', async (t) => {
  const { store, onError, pass } = await setUp(t)
  const make = async () => {
    const mutes = createMutes(store.speechRules, onError)
    await mutes.load()
    return mutes
  }
  const [mine, theirs] = [
    { grid: MAIN_GRID, id: 1 },
    { grid: OTHER, id: 1 },
  ]
  const first = await make()
  first.setMuted(theirs, AGENT, true)
  first.setFloor(theirs, AGENT, true)
  first.setAllMuted(theirs, true)
  await pass(0)
  for (const mutes of [first, await make()]) {
    const rules = (channel: typeof mine) => [
      mutes.isMutedAlone(channel, AGENT),
      mutes.hasFloor(channel, AGENT),
      mutes.areAllMuted(channel),
    ]
    t.strictSame(
      [rules(mine), rules(theirs)],
      [
        [false, false, false],
        [true, true, true],
      ],
    )
    t.equal(mutes.isMuted(mine, AGENT, { moderators: [] }), false)
    t.equal(mutes.maySpeak(mine, AGENT, { mode: 'presentation', moderators: [] }), false)
  }
  first.setMuted(mine, AGENT, true)
  first.setAllMuted(theirs, false)
  first.forget(theirs)
  await pass(0)
  for (const mutes of [first, await make()]) {
    t.strictSame([mutes.isMutedAlone(mine, AGENT), mutes.isMutedAlone(theirs, AGENT)], [true, false])
  }
})

t.test('sessions: who is signed out everywhere is so in its grid', async (t) => {
  const { store, clock } = await setUp(t)
  const sessions = await createSessions(clock, store.revocations)
  const [mine, theirs] = [sessions.issue({ ...here, name: 'A' }), sessions.issue({ ...there, name: 'A' })]
  t.equal(theirs.grid, OTHER)
  await sessions.revokeAllOf(there)
  for (const one of [sessions, await createSessions(clock, store.revocations)]) {
    one.check(mine)
    t.throws(() => one.check(theirs), { code: 'session-expired' })
  }
  await sessions.revoke({ ...mine, grid: OTHER })
  sessions.check(mine)
  await sessions.revoke(mine)
  for (const one of [sessions, await createSessions(clock, store.revocations)])
    t.throws(() => one.check(mine), { code: 'session-expired' })
  const next = sessions.issue({ ...there, name: 'A' })
  sessions.check(next)
})

t.test(
  'cookies: a session of another grid is none, and one that names none is of the main grid',
  async (t) => {
    const { store, clock, pass } = await setUp(t)
    const sessions = await createSessions(clock, store.revocations)
    const cookies = createSessionCookies(sessions, 'key')
    const app = Fastify()
    await app.register(fastifyCookie)
    app.decorateRequest('isSecure', true)
    app.decorateRequest('pageGrid', MAIN_GRID)
    const issued: Record<string, Session> = {
      [MAIN_GRID]: sessions.issue({ ...here, name: 'A' }),
      [OTHER]: sessions.issue({ ...there, name: 'A' }),
    }
    app.get<{ Params: { grid: string } }>('/set/:grid', async (request, reply) => {
      const session = issued[request.params.grid]
      if (session) cookies.set(request, reply, session)
    })
    app.get('/read', async (request) => {
      const { grid, agentId } = cookies.read(request)
      return { grid, agentId }
    })
    const cookieOf = async (grid: string) => {
      const [cookie] = (await app.inject(`/set/${grid}`)).cookies
      const { path, httpOnly, sameSite, secure, maxAge } = cookie ?? {}
      t.strictSame(
        [path, httpOnly, sameSite, secure, maxAge],
        ['/', true, 'Lax', true, SESSION_TTL_MS / 1000],
      )
      return `${cookie?.name}=${encodeURIComponent(String(cookie?.value))}`
    }
    const [mine, theirs] = [await cookieOf(MAIN_GRID), await cookieOf(OTHER)]
    const read = async (cookie: string, query = '') =>
      app
        .inject({ url: `/read${query}`, headers: { cookie } })
        .then((answer) => [answer.statusCode, answer.json()])
    t.not(mine.split('=')[0], theirs.split('=')[0], 'neither takes the place of the other')
    for (const query of ['', `?avatar=${AGENT}`]) {
      t.strictSame(await read(`${theirs}; ${mine}`, query), [200, here])
      t.match(await read(theirs, query), [500, { code: 'session-missing' }])
    }
    const renamed = `voice-${AGENT}=${theirs.split('=').slice(1).join('=')}`
    t.match(await read(renamed), [500, { code: 'session-missing' }], 'whatever its name says')

    await pass(1)
    const bert = { grid: MAIN_GRID, agentId: 'bert' }
    issued.later = sessions.issue({ ...bert, name: 'B' })
    const later = await cookieOf('later')
    for (const both of [`${mine}; ${later}`, `${later}; ${mine}`])
      t.strictSame(
        [await read(both), await read(both, `?avatar=${AGENT}`)],
        [
          [200, bert],
          [200, here],
        ],
        'the newest, unless the page names one',
      )
    const alien = `voice-bert=${mine.split('=').slice(1).join('=')}`
    t.match(await read(alien, '?avatar=bert'), [500, { code: 'session-missing' }])
  },
)

t.test('tickets', async (t) => {
  const { timers } = await setUp(t)
  const tickets = createTickets(timers)
  const ticket = tickets.mint({ ...there, name: 'Anna' }, { sender: address, region: 'r' })
  t.throws(() => tickets.redeem(MAIN_GRID, ticket), { code: 'ticket-unknown' })
  t.throws(() => tickets.shorten(MAIN_GRID, ticket), { code: 'ticket-unknown' })
  t.strictSame(tickets.redeem(OTHER, tickets.shorten(OTHER, ticket)), { ...there, name: 'Anna' })
  t.equal(tickets.holderOfUsed(MAIN_GRID, ticket), undefined)
  t.strictSame(tickets.holderOfUsed(OTHER, ticket), { ...there, name: 'Anna' })
})

t.test('codes, and the networks an avatar is known from', async (t) => {
  const { store, timers, clock } = await setUp(t)
  const shown = new Map<string, string>()
  const messenger = {
    offered: () => true,
    reaches: () => true,
    async alert(avatar: Avatar, text: InWorldText) {
      shown.set(avatarKey(avatar), /\b\d{6}\b/.exec(text(IN_WORLD_WORDS.en))?.[0] ?? '')
    },
  }
  const vouched = createVouched({ store: store.vouched, kind: 'network', limit: 10, clock })
  const known = createKnownNetworks('secret', vouched)
  known.note(there, address)
  await vouched.write()
  const after = createKnownNetworks('secret', vouched)
  await after.load()
  for (const one of [known, after])
    t.strictSame([one.has(here, address), one.has(there, address)], [false, true])

  let drawn = 100_000
  const drawCode = () => {
    drawn += 1
    return String(drawn)
  }
  const codes = createSignInCodes({
    messenger,
    known,
    stopwatch: timers,
    makeLimit: limitsOfOneNode(timers),
    drawCode,
  })
  await codes.send({ ...here, name: 'Anna' }, address)
  const mine = shown.get(avatarKey(here)) ?? ''
  await t.rejects(codes.redeem(there, mine, address), { code: 'code-expired' })
  await codes.send({ ...there, name: 'Annette' }, address)
  const theirs = shown.get(avatarKey(there)) ?? ''
  await t.rejects(codes.redeem(here, theirs, address), { code: 'code-wrong' })
  t.strictSame(await codes.redeem(there, theirs, address), { ...there, name: 'Annette' })
  t.strictSame(await codes.redeem(here, mine, address), { ...here, name: 'Anna' }, 'used up alone')
  // Three more for each, since each has had one of its own.
  for (const avatar of [here, there]) {
    for (let n = 0; n < 2; n += 1) await codes.send({ ...avatar, name: 'Anna' }, address)
    t.equal(await codeOf(codes.send({ ...avatar, name: 'Anna' }, address)), 'rate-limited')
  }
})

t.test('grid passwords: tries of one grid are none of another', async (t) => {
  const { accounts, timers } = await setUp(t)
  const asked: string[] = []
  const passwords = createPasswordSignIn({
    accounts,
    gridPasswords: {
      offered: () => true,
      async identify({ grid, password }) {
        asked.push(grid)
        return password === grid ? { grid, agentId: AGENT, name: 'Anna Test' } : undefined
      },
    },
    names: { search: () => [] },
    knownNetworks: createKnownNetworks('secret'),
    nameOf: () => 'Anna Test',
    makeLimit: limitsOfOneNode(timers),
  })
  const byGrid = (grid: string, password: string) =>
    codeOf(passwords.byGrid({ grid, firstName: 'Anna', lastName: 'Test', password }, address))
  let last: string | undefined
  for (let n = 0; n < 20 && last !== 'rate-limited'; n += 1) last = await byGrid(MAIN_GRID, 'guess')
  t.equal(last, 'rate-limited')
  t.equal(await byGrid(OTHER, OTHER), 'done')
  t.equal(asked.at(-1), OTHER)
  await accounts.create({ ...there, name: 'xAnna', password: 'pw' })
  const byAccount = (grid: string) => passwords.byAccount({ grid, account: 'xAnna', password: 'pw' }, address)
  t.strictSame(await byAccount(OTHER), { ...there, name: 'Anna Test' })
  t.equal(await codeOf(byAccount(MAIN_GRID)), 'wrong-credentials')
})

t.test('tokens say of which grid their holder is', async (t) => {
  const { clock } = await setUp(t)
  const make = (password: string) =>
    createTokens({ secret: 's', gate: gateOf({ password: () => password }), clock })
  const tokens = make('vpass')
  for (const grid of [MAIN_GRID, OTHER]) {
    t.strictSame(tokens.read(tokens.issueAdmin(masterOf(grid))), { kind: 'admin', authority: masterOf(grid) })
    const avatar = tokens.issueAvatar({ grid, name: 'xAnna' })
    t.strictSame(tokens.read(avatar), { kind: 'avatar', grid, accountName: 'xAnna' })
    t.equal(make('another').read(tokens.issueAdmin(masterOf(grid))), undefined)
  }
  t.not(tokens.issueAdmin(masterOf(MAIN_GRID)), tokens.issueAdmin(masterOf(OTHER)))
})

t.test('a region acts in the grid that it signed in for', async (t) => {
  const { app, store, accounts, channels, moderated, time } = await buildVivoxService({ secret: 's' })
  t.teardown(() => app.close())
  await store.grids.save(hostedGrid(OTHER))
  const tokens = createTokens({ secret: 's', gate: gateOf(), clock: () => time.now })
  // A description goes on to the end of its address.
  const call = async (grid: string, path: string) =>
    (await app.inject(`/api2/${path.replace('?', `?auth_token=${tokens.issueAdmin(masterOf(grid))}&`)}`)).body

  await call(OTHER, 'viv_adm_acct_new.php?username=xAnna&pwd=pw')
  t.equal(await accounts.find(MAIN_GRID, 'xAnna'), undefined)
  t.match(await call(MAIN_GRID, 'viv_get_acct.php?user_name=xAnna'), /no such account/)
  t.match(await call(OTHER, 'viv_get_acct.php?user_name=xAnna'), '<user_name>xAnna<')
  t.match(await call(MAIN_GRID, 'viv_adm_password.php?user_name=xAnna&new_pwd=b'), /no such account/)
  t.notMatch(await call(OTHER, 'viv_adm_password.php?user_name=xAnna&new_pwd=b'), /no such account/)

  await call(OTHER, 'viv_chan_mod.php?mode=create&chan_name=hall&chan_type=dir')
  const [hall] = await channels.search({ grid: OTHER })
  const id = hall?.id
  const uri = `sip:confctl-${id}@voice.invalid`
  for (const path of [
    `viv_chan_mod.php?mode=get&chan_id=${id}`,
    `viv_chan_mod.php?mode=modify&chan_id=${id}&chan_desc=x`,
    `viv_chan_mod.php?mode=delete&chan_id=${id}`,
    `viv_chan_cmd.php?mode=mute_all&chan_uri=${uri}`,
  ])
    t.match(await call(MAIN_GRID, path), /no (such )?channel/, path)
  t.match(await call(MAIN_GRID, 'viv_chan_search.php?cond_channame=hall'), '<count>0<')
  t.match(await call(OTHER, 'viv_chan_search.php?cond_channame=hall'), '<count>1<')
  await call(OTHER, `viv_chan_mod.php?mode=create&chan_name=room&chan_parent=${id}`)
  await call(OTHER, `viv_chan_mod.php?mode=modify&chan_id=${id}&chan_desc=Hall`)
  await call(OTHER, `viv_chan_cmd.php?mode=mute_all&chan_uri=${uri}`)
  t.same(moderated, [`setAllMuted(${id}, true)`])
  const theirs = await channels.search({ grid: OTHER })
  t.match(theirs, [{ description: 'Hall' }, { name: 'room', parentId: id }])
  t.equal(theirs.length, 2)
  await call(OTHER, `viv_chan_mod.php?mode=delete&chan_id=${id}`)
  t.strictSame(await channels.search({ grid: OTHER }), [])
  t.strictSame(await channels.search({ grid: MAIN_GRID }), [])
})

t.test('the console: whom it finds and shuts out is of its grid', async (t) => {
  const { store, accounts, clock, timers } = await setUp(t)
  const presence = createPresence(timers)
  const sessions = await createSessions(clock, store.revocations)
  const isIn = { [MAIN_GRID]: false, [OTHER]: true }
  const did: unknown[] = []
  const rooms = {
    list: () =>
      [MAIN_GRID, OTHER].map((grid) => ({
        channel: { grid, id: 1 },
        kind: 'place',
        has: () => isIn[grid] === true,
      })),
    kick: ({ grid }: { grid: string }, agentId: string) => void did.push(['kick', { grid, agentId }]),
  } as unknown as Rooms
  const app = Fastify()
  const names = createNames(presence)
  app.decorateRequest('adminGrid', MAIN_GRID)
  await app.register(accountRoutes, {
    accounts,
    names,
    viewOf: createAccountViews({ names, presence, rooms, clock, timers }),
    sessions,
    rooms,
    presence,
    media: { endViewersOf: (avatar) => void did.push(['viewers', avatar]) },
    note: async () => undefined,
  })
  const guard = 'bbbbbbbb-0000-4000-8000-000000000002'
  for (const grid of [MAIN_GRID, OTHER]) {
    const place = { position: [1, 2, 3], look: [1, 0, 0], parcelId: null } as const
    presence.report({
      grid,
      regionId: `region of ${grid}`,
      regionName: 'Plaza',
      source: 'push',
      avatars: [
        { ...place, agentId: AGENT, name: `Anna of ${grid}` },
        { ...place, agentId: guard, name: `Guard of ${grid}`, npc: true },
      ],
    })
  }
  const found = async (search: string) =>
    (await app.inject(`/accounts?search=${search}`))
      .json()
      .map(({ name, inVoice }: { name: string; inVoice: boolean }) => [name, inVoice])
  t.strictSame(await found(''), [['Anna of main', false]], 'nobody of another grid, and no figures')
  isIn[MAIN_GRID] = true
  t.strictSame(await found('anna'), [['Anna of main', true]])
  t.strictSame([await found('guard'), await found('other')], [[], []])
  const theirs = sessions.issue({ ...there, name: 'A' })
  const payload = { disabled: true }
  await app.inject({ method: 'POST', url: `/accounts/${AGENT}/disabled`, payload })
  t.strictSame(did, [
    ['kick', here],
    ['viewers', here],
  ])
  sessions.check(theirs)
  t.equal(await codeOf(accounts.requireEnabled(there)), 'done')
  t.equal(await codeOf(accounts.requireEnabled(here)), 'account-disabled')
})

t.test('channels that cannot be written yet', async (t) => {
  const { store } = await setUp(t)
  let isFull = true
  const held = holdUnwrittenChannels({
    ...store.channels,
    async create(wanted) {
      if (isFull) throw new VoiceError('store-unwritable', 'full')
      return store.channels.create(wanted)
    },
  })
  const wanted = { name: 'hall', parentId: null, description: '', regionSettings: {}, createdAt: 1 }
  const mine = (await held.create({ ...wanted, grid: MAIN_GRID })).channel
  t.equal(await held.find({ grid: OTHER, name: 'hall' }), undefined)
  const theirs = (await held.create({ ...wanted, grid: OTHER })).channel
  t.not(mine.id, theirs.id)
  t.strictSame(await held.search({ grid: OTHER }), [theirs])
  const wrong = { grid: OTHER, id: mine.id }
  t.equal(await held.find(wrong), undefined)
  t.equal(await held.update([{ ...wrong, patch: { pinned: true } }]), undefined)
  t.strictSame(await held.delete(wrong), [])
  await held.update([{ grid: OTHER, id: theirs.id, patch: { pinned: true } }])
  t.strictSame(await held.find(mine), mine)
  isFull = false
  await held.writeHeld()
  for (const [grid, pinned] of [
    [MAIN_GRID, false],
    [OTHER, true],
  ] as const) {
    const written = await store.channels.search({ grid })
    t.strictSame(
      written.map((channel) => [channel.name, channel.pinned]),
      [['hall', pinned]],
    )
  }
})
