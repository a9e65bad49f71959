/** The whole way in real Chromium: a region's avatars hear each other as loud as their distance says. */

import t from 'tap'
import { attenuationGain } from '../../src/spatial/attenuation.js'
import { DEFAULT_SETTINGS } from '../../src/voice/channel.js'
import {
  decibels,
  joinVoice,
  listen,
  openBrowser,
  shownPeople,
  type TestBrowser,
} from '../helpers/browser.js'
import { eventually } from '../helpers/eventually.js'
import { type TestRegion, testAvatar, testRegion } from '../helpers/region.js'
import { type Service, startService } from '../helpers/service.js'

/** Two rounds of the speaker's text, so that every measurement holds the same words. */
const WINDOW_SECONDS = 6

t.test('hearing', async (t) => {
  const service: Service = await startService()
  t.teardown(() => service.stop())
  const anna = testAvatar('Anna Test', [100, 100, 25])
  const bert = testAvatar('Bert Test', [105, 100, 25])
  const region: TestRegion = testRegion(service, [anna, bert])
  await region.push()
  const browsers: TestBrowser[] = await Promise.all([openBrowser('anna'), openBrowser('bert')])
  t.teardown(() => Promise.all(browsers.map((browser) => browser.close())))
  const [pageA, pageB] = await Promise.all(browsers.map((browser) => browser.newPage()))
  if (!pageA || !pageB) throw new Error('no pages')
  await joinVoice(pageA, service.url + (await region.link(anna)))
  await joinVoice(pageB, service.url + (await region.link(bert)))

  for (let i = 0; i < 3; i++) {
    const h = await listen(pageA, WINDOW_SECONDS)
    t.comment(JSON.stringify(h))
  }
  const at5 = await listen(pageA, WINDOW_SECONDS)
  t.comment(JSON.stringify(await shownPeople(pageA)), JSON.stringify(at5))
  for (const metres of [5, 20, 30, 50, 5]) {
    bert.pos = [100 + metres, 100, 25]
    await region.push()
    await eventually(`Bert at ${metres} m`, async () => {
      const [person] = await shownPeople(pageA)
      return person !== undefined && Math.abs(person.distance - metres) < 0.05
    })
    await listen(pageA, 0.5)
    const heard = await listen(pageA, WINDOW_SECONDS)
    t.comment(
      `${metres} m: ${decibels(heard.both, at5.both)} expected ${decibels(attenuationGain(metres, DEFAULT_SETTINGS), 1)} L/R ${decibels(heard.right, heard.left)}`,
    )
  }
})
