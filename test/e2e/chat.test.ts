/** Text in real Chromium: two residents write in their place and to each other, beside a modified page. */

import type { Page } from 'puppeteer-core'
import t from 'tap'
import {
  clickIn,
  joinVoice,
  noBrowser,
  openBrowser,
  textOf,
  WHOLE_CHROMIUM,
} from '../helpers/browser/browser.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'

const INPUT = '[data-testid=chat-input]'

interface Shown {
  readonly from: string
  readonly kind: string
  readonly text: string
}

const shown = (page: Page): Promise<Shown[]> =>
  page.$$eval('[data-testid=chat-message]', (elements) =>
    elements.map((element) => {
      const { from = '', kind = '' } = (element as HTMLElement).dataset
      return { from, kind, text: element.querySelector('.line-text')?.textContent ?? '' }
    }),
  )

const showsLine = (page: Page, text: string) =>
  eventually(`the line "${text}"`, async () => (await shown(page)).find((line) => line.text === text))

async function write(page: Page, text: string) {
  await page.focus(INPUT)
  await page.keyboard.type(text)
  await page.keyboard.press('Enter')
}

t.test('residents write in their place and to each other', { skip: noBrowser }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  const [ada, ben, cy] = [
    testAvatar('Ada Writes'),
    testAvatar('Ben Reads'),
    testAvatar('Cy\u202e \u200bForged'),
  ]
  const region = testRegion(service, [ada, ben, cy], 'Library')
  await region.push()
  const { browser, close } = await openBrowser(undefined, ['--accept-lang=en'], WHOLE_CHROMIUM)
  t.teardown(close)
  const faults: string[] = []
  async function open(avatar: typeof ada) {
    const context = await browser.createBrowserContext()
    const page = await context.newPage()
    page.on('pageerror', (error) => faults.push(String(error)))
    await joinVoice(page, service.url + (await region.link(avatar)))
    return page
  }
  const forger = openSignal(service.url, await signIn(service.url, await region.link(cy)))
  t.teardown(() => forger.close())
  await forger.next('welcome')
  forger.send({ type: 'join', muted: true })
  await forger.next('room')
  const adaPage = await open(ada)
  const benPage = await open(ben)
  await clickIn(adaPage, '[data-testid=chat-tab]')
  await adaPage.waitForSelector(`${INPUT}:not([disabled])`)

  await t.test('a line is seen by everybody in the place, and counted where it is not seen', async (t) => {
    await write(adaPage, 'Hello, library!')
    t.match(await showsLine(adaPage, 'Hello, library!'), { from: ada.id, kind: 'room' })
    t.match(await forger.next('chat-line'), { line: { from: ada.id, text: 'Hello, library!' } })
    await eventually('it is counted', async () =>
      (await textOf(benPage, 'chat-tab').then((text) => text.includes('1'))) ? true : undefined,
    )
    await clickIn(benPage, '[data-testid=chat-tab]')
    t.match(await showsLine(benPage, 'Hello, library!'), { from: ada.id, kind: 'room' })
    await eventually('the count has gone', async () => !(await textOf(benPage, 'chat-tab')).includes('1'))
    t.ok(await benPage.$('[data-testid=chat-new]'), 'the first unread line is marked')
  })

  await t.test('nothing that a modified page writes is markup, or turns what stands around it', async (t) => {
    const evil =
      '<img src=x onerror="document.title=1"> <b>bold</b> \u202egnp.exe\u200b https://example.org/?a=<i>'
    forger.send({ type: 'chat', nonce: 'evil', text: evil })
    const plain = '<img src=x onerror="document.title=1"> <b>bold</b> gnp.exe https://example.org/?a=<i>'
    const line = await showsLine(benPage, plain)
    t.equal(line?.from, cy.id)
    const seen = await benPage.$$eval('[data-testid=chat-message]', (all) => {
      const last = all.at(-1)
      return {
        tags: [...new Set([...(last?.querySelectorAll('.line-text *') ?? [])].map(({ tagName }) => tagName))],
        links: [...(last?.querySelectorAll('a') ?? [])].map(({ href, rel, target }) => ({
          href,
          rel,
          target,
        })),
        writer: last?.querySelector('.writer')?.textContent,
        isolates: getComputedStyle(last?.querySelector('.line-text') as Element).unicodeBidi,
      }
    })
    t.strictSame(seen, {
      tags: ['A', 'BDI'],
      links: [{ href: 'https://example.org/?a=', rel: 'noopener noreferrer nofollow', target: '_blank' }],
      writer: 'Cy Forged',
      isolates: 'isolate',
    })
  })

  await t.test('Enter sends, but not while letters are composed; a new line needs Shift', async (t) => {
    await adaPage.focus(INPUT)
    await adaPage.keyboard.type('one')
    await adaPage.keyboard.down('Shift')
    await adaPage.keyboard.press('Enter')
    await adaPage.keyboard.up('Shift')
    await adaPage.keyboard.type('two')
    await adaPage.$eval(INPUT, (field) =>
      field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true })),
    )
    t.equal(await adaPage.$eval(INPUT, (field) => (field as HTMLTextAreaElement).value), 'one\ntwo')
    await eventually('Ben sees that Ada writes', async () =>
      (await textOf(benPage, 'chat-writers')).includes('Ada'),
    )
    await adaPage.keyboard.press('Enter')
    await showsLine(benPage, 'one\ntwo')
    t.equal(await adaPage.$eval(INPUT, (field) => (field as HTMLTextAreaElement).value), '')
  })

  await t.test('the last line is changed with the up arrow, and taken back', async (t) => {
    await write(adaPage, 'teh end')
    await showsLine(adaPage, 'teh end')
    await adaPage.keyboard.press('ArrowUp')
    t.equal(await adaPage.$eval(INPUT, (field) => (field as HTMLTextAreaElement).value), 'teh end')
    await adaPage.$eval(INPUT, (field) => (field as HTMLTextAreaElement).select())
    await adaPage.keyboard.type('the end')
    await adaPage.keyboard.press('Enter')
    await showsLine(benPage, 'the end (changed)')
    await write(adaPage, 'forget this')
    await showsLine(benPage, 'forget this')
    await clickIn(adaPage, '[data-testid=chat-message]:last-of-type [data-testid=chat-remove]')
    await eventually('it is gone', async () =>
      (await shown(benPage)).every(({ text }) => text !== 'forget this'),
    )
  })

  await t.test('a private line is seen by the two alone, and each draft is kept', async (t) => {
    await adaPage.focus(INPUT)
    await adaPage.keyboard.type('a draft')
    await clickIn(adaPage, '[data-testid=people-tab]')
    await clickIn(adaPage, `[data-testid=participant][data-agent-id="${ben.id}"] .who`)
    await clickIn(adaPage, '[data-testid=message-button]')
    await adaPage.waitForSelector('[data-conversation=private]')
    await write(adaPage, 'only for you')
    t.match(await showsLine(adaPage, 'only for you'), { from: ada.id, kind: 'private' })
    await clickIn(benPage, '[data-testid=conversation][data-kind=private]')
    t.match(await showsLine(benPage, 'only for you'), { from: ada.id, kind: 'private' })
    t.match(await textOf(benPage, 'chat-situation'), /Only the two of you/)
    await write(benPage, 'thank you')
    await showsLine(adaPage, 'thank you')
    await clickIn(adaPage, '[data-testid=conversation][data-kind=room]')
    await showsLine(adaPage, 'Hello, library!')
    t.equal(await adaPage.$eval(INPUT, (field) => (field as HTMLTextAreaElement).value), 'a draft')
    t.notMatch(JSON.stringify(forger.messages), /only for you|thank you/)
  })

  await t.test('who reads further up stays there, and is led to the newest line', async (t) => {
    await clickIn(benPage, '[data-testid=conversation][data-kind=room]')
    const scroll = (top: number) =>
      benPage.$eval('[data-testid=chat-lines]', (list, at) => list.scrollTo({ top: at }), top)
    const place = () => benPage.$eval('[data-testid=chat-lines]', ({ scrollTop }) => scrollTop)
    for (const nonce of ['a', 'b', 'c'])
      forger.send({
        type: 'chat',
        nonce,
        text: Array.from({ length: 20 }, (_, at) => `${nonce} ${at}`).join('\n'),
      })
    await eventually('Ben reads along', async () => (await place()) > 200)
    await scroll(0)
    await benPage.waitForSelector('[data-testid=chat-to-newest]')
    forger.send({ type: 'chat', nonce: 'd', text: 'the newest' })
    await showsLine(benPage, 'the newest')
    await eventually('it is announced', async () =>
      (await textOf(benPage, 'chat-to-newest')).includes('1 new'),
    )
    t.equal(await place(), 0)
    await clickIn(benPage, '[data-testid=chat-to-newest]')
    await eventually('Ben is at the end', async () => (await place()) > 200)
  })

  await t.test('too much is refused in words, and can be sent again', async (t) => {
    for (let count = 0; count < 14; count += 1) await write(benPage, `fast ${count}`)
    // In one step: the page lets it go by itself as soon as it may.
    const refusal = await eventually('a refusal', () =>
      benPage.evaluate(() => {
        const unsent = document.querySelector('[data-testid=chat-unsent]:has([role=alert])')
        const text = unsent?.textContent
        unsent?.querySelector<HTMLElement>('[data-testid=chat-drop]')?.click()
        return text ?? undefined
      }),
    )
    t.match(refusal, /Not sent.*Wait/)
  })
  t.strictSame(faults, [])
})
