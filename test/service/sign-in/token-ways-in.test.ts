/** An owner's token for programs opens, keeps and closes no ways in: those are for people who have signed in. */

import t from 'tap'
import { adminClient, signedInAdmin } from '../../helpers/browser/admin-client.js'
import { startTestApp } from '../../helpers/test-app.js'

t.test('a stolen token of an owner can neither stay nor lock anybody out', async (t) => {
  const app = await startTestApp(t)
  const owner = await signedInAdmin(app)
  const password = 'long enough 1'
  await owner.post('/admins', { name: 'Moni', password, role: 'owner' })
  const moni = await signedInAdmin(app, { name: 'Moni', password })
  const { id, token } = (await owner.post('/tokens', { label: 'bot', role: 'owner' })).body
  const other = (await owner.post('/tokens', { label: 'other', role: 'moderator' })).body
  const session = (await owner.get('/keys')).body.find(
    (key: { kind: string; adminName: string }) => key.kind === 'session' && key.adminName === 'Moni',
  )
  const bearer = { authorization: `Bearer ${token}` }
  const bot = adminClient(app.url)
  // With the cookie of somebody who is signed in beside it, too.
  const both = { ...bearer, cookie: owner.cookie }
  const taken = 'taken over by a bot'
  for (const [path, body] of [
    ['/admins/admin/password', { password: taken }],
    ['/admins/Moni/password', { password: taken }],
    ['/session/password', { currentPassword: app.secrets.adminPassword, password: taken }],
    ['/admins', { name: 'Bot', password: taken, role: 'owner' }],
    ['/admins/Moni/remove', {}],
    ['/tokens', { label: 'heir', role: 'owner' }],
    ['/session/end-all', {}],
    [`/keys/${session.id}/revoke`, {}],
    [`/keys/${other.id}/revoke`, {}],
  ] as const) {
    t.match(await bot.post(path, body, bearer), { status: 403, body: { error: 'not-allowed' } }, path)
    t.equal((await bot.post(path, body, both)).status, 403, path)
  }
  await signedInAdmin(app)
  await signedInAdmin(app, { name: 'Moni', password })
  t.equal((await moni.get('/session')).status, 200)
  t.equal((await owner.get('/admins')).body.length, 2)
  t.equal((await owner.get('/keys')).body.filter(({ kind }: { kind: string }) => kind === 'token').length, 2)
  t.equal((await bot.call('GET', '/setup', { headers: bearer })).status, 200, 'what an owner sees it sees')
  t.equal((await bot.post(`/keys/${id}/revoke`, {}, bearer)).status, 204, 'it can give itself back')
  t.equal((await bot.call('GET', '/setup', { headers: bearer })).status, 401)
})
