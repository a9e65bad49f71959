/** The page without a network: it opens from the files that a service worker keeps, and nothing else does. */

import t from 'tap'
import { noBrowser, openBrowser, textOf } from '../helpers/browser/browser.js'
import { eventually } from '../helpers/eventually.js'
import { startService } from '../helpers/service.js'

t.test(
  'a page opens without a network; links and answers never come from a cache',
  { skip: noBrowser },
  async (t) => {
    const service = await startService()
    t.teardown(() => service.stop())
    const browser = await openBrowser(undefined)
    t.teardown(() => browser.close())
    const page = await browser.browser.newPage()
    await page.goto(service.url)
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('./service-worker.js?language=nl')
      await navigator.serviceWorker.ready
    })
    // From now on the worker is asked.
    await page.reload()
    t.ok(await page.evaluate(() => navigator.serviceWorker.controller !== null))
    for (const path of ['v/some-ticket', 'api/session', 'readyz', 'admin', '?avatar=somebody'])
      await page.evaluate((path) => fetch(path).then((answer) => answer.text()), path)
    const kept = await page.evaluate(async () => {
      const names = await caches.keys()
      const requests = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()))
      return requests.flat().map(({ url }) => new URL(url).pathname)
    })
    t.ok(kept.includes('/') && kept.some((path) => path.startsWith('/assets/settings-panel')))
    t.strictSame(
      kept.filter((path) => path !== '/' && !path.startsWith('/assets/')),
      [],
      'nothing but the page',
    )
    t.equal(kept.filter((path) => path.startsWith('/assets/start-')).length, 1, 'the words of one language')
    t.notOk(
      kept.some((path) => /wasm|noise-filter/.test(path)),
      'nor what nobody has chosen',
    )

    await service.stop()
    for (const path of ['v/some-ticket', 'api/session', 'signal', 'admin', 'manifest.webmanifest'])
      t.equal(
        await page.evaluate(
          (path) =>
            fetch(path, { cache: 'no-store' }).then(
              ({ status }) => status,
              () => 'none',
            ),
          path,
        ),
        'none',
        path,
      )
    await page.goto(`${service.url}/?avatar=somebody`)
    await eventually('the page says that there is no connection', async () =>
      /Connecting to the voice service|out of reach/.test(await textOf(page, 'status')),
    )
    t.equal(await page.title(), 'Voice')
  },
)
