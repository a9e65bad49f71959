/** PostgreSQL as the store's second dialect, on Debian's real server, with several processes' connections at once. */

import { randomUUID } from 'node:crypto'
import t from 'tap'
import { checkPostgres } from '../../src/store/postgres/dialect.js'
import { openStore, type Store } from '../../src/store/store.js'
import { createLoopbackBus } from '../../src/voice/bus.js'
import { createChannels } from '../../src/voice/channels/channels.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { storeContract } from '../contract/stores.js'
import { eventually } from '../helpers/eventually.js'
import { noPostgres, POSTGRES_PASSWORD, type Postgres, startPostgres } from '../helpers/servers/postgres.js'

const [grid, NODES] = [MAIN_GRID, 10]

const newChannel = (name: string = randomUUID()) => ({
  grid,
  name,
  parentId: null,
  description: '',
  regionSettings: {},
  createdAt: 1,
})
const newAccount = (name: string = randomUUID()) => ({
  grid,
  name,
  agentId: randomUUID(),
  passwordHash: 'first',
  keyId: null,
  disabled: false,
  createdAt: 1,
  lastSeenAt: 1,
})
const owner = (name: string) =>
  ({ name, role: 'owner', passwordHash: 'hash', settingHash: null, grid: null, createdAt: 1 }) as const

const count = <T>(results: readonly T[], wanted: T) => results.filter((one) => one === wanted).length

if (noPostgres) t.test('PostgreSQL', { skip: noPostgres }, () => undefined)
else testWith(await startPostgres(t))

