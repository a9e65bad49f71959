/** The whole service on PostgreSQL: a database moved over from SQLite, and a server that goes away and comes back. */

import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import Database from 'better-sqlite3'
import t from 'tap'
import { openStore } from '../../src/store/store.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { eventually } from '../helpers/eventually.js'
import { projectRoot } from '../helpers/project-root.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { noPostgres, POSTGRES_PASSWORD, type Postgres, startPostgres } from '../helpers/servers/postgres.js'
import { programEnv } from '../helpers/service.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'
import { startTestApp } from '../helpers/test-app.js'

const main = join(projectRoot, 'dist/src/main.js')

if (noPostgres) t.test('PostgreSQL', { skip: noPostgres }, () => undefined)
else testWith(await startPostgres(t))

function testWith(server: Postgres): void {
  t.test('a database is moved over as a whole, compared, and goes on', async (t) => {
    const [url, dataDir] = [await server.makeDatabase(), t.testdir()]
    const file = join(dataDir, 'voice.sqlite')
    const before = await openStore({ file })
    const made = { grid: MAIN_GRID, parentId: null, description: '', regionSettings: {}, createdAt: 1 }
    const top = (await before.channels.create({ ...made, name: 'top' })).channel.id
    await before.channels.create({ ...made, name: 'below', parentId: top })
    const gone = (await before.channels.create({ ...made, name: 'gone' })).channel.id
    await before.channels.delete({ grid: MAIN_GRID, id: gone })
    const ban = { grid: MAIN_GRID, channelId: top, agentId: 'a', name: 'Anna', until: 9, by: 'admin' }
    await before.bans.save(ban)
    await before.history.save([{ grid: null, stepMinutes: 1, at: 1, figures: { people: 3 } }])
    const names = Array.from({ length: 2500 }, (_, n) => ({
      grid: MAIN_GRID,
      agentId: `agent ${n}`,
      value: 'Größe\0',
    }))
    await before.vouched.save('name', names, 1_790_000_000_000, 5000)
    await before.close()
    const run = (databaseUrl: string) =>
      promisify(execFile)(process.execPath, [main, 'move-store'], {
        cwd: dataDir,
        env: { ...programEnv, DATA_DIR: dataDir, DATABASE_URL: databaseUrl },
      })
    const { stdout } = await run(url)
    t.match(stdout, /^channels +2 of 2\n(.*\n)*vouched +2500 of 2500$/m)
    t.match(
      stdout,
      /\d+ rows of 20 tables are in PostgreSQL at 127\.0\.0\.1:\d+\/voice\d+, compared one by one/,
    )
    t.notMatch(stdout, POSTGRES_PASSWORD)

    const raw = new Database(file, { readonly: true })
    const tables = raw.prepare(
      "select name from sqlite_master where type = 'table' and name not like '%sqlite%'",
    )
    for (const { name } of tables.all() as { name: string }[]) {
      if (name.startsWith('kysely')) continue
      const { rows } = await server.run(url, `select count(*)::int as n from ${name}`)
      t.same(rows, [raw.prepare(`select count(*) as n from ${name}`).get()], name)
    }
    raw.close()
    const moved = await openStore({ file: '', databaseUrl: url })
    t.match(await moved.bans.list(), [ban])
    t.equal((await moved.channels.create({ ...made, name: 'new' })).channel.id, gone + 1, 'no id comes again')
    await moved.close()

    await t.rejects(run(url), { message: /is not empty \(channels: 3\): nothing was moved/ })

    // A row that PostgreSQL will not take: nothing of the others is there either.
    const broken = new Database(file)
    broken.exec("pragma foreign_keys = off; insert into blocks values ('nowhere', 'a', 'b', 'B', 1)")
    broken.close()
    const other = await server.makeDatabase()
    await t.rejects(run(other), { message: /foreign key/ })
    t.same((await server.run(other, 'select count(*)::int as n from channels')).rows, [{ n: 0 }])
  })

  t.test(
    'while the server is away nothing new is made, all else goes on, and everybody is told',
    async (t) => {
      const app = await startTestApp(t, { env: { DATABASE_URL: await server.makeDatabase() } })
      const [anna, bert] = [testAvatar('Anna Away'), testAvatar('Bert Away', [104, 100, 25])]
      const region = testRegion(app, [anna, bert], 'Plaza')
      const enter = async (avatar: typeof anna, from = region) => {
        const socket = openSignal(app.url, await signIn(app.url, await from.link(avatar)))
        t.teardown(() => socket.close())
        socket.send({ type: 'join', muted: false })
        return socket
      }
      await region.push()
      const first = await enter(anna)
      const { channel } = await first.next('room')
      const owner = await signedInAdmin(app)
      const ready = async () => {
        const answer = await fetch(`${app.url}/readyz`)
        return { code: answer.status, ...(await answer.json()) }
      }
      t.match(await ready(), { code: 200, status: 'ready', store: true })

      await server.stop('SIGKILL')
      await eventually('it is told', async () => !(await ready()).store)
      t.match(await ready(), {
        code: 503,
        status: 'not ready',
        reason: 'PostgreSQL is away: no new account or channel, all else goes on.',
      })
      t.match(await first.next('store'), { writable: false })
      const { body } = await owner.get('/overview')
      t.match(body, { problems: [{ code: 'database-away' }], health: { store: false, channels: 1 } })
      t.match(body.health.storeFault, /^PostgreSQL at 127\.0\.0\.1:\d+\/voice\d+ is away/)
      t.notMatch(JSON.stringify(body), POSTGRES_PASSWORD)

      const second = await enter(bert)
      t.equal((await second.next('room')).channel.id, channel.id, 'a place that is known is entered')
      const mute = { agentId: bert.id, muted: true }
      t.equal((await owner.post(`/rooms/${channel.id}/mute`, mute)).status, 204, 'a moderator decides')
      await first.next('participant-changed')
      const late = await signedInAdmin(app)
      t.equal((await late.get('/session')).status, 200, 'an admin signs in to see what is wrong')
      t.equal((await late.get('/channels')).status, 200)
      const { id, version } = (await late.get('/channels')).body.channels[0]
      const edit = { version, settings: { rollOff: 3 } }
      t.match(await late.patch(`/channels/${id}`, edit), { status: 503, body: { error: 'store-unwritable' } })
      const cleo = testAvatar('Cleo Away')
      const elsewhere = testRegion(app, [cleo], 'Never seen before')
      await elsewhere.push()
      const third = await enter(cleo, elsewhere)
      t.match(await third.next('store'), { writable: false })

      await server.start()
      await eventually('it is back', async () => (await ready()).store)
      t.match(await first.next('store'), { writable: true })
      await elsewhere.push()
      t.not((await third.next('room')).channel.id, channel.id, 'a new place is made then')
      const rules = async () => (await owner.get('/audit')).body.map(({ act }: { act: string }) => act)
      await eventually('what was decided meanwhile is written down', async () => (await rules()).length > 0)
      t.equal((await late.patch(`/channels/${id}`, edit)).status, 200)
      const away = app.log.filter(({ msg }) => /^PostgreSQL is (away|back)/.test(msg))
      t.equal(away.length, 2, 'told once each')
      t.notMatch(JSON.stringify(app.log), POSTGRES_PASSWORD)
    },
  )
}
