/** The whole way in real Chromium: a region's avatars hear each other as loud as their distance says. */

import type { Page } from 'puppeteer-core'
import t, { type Test } from 'tap'
import { attenuationGain } from '../../src/spatial/attenuation.js'
import { DEFAULT_SETTINGS } from '../../src/voice/channels/channel.js'
import {
  decibels,
  enterVoice,
  type Heard,
  joinVoice,
  listen,
  noBrowser,
  openBrowser,
  shownPeople,
  textOf,
  WHOLE_CHROMIUM,
  waitForStatus,
  withHeadphones,
} from '../helpers/browser/browser.js'
import type { Speaker } from '../helpers/browser/speech.js'
import { eventually } from '../helpers/eventually.js'
import { type TestAvatar, type TestRegion, testAvatar, testRegion } from '../helpers/regions/region.js'
import { type Service, startService } from '../helpers/service.js'

let service: Service
let region: TestRegion

const enter = (
  t: Test,
  avatar: TestAvatar,
  speaker: Speaker | 'sweep' | undefined,
  prepare?: (page: Page) => Promise<void>,
) => enterVoice(t, service, region, avatar, speaker, prepare)

async function waitForDistance(page: Page, { id }: TestAvatar, metres: number): Promise<void> {
  await eventually(`${metres} m shown`, async () => {
    const person = (await shownPeople(page)).find(({ agentId }) => agentId === id)
    return person !== undefined && Math.abs(person.distance - metres) < 0.05
  })
  await listen(page, 0.3)
}

t.before(async () => {
  service = await startService()
})
t.teardown(() => service.stop())

t.test('two people hear each other by distance and direction', { skip: noBrowser }, async (t) => {
  const anna = testAvatar('Anna Test', [100, 100, 25])
  const bert = testAvatar('Bert Test', [105, 100, 25])
  region = testRegion(service, [anna, bert], 'Plaza')
  await region.push()
  const hearing = await enter(t, anna, 'anna', withHeadphones)
  const speaking = await enter(t, bert, 'sweep')
  /** Of the sweep, which is the same in each of them. */
  const round = 1
  await eventually('Bert is heard', async () => (await listen(hearing, 0.3)).both > 0.005)

  const heardAt = async (metres: number): Promise<Heard> => {
    bert.pos = [100 + metres, 100, 25]
    await region.push()
    await waitForDistance(hearing, bert, metres)
    const heard = await listen(hearing, round)
    const [person] = await shownPeople(hearing)
    const expected = Number(attenuationGain(metres, DEFAULT_SETTINGS).toFixed(4))
    t.equal(person?.gain, expected, `the page shows the gain at ${metres} m`)
    return heard
  }
  const before = await heardAt(5)
  const at20 = await heardAt(20)
  const at30 = await heardAt(30)
  const at50 = await heardAt(50)
  const after = await heardAt(5)
  const reference = Math.hypot(before.both, after.both) / Math.SQRT2

  t.ok(reference > 0.005, 'speech is heard at 5 m')
  for (const [metres, heard] of [
    [20, at20],
    [30, at30],
  ] as const) {
    const expected = decibels(attenuationGain(metres, DEFAULT_SETTINGS), 1)
    const measured = decibels(heard.both, reference)
    t.ok(
      Math.abs(measured - expected) < 1.5,
      `${metres} m: ${measured.toFixed(2)} dB, model ${expected.toFixed(2)} dB`,
    )
  }
  t.ok(decibels(at50.both, reference) < -50, `50 m is silent: ${decibels(at50.both, reference)} dB`)

  let steepest = Math.max(before.jump, after.jump)
  await t.test(
    'a speaker to the east is on the right of who looks north, and on the left after a turn',
    async (t) => {
      t.ok(
        decibels(after.right, after.left) > 2,
        `north: right by ${decibels(after.right, after.left).toFixed(1)} dB`,
      )
      anna.look = [0, -1, 0]
      await region.push()
      await listen(hearing, 0.5)
      const turned = await listen(hearing, round)
      steepest = Math.max(steepest, turned.jump)
      t.ok(
        decibels(turned.left, turned.right) > 2,
        `south: left by ${decibels(turned.left, turned.right).toFixed(1)} dB`,
      )
    },
  )

  await t.test('a walk has no clicks', async (t) => {
    const largestStep = async () => {
      let largest = 0
      for (const step of [10, 20, 30, 35, 25, 15, 5]) {
        bert.pos = [100 + step, 100 + (step % 10), 25]
        await region.push()
        largest = Math.max(largest, (await listen(hearing, 0.3)).jump)
      }
      return largest
    }
    // A busy machine may cut a voice somewhere, but hardly on every walk.
    const jump = await eventually('a walk without a click', async () => {
      const largest = await largestStep()
      if (largest < 1.6 * steepest) return largest
      throw new Error(`${largest.toFixed(3)} between two samples`)
    })
    t.ok(jump, `largest step between samples ${jump.toFixed(3)}`)
  })

  await t.test(
    'a whisper is heard near by only, a shout farther than talking, without a click',
    async (t) => {
      const choose = (effort: string) =>
        speaking.$eval(`[data-testid=effort] [value=${effort}]`, (choice) =>
          (choice as HTMLInputElement).click(),
        )
      const heardBy = async (effort: string) => {
        await choose(effort)
        await eventually(`${effort} is seen`, async () =>
          hearing.$eval(
            '[data-testid=participant]',
            (row, wanted) => row.getAttribute('data-effort') === wanted,
            effort,
          ),
        )
        await listen(hearing, 0.5)
        return await listen(hearing, round)
      }
      bert.pos = [108, 100, 25]
      await region.push()
      await waitForDistance(hearing, bert, 8)
      const talk = await heardBy('talk')
      const whisper = await heardBy('whisper')
      const again = await heardBy('talk')
      t.ok(decibels(whisper.both, talk.both) < -50, `8 m: ${decibels(whisper.both, talk.both).toFixed(1)} dB`)
      t.ok(Math.abs(decibels(again.both, talk.both)) < 2, 'and talking is heard again')
      bert.pos = [140, 100, 25]
      await region.push()
      await waitForDistance(hearing, bert, 40)
      const shout = await heardBy('shout')
      const expected = decibels(attenuationGain(24, DEFAULT_SETTINGS), 1)
      const measured = decibels(shout.both, reference)
      t.ok(
        Math.abs(measured - expected) < 1.5,
        `40 m: ${measured.toFixed(1)} dB, model ${expected.toFixed(1)} dB`,
      )
      bert.pos = [105, 100, 25]
      await region.push()
      await heardBy('talk')
    },
  )

  await t.test('a muted microphone is silent, and the others see it', async (t) => {
    await speaking.click('[data-testid=mic]')
    t.equal(await speaking.$eval('[data-testid=mic]', (mic) => mic.ariaPressed), 'false')
    await eventually('Anna sees it', async () =>
      (await textOf(hearing, 'participant')).includes('microphone off'),
    )
    await listen(hearing, 0.5)
    const muted = await listen(hearing, 0.5)
    t.ok(decibels(muted.both, reference) < -50, `${decibels(muted.both, reference)} dB`)
    await speaking.click('[data-testid=mic]')
  })

  await t.test('somebody who leaves is gone within 2 s, and a reload rejoins by itself', async (_t) => {
    await speaking.click('[data-testid=leave]')
    await eventually('nobody is shown', async () => (await shownPeople(hearing)).length === 0, 2000)
    await speaking.click('[data-testid=join]')
    await eventually('Bert is back', async () => (await shownPeople(hearing)).length === 1)
    await speaking.reload()
    await waitForStatus(speaking, 'connected')
    await eventually('Bert is heard again', async () => (await listen(hearing, 0.5)).both > reference / 4)
    await speaking.close()
    await eventually('nobody is shown', async () => (await shownPeople(hearing)).length === 0, 2000)
  })
})

