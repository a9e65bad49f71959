/** One-time codes: five tries, two minutes, once; and nobody can pester an avatar with them. */

import t from 'tap'
import { VoiceError } from '../../src/errors.js'
import { createSignInCodes } from '../../src/voice/sign-in-codes.js'
import { createTestTime } from '../helpers/test-time.js'

const anna = { agentId: 'anna', name: 'Anna Test' }
const bert = { agentId: 'bert', name: 'Bert Test' }

function setUp({ draw }: { draw?: () => string } = {}) {
  const time = createTestTime()
  const alerts: { agentId: string; text: string }[] = []
  const world = { reachable: true, failing: false }
  const codes = createSignInCodes(
    {
      offered: () => true,
      reaches: () => world.reachable,
      async alert(agentId, text) {
        if (world.failing) throw new VoiceError('simulator-unavailable', 'down')
        alerts.push({ agentId, text })
      },
    },
    time.timers,
    draw,
  )
  const shownCode = () => /\b\d{6}\b/.exec(alerts.at(-1)?.text ?? '')?.[0] ?? ''
  /** Another code than that. */
  const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, '0')
  return { time, alerts, world, codes, shownCode, wrong }
}

t.test('the code that the avatar is shown signs in, once, and for nobody else', async (t) => {
  const { codes, shownCode, alerts } = setUp()
  await codes.send(anna, '192.0.2.1')
  t.match(alerts, [{ agentId: 'anna', text: /2 minutes.*nobody/ }])
  const code = shownCode()
  t.throws(() => codes.redeem('bert', code), { code: 'code-expired' })
  t.strictSame(codes.redeem('anna', code), anna)
  t.throws(() => codes.redeem('anna', code), { code: 'code-expired' })
})

t.test('after five wrong tries the right code is void, too', async (t) => {
  const { codes, shownCode, wrong } = setUp()
  await codes.send(anna, '192.0.2.1')
  const code = shownCode()
  for (let left = 4; left > 0; left -= 1) {
    t.throws(() => codes.redeem('anna', wrong(code)), { code: 'code-wrong', message: new RegExp(`${left}`) })
  }
  t.throws(() => codes.redeem('anna', wrong(code)), { code: 'code-expired' })
  t.throws(() => codes.redeem('anna', code), { code: 'code-expired' })
})

t.test('a code is good for two minutes, and void when a new one was shown', async (t) => {
  const drawn = ['000001', '000002', '000003']
  const { time, codes } = setUp({ draw: () => drawn.shift() ?? '' })
  await codes.send(anna, '192.0.2.1')
  await codes.send(anna, '192.0.2.1')
  t.throws(() => codes.redeem('anna', '000001'), { code: 'code-wrong' })
  await time.pass(119_999)
  t.strictSame(codes.redeem('anna', '000002'), anna)
  await codes.send(anna, '192.0.2.1')
  await time.pass(120_000)
  t.throws(() => codes.redeem('anna', '000003'), { code: 'code-expired' })
})

t.test('an avatar is shown three codes in ten minutes, whoever asks', async (t) => {
  const { time, codes, alerts } = setUp()
  for (let index = 1; index <= 3; index += 1) await codes.send(anna, `192.0.2.${index}`)
  await t.rejects(codes.send(anna, '192.0.2.9'), { code: 'rate-limited' })
  await codes.send(bert, '192.0.2.9')
  t.equal(alerts.length, 4)
  await time.pass(600_000)
  await codes.send(anna, '192.0.2.9')
})

t.test('one address has ten codes shown in ten minutes, and uses up nobody’s allowance beyond', async (t) => {
  const { codes, alerts } = setUp()
  for (let index = 0; index < 10; index += 1) {
    await codes.send({ agentId: `a${index}`, name: 'A' }, `2001:db8:1:1::${index}`)
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
  await t.rejects(codes.send(anna, '192.0.2.1'), { code: 'avatar-not-found' })
  world.reachable = true
  await codes.send(anna, '192.0.2.1')
  world.failing = true
  await t.rejects(codes.send(anna, '192.0.2.1'), { code: 'simulator-unavailable' })
  t.equal(alerts.length, 1)
  t.strictSame(codes.redeem('anna', shownCode()), anna)
})
