/** What is open closes by Escape and by the way back, and the page's own steps back close nothing else. */

import t from 'tap'
import { fakeTarget } from '../helpers/browser/fake-browser.js'

/** A history whose steps are taken later, as browsers take them. */
function browser() {
  const window = fakeTarget()
  const entries: (object | null)[] = [null]
  let steps = 0
  const history = {
    get state() {
      return entries.at(-1) ?? null
    },
    pushState: (state: object) => entries.push(state),
    back() {
      steps += 1
    },
  }
  Object.assign(globalThis, { window, history })
  return {
    length: () => entries.length,
    press: (key: string) => window.fire('keydown', { key }),
    resident: history,
    /** Takes the steps back that were asked for. */
    settle() {
      for (; steps > 0; steps -= 1) {
        entries.pop()
        window.fire('popstate', { state: history.state })
      }
    },
  }
}

t.test('what was opened last closes first', async (t) => {
  const page = browser()
  const { dismissable } = await import('../../web-client/ui/parts/dismissable.js')
  const closed: string[] = []
  const open = (name: string) => {
    const end = dismissable(() => {
      closed.push(name)
      end()
    })
    return end
  }

  open('sheet')
  open('card')
  page.resident.back()
  page.settle()
  t.strictSame(closed.splice(0), ['card'])
  page.press('Escape')
  t.strictSame(closed.splice(0), ['sheet'])
  page.settle()
  t.equal(page.length(), 1, 'nothing is left in the history')

  const endSettings = open('settings')
  endSettings()
  const endChecks = open('checks')
  page.settle()
  t.strictSame(closed, [], 'the way out of one sheet does not close the next')
  t.equal(page.length(), 2)
  page.press('Escape')
  t.strictSame(closed.splice(0), ['checks'])
  page.settle()
  t.equal(page.length(), 1)
  endChecks()

  open('settings')()
  const short = open('a moment')
  short()
  page.settle()
  t.equal(page.length(), 1, 'what was closed before it had its place has none')
  open('last')
  page.resident.back()
  page.settle()
  t.strictSame(closed, ['last'])
})
