/** A room before axe-core, by keyboard alone, and for ears: what a screen reader is told while people come and go. */

import type { KeyInput, Page } from 'puppeteer-core'
import t from 'tap'
import { axeFindings } from '../helpers/browser/axe.js'
import {
  noBrowser,
  openBrowser,
  shownPeople,
  textOf,
  WHOLE_CHROMIUM,
  waitForStatus,
} from '../helpers/browser/browser.js'
import { HUGE_NAME, livelyRoom } from '../helpers/browser/lively-room.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'

const personRow = (agentId: string) => `[data-testid=participant][data-agent-id="${agentId}"]`

const focused = (page: Page) =>
  page.evaluate(
    () => (document.activeElement instanceof HTMLElement && document.activeElement.dataset.testid) || '',
  )

/** Presses Tab until an element has the focus. */
async function tabTo(page: Page, testId: string): Promise<void> {
  for (let step = 0; step < 60; step += 1) {
    if ((await focused(page)) === testId) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${testId}`)
}

/**
 * Where the focus is once the page has drawn what a key did: never nowhere.
 * @param shown what is there then and was not before, where that takes an answer of the service
 */
async function focusAfter(page: Page, key: KeyInput, shown?: string): Promise<string> {
  await page.keyboard.press(key)
  if (shown) await page.waitForSelector(`[data-testid=${shown}]`)
  return eventually(`a focus after ${key}`, async () => {
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
    )
    const isLost = await page.evaluate(() => document.activeElement === document.body)
    return !isLost && ((await focused(page)) || 'somewhere')
  })
}

/** Goes to an element by Tab alone, and does what it offers. @returns where the focus is then */
async function use(page: Page, testId: string, shown?: string): Promise<string> {
  await tabTo(page, testId)
  return focusAfter(page, 'Enter', shown)
}

/** Notes from now on what a screen reader is told unasked. */
async function noteAnnouncements(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const told: string[] = []
    Object.assign(globalThis, { told })
    const live = '[role=status],[role=alert],[aria-live]'
    new MutationObserver((records) => {
      for (const { target } of records) {
        const element = target instanceof Element ? target : target.parentElement
        const said = element?.closest(live)?.textContent
        if (said) told.push(said)
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true })
  })
  return () => page.evaluate('told') as Promise<string[]>
}

t.test('a room that is full of life', { skip: noBrowser }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  const { region, listener, others } = await livelyRoom(t, service)
  const { browser, close } = await openBrowser(
    'anna',
    ['--lang=de-DE', '--accept-lang=de-DE,de'],
    WHOLE_CHROMIUM,
  )
  t.teardown(close)
  const page = await browser.newPage()
  await page.goto(service.url + (await region.link(listener)))
  await page.waitForSelector('[data-testid=join]')

  await t.test('in by keyboard, and to everything', async (t) => {
    await tabTo(page, 'join')
    await page.keyboard.press('Enter')
    await waitForStatus(page, 'verbunden mit Agora')
    await eventually('five others', async () => (await shownPeople(page)).length === 5)
    await page.waitForSelector('[data-testid=radar]')
    t.equal(await focused(page), 'status', 'the focus is where the button was')

    await tabTo(page, 'mic')
    // Space talks wherever the focus is.
    await page.keyboard.press('Enter')
    await page.waitForSelector('[data-testid=mic][aria-pressed=false]')
    await tabTo(page, 'ptt')
    await page.keyboard.down('Enter')
    await page.waitForSelector('[data-testid=ptt][aria-pressed=true]')
    await page.keyboard.up('Enter')
    await page.waitForSelector('[data-testid=ptt][aria-pressed=false]')
    await tabTo(page, 'mic')
    await page.keyboard.press('Enter')
    await page.waitForSelector('[data-testid=mic][aria-pressed=true]')
    await tabTo(page, 'facing-up')
    await tabTo(page, 'volume')
    await page.keyboard.press('ArrowLeft')
    await tabTo(page, 'mute')
    await page.keyboard.press('Enter')
    await page.waitForSelector('[data-testid=mute][aria-pressed=true]')
    t.equal(await focused(page), 'mute', 'a row keeps the focus')
    await page.keyboard.press('Enter')
    await tabTo(page, 'settings')
    await page.keyboard.press('Enter')
    await tabTo(page, 'setting-performer')
    await page.keyboard.press('Escape')
    await page.waitForSelector('[data-testid=settings-panel]', { hidden: true })
    t.equal(await focused(page), 'settings', 'back where the sheet was opened')
  })

  await t.test('to everything else that people do', async (t) => {
    const guest = testAvatar('Frida Guest', [129, 129, 25])
    region.avatars.push(guest)
    await region.push()
    const frida = openSignal(service.url, await signIn(service.url, await region.link(guest)))
    t.teardown(() => frida.close())
    frida.send({ type: 'join', muted: false })
    await frida.next('room')
    await page.waitForSelector(personRow(guest.id))
    /** By keyboard: to the row of one person, and to their card. */
    const openCard = async () => {
      for (let step = 0; ; step += 1) {
        const isThere = await page.evaluate(
          (row) => document.activeElement?.closest(row) !== null,
          personRow(guest.id),
        )
        if (isThere && (await focused(page)) === 'person') break
        if (step > 90) throw new Error('Tab does not come past everybody')
        await page.keyboard.press('Tab')
      }
      await focusAfter(page, 'Enter')
      await page.waitForSelector('[data-testid=person-card]')
    }
    const callIs = (state: string) => page.waitForSelector(`[data-testid=call][data-state=${state}]`)

    await openCard()
    await use(page, 'card-mute')
    await tabTo(page, 'card-volume')
    t.equal(await focusAfter(page, 'ArrowLeft'), 'card-volume')
    t.equal(await use(page, 'block', 'unblock'), 'unblock', 'what can be undone keeps the focus')
    t.equal(await focusAfter(page, 'Enter', 'block'), 'block')
    await use(page, 'complain')
    await page.waitForSelector('[data-testid=ask]')
    await tabTo(page, 'ask-words')
    t.equal(await focusAfter(page, 'Escape'), 'person', 'back at the person')
    await page.waitForSelector('[data-testid=ask]', { hidden: true })

    await openCard()
    await use(page, 'call-button')
    await callIs('ringing')
    const { call } = await frida.next('call')
    frida.send({ type: 'call-accept', call, muted: true })
    await callIs('active')
    await use(page, 'call-hang-up')
    await page.waitForSelector('[data-testid=call]', { hidden: true })
    t.not(await focused(page), '', 'the bar is gone, and the focus is not')

    frida.send({ type: 'call', to: listener.id, muted: true })
    await eventually('it rings at the keyboard', async () => (await focused(page)) === 'incoming-call')
    await use(page, 'call-accept')
    await callIs('active')
    t.not(await focused(page), '')
    await use(page, 'call-hang-up')
    await page.waitForSelector('[data-testid=call]', { hidden: true })

    await tabTo(page, 'call-tab')
    t.equal(await focusAfter(page, 'ArrowLeft'), 'chat-tab')
    await page.waitForSelector('[data-testid=chat-input]:not([disabled])')
    await tabTo(page, 'chat-input')
    await page.keyboard.type('To everybody')
    t.equal(await focusAfter(page, 'Enter'), 'chat-input')
    t.match(await frida.next('chat-line'), { line: { text: 'To everybody' } })
    await use(page, 'chat-remove')
    await eventually('it is taken back', async () => !(await page.$('[data-testid=chat-remove]')))

    await tabTo(page, 'chat-tab')
    await focusAfter(page, 'ArrowLeft')
    await openCard()
    await use(page, 'message-button')
    await eventually('ready to write', async () => (await focused(page)) === 'chat-input')
    await page.keyboard.type('To you alone')
    t.equal(await focusAfter(page, 'Enter'), 'chat-input')
    await eventually('it has come', () =>
      frida.messages.some((one) => one.type === 'chat-line' && one.line.text === 'To you alone'),
    )
    t.equal(await use(page, 'conversation'), 'conversation')
    t.equal(await use(page, 'checks'), 'somewhere', 'the sheet has the focus')
    t.equal(await focusAfter(page, 'Escape'), 'checks')
    await tabTo(page, 'chat-tab')
    await focusAfter(page, 'ArrowLeft')
    frida.close()
    region.avatars.splice(region.avatars.indexOf(guest), 1)
    await region.push()
    await eventually('five others', async () => (await shownPeople(page)).length === 5)
  })

  await t.test('nothing is wrong with it, and names keep to themselves', async (t) => {
    await eventually('somebody is heard', async () =>
      (await shownPeople(page)).some(({ speaking }) => speaking),
    )
    t.strictSame(await axeFindings(page), [])
    for (const width of [320, 1280]) {
      await page.setViewport({ width, height: 800 })
      const overflow = await page.evaluate('document.documentElement.scrollWidth - innerWidth')
      t.ok(Number(overflow) <= 0, `nothing sticks out at ${width} pixels`)
    }
    t.match(await textOf(page, 'channel-settings'), 'Volle Lautstärke bis 10 m, still ab 35 m')
    const names = await page.$$eval('.people bdi.name', (all) => all.map((one) => one.textContent))
    t.strictSame(names.toSorted(), others.map(({ name }) => name).toSorted(), 'each as it is, isolated')
    const heights = await page.$$eval('.people .name', (all) => all.map((one) => one.clientHeight))
    t.equal(new Set(heights).size, 1, 'each in one line')
    const huge = await page.$eval(
      '.people',
      (list, name) => {
        const found = [...list.querySelectorAll('.name')].find((one) => one.textContent === name)
        return found?.getAttribute('title')
      },
      HUGE_NAME,
    )
    t.equal(huge, HUGE_NAME, 'the whole of a cut name can be read')
  })

  await t.test('a screen reader is told who comes and who goes, each once', async (t) => {
    await page.waitForSelector('[data-testid=announced]')
    const announcements = await noteAnnouncements(page)
    const visitor = testAvatar('Eric Guest', [130, 128, 25])
    region.avatars.push(visitor)
    await region.push()
    const socket = openSignal(service.url, await signIn(service.url, await region.link(visitor)))
    socket.send({ type: 'join', muted: false })
    const ofEric = async () => (await announcements()).filter((said) => said.includes(visitor.name))
    await eventually('who comes', async () => (await ofEric()).length > 0)
    socket.close()
    await eventually('and who goes', async () => (await ofEric()).length > 1)
    t.strictSame(await ofEric(), ['Gekommen: Eric Guest.', 'Gegangen: Eric Guest.'])
    await page.click('[data-testid=leave]')
    await eventually('leaving is told', async () => (await announcements()).length > 0)
  })
})
