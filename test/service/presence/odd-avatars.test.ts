/** One odd avatar in a region's report costs nobody else their voice, and the operator is told once. */

import t, { type Test } from 'tap'
import { type AdminClient, signedInAdmin } from '../../helpers/browser/admin-client.js'
import { eventually } from '../../helpers/eventually.js'
import { startFakeSimulator } from '../../helpers/regions/fake-simulator.js'
import { testAvatar, testRegion, testUuid } from '../../helpers/regions/region.js'
import { regionsJson } from '../../helpers/regions/regions-json.js'
import { startTestApp, type TestApp } from '../../helpers/test-app.js'

/** By name, where everybody is that the console sees. */
async function peopleIn(owner: AdminClient, regionId: string) {
  const { people = [] }: { people?: { name: string; position: number[] }[] } = (
    await owner.get(`/regions/${regionId}/live`)
  ).body
  return new Map(people.map(({ name, position }) => [name, position]))
}

const oddLines = (app: TestApp) => app.log.filter(({ msg }) => /is odd, everybody else counts/.test(msg))

t.test('whatever is odd about one pushed avatar counts for that one alone', async (t) => {
  const app = await startTestApp(t)
  const owner = await signedInAdmin(app)
  const anna = { ...testAvatar('Anna Sound'), pos: [10, 20, 30] }
  const region = testRegion(app, [])
  const odd = { id: testUuid(), name: 'Odd One', pos: [1, 2, 3] }
  const oddities: Record<string, unknown> = {
    'below −1000 m': { ...odd, pos: [1, 2, -5000] },
    'far away': { ...odd, pos: [1e12, 2, 3] },
    'null for a number': { ...odd, pos: [null, 2, 3] },
    'two coordinates': { ...odd, pos: [1, 2] },
    'no position': { id: odd.id, name: 'Odd One' },
    'a text for a position': { ...odd, pos: '<1,2,3>' },
    'an empty name': { ...odd, name: '' },
    'no name': { id: odd.id, pos: [1, 2, 3] },
    'a name of 300 letters': { ...odd, name: '🙂'.repeat(300) },
    'a number for a name': { ...odd, name: 7 },
    'no UUID': { ...odd, id: 'nobody' },
    'no id': { name: 'Odd One', pos: [1, 2, 3] },
    'the zero UUID': { ...odd, id: '00000000-0000-0000-0000-000000000000' },
    'a second time': { ...anna, id: anna.id.toUpperCase(), pos: [99, 99, 99] },
    'an empty parcel': { ...odd, parcel: '' },
    'a number for a parcel': { ...odd, parcel: 5 },
    'no length of look': { ...odd, look: [0, 0, 0] },
    'a look without end': { ...odd, look: [null, 0, 'x'] },
    'a text for a flag': { ...odd, voice: 'no', parcel_flags: 'x', estate_channel: {} },
    'more members than are known': { ...odd, mood: 'good', constructor: { prototype: 1 } },
    null: null,
    'a text': 'Odd One',
    'a list': [[]],
  }
  let turn = 0
  for (const [what, entry] of Object.entries(oddities)) {
    turn += 1
    const avatars = [
      { ...anna, pos: [turn, 20, 30] },
      entry,
      { ...testAvatar('Bert Sound'), pos: [turn, 0, 0] },
    ]
    const body = { region: region.id, name: 'Odd Land', avatars }
    t.equal((await region.post('/opensim/v1/positions', body)).status, 204, what)
    const people = await peopleIn(owner, region.id)
    t.strictSame(people.get('Anna Sound'), [turn, 20, 30], what)
    t.strictSame(people.get('Bert Sound'), [turn, 0, 0], what)
  }
  t.equal(turn, Object.keys(oddities).length)
  await region.post('/opensim/v1/positions', {
    region: region.id,
    name: 'Odd Land',
    avatars: [{ ...odd, voice: 'no' }],
  })
  t.match((await owner.get('/overview')).body.regions, [{ feeds: [{ odd: [{ what: 'voice' }] }] }])
  for (const word of ['NaN', 'Infinity', '-Infinity', '1e999']) {
    turn += 1
    const body = {
      region: region.id,
      name: 'Odd Land',
      avatars: [
        { ...anna, pos: [turn, 2, 3] },
        { ...odd, name: 'a "NaN" b', pos: ['X', 2, 3] },
      ],
    }
    const json = JSON.stringify(body).replace('"X"', word)
    t.equal((await region.post('/opensim/v1/positions', json)).status, 204, word)
    t.strictSame((await peopleIn(owner, region.id)).get('Anna Sound'), [turn, 2, 3], word)
  }
  const lines = oddLines(app).map(({ msg }) => msg)
  t.equal(lines.length, 8, 'each kind is said')
  t.equal(new Set(lines).size, lines.length, 'once')
  t.match((await owner.get('/overview')).body.regions, [
    { name: 'Odd Land', feeds: [{ odd: [{ agentId: odd.id, what: 'position' }] }] },
  ])
  const fallen = { region: region.id, name: 'Odd Land', avatars: [anna, { ...odd, pos: [1, 2, 3] }] }
  await region.post('/opensim/v1/positions', fallen)
  await region.post('/opensim/v1/positions', { ...fallen, avatars: [anna, { ...odd, pos: [1e12, 2, 3] }] })
  t.strictSame(
    (await peopleIn(owner, region.id)).get('Odd One'),
    [1, 2, 3],
    'who was known before stays where it was',
  )
  t.match((await owner.get('/overview')).body.regions, [
    { feeds: [{ avatars: 2, odd: [{ what: 'position' }] }] },
  ])
})

/** A service that asks one simulator, with people in it that only a real grid has. */
async function polled(t: Test) {
  const anna = { id: testUuid(), name: 'Anna Sound', pos: [10, 20, 30] as [number, number, number] }
  const odd = { ...anna, id: testUuid(), name: 'Odd One' }
  const simulator = await startFakeSimulator([{ id: testUuid(), name: 'Asked', agents: [] }])
  t.teardown(() => simulator.down())
  const [region] = simulator.regions
  region?.agents.push(
    { ...odd, pos: [1, 2, -5000] },
    { ...odd, id: 'nobody' },
    { ...odd, id: testUuid(), name: '' },
    { ...odd, id: testUuid(), pos: [Number.NaN, Number.POSITIVE_INFINITY, 1] },
    { ...odd, id: testUuid(), name: 'x'.repeat(300), parcel: '' },
    anna,
    { ...anna, pos: [99, 99, 99] },
  )
  const app = await startTestApp(t, { env: { REMOTE_ADMIN_FILE: await regionsJson(t, [simulator]) } })
  return { app, owner: await signedInAdmin(app), region: { id: region?.id ?? '' } }
}

t.test('nor does one that a simulator lists', async (t) => {
  const { app, owner, region } = await polled(t)
  await eventually('Anna is placed', async () => (await peopleIn(owner, region.id)).has('Anna Sound'))
  const people = await peopleIn(owner, region.id)
  t.strictSame(people.get('Anna Sound'), [10, 20, 30])
  t.strictSame(people.get('Odd One'), [1, 2, -1000])
  t.ok(people.has('x'.repeat(255)))
  t.equal(people.size, 3)
  t.ok(oddLines(app).length >= 4)
  t.match((await owner.get('/overview')).body.regions, [
    { feeds: [{ source: 'remote-admin', odd: [{ what: 'position' }, { what: 'id' }] }] },
  ])
})
