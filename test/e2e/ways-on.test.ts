/** Where people open the page, and after each end of voice: a way on without a reload. Measured by who is heard. */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'puppeteer-core'
import t from 'tap'
import { CloseCode } from '../../src/protocol/close-codes.js'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import {
  clickIn,
  joinVoice,
  listen,
  noBrowser,
  openBrowser,
  textOf,
  waitForStatus,
} from '../helpers/browser/browser.js'
import { hangUp } from '../helpers/browser/pretend-service.js'
import { openScreen, screens } from '../helpers/browser/screens.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'

const LOUD = 0.003

t.test('ways on', { skip: noBrowser }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  const [anna, bert] = [testAvatar('Anna Goes'), testAvatar('Bert Hears', [104, 100, 25])]
  const region = testRegion(service, [anna, bert], 'Plaza')
  await region.push()
  const link = async (avatar = anna) => service.url + (await region.link(avatar))
  const listening = await openBrowser(undefined)
  t.teardown(() => listening.close())
  const hearing = await listening.newPage()
  await joinVoice(hearing, await link(bert))
  const browser = await openBrowser('sweep', ['--lang=en'])
  t.teardown(() => browser.close())

  const level = async () => (await listen(hearing, 0.3)).both
  const isHeard = () => eventually('Anna is heard', async () => (await level()) > LOUD)
  const isSilent = () => eventually('silence', async () => (await level()) < LOUD / 100)
  const mark = (page: Page) => page.evaluate(() => Object.assign(globalThis, { sameDocument: true }))
  const isSameDocument = (page: Page) => page.evaluate('globalThis.sameDocument === true')
  const goOn = (page: Page) => clickIn(page, '[data-testid=go-on]')

  const page = await browser.newPage()
  await joinVoice(page, await link())
  await isHeard()
  await mark(page)

  await t.test('leave and join, also by a double click', async (t) => {
    await clickIn(page, '[data-testid=leave]')
    await waitForStatus(page, 'ready')
    await isSilent()
    await page.click('[data-testid=join]', { count: 2 })
    await waitForStatus(page, 'connected')
    await isHeard()
    t.ok(await isSameDocument(page))
  })

  await t.test('a moderator takes somebody out: they read why, and come back', async (t) => {
    const admin = await signedInAdmin(service)
    const [{ channelId }] = (await admin.get('/rooms')).body
    const act = (name: string, more: object = {}) =>
      admin.post(`/rooms/${channelId}/${name}`, { agentId: anna.id, ...more })
    await act('kick', { explanation: 'Please use headphones' })
    t.match(await waitForStatus(page, 'over'), /took you out.*“Please use headphones”/)
    await isSilent()
    await goOn(page)
    await waitForStatus(page, 'connected')
    await isHeard()

    await act('ban', { minutes: 2000, explanation: 'Music at night' })
    const isBanned = async () => {
      const sentence = await waitForStatus(page, 'over')
      const end = new Date(Date.now() + 2000 * 60_000)
      t.match(
        sentence,
        new RegExp(`until ${end.toLocaleString('en', { month: 'long', day: 'numeric' })}.*“Music at night”`),
      )
    }
    await isBanned()
    await goOn(page)
    await eventually('turned away', async () => (await textOf(page, 'status')).includes('keeps you out'))
    await isBanned()
    await act('unban')
    await goOn(page)
    await waitForStatus(page, 'connected')
    await isHeard()
    t.ok(await isSameDocument(page))
  })

  await t.test(
    'two windows of one link: the front one works, and the other one when it is asked',
    async (t) => {
      const url = await link()
      const windows = await Promise.all([browser.newPage(), browser.newPage()])
      // A double click opens both at once.
      await Promise.all(windows.map((one) => one.goto(url)))
      const [back, front] = windows
      for (const one of windows) await waitForStatus(one, 'ready')
      await front.bringToFront()
      await front.click('[data-testid=join]')
      await waitForStatus(front, 'connected')
      t.match(await waitForStatus(page, 'over'), /another window/)
      await isHeard()
      await back.bringToFront()
      await mark(back)
      await back.click('[data-testid=join]')
      await waitForStatus(front, 'over')
      await isHeard()
      await mark(front)
      await front.bringToFront()
      await goOn(front)
      await waitForStatus(front, 'connected')
      await waitForStatus(back, 'over')
      await isHeard()
      t.ok(await isSameDocument(front))
      await Promise.all(windows.map((one) => one.close()))
      await isSilent()
      await goOn(page)
      await waitForStatus(page, 'connected')
      await isHeard()
      t.ok(await isSameDocument(page))
    },
  )

  await t.test('in another page’s frame there is a way out', async (t) => {
    const url = await link()
    const foreign = createServer((_request, response) =>
      response.setHeader('content-type', 'text/html').end(`<iframe src="${url}"></iframe>`),
    ).listen(0, '127.0.0.1')
    t.teardown(() => foreign.close())
    const outside = await browser.newPage()
    await outside.goto(`http://127.0.0.1:${(foreign.address() as AddressInfo).port}/`)
    const frame = await outside.waitForFrame((one) => one.url().startsWith(service.url))
    const way = await frame.waitForSelector('[data-testid=open-outside]')
    t.match(await frame.$eval('body', (body) => body.textContent), /window of its own/)
    const opened = new Promise<Page | null>((resolve) => outside.once('popup', resolve))
    await way?.click()
    const voice = await opened
    if (!voice) throw new Error('nothing was opened')
    await waitForStatus(voice, 'ready')
    await clickIn(voice, '[data-testid=join]')
    await waitForStatus(voice, 'connected')
    await isHeard()
  })
})

t.test('every end has a way on, in the page that is open', { skip: noBrowser }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  const { browser, close } = await openBrowser('anna')
  t.teardown(close)
  const ends = screens.filter(({ name }) => name.startsWith('over-') || name === 'signed-out')
  t.ok(ends.length >= 5)
  for (const screen of ends) {
    const page = await browser.newPage()
    await openScreen(page, service.url, screen)
    const sockets = () => page.evaluate('globalThis.pretendedCount')
    const before = Number(await sockets())
    await clickIn(page, '[data-testid=go-on]')
    await eventually(`${screen.name}: another socket`, async () => Number(await sockets()) === before + 1)
    // The service is asked, and may say no again.
    await hangUp(page, CloseCode.sessionOver)
    await waitForStatus(page, 'signed-out')
    await page.close()
  }
})