function testWith(server: Postgres): void {
  const open = (databaseUrl: string) => openStore({ file: '', databaseUrl })
  const migrated = server.makeDatabase().then(async (url) => {
    await (await open(url)).close()
    return url
  })
  storeContract('PostgreSQL', async () => open(await server.makeDatabase(await migrated)))

  t.test('ten nodes that start, and write the same, at once', async (t) => {
    const url = await server.makeDatabase()
    const nodes = await Promise.all(Array.from({ length: NODES }, () => open(url)))
    t.teardown(() => Promise.all(nodes.map((node) => node.close())))
    const [first] = nodes as [Store]
    const { rows } = await server.run(url, 'select count(*)::int as made from channels')
    t.same(rows, [{ made: 0 }], 'the tables are there once')
    const all = <T>(work: (node: Store, index: number) => Promise<T>) => Promise.all(nodes.map(work))

    for (let round = 0; round < 10; round += 1) {
      const parcel = newChannel()
      const made = await all(({ channels }) => channels.create(parcel))
      t.equal(new Set(made.map(({ channel }) => channel.id)).size, 1, 'one channel for a parcel')
      t.equal(
        count(
          made.map(({ created }) => created),
          true,
        ),
        1,
      )
      const account = newAccount()
      t.equal(count(await all(({ accounts }) => accounts.create(account)), true), 1, 'one account for a name')
      const id = made[0]?.channel.id ?? 0
      const edits = await all(({ channels }, node) =>
        channels
          .update([
            {
              grid,
              id,
              patch: { adminSettings: { rollOff: 2 + node } },
              expected: { adminSettings: {}, pinned: false },
            },
          ])
          .then(
            () => 'changed',
            (error) => error.code,
          ),
      )
      t.equal(count(edits, 'changed'), 1, 'of admins who saw the same one is the first')
      t.equal(count(edits, 'channel-changed-meanwhile'), NODES - 1)
    }

    t.equal(count(await all(({ admins }) => admins.create(owner('Anna'))), true), 1)
    for (const name of ['Bert', 'Cleo', 'Dora']) await first.admins.create(owner(name))
    const names = ['Anna', 'Bert', 'Cleo', 'Dora']
    await all(({ admins }, node) => admins.changeRoleButLastOwner(names[node % 4] ?? '', 'observer'))
    const owners = "select count(*)::int as owners from admins where role = 'owner'"
    t.same((await server.run(url, owners)).rows, [{ owners: 1 }], 'who lowers whom, an owner stays')

    // Each names them in another order, and has to wait for the others.
    const pair = await Promise.all([newChannel(), newChannel()].map((one) => first.channels.create(one)))
    const ids = pair.map(({ channel }) => channel.id)
    const pinned = await all(({ channels }, node) =>
      channels.update(
        (node % 2 ? ids : ids.toReversed()).map((id) => ({ grid, id, patch: { pinned: node % 3 === 0 } })),
      ),
    )
    t.equal(count(pinned, undefined), 0, 'nobody loses to a deadlock')
    const names200 = Array.from({ length: 200 }, (_, n) => ({ grid, agentId: `agent ${n}`, value: 'name' }))
    await all(({ vouched }, node) =>
      vouched.save('name', node % 2 ? names200 : names200.toReversed(), node, 1000),
    )
    t.equal((await first.vouched.load('name', 0, 1000)).length, 200)

    const directory = (await first.channels.create(newChannel())).channel.id
    await all(async ({ channels }, node) =>
      node === 5
        ? channels.delete({ grid, id: directory })
        : channels.create({ ...newChannel(), parentId: directory }).catch(() => undefined),
    )
    const orphans = 'select count(*)::int as left from channels where parent_id = $1'
    t.same((await server.run(url, orphans, [directory])).rows, [{ left: 0 }], 'nothing is below what is gone')

    const { id: before } = (await first.channels.create(newChannel('a parcel'))).channel
    for (let again = 0; again < 50; again += 1) await first.channels.create(newChannel('a parcel'))
    const { id: after } = (await first.channels.create(newChannel())).channel
    t.equal(after - before, 1, 'asking for a channel that is there uses up no id')
  })

  t.test('what one node changes the others know, and do not ask for again', async (t) => {
    const [url, bus] = [await server.makeDatabase(await migrated), createLoopbackBus()]
    const nodes = await Promise.all([1, 2].map(() => openStore({ file: '', databaseUrl: url, bus })))
    t.teardown(() => Promise.all(nodes.map((node) => node.close())))
    const [here, there] = nodes as [Store, Store]
    const rows = createChannels(here.channels, Date.now, undefined, bus)
    const [name, parcel] = ['xAnna', randomUUID()]
    const { id } = await rows.create({ ...newChannel(parcel), settings: {} })
    await here.accounts.create(newAccount(name))
    await here.admins.create(owner('Anna'))
    const known = () =>
      Promise.all([
        there.accounts.find(grid, name),
        there.channels.search({ grid, name: parcel }),
        there.channels.find({ grid, id }),
        there.admins.find('Anna'),
      ])
    t.match(await known(), [{ passwordHash: 'first' }, [{ id }], { pinned: false }, { role: 'owner' }])
    await server.run(
      url,
      "update accounts set password_hash = 'behind'; update channels set description = 'behind'",
    )
    t.match(
      await known(),
      [{ passwordHash: 'first' }, [{ description: '' }], { description: '' }],
      'from memory',
    )

    await here.accounts.update(grid, name, { passwordHash: 'second', disabled: true })
    await rows.update({ grid, id }, { pinned: true })
    await here.admins.create(owner('Bert'))
    await here.admins.changeRoleButLastOwner('Anna', 'observer')
    t.match(await known(), [
      { passwordHash: 'second', disabled: true },
      [{ pinned: true }],
      { pinned: true },
      { role: 'observer' },
    ])
    await rows.delete({ grid, id })
    await here.admins.deleteButLastOwner('Anna')
    t.match((await known()).slice(1), [[], undefined, undefined])
    t.equal((await there.channels.create(newChannel(parcel))).created, true)
  })

  t.test('what texts and searches hold is as on SQLite', async (t) => {
    const { accounts, channels, close } = await open(await server.makeDatabase())
    t.teardown(close)
    await accounts.create(newAccount('xAbCdEf=='))
    t.equal((await accounts.search(grid, 'abcdef', 10)).length, 1, 'letters of either case')
    t.match(await channels.create({ ...newChannel(), description: 'a\0b' }), {
      channel: { description: 'ab' },
    })
  })

  t.test('a database that cannot be used is refused with the remedy, and without its password', async (t) => {
    const url = await server.makeDatabase()
    await server.run(url, "create database latin encoding 'LATIN1' locale 'C' template template0")
    await server.run(
      url,
      'create role locked nologin; create role guest login; revoke create on schema public from public',
    )
    const asUser = (user: string) => Object.assign(new URL(url), { username: user }).href
    t.match(await checkPostgres(url), /^PostgreSQL \d+ at 127\.0\.0\.1:\d+\/voice\d+$/)
    for (const [address, remedy] of [
      [url.replace(String(server.port), '1'), /127\.0\.0\.1:1\/voice.* nothing listens there/],
      [url.replace('127.0.0.1', 'nowhere.invalid'), /name of that host is not known/],
      [server.url('missing'), /createdb/],
      [server.url('latin'), /encoding is LATIN1/],
      [asUser('locked'), /does not let this user in/],
      [asUser('guest'), /may not make tables/],
    ] as const) {
      const error: unknown = await open(address).catch((reason) => reason)
      t.match(error, { message: remedy })
      t.notMatch(String(error), POSTGRES_PASSWORD)
    }
  })

  t.test('lost connections are replaced; while the server is away that is said, and healed', async (t) => {
    const url = await server.makeDatabase()
    const told: string[] = []
    const log = {
      info: (_: object, text: string) => told.push(text),
      error: (_: object, text: string) => told.push(text),
    }
    const before = await open(url)
    await before.accounts.create(newAccount('xAnna'))
    await before.accounts.create({ ...newAccount('xShut'), disabled: true })
    await before.admins.create(owner('Anna'))
    const { channel } = await before.channels.create(newChannel('a parcel'))
    await before.close()
    const store = await openStore({ file: '', databaseUrl: url, log })
    t.teardown(store.close)
    await Promise.all(Array.from({ length: 20 }, () => store.accounts.find(grid, 'nobody')))
    const end =
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'opensim-voice'"
    await server.run(url, end)
    t.match(await store.history.list({ grid, stepMinutes: 1, since: 0 }), [], 'a query is asked again')
    await eventually('writing works', () => store.channels.create(newChannel()).catch(() => undefined))
    t.equal(store.health.fault(), undefined)
    t.same(told, [], 'a connection that broke is no news')

    await server.stop('SIGKILL')
    // Processes that are in the middle of something end a moment after the first one.
    const refused = () =>
      store.channels.create(newChannel()).then(
        () => undefined,
        ({ code }) => code,
      )
    t.equal(await eventually('writes are refused', refused), 'store-unwritable')
    await t.rejects(store.accounts.create(newAccount()), { code: 'store-unwritable' })
    t.match(await store.findFault(), /^PostgreSQL at 127\.0\.0\.1:\d+\/voice\d+ is away: nothing listens/)
    t.notMatch(await store.findFault(), POSTGRES_PASSWORD)
    t.match(
      await store.channels.search({ grid, name: channel.name }),
      [channel],
      'what is known goes on counting',
    )
    t.match(await store.channels.find({ grid, id: channel.id }), channel)
    t.match(await store.channels.search({ grid }), [{ name: 'a parcel' }])
    t.match(await store.accounts.find(grid, 'xAnna'), { passwordHash: 'first' })
    t.equal(
      await store.accounts.update(grid, 'xAnna', { passwordHash: 'second' }),
      true,
      'a region sets a new one',
    )
    t.match(await store.accounts.find(grid, 'xAnna'), { passwordHash: 'second' })
    t.match(await store.accounts.find(grid, 'xShut'), { disabled: true })
    await t.rejects(store.accounts.update(grid, 'xAnna', { disabled: true }), { code: 'store-unwritable' })
    t.match(await store.admins.list(), [{ name: 'Anna' }])
    t.match(await store.adminKeys.list(), [])
    const ban = { grid, channelId: channel.id, agentId: randomUUID(), name: 'Ben', until: 9, by: 'admin' }
    await store.bans.save(ban)
    await server.start()
    await eventually('it is back', () => store.health.fault() === undefined)
    await eventually(
      'what was decided meanwhile is stored',
      async () => (await store.bans.list()).length === 1,
    )
    t.match(told, [/^PostgreSQL is away/, 'PostgreSQL is back'])
    const stored = async () =>
      (await server.run(url, 'select password_hash from accounts where name = $1', ['xAnna'])).rows
    await eventually('the password is stored', async () => (await stored())[0]?.password_hash === 'second')
    t.equal((await store.channels.create(newChannel())).created, true)
  })
}
