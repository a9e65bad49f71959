/**
 * A region that falls silent is said in the page, and so is its return; then the avatar leaves the world, and is heard
 * again when it is back. Measured by who is heard.
 */

import t from 'tap'
import { LEFT_WORLD_GRACE_MS } from '../../src/voice/rooms/participants/place-states.js'
import { systemTimers } from '../../src/voice/time/timers.js'
import {
  clickIn,
  enterVoice,
  joinVoice,
  listen,
  noBrowser,
  waitForStatus,
} from '../helpers/browser/browser.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startTestApp } from '../helpers/test-app.js'

const LOUD = 0.003

t.test('a lost feed, and a lost avatar', { skip: noBrowser }, async (t) => {
  let skewMs = 0
  /** What waits for an avatar that has left the world. */
  const farewells = new Set<() => void>()
  const app = await startTestApp(t, {
    timers: {
      now: () => performance.now() + skewMs,
      after(milliseconds, callback) {
        if (milliseconds !== LEFT_WORLD_GRACE_MS) return systemTimers.after(milliseconds, callback)
        farewells.add(callback)
        return () => void farewells.delete(callback)
      },
    },
  })
  const [anna, bert] = [testAvatar('Anna Silent Region'), testAvatar('Bert Hears', [104, 100, 25])]
  const region = testRegion(app, [anna, bert])
  await region.push()
  const [page, hearing] = await Promise.all([
    enterVoice(t, app, region, anna, 'anna'),
    enterVoice(t, app, region, bert, undefined),
  ])
  const isHeard = async () => (await listen(hearing, 0.4)).both > LOUD
  const says = async () => (await page.$eval('#app', (app) => app.textContent)).includes('osition feed lost')

  t.notOk(await says())
  skewMs += 31_000
  await eventually('the page says so', says)
  await region.push()
  await eventually('and that it is back', async () => !(await says()))
  await waitForStatus(page, 'connected')
  await eventually('she is heard', isHeard)

  // Other parts of the service wait for a minute, too.
  const others = new Set(farewells)
  const farewell = () => [...farewells].find((callback) => !others.has(callback))
  region.avatars.splice(0, 1)
  await region.push()
  await waitForStatus(page, 'Your avatar is not in-world')
  const timeUp = await eventually('its time is running', farewell)
  timeUp()
  t.match(await waitForStatus(page, 'over'), /left the world/)
  await eventually('she is silent', async () => (await listen(hearing, 0.4)).both < LOUD / 100)

  region.avatars.push(anna)
  await region.push()
  await clickIn(page, '[data-testid=go-on]')
  // Whoever has left the world signs in again, by any way that is offered there.
  await waitForStatus(page, 'signed-out')
  await joinVoice(page, app.url + (await region.link(anna)))
  await eventually('she is heard again', isHeard)
})
