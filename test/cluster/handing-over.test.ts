/** What the owner of a region hands over: each report goes on to speak for no more than it did, and pages look for who follows. */

import t from 'tap'
import {
  type HandedOver,
  handOver,
  isHandedOver,
  reportsOf,
  TAKE_AREA,
} from '../../src/cluster/handing-over.js'
import type { RegionReport } from '../../src/voice/presence/region-report.js'
import { masterOf, type RegionAuthority } from '../../src/voice/region-keys/authority.js'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { startCluster } from '../helpers/cluster.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { noRedis } from '../helpers/servers/redis.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'
import type { TestApp } from '../helpers/test-app.js'
import { postVoice } from '../helpers/viewers/voice-rpc.js'

t.test(
  'the report of a region key is handed over as that key’s, and as nobody’s once it is withdrawn',
  (t) => {
    const confined: RegionAuthority = {
      ...masterOf('main'),
      key: { id: 'abc', name: 'West', secretId: 'secret-of-west' },
      regions: new Set(['west']),
    }
    const report = (authority?: RegionAuthority): RegionReport => ({
      grid: 'main',
      regionId: 'west',
      regionName: 'West',
      source: 'push',
      authority,
      avatars: [],
    })
    const told: unknown = handOver('main/west', [report(confined), report()])
    if (!isHandedOver(told)) throw new Error('the node that follows cannot read it')
    const [ofKey, ofService] = reportsOf(told, (secretId) =>
      secretId === 'secret-of-west' ? confined : undefined,
    )
    t.equal(ofKey?.authority, confined)
    t.equal(ofService?.authority, undefined)
    t.strictSame(
      reportsOf(told, () => undefined).map(({ authority }) => authority),
      [undefined],
      'of the two, that of the service alone',
    )
    t.end()
  },
)

t.test('what real nodes hand over', { skip: noRedis }, async (t) => {
  const cluster = await startCluster(t, 2)
  const [first, second] = cluster.nodes
  if (!first || !second) return
  const admin = await signedInAdmin(first)

  await t.test('a report keeps its region key from owner to owner', async (t) => {
    const id = cluster.regionOf(first)
    const { body } = await admin.post('/region-keys', { name: 'West', regions: [id], rights: ['positions'] })
    const { url } = first
    const region = testRegion(
      { url, secrets: { regionSecret: body.secret } },
      [testAvatar('Ada')],
      'West',
      id,
    )
    await eventually('its region is owned', () => region.push().then(() => true))
    await eventually('the other node knows the key', async () =>
      /may not/.test((await postVoice(second, '{}', { secret: body.secret })).error ?? ''),
    )
    await first.cluster?.drain()
    const third = await cluster.add()
    const handed: HandedOver[] = []
    third.cluster?.answerTo(TAKE_AREA, (asked) => isHandedOver(asked) && handed.push(asked))
    await second.cluster?.drain()
    const [report] = handed.find(({ area }) => area === `main/${id}`)?.reports ?? []
    t.equal(report?.avatars[0]?.name, 'Ada')
    t.ok(report?.secretId)

    const refusalAt = async (node: TestApp) =>
      (await postVoice(node, '{}', { secret: body.secret })).error ?? ''
    t.match(await refusalAt(third), /may not/)
    t.equal((await admin.post(`/region-keys/${body.key.id}/withdraw`, {})).status, 204)
    await eventually('it is withdrawn at every node', async () => {
      const refusals = await Promise.all([first, second, third].map(refusalAt))
      return refusals.every((refusal) => !/may not/.test(refusal) && refusal !== '')
    })
  })

  await t.test('while Redis is away a page whose owner has gone comes again by another socket', async (t) => {
    const third = cluster.nodes[2]
    const owner = await cluster.add()
    if (!third) return
    const ada = testAvatar('Ada')
    const region = testRegion(owner, [ada], 'East', cluster.regionOf(owner))
    await eventually('the region is owned', () => region.push().then(() => true))
    const page = openSignal(third.url, await signIn(third.url, await region.link(ada)))
    await page.next('welcome')
    page.send({ type: 'join', muted: true })
    await page.next('room')
    cluster.redis.pause()
    await eventually('its node knows that Redis is away', () => !third.cluster?.isRedisUp())
    const drained = owner.cluster?.drain()
    await page.closed()
    t.notOk(
      page.messages.some(({ type }) => type === 'welcome'),
      'it was not told to join where nobody can be found',
    )
    cluster.redis.resume()
    await drained
  })
})
