/** Who is there before one joins: what the room would tell a moment later, and nothing else. */

import t from 'tap'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'
import { startTestApp } from '../helpers/test-app.js'

t.test('a page that has not joined is told who talks where its avatar stands', async (t) => {
  const app = await startTestApp(t)
  const anna = testAvatar('Anna Outside')
  const others = Array.from({ length: 7 }, (_, index) => testAvatar(`Guest ${index}`))
  const region = testRegion(app, [anna, ...others], 'Plaza')
  await region.push()
  const owner = await signedInAdmin(app)
  const cookie = await signIn(app.url, await region.link(anna))
  const place = async (headers: Record<string, string> = { cookie }) => {
    const answer = await fetch(`${app.url}/api/place`, { headers })
    return { status: answer.status, body: await answer.json() }
  }
  t.equal((await place({})).status, 401)
  t.strictSame((await place()).body, {}, 'nobody has joined: there is no channel yet')
  t.strictSame((await owner.get('/channels')).body.channels ?? [], [], 'and none was made by asking')

  const sockets = []
  for (const avatar of others) {
    const socket = openSignal(app.url, await signIn(app.url, await region.link(avatar)))
    t.teardown(() => socket.close())
    socket.send({ type: 'join', muted: false })
    await socket.next('room')
    sockets.push(socket)
  }
  t.match((await place()).body, {
    place: 'Plaza',
    people: others.slice(0, 5).map(({ name }) => name),
    more: 2,
  })

  sockets[0]?.send({ type: 'block', agentId: anna.id, on: true })
  await eventually('who blocks her is not named', async () => (await place()).body.more === 1)
  t.notMatch((await place()).body.people, ['Guest 0'])
  const id = (await owner.get('/rooms')).body[0].channelId
  t.equal((await owner.post(`/rooms/${id}/ban`, { agentId: anna.id, minutes: 60 })).status, 204)
  t.strictSame((await place()).body, {}, 'who would not be let in is told nothing')
})