t.test(
  'three people: each hears both others, and who is left keeps the other',
  { skip: noBrowser },
  async (t) => {
    const [anna, bert, carl] = [
      testAvatar('Anna Three', [100, 100, 25]),
      testAvatar('Bert Three', [104, 100, 25]),
      testAvatar('Carl Three', [100, 106, 25]),
    ]
    region = testRegion(service, [anna, bert, carl], 'Arena')
    await region.push()
    const pages = [await enter(t, anna, 'anna'), await enter(t, bert, 'bert'), await enter(t, carl, 'carl')]
    for (const page of pages) {
      await eventually('two others are heard', async () => {
        const people = await shownPeople(page)
        return people.length === 2 && people.every(({ media, speaking }) => media === 'p2p' && speaking)
      })
    }
    await eventually('Anna hears', async () => (await listen(pages[0] as Page, 0.5)).both > 0.005)
    t.match(await textOf(pages[0] as Page, 'channel'), 'Arena')

    // Bert's page is closed: the others keep each other.
    await pages[1]?.close()
    for (const page of [pages[0], pages[2]]) {
      await eventually('one other is left', async () => (await shownPeople(page as Page)).length === 1, 2000)
    }
  },
)

t.test(
  'without a microphone one listens, and is told why one cannot speak',
  { skip: noBrowser },
  async (t) => {
    const [anna, bert] = [testAvatar('Anna Silent'), testAvatar('Bert Silent', [102, 100, 25])]
    region = testRegion(service, [anna, bert], 'Library')
    await region.push()
    const page = await enter(t, anna, undefined)
    await enter(t, bert, 'bert')
    await eventually('the fault is told', async () =>
      (await textOf(page, 'error')).includes('You can listen, but not speak'),
    )
    await eventually('Bert is heard', async () => (await listen(page, 0.5)).both > 0.005)
  },
)

t.test('a microphone that is denied is told as such', { skip: noBrowser }, async (t) => {
  const anna = testAvatar('Anna Denied')
  region = testRegion(service, [anna], 'Court')
  await region.push()
  const browser = await openBrowser('anna', ['--deny-permission-prompts'], WHOLE_CHROMIUM)
  t.teardown(() => browser.close())
  const page = await browser.newPage()
  await page.evaluateOnNewDocument(() => {
    navigator.mediaDevices.getUserMedia = async () => {
      throw new DOMException('denied', 'NotAllowedError')
    }
  })
  await joinVoice(page, service.url + (await region.link(anna)))
  await eventually('the fault is told', async () =>
    (await textOf(page, 'error')).includes('the browser denies the microphone'),
  )
  t.equal(await page.$eval('[data-testid=mic]', (mic) => mic.ariaPressed), 'false')
})

t.test('a used link opens for nobody else, and says so', { skip: noBrowser }, async (t) => {
  const anna = testAvatar('Anna Once')
  region = testRegion(service, [anna], 'Gate')
  await region.push()
  const link = service.url + (await region.link(anna))
  const { browser, newPage, close } = await openBrowser('anna')
  t.teardown(close)
  const page = await newPage()
  await joinVoice(page, link)
  await page.goto(link)
  await waitForStatus(page, 'connected')
  await page.close()

  // Somebody else's cookies.
  const stolen = await (await browser.createBrowserContext()).newPage()
  await stolen.goto(link)
  await stolen.waitForSelector('[data-testid=error]')
  t.match(await textOf(stolen, 'error'), 'used already')
  await stolen.goto(`${service.url}/`)
  await waitForStatus(stolen, 'You are not signed in')
})
