/** A region that falls silent is said in the page, and so is its return; then the avatar leaves the world. */

import t from 'tap'
import { systemTimers } from '../../src/voice/ports.js'
import { enterVoice, noBrowser, waitForStatus } from '../helpers/browser/browser.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startTestApp } from '../helpers/test-app.js'

t.test('a lost feed', { skip: noBrowser }, async (t) => {
  let skewMs = 0
  const app = await startTestApp(t, { timers: { ...systemTimers, now: () => performance.now() + skewMs } })
  const anna = testAvatar('Anna Silent Region')
  const region = testRegion(app, [anna])
  await region.push()
  const page = await enterVoice(t, app, region, anna, 'anna')
  const says = async () =>
    (await page.$eval('main', (main) => main.textContent ?? '')).includes('osition feed lost')

  t.notOk(await says())
  skewMs += 31_000
  await eventually('the page says so', says)
  await region.push()
  await eventually('and that it is back', async () => !(await says()))
  await waitForStatus(page, 'connected')

  region.avatars.length = 0
  await region.push()
  await waitForStatus(page, 'Your avatar is not in-world')
})
