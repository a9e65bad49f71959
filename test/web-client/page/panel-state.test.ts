/** The panel's tabs: what is open, and what has come unseen. */

import t from 'tap'
import { createPanelState } from '../../../web-client/page/panel-state.js'

const unread = (panel: ReturnType<typeof createPanelState>) => panel.view.value.unread

t.test('what comes to another tab is unread until that tab is opened', async (t) => {
  const panel = createPanelState()
  panel.arrive('chat')
  panel.arrive('chat', 2)
  panel.arrive('call')
  t.strictSame(unread(panel), { people: 0, chat: 3, call: 1 })
  panel.open('chat')
  t.strictSame(unread(panel), { people: 0, chat: 0, call: 1 })
  panel.arrive('chat')
  t.equal(unread(panel).chat, 0, 'it is being read')
})

t.test('the open tab is unread, too, while nobody looks at the page', async (t) => {
  const panel = createPanelState()
  panel.open('chat')
  panel.look(false)
  panel.arrive('chat', 2)
  t.equal(unread(panel).chat, 2)
  panel.open('people')
  panel.open('chat')
  t.equal(unread(panel).chat, 2, 'opened by the page itself')
  panel.look(true)
  t.equal(unread(panel).chat, 0)
})

t.test('a tab and the height of the panel are chosen apart', async (t) => {
  const panel = createPanelState()
  panel.raise(true)
  panel.open('call')
  t.match(panel.view.value, { tab: 'call', raised: true })
  panel.raise(false)
  t.match(panel.view.value, { tab: 'call', raised: false })
})
