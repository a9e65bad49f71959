/** One-time codes: five tries, two minutes, once; nobody can pester an avatar with them, or keep it out. */

import t from 'tap'
import { VoiceError } from '../../../src/errors.js'
import { IN_WORLD_WORDS, type InWorldText } from '../../../src/pure/in-world-words.js'
import { type Avatar, MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { limitsOfOneNode } from '../../../src/voice/limits/limits.js'
import { createKnownNetworks } from '../../../src/voice/sign-in/known-networks.js'
import { createSignInCodes } from '../../../src/voice/sign-in/sign-in-codes.js'
import { createTestTime } from '../../helpers/test-time.js'

const anna = { grid: MAIN_GRID, agentId: 'anna', name: 'Anna Test' }

const HOME = '192.0.2.1'
const OFFICE = '192.0.2.2'
const STRANGER = '198.51.100.7'

function setUp({ draw }: { draw?: () => string } = {}) {
  const time = createTestTime()
  const alerts: { agentId: string; text: string }[] = []
  const world = { reachable: true, failing: false }
  const known = createKnownNetworks('secret')
  const messenger = {
    offered: () => true,
    reaches: () => world.reachable,
    async alert({ agentId }: Avatar, text: InWorldText) {
      if (world.failing) throw new VoiceError('simulator-unavailable', 'down')
      alerts.push({ agentId, text: text(IN_WORLD_WORDS.en) })
    },
  }
  const stopwatch = time.timers
  const makeLimit = limitsOfOneNode(stopwatch)
  const codes = createSignInCodes({ messenger, known, stopwatch, makeLimit, ...(draw && { drawCode: draw }) })
  const shownCode = (back = 1) => /\b\d{6}\b/.exec(alerts.at(-back)?.text ?? '')?.[0] ?? ''
  /** Another code than any that was shown. */
  const wrong = () => {
    const shown = alerts.map(({ text }) => /\b\d{6}\b/.exec(text)?.[0])
    return ['000000', '000001', '111111', '222222'].find((code) => !shown.includes(code)) ?? ''
  }
  /** The last answer to so many wrong tries. */
  async function guess(times: number, address: string, agentId = 'anna'): Promise<string> {
    let answer = ''
    for (let turn = 0; turn < times; turn += 1) {
      try {
        await codes.redeem({ grid: MAIN_GRID, agentId }, wrong(), address)
      } catch (error) {
        answer = error instanceof VoiceError ? error.code : String(error)
      }
    }
    return answer
  }
  return { time, alerts, world, codes, known, shownCode, guess, wrong }
}

t.test('the code that the avatar is shown signs in, once, and for nobody else', async (t) => {
  const { codes, shownCode, alerts } = setUp()
  await codes.send(anna, HOME)
  t.match(alerts, [{ agentId: 'anna', text: /2 minutes.*nobody/ }])
  t.equal(alerts.length, 1)
  const code = shownCode()
  await t.rejects(codes.redeem({ grid: MAIN_GRID, agentId: 'bert' }, code, HOME), { code: 'code-expired' })
  t.strictSame(
    await codes.redeem({ grid: MAIN_GRID, agentId: 'anna' }, code, OFFICE),
    anna,
    'wherever it is typed',
  )
  await t.rejects(codes.redeem({ grid: MAIN_GRID, agentId: 'anna' }, code, HOME), { code: 'code-expired' })
})

t.test('after five wrong tries the right code is void, too, and a new one is not', async (t) => {
  const { codes, shownCode, wrong } = setUp()
  await codes.send(anna, HOME)
  const code = shownCode()
  for (let left = 4; left > 0; left -= 1) {
    const told = { code: 'code-wrong', message: new RegExp(`${left}`), triesLeft: left }
    await t.rejects(codes.redeem({ grid: MAIN_GRID, agentId: 'anna' }, wrong(), HOME), told)
  }
  await t.rejects(codes.redeem({ grid: MAIN_GRID, agentId: 'anna' }, wrong(), HOME), { code: 'code-expired' })
  await t.rejects(codes.redeem({ grid: MAIN_GRID, agentId: 'anna' }, code, HOME), { code: 'code-expired' })
  await codes.send(anna, HOME)
  t.strictSame(await codes.redeem({ grid: MAIN_GRID, agentId: 'anna' }, shownCode(), HOME), anna)
})

t.test('strangers can neither spend the tries of an avatar nor void its code', async (t) => {
  const { codes, shownCode, guess } = setUp()
  await codes.send(anna, HOME)
  const code = shownCode()
  t.equal(await guess(5, STRANGER), 'code-expired')
  t.equal(await guess(1, STRANGER), 'code-expired')
  for (let host = 1; host <= 10; host += 1) await guess(5, `203.0.113.${host}`)
  t.equal(await guess(1, '203.0.113.99'), 'rate-limited', 'twenty tries for all of them together')
  await codes.send(anna, STRANGER)
  t.equal(await guess(5, STRANGER), 'code-expired')
  t.strictSame(await codes.redeem({ grid: MAIN_GRID, agentId: 'anna' }, code, HOME), anna)
})

t.test('who has signed in from somewhere may try there, whatever strangers do', async (t) => {
  const { codes, shownCode, guess, known } = setUp()
  known.note({ grid: MAIN_GRID, agentId: 'anna' }, OFFICE)
  await codes.send(anna, HOME)
  for (let host = 1; host <= 10; host += 1) await guess(5, `203.0.113.${host}`)
  t.strictSame(await codes.redeem({ grid: MAIN_GRID, agentId: 'anna' }, shownCode(), OFFICE), anna)
})

t.test('a code is good for two minutes, and void when the same network asked for a new one', async (t) => {
  const drawn = ['000001', '000002', '000003']
  const { time, codes } = setUp({ draw: () => drawn.shift() ?? '' })
  await codes.send(anna, HOME)
  await codes.send(anna, HOME)
  await t.rejects(codes.redeem({ grid: MAIN_GRID, agentId: 'anna' }, '000001', HOME), { code: 'code-wrong' })
  await time.pass(119_999)
  t.strictSame(await codes.redeem({ grid: MAIN_GRID, agentId: 'anna' }, '000002', HOME), anna)
  await codes.send(anna, HOME)
  await time.pass(120_000)
  await t.rejects(codes.redeem({ grid: MAIN_GRID, agentId: 'anna' }, '000003', HOME), {
    code: 'code-expired',
  })
})

t.test('one network has an avatar shown three codes in ten minutes, and leaves it its own', async (t) => {
  const { time, codes, alerts, shownCode } = setUp()
  for (let turn = 1; turn <= 3; turn += 1) await codes.send(anna, STRANGER)
  await t.rejects(codes.send(anna, STRANGER), { code: 'rate-limited', retryAfterSeconds: 600 })
  await codes.send(anna, HOME)
  t.equal(alerts.length, 4)
  t.strictSame(await codes.redeem({ grid: MAIN_GRID, agentId: 'anna' }, shownCode(), HOME), anna)
  await time.pass(600_000)
  await codes.send(anna, STRANGER)
})

t.test('however many strangers ask, an avatar is not pestered, and nobody is kept out', async (t) => {
  const { time, codes, alerts, shownCode, known } = setUp()
  let host = 0
  const strangersAsk = async (times: number) => {
    for (let turn = 0; turn < times; turn += 1) {
      host += 1
      await codes.send(anna, `198.51.${100 + Math.floor(host / 250)}.${host % 250}`)
    }
  }
  await strangersAsk(50)
  t.equal(alerts.length, 9)
  await codes.send(anna, HOME)
  t.equal(alerts.length, 9, 'one is on the screen')
  t.strictSame(await codes.redeem({ grid: MAIN_GRID, agentId: 'anna' }, shownCode(), HOME), anna)
  await strangersAsk(5)
  t.equal(alerts.length, 10)
  await time.pass(70_000)
  await strangersAsk(5)
  t.equal(alerts.length, 10)
  await time.pass(5000)
  await strangersAsk(5)
  t.equal(alerts.length, 11, 'another one when there is no time left to type the last')
  known.note({ grid: MAIN_GRID, agentId: 'anna' }, OFFICE)
  await codes.send(anna, OFFICE)
  t.equal(alerts.length, 12, 'from where the avatar has signed in, one of its own')
})

t.test('one network has ten codes shown in ten minutes, and uses up nobody’s allowance beyond', async (t) => {
  const { codes, alerts } = setUp()
  for (let index = 0; index < 10; index += 1) {
    await codes.send({ grid: MAIN_GRID, agentId: `a${index}`, name: 'A' }, `2001:db8:1:1::${index}`)
  }
  for (let index = 0; index < 5; index += 1) {
    await t.rejects(codes.send(anna, '2001:db8:1:1::ffff'), { code: 'rate-limited' })
  }
  await codes.send(anna, '2001:db8:2:1::1')
  t.equal(alerts.length, 11)
})

t.test('who cannot be reached gets no code, and a failed message leaves the earlier code good', async (t) => {
  const { codes, world, alerts, shownCode } = setUp()
  world.reachable = false
  await t.rejects(codes.send(anna, HOME), { code: 'avatar-not-found' })
  world.reachable = true
  await codes.send(anna, HOME)
  world.failing = true
  await t.rejects(codes.send(anna, HOME), { code: 'simulator-unavailable' })
  t.equal(alerts.length, 1)
  t.strictSame(await codes.redeem({ grid: MAIN_GRID, agentId: 'anna' }, shownCode(), HOME), anna)
})

t.test('of too many avatars the one that was shown no code for longest gives way', async (t) => {
  const drawn = ['000001', '000002', '000003']
  const { codes } = setUp({ draw: () => drawn.shift() ?? '999999' })
  const bert = { ...anna, agentId: 'bert' }
  await codes.send(anna, HOME)
  await codes.send(bert, HOME)
  await codes.send(anna, HOME)
  for (let index = 0; index < 9_999; index += 1) {
    const address = `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`
    await codes.send({ ...anna, agentId: `a${index}` }, address)
  }
  await t.rejects(codes.redeem(bert, '000002', HOME), { code: 'code-expired' })
  t.strictSame(await codes.redeem(anna, '000003', HOME), anna)
})
