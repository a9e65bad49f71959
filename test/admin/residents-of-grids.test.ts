/** What an admin reads about a resident is of their grid alone. */

import t from 'tap'
import { type AdminClient, signedInAdmin } from '../helpers/browser/admin-client.js'
import { testUuid } from '../helpers/regions/region.js'
import { startTestApp } from '../helpers/test-app.js'

t.test('what was done about a resident of one grid is not told about theirs of another', async (t) => {
  const app = await startTestApp(t)
  await app.grids.make({ id: 'acme', name: 'Acme' })
  const owner = await signedInAdmin(app)
  const password = 'long enough 1'
  await owner.post('/admins', { name: 'owner-acme', password, role: 'owner', grid: 'acme' })
  const acme = await signedInAdmin(app, { name: 'owner-acme', password })
  const agentId = testUuid()
  t.equal((await owner.post(`/accounts/${agentId}/end-sessions`, {})).status, 204)
  const actsOf = async (admin: AdminClient) =>
    (await admin.get(`/residents/${agentId}`)).body.acts.map(({ act }: { act: string }) => act)
  t.strictSame(await actsOf(owner), ['sessions-ended'])
  t.strictSame(await actsOf(acme), [])
})
