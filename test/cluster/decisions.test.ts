/** What a moderator decides while PostgreSQL is away is written down, even where the node ends on which it was decided. */

import t from 'tap'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { startCluster } from '../helpers/cluster.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { noPostgres, startPostgres } from '../helpers/servers/postgres.js'
import { noRedis } from '../helpers/servers/redis.js'
import { openSignal, type SignalSocket, signIn } from '../helpers/signal-socket.js'

t.test('decisions while PostgreSQL is away', { skip: noRedis || noPostgres }, async (t) => {
  const postgres = await startPostgres(t)
  const url = await postgres.makeDatabase()
  const cluster = await startCluster(t, 2, { DATABASE_URL: url })
  const [first, second] = cluster.nodes
  if (!first || !second) return
  await signedInAdmin(first)
  const owner = await eventually('one has the grid', () =>
    [first, second].find(({ cluster }) => cluster?.ownsGrid()),
  )
  const other = owner === first ? second : first
  const avatars = [testAvatar('Ada Walker'), testAvatar('Ben Rider')]
  const [ada, ben] = avatars
  if (!ada || !ben) return
  const region = testRegion(other, avatars, 'Home', cluster.regionOf(owner))
  await eventually('the region is owned', () => region.push().then(() => true))
  const pages: { cookie: string; page: SignalSocket }[] = []
  for (const avatar of avatars) {
    const cookie = await signIn(other.url, await region.link(avatar))
    const page = openSignal(other.url, cookie)
    t.teardown(page.close)
    page.send({ type: 'join', muted: true })
    await page.next('room')
    pages.push({ cookie, page })
  }
  const admin = await signedInAdmin(owner)
  const [room] = (await admin.get('/rooms')).body
  const act = async (what: string, agentId: string, muted: boolean) =>
    t.equal((await admin.post(`/rooms/${room.channelId}/${what}`, { agentId, muted })).status, 204)
  await act('mute', ben.id, true)
  const rules = async () => {
    const { rows } = await postgres.run(url, "select agent_id from speech_rules where kind = 'muted'")
    return rows.map((row) => row.agent_id)
  }
  await eventually('one decision is written', async () => (await rules()).join() === ben.id)

  await postgres.stop('SIGKILL')
  await act('mute', ada.id, true)
  await act('mute', ben.id, false)
  pages[0]?.page.send({ type: 'block', agentId: ben.id, on: true })
  await eventually('who is blocked is told', () =>
    pages[0]?.page.messages.some((message) => message.type === 'blocks' && message.people.length === 1),
  )
  const signedOut = await fetch(`${owner.url}/api/session`, {
    method: 'DELETE',
    headers: { cookie: pages[1]?.cookie ?? '' },
  })
  t.equal(signedOut.status, 204)
  await owner.server.close()
  await postgres.start()
  await eventually('the other node follows as owner of the grid', () => signedInAdmin(other).then(() => true))
  await eventually(
    'both are written, by the node that is left',
    async () => (await rules()).join() === ada.id,
  )
  const rowsOf = async (what: string) => (await postgres.run(url, what)).rows
  await eventually('who was blocked, too', async () => {
    const [block] = await rowsOf('select agent_id, blocked_id from blocks')
    return block?.agent_id === ada.id && block.blocked_id === ben.id
  })
  await eventually(
    'and who has signed out',
    async () => (await rowsOf('select * from revoked_sessions')).length === 1,
  )
})
