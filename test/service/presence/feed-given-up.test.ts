/** A script's feed that was removed is no trouble while RemoteAdmin tells of the same region. */

import t from 'tap'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { eventually } from '../../helpers/eventually.js'
import { startPolledRegion } from '../../helpers/regions/polled-region.js'
import { testAvatar, testRegion } from '../../helpers/regions/region.js'

t.test('Set-up, overview and metrics count regions, not feeds', async (t) => {
  const anna = { ...testAvatar('Anna Test'), look: [1, 0, 0] as [number, number, number] }
  const { plaza, simulator, time, app } = await startPolledRegion(t, [anna])
  const owner = await signedInAdmin(app)
  const positions = async () =>
    (await owner.get('/setup')).body.checks.find(({ code }: { code: string }) => code === 'positions')
  const silentFeeds = async () =>
    /^voice_silent_feeds (\d+)$/m.exec(await (await fetch(`${app.url}/metrics`)).text())?.[1]
  const script = testRegion(app, [anna], 'Plaza', plaza.id)
  const other = testRegion(app, [testAvatar('Bert Test')], 'Harbour')
  await script.push()
  await other.push()
  /** So much time, in which RemoteAdmin goes on answering and the other region's script goes on telling. */
  async function live(milliseconds: number, withOther: boolean): Promise<void> {
    for (let passed = 0; passed < milliseconds; passed += 5000) {
      const before = simulator.calls.length
      await time.pass(5000)
      if (withOther) await other.push()
      await eventually('the region was asked', () => simulator.calls.length > before)
      await eventually('and has answered', () => simulator.connections === 0)
      await time.pass(0)
    }
  }
  await live(60_000, true)
  const { state, detail } = await positions()
  t.strictSame([state, detail], ['good', ''])
  t.equal(await silentFeeds(), '0')
  const [oldest] = [(await owner.get('/overview')).body.now.oldestFeedSeconds]
  t.ok(oldest < 30, `the oldest is ${oldest} s old`)
  await live(35_000, false)
  t.match(await positions(), { state: 'bad', detail: 'Harbour' }, 'a region that has only the one is missed')
  t.equal(await silentFeeds(), '1')
})
