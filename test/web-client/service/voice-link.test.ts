/** A voice link is opened as soon as there is an answer, and once more where another tab was faster. */

import t from 'tap'
import { SignInError } from '../../../web-client/service/sign-in-client.js'
import { openLink } from '../../../web-client/service/voice-link.js'

/** A browser to whose sign-ins these things happen, one after the other. */
function browserWith(answers: readonly (string | Error)[]) {
  const left = [...answers]
  const pauses: number[] = []
  return {
    pauses,
    left,
    async signIn() {
      const answer = left.shift()
      if (typeof answer === 'string') return answer
      throw answer
    },
    async sleep(milliseconds: number) {
      pauses.push(milliseconds)
    },
  }
}

const fault = (code: string) => new SignInError(code, code)
const away = new TypeError('fetch failed')

t.test('a service that is away or busy is asked again, ever more slowly', async (t) => {
  const browser = browserWith([away, fault('internal'), fault('rate-limited'), away, fault(''), 'anna'])
  t.equal(await openLink('ticket', browser), 'anna')
  t.strictSame(browser.pauses, [500, 1000, 2000, 4000, 4000])
})

t.test(
  'a link that was used a moment ago is tried once more: the other tab may be this browser’s',
  async (t) => {
    t.equal(await openLink('ticket', browserWith([fault('ticket-used'), 'anna'])), 'anna')
    const late = browserWith([away, fault('ticket-used'), away, fault('ticket-used'), 'anna'])
    await t.rejects(openLink('ticket', late), { code: 'ticket-used' })
    t.strictSame(late.left, ['anna'])
  },
)

t.test('what does not pass by itself is told at once', async (t) => {
  for (const code of ['ticket-unknown', 'account-disabled', 'origin-refused']) {
    const browser = browserWith([fault(code), 'anna'])
    await t.rejects(openLink('ticket', browser), { code })
    t.strictSame(browser.pauses, [])
  }
})
