/** Lists that are drawn again all day: what was drawn before is let go, so that the page does not grow. */

import type { Page } from 'puppeteer-core'
import t from 'tap'
import type { ServerMessage } from '../../src/protocol/messages.js'
import { noBrowser, openBrowser } from '../helpers/browser/browser.js'
import { pretendService, say } from '../helpers/browser/pretend-service.js'
import { click, joinRoom, line, participant, room } from '../helpers/browser/scenes.js'
import { startService } from '../helpers/service.js'

const PEOPLE = 8
const ROUNDS = 30

t.test('what was drawn before is let go', { skip: noBrowser }, async (t) => {
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

  let round = 0
  /** Has one row or line after the other drawn again, and counts what the page keeps then. */
  async function kept(change: (at: number, round: number) => ServerMessage): Promise<number> {
    for (let left = ROUNDS; left > 0; left--) {
      await say(page, change(round % PEOPLE, round))
      await drawn(page)
      round += 1
    }
    return virtualNodes(page)
  }
  /** The same again may keep a few more: some drawings wait for the next one. */
  async function doesNotGrow(what: string, change: (at: number, round: number) => ServerMessage) {
    const before = await kept(change)
    const after = await kept(change)
    t.ok(before > 200, `${before} virtual nodes are there`)
    t.ok(after - before < ROUNDS / 2, `${what} drawn ${ROUNDS} times more: ${after} instead of ${before}`)
  }

  await doesNotGrow('rows', (at, round) => {
    const muted = Math.floor(round / PEOPLE) % 2 === 0
    return {
      type: 'participant-changed',
      participant: { ...participant(at + 1, `Person ${at}`, at), muted },
    }
  })
  await click('chat-tab')(page)
  await page.waitForSelector('[data-testid=chat-lines]')
  // The same few lines, corrected again and again.
  await doesNotGrow('lines', (at, round) => ({
    type: 'chat-line',
    line: { ...line(at + 1, 1, `Text ${round}`), change: round + 1 },
  }))
})

/** Waits until everything that was told is on the screen. */
async function drawn(page: Page): Promise<void> {
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))))
}

/** How many virtual nodes the page still reaches. */
async function virtualNodes(page: Page): Promise<number> {
  const prototype = await page.evaluateHandle(() => Object.prototype)
  // Collects garbage first.
  const objects = await page.queryObjects(prototype)
  const count = await objects.evaluate(
    (objects) => objects.filter((one) => 'ref' in one && 'props' in one && 'type' in one).length,
  )
  await objects.dispose()
  return count
}
