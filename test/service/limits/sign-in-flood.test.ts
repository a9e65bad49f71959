/** A flood of sign-ins to the console keeps neither the service nor its admins waiting. */

import t from 'tap'
import { fromAddress } from '../../helpers/servers/from-address.js'
import { startTestApp } from '../../helpers/test-app.js'

const FLOOD = 200

t.test(
  'two hundred sign-ins at once: everything else is answered meanwhile, an admin comes first',
  async (t) => {
    const app = await startTestApp(t, { hashesInEarnest: true })
    const session = `${app.url}/admin/api/session`
    const signIn = (address: string, password: string) =>
      fromAddress(address, session, { body: { name: 'admin', password } })
    t.equal((await signIn('127.0.0.1', app.secrets.adminPassword)).status, 200)

    const order: string[] = []
    const told = <T>(who: string, answer: Promise<T>) => answer.finally(() => order.push(who))
    const flood = Array.from({ length: FLOOD }, (_, index) =>
      told('stranger', signIn(`127.0.${1 + Math.floor(index / 200)}.${1 + (index % 200)}`, 'not it')),
    )
    await Promise.race(flood)
    const [owner, page] = await Promise.all([
      told('owner', signIn('127.0.0.1', app.secrets.adminPassword)),
      told('page', fromAddress('127.0.0.2', `${app.url}/`)),
    ])
    t.equal(owner.status, 200)
    t.equal(page.status, 200)
    const answers = await Promise.all(flood)
    t.not(order.at(-1), 'owner', 'before the last stranger')
    t.not(order.at(-1), 'page', 'before the last stranger')

    const statuses = new Set(answers.map(({ status }) => status))
    t.strictSame([...statuses].sort(), [401, 503])
    const sentAway = answers.filter(({ status }) => status === 503)
    t.ok(sentAway.length > FLOOD / 2, `${sentAway.length} are told to come back`)
    t.match(sentAway[0]?.headers, { 'retry-after': /^\d+$/ })
    t.match(JSON.parse(sentAway[0]?.text ?? ''), { error: 'too-busy' })
  },
)

t.test('every way to make the service hash waits in the same queue', async (t) => {
  const app = await startTestApp(t, { hashesInEarnest: true })
  const answer = await fromAddress('127.0.0.1', `${app.url}/admin/api/session`, {
    body: { name: 'admin', password: app.secrets.adminPassword },
  })
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
  const ways = [
    ['/session/password', { currentPassword: 'not the one', password: 'long enough 1' }],
    ['/admins', { name: 'Moni', password: 'long enough 1', role: 'moderator' }],
    ['/admins/admin/password', { password: 'long enough 1' }],
  ] as const
  for (const [path, body] of ways) {
    const flood = Array.from({ length: 8 }, (_, index) =>
      fromAddress('127.0.0.3', `${app.url}/admin/api${path}`, {
        body: { ...body, ...('name' in body && { name: `Moni ${index}` }) },
        headers: { cookie },
      }),
    )
    const statuses = (await Promise.all(flood)).map(({ status }) => status)
    t.ok(statuses.includes(503), `${path}: ${statuses}`)
  }
})
