/** The service is killed in the middle of a call: the voices go on, and its successor takes them up. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { CONFIRM_MS } from '../../web-client/media/unconfirmed-links.js'
import {
  allowedSilence,
  clickIn,
  enterVoice,
  listen,
  listenOn,
  noBrowser,
  shownPeople,
  waitForStatus,
  withoutProcessing,
} from '../helpers/browser/browser.js'
import { rememberConnections } from '../helpers/browser/page-connections.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'

const NOT_HEARD = { silenceMs: Number.POSITIVE_INFINITY, seconds: 0 }

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
      [anna, bert].map((avatar) =>
        enterVoice(t, service, region, avatar, 'sweep', async (page) => {
          await withoutProcessing(page)
          await page.evaluateOnNewDocument(rememberConnections)
        }),
      ),
    )
    const connections = () =>
      Promise.all(
        pages.map((page) =>
          page.evaluate(() => (globalThis as unknown as { connections: unknown[] }).connections.length),
        ),
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

    const stops = await Promise.all(pages.map(listenOn))
    const made = await connections()
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
    // What the successor had not confirmed would be closed by then.
    const rejoinedAt = Date.now()
    await eventually('that time is over', () => Date.now() - rejoinedAt > CONFIRM_MS + 1000, 2 * CONFIRM_MS)
    t.strictSame(await connections(), made, 'the connection is the same')
    const heard = await Promise.all(stops.map((stop) => stop()))
    for (const [index, page] of pages.entries()) {
      const { silenceMs, seconds } = heard[index] ?? NOT_HEARD
      const allowedMs = await allowedSilence(page, { silenceMs, seconds }, 100)
      t.ok(silenceMs <= allowedMs, `longest silence ${silenceMs.toFixed(0)} ms in ${seconds.toFixed(1)} s`)
      t.equal((await shownPeople(page)).length, 1)
    }
    bert.pos = [112, 100, 25]
    await region.push()
    await eventually('they move again', async () => {
      const [person] = await shownPeople(pages[0] as (typeof pages)[0])
      return person !== undefined && Math.abs(person.distance - 12) < 0.1
    })
  },
)
