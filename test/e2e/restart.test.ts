/** The service is killed in the middle of a call: the voices go on, and its successor takes them up. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import {
  clickIn,
  enterVoice,
  listen,
  listenOn,
  noBrowser,
  shownPeople,
  waitForStatus,
  withoutProcessing,
} from '../helpers/browser/browser.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'

t.test(
  'a killed service is noticed, its successor is rejoined, and nobody hears a gap',
  { skip: noBrowser },
  async (t) => {
    const dataDir = await mkdtemp(join(tmpdir(), 'voice-test-'))
    t.teardown(() => rm(dataDir, { recursive: true, force: true }))
    let service = await startService({ DATA_DIR: dataDir })
    t.teardown(() => service.stop())
    const [anna, bert] = [testAvatar('Anna Stays'), testAvatar('Bert Stays', [104, 100, 25])]
    const region = testRegion(service, [anna, bert], 'Bridge')
    await region.push()
    const pages = await Promise.all(
      [anna, bert].map((avatar) => enterVoice(t, service, region, avatar, 'sweep', withoutProcessing)),
    )
    for (const page of pages)
      await eventually('a voice', async () => (await listen(page, 0.5)).silenceMs < 50)

    const [page] = pages
    if (!page) throw new Error('no page')
    await eventually('what is loaded later is there', () =>
      page.evaluate(() => {
        const loaded = performance.getEntriesByType('resource').map(({ name }) => name)
        return ['settings-panel', 'checks-panel', 'level-worklet'].every((part) =>
          loaded.some((name) => name.includes(part)),
        )
      }),
    )

    const heard = await Promise.all(pages.map(listenOn))
    await service.stop('SIGKILL')
    for (const page of pages) {
      await waitForStatus(page, 'The voice service is out of reach')
      t.equal((await shownPeople(page)).length, 1, 'people stay on the screen')
    }
    await clickIn(page, '[data-testid=checks]')
    await page.waitForSelector('[data-testid=check-socket][data-state=bad]')
    await clickIn(page, '[data-testid=settings]')
    await eventually('the meter of the microphone works without a service', () =>
      page.$eval('[data-testid=level]', (meter) => (meter as HTMLMeterElement).value > -50),
    )
    await clickIn(page, '[data-testid=settings]')
    service = await startService({ DATA_DIR: dataDir, PORT: String(service.port) })
    // As with a region that is polled: the pages are back before the first feed.
    for (const page of pages) await waitForStatus(page, 'waiting')
    await region.push()
    for (const page of pages) await waitForStatus(page, 'connected')
    for (const page of pages)
      await eventually('the other one', async () => {
        const people = await shownPeople(page)
        if (people.length === 1 && people[0]?.media === 'p2p') return true
        throw new Error(`shown: ${JSON.stringify(people)}`)
      })
    // What the successor had not confirmed would be closed after ten seconds.
    const rejoinedAt = Date.now()
    await eventually('that time is over', () => Date.now() - rejoinedAt > 11_000)
    for (const [index, stop] of heard.entries()) {
      const { silenceMs, seconds } = await stop()
      t.ok(silenceMs < 100, `longest silence ${silenceMs.toFixed(0)} ms in ${seconds.toFixed(1)} s`)
      t.equal((await shownPeople(pages[index] as (typeof pages)[0])).length, 1)
    }
    bert.pos = [112, 100, 25]
    await region.push()
    await eventually('they move again', async () => {
      const [person] = await shownPeople(pages[0] as (typeof pages)[0])
      return person !== undefined && Math.abs(person.distance - 12) < 0.1
    })
  },
)
