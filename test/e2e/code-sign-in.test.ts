/** Without a link in real Chromium: from "who are you?" over a code shown in-world to hearing somebody. */

import type { Page } from 'puppeteer-core'
import t from 'tap'
import {
  joinVoice,
  listen,
  noBrowser,
  openBrowser,
  shownPeople,
  textOf,
  waitForStatus,
} from '../helpers/browser/browser.js'
import { type Speaker, speechSeconds } from '../helpers/browser/speech.js'
import { eventually } from '../helpers/eventually.js'
import { type FakeAgent, startFakeSimulator } from '../helpers/regions/fake-simulator.js'
import { testUuid } from '../helpers/regions/region.js'
import { regionsJson } from '../helpers/regions/regions-json.js'
import { startService } from '../helpers/service.js'

t.test(
  'somebody without a link proves to be an avatar, and hears another',
  { skip: noBrowser },
  async (t) => {
    const anna: FakeAgent = { id: testUuid(), name: 'Anna "Quote" <Test>', pos: [100, 100, 25] }
    const bert: FakeAgent = { id: testUuid(), name: 'Bert Test', pos: [105, 100, 25] }
    const guard: FakeAgent = { id: testUuid(), name: 'Guard', type: 'Npc', pos: [9, 9, 9] }
    const simulator = await startFakeSimulator([
      { id: testUuid(), name: 'Plaza', agents: [anna, bert, guard] },
    ])
    t.teardown(() => simulator.down())
    const service = await startService({ REMOTE_ADMIN_FILE: await regionsJson(t, [simulator]) })
    t.teardown(() => service.stop())

    async function newPage(speaker: Speaker, language = 'en'): Promise<Page> {
      const browser = await openBrowser(speaker, [`--lang=${language}`, `--accept-lang=${language}`])
      t.teardown(() => browser.close())
      return browser.newPage()
    }
    const choicesOn = (page: Page) =>
      page.$$eval('[data-testid=avatar-choice]', (elements) => elements.map((element) => element.textContent))
    const codeFor = (agentId: string) =>
      eventually('a code in-world', () => {
        const alert = simulator.alerts.findLast((one) => one.agentId === agentId)
        return /\b\d{6}\b/.exec(alert?.message ?? '')?.[0]
      })
    async function choose(page: Page, { id }: FakeAgent): Promise<void> {
      await page.goto(`${service.url}/`)
      await page.waitForSelector(`[data-testid=avatar-choice][data-agent-id="${id}"]`)
      await page.click(`[data-testid=avatar-choice][data-agent-id="${id}"]`)
      await page.waitForSelector('[data-testid=code]')
    }
    const isTold = (page: Page, fault: RegExp) =>
      eventually(`${fault} is said`, async () => {
        const said = await page.$$eval('[data-testid=error]', (elements) =>
          elements.map((one) => one.textContent ?? ''),
        )
        return said.some((text) => fault.test(text))
      })
    async function signIn(page: Page, avatar: FakeAgent): Promise<void> {
      await choose(page, avatar)
      await page.type('[data-testid=code]', await codeFor(avatar.id))
      await page.evaluate(() => Object.assign(globalThis, { sameDocument: true }))
      await page.click('[data-testid=code-submit]')
      await eventually('the page of the avatar', () => page.url().endsWith(`?avatar=${avatar.id}`))
      await waitForStatus(page, 'ready')
      t.equal(await page.evaluate('globalThis.sameDocument'), true, 'without loading the page anew')
    }

    const pageA = await newPage('anna')
    await eventually('the region answered', async () => {
      await pageA.goto(`${service.url}/`)
      await pageA.waitForSelector('[data-testid=who-are-you]')
      const choice = pageA.waitForSelector('[data-testid=avatar-choice]', { timeout: 2000 })
      return choice.then(
        () => true,
        () => false,
      )
    })
    t.match(await textOf(pageA, 'who-are-you'), /Who are you\?/)
    t.strictSame(await choicesOn(pageA), [anna.name, bert.name], 'people by name, and no NPC')
    await pageA.type('[data-testid=avatar-search]', 'quote')
    await eventually('one is found', async () => (await choicesOn(pageA)).length === 1)

    await choose(pageA, anna)
    const code = await codeFor(anna.id)
    await pageA.type('[data-testid=code]', code === '000000' ? '000001' : '000000')
    await pageA.click('[data-testid=code-submit]')
    await isTold(pageA, /not the code.*4/)

    await signIn(pageA, anna)
    await joinVoice(pageA, pageA.url())
    const pageB = await newPage('bert', 'de')
    await choose(pageB, bert)
    t.match(await pageB.$eval('#code-label', (label) => label.textContent), /Welchen Code/)
    await pageB.type('[data-testid=code]', (await codeFor(bert.id)) === '000000' ? '000001' : '000000')
    await pageB.click('[data-testid=code-submit]')
    await isTold(pageB, /Das ist nicht der Code. Noch 4 Versuche/)
    await signIn(pageB, bert)
    await joinVoice(pageB, pageB.url())

    await eventually('Bert is shown at 5 m', async () => {
      const [person] = await shownPeople(pageA)
      return person?.agentId === bert.id && Math.abs(person.distance - 5) < 0.05
    })
    const round = speechSeconds('bert')
    await listen(pageA, round)
    t.ok((await listen(pageA, round)).both > 0.005, 'Anna hears Bert')
    bert.pos = [190, 100, 25]
    await eventually('Bert is shown far away, as the simulator says', async () => {
      const [person] = await shownPeople(pageA)
      return person !== undefined && person.distance > 80 && person.gain === 0
    })
    t.notMatch(
      service.log(),
      new RegExp(`${code}|${simulator.password}`),
      'no code and no password in the log',
    )
  },
)
