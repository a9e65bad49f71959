/** The short name of a voice link: used up together with it, short-lived, and not to be guessed. */

import t, { type Test } from 'tap'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startTestApp } from '../helpers/test-app.js'
import { createTestTime } from '../helpers/test-time.js'

async function setUp(t: Test) {
  const time = createTestTime()
  const app = await startTestApp(t, { clock: time.clock, timers: time.timers })
  const anna = testAvatar('Anna Phone')
  const region = testRegion(app, [anna])
  await region.push()
  const post = async (path: string, body: object, headers: Record<string, string> = {}) => {
    const response = await fetch(app.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    return { status: response.status, body: (await response.json()) as Record<string, string> }
  }
  const mint = async () => (await region.link(anna)).slice('/v/'.length)
  const shorten = (ticket: string) => post('/api/links/short', { ticket })
  const open = (ticket: string) => post('/api/session', { ticket })
  return { app, anna, time, post, mint, shorten, open }
}

t.test('a link and its short names are one, and good once', async (t) => {
  const { anna, mint, shorten, open } = await setUp(t)
  for (const usesShort of [true, false]) {
    const ticket = await mint()
    const short = (await shorten(ticket)).body.ticket ?? ''
    t.match(short, /^[a-z2-9]{4}-[a-z2-9]{4}$/)
    const [first, second] = usesShort ? [short, ticket] : [ticket, short]
    // As a phone's keyboard writes it.
    const typed = first === short ? `${short.toUpperCase()}.` : first
    t.match(await open(typed), { status: 200, body: { agentId: anna.id } })
    t.match(await open(second), { status: 410, body: { error: 'ticket-used' } })
    t.match(await shorten(ticket), { status: 410 })
  }
})

t.test('a short name has two minutes from its making, and cannot be made longer', async (t) => {
  const { time, mint, shorten, open } = await setUp(t)
  const ticket = await mint()
  await time.pass(100_000)
  const short = (await shorten(ticket)).body.ticket ?? ''
  await time.pass(100_000)
  t.match(await open(ticket), { status: 404 }, 'the link itself is too old by now')
  t.match(await shorten(ticket), { status: 404 })
  t.match(await shorten(short), { status: 403, body: { error: 'not-allowed' } })
  t.match(await open(short), { status: 200 })

  const other = await mint()
  const late = (await shorten(other)).body.ticket ?? ''
  await time.pass(121_000)
  t.match(await open(late), { status: 404, body: { error: 'ticket-unknown' } })
  const asked = await mint()
  const answers = []
  for (let index = 0; index < 6; index += 1) answers.push((await shorten(asked)).status)
  t.strictSame(answers, [200, 200, 200, 200, 200, 403])
})

t.test('nobody guesses one, and no other site asks for one', async (t) => {
  const { mint, post, open } = await setUp(t)
  const statuses = []
  for (let index = 0; index < 31; index += 1) statuses.push((await open('bcdf-2345')).status)
  t.strictSame(statuses, [...Array(30).fill(404), 429])
  t.match(await open(await mint()), { status: 200 }, 'a whole link is no guess')
  const foreign = await post('/api/links/short', { ticket: await mint() }, { origin: 'https://evil.example' })
  t.match(foreign, { status: 403, body: { error: 'origin-refused' } })
})
