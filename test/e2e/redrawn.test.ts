/** Lists that are drawn again all day: what was drawn before is let go, so that the page does not grow. */

import type { Page } from 'puppeteer-core'
import t from 'tap'
import { noBrowser, openBrowser } from '../helpers/browser/browser.js'
import { pretendService, say } from '../helpers/browser/pretend-service.js'
import { click, joinRoom, line, participant, room } from '../helpers/browser/scenes.js'
import { startService } from '../helpers/service.js'

const PEOPLE = 8
const ROUNDS = 60

t.test('what a list drew before is let go', { skip: noBrowser }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  const browser = await openBrowser('anna')
  t.teardown(() => browser.close())
  const page = await browser.newPage()
  await pretendService(page)
  await page.goto(service.url)
  const people = Array.from({ length: PEOPLE }, (_, index) =>
    participant(index + 1, `Person ${index}`, index),
  )
  await joinRoom(page, room(people))
  await page.waitForSelector('[data-testid=participant]')

  for (let round = 0; round < ROUNDS; round++) {
    const at = round % PEOPLE
    const changed = {
      ...participant(at + 1, `Person ${at}`, at),
      muted: Math.floor(round / PEOPLE) % 2 === 0,
    }
    await say(page, { type: 'participant-changed', participant: changed })
    await drawn(page)
  }
  const rows = await keptDrawings(page, 'participant')
  t.ok(rows >= PEOPLE, `${rows} drawings of rows are there`)
  t.ok(rows <= 3 * PEOPLE, `${rows} drawings of ${PEOPLE} rows are kept after ${ROUNDS} changes`)

  await click('chat-tab')(page)
  await page.waitForSelector('[data-testid=chat-lines]')
  for (let round = 0; round < ROUNDS; round++) {
    // The same few lines, corrected again and again.
    const seq = 1 + (round % PEOPLE)
    const text = `Text ${round}`
    await say(page, { type: 'chat-line', line: { ...line(seq, 1, text), change: round + 1 } })
    await drawn(page)
  }
  const lines = await keptDrawings(page, 'chat-message')
  t.ok(lines >= PEOPLE, `${lines} drawings of lines are there`)
  t.ok(lines <= 3 * PEOPLE, `${lines} drawings of ${PEOPLE} lines are kept after ${ROUNDS} changes`)
})

/** Waits until everything that was told is on the screen. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
}

/** How many virtual nodes of that test id the page still reaches. */
async function keptDrawings(page: Page, testId: string): Promise<number> {
  const prototype = await page.evaluateHandle(() => Object.prototype)
  // Collects garbage first.
  const objects = await page.queryObjects(prototype)
  return objects.evaluate(
    (objects, testId) =>
      objects.filter((one) => {
        const { props } = one as { props?: Record<string, unknown> }
        return 'ref' in one && props?.['data-testid'] === testId
      }).length,
    testId,
  )
}
