/** One region told of by RemoteAdmin and by a script: both tell positions, and one alone turns heads. */

import t from 'tap'
import { decodePositions } from '../../../src/protocol/position-frame.js'
import { eventually } from '../../helpers/eventually.js'
import { startPolledRegion } from '../../helpers/regions/polled-region.js'
import { testAvatar, testRegion } from '../../helpers/regions/region.js'
import { openSignal, signIn } from '../../helpers/signal-socket.js'

const NORTH = [0, 1, 0] as [number, number, number]
const WEST = [-1, 0, 0] as [number, number, number]

t.test('a page is told of every step, and of the direction that one of the two tells', async (t) => {
  const person = testAvatar('Anna Test')
  const byRemoteAdmin = { ...person, look: NORTH }
  const byScript = { ...person, look: WEST }
  const { plaza, simulator, app, live: liveInSteps } = await startPolledRegion(t, [byRemoteAdmin])
  const script = testRegion(app, [byScript], 'Plaza', plaza.id)
  const live = (milliseconds: number) => liveInSteps(milliseconds, 50)
  while (app.regionStatus()[0]?.state !== 'ok') await live(50)
  const page = openSignal(app.url, await signIn(app.url, await script.link(person)))
  t.teardown(() => page.close())
  page.send({ type: 'join', muted: false })
  const { self } = await page.next('room')
  t.match(self, { look: NORTH })
  /** What the page was told of its avatar since the last time, once it was told of that place. */
  const toldUntil = (x: number) =>
    eventually(`the page is told of ${x} m`, () => {
      const told = page.frames.flatMap((frame) => decodePositions(frame) ?? [])
      if (!told.some(({ position }) => position[0] === x)) return undefined
      page.frames.splice(0)
      return told.map(({ position, look }) => [position[0], Math.round(look[0]), Math.round(look[1])])
    })

  for (let step = 1; step <= 4; step += 1) {
    byScript.pos = [100 + step, 100, 25]
    await script.push()
    await live(100)
    for (const [, x, y] of await toldUntil(100 + step))
      t.strictSame([x, y], [0, 1], 'the script turns nobody')
    byRemoteAdmin.pos = [100.5 + step, 100, 25]
    await live(500)
    for (const [, x, y] of await toldUntil(100.5 + step)) t.strictSame([x, y], [0, 1])
  }

  await simulator.down()
  for (let second = 1; second <= 9; second += 1) {
    byScript.pos = [120 + second, 100, 25]
    await script.push()
    await live(1000)
  }
  t.same(
    (await toldUntil(129)).at(-1),
    [129, -1, 0],
    'without RemoteAdmin the script tells the direction, too',
  )
})
