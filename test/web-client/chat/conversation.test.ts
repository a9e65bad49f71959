/** The page's conversations: every line once and in order, whatever is lost or comes twice, and what is unread. */

import t from 'tap'
import type { LineMessage } from '../../../src/protocol/chat-messages.js'
import type { ClientMessage, ServerMessage } from '../../../src/protocol/messages.js'
import { createChat } from '../../../web-client/chat/chat.js'
import { linePieces } from '../../../web-client/chat/line-text.js'
import { createPanelState } from '../../../web-client/page/panel-state.js'
import type { TextStorage } from '../../../web-client/settings/settings.js'
import { forbiddenStorage, memory } from '../../helpers/browser/fake-browser.js'

const [ada, ben, cy] = ['ada', 'ben', 'cy'] as const

function page(storage: TextStorage = memory()) {
  let now = 0
  let timers: { due: number; callback: () => void }[] = []
  const sent: ClientMessage[] = []
  const panel = createPanelState()
  const chat = createChat({
    send: (message) => sent.push(message),
    panel,
    storage,
    time: {
      now: () => now,
      wallClock: () => now,
      every: () => () => undefined,
      after(milliseconds, callback) {
        const timer = { due: now + milliseconds, callback }
        timers.push(timer)
        return () => {
          timers = timers.filter((other) => other !== timer)
        }
      },
    },
  })
  const receive = (message: Partial<ServerMessage>) => chat.receive(message as ServerMessage)
  receive({ type: 'welcome', agentId: ada })
  const enter = (id = 1) => receive({ type: 'room', channel: { id } } as Partial<ServerMessage>)
  return {
    chat,
    panel,
    sent,
    receive,
    enter,
    take: () => sent.splice(0),
    history: (lines: LineMessage[], more: object = {}) =>
      receive({ type: 'chat-history', lines, missed: false, ...more }),
    tell: (line: LineMessage, where: object = {}) => receive({ type: 'chat-line', ...where, line }),
    texts: () => chat.current.value.lines.map(({ text }) => text),
    pass(milliseconds: number) {
      now += milliseconds
      const due = timers.filter((timer) => timer.due <= now)
      timers = timers.filter((timer) => timer.due > now)
      for (const { callback } of due) callback()
    },
  }
}

const line = (seq: number, from: string, more: Partial<LineMessage> = {}): LineMessage => ({
  id: `log.${seq}`,
  seq,
  change: seq,
  from,
  name: from,
  text: `${seq}`,
  at: seq,
  nonce: `${from} ${seq}`,
  ...more,
})

t.test('after a lost socket nothing is lost and nothing comes twice', (t) => {
  const { chat, enter, history, tell, texts, take } = page()
  enter()
  t.strictSame(take(), [{ type: 'chat-read' }])
  tell(line(3, ben))
  history([line(1, ben), line(2, cy), line(3, ben)], { upTo: { log: 'log', change: 3 } })
  tell(line(4, ben))
  tell(line(4, ben))
  chat.write('my own')
  const [mine] = take()
  t.match(mine, { type: 'chat', text: 'my own', nonce: String })
  t.match(chat.current.value.own, [{ text: 'my own', refusal: undefined }])

  enter()
  t.strictSame(
    take(),
    [{ type: 'chat-read', after: { log: 'log', change: 4 } }, mine],
    'the line is sent again',
  )
  // While lines may be missing, a newer one does not say that all before it were told.
  tell(line(7, cy))
  enter()
  t.match(take()[0], { after: { log: 'log', change: 4 } })
  const nonce = mine?.type === 'chat' ? mine.nonce : ''
  const own = line(6, ada, { text: 'my own', nonce })
  history([line(5, cy), own, line(7, cy), line(2, cy, { change: 8, text: 'changed' })], {
    upTo: { log: 'log', change: 8 },
  })
  tell(own)
  t.strictSame(texts(), ['1', 'changed', '3', '4', '5', 'my own', '7'])
  t.strictSame(chat.current.value.own, [], 'it is confirmed')

  // The service was restarted: the log is another one, and the line came again.
  history([
    { ...own, id: 'new.1', seq: 1, change: 1 },
    { ...line(2, ben), id: 'new.2', nonce: 'x', text: 'after it' },
  ])
  t.strictSame(texts(), ['1', 'changed', '3', '4', '5', 'my own', '7', 'after it'])
  tell(line(3, ben, { change: 9, removedBy: 'moderator', text: '' }))
  t.match(chat.current.value.lines[2], { removedBy: 'moderator' })
  tell(line(3, ben))
  t.match(chat.current.value.lines[2], { removedBy: 'moderator' }, 'an older state changes nothing')
  t.end()
})

t.test('another place has another conversation, and takes nothing along', (t) => {
  const { chat, enter, tell, texts, take, history } = page()
  enter(1)
  history([])
  tell(line(1, ben))
  chat.write('unsaid')
  take()
  enter(2)
  t.strictSame(texts(), [])
  t.strictSame(take(), [{ type: 'chat-read' }], 'what was not said there is not said here by itself')
  t.equal(chat.drafts.get('room'), 'unsaid', 'it is there to be sent')
  t.end()
})

t.test('unread lines are counted where they are not seen, and the first is marked', (t) => {
  const { chat, panel, enter, tell, history } = page()
  panel.look(true)
  enter()
  history([line(1, ben), line(2, ben)])
  const unread = () => [panel.view.value.unread.chat, ...chat.conversations.value.map((one) => one.unread)]
  t.strictSame(unread(), [0, 0], 'what was there before is no news')
  tell(line(3, ben))
  tell(line(4, ada))
  tell(line(5, ben))
  t.strictSame(unread(), [2, 2])
  panel.open('chat')
  chat.look()
  t.strictSame(unread(), [0, 0])
  t.equal(chat.current.value.newFrom, 'log.3')
  tell(line(6, ben))
  t.strictSame(unread(), [0, 0], 'it is seen')
  const secret = { ...line(1, cy), id: 'two.1' }
  tell(secret, { with: cy })
  t.strictSame(unread(), [0, 0, 1], 'in another conversation it is not')
  t.equal(chat.conversations.value[1]?.name, 'cy')
  chat.select(`with:${cy}`)
  t.strictSame(unread(), [0, 0, 0])
  panel.look(false)
  tell({ ...line(2, cy), id: 'two.2' }, { with: cy })
  t.strictSame(unread(), [1, 0, 1], 'nor while nobody looks at the page')
  t.end()
})

t.test('a private conversation begins by either side, and is asked for at once', (t) => {
  const { chat, tell, take, receive, panel } = page()
  tell({ ...line(2, ben), id: 'two.2' }, { with: ben })
  t.strictSame(take(), [{ type: 'chat-read', with: ben }], 'its beginning may have been told elsewhere')
  panel.showPerson(cy)
  chat.openWith(cy, 'Cy Other')
  t.match(panel.view.value, { tab: 'chat', raised: true })
  t.equal(panel.person.value, undefined)
  t.strictSame(take(), [{ type: 'chat-read', with: cy }])
  receive({ type: 'chat-history', with: cy, lines: [], missed: false, reachable: false })
  t.match(chat.current.value, { kind: 'private', name: 'Cy Other', reachable: false })
  chat.write('hello?')
  const [mine] = take()
  const nonce = mine?.type === 'chat' ? mine.nonce : ''
  const refusal = { code: 'peer-unreachable', message: 'They cannot be reached now.' }
  receive({ type: 'chat-refused', with: cy, nonce, ...refusal })
  t.match(chat.current.value.own, [{ text: 'hello?', refusal }])
  receive({ type: 'welcome', agentId: ada })
  t.strictSame(
    take().map(({ type }) => type),
    ['chat-read', 'chat-read'],
    'what was refused is not sent again by itself',
  )
  chat.again(nonce)
  t.match(take(), [{ type: 'chat', with: cy, nonce, text: 'hello?' }])
  chat.drop(nonce)
  t.strictSame(chat.current.value.own, [])
  t.end()
})

t.test('after a reload private conversations are listed again, for the same resident alone', (t) => {
  const tab = memory()
  const before = page(tab)
  before.tell({ ...line(2, ben), id: 'two.2' }, { with: ben })
  before.chat.openWith(cy, 'Cy Other')
  const after = page(tab)
  t.strictSame(
    after.chat.conversations.value.map(({ kind, name }) => [kind, name]),
    [
      ['room', undefined],
      ['private', 'ben'],
      ['private', 'Cy Other'],
    ],
  )
  t.strictSame(
    after.take(),
    [ben, cy].map((other) => ({ type: 'chat-read', with: other })),
    'what was written in them is asked for',
  )
  t.equal(after.chat.current.value.kind, 'room')
  after.chat.openWith(cy, 'Cy Other')
  after.receive({ type: 'welcome', agentId: ben })
  t.match(after.chat.conversations.value, { length: 1 }, 'another resident signs in on this very page')
  t.equal(after.chat.current.value.kind, 'room')
  t.match(page(tab).chat.conversations.value, { length: 1 }, 'and whoever comes back finds nothing of theirs')
  for (const odd of ['[]', '{"of":"ada","partners":[1,{"name":2}]}', '{"of":"ada"}', '"'])
    t.match(page(memory({ 'voice-conversations': odd })).chat.conversations.value, { length: 1 }, odd)
  const forbidden = page(forbiddenStorage())
  forbidden.chat.openWith(cy, 'Cy Other')
  t.match(forbidden.chat.conversations.value, { length: 2 })
  t.end()
})

t.test('own lines can be changed for a moment, and who writes is shown for one', (t) => {
  const { chat, enter, tell, take, receive, pass, history } = page()
  enter()
  history([line(1, ada)])
  t.equal(chat.lastChangeable(), undefined, 'not those of earlier')
  tell(line(2, ada))
  tell(line(3, ben))
  t.equal(chat.lastChangeable()?.id, 'log.2')
  take()
  chat.edit('log.2', 'better')
  chat.remove('log.2')
  t.strictSame(take(), [
    { type: 'chat-edit', line: 'log.2', text: 'better' },
    { type: 'chat-remove', line: 'log.2' },
  ])
  receive({ type: 'chat-writes', from: ben })
  receive({ type: 'chat-writes', from: cy })
  t.strictSame(chat.current.value.writers, [ben, cy])
  tell(line(4, ben))
  t.strictSame(chat.current.value.writers, [cy])
  pass(7000)
  t.strictSame(chat.current.value.writers, [])
  t.equal(chat.lastChangeable(), undefined)
  for (const text of ['h', 'he', 'hel']) chat.setDraft('room', text)
  t.strictSame(take(), [{ type: 'chat-writes' }], 'said once')
  pass(4000)
  chat.setDraft('room', '  ')
  t.strictSame(take(), [])
  t.end()
})

t.test('addresses become links, and nothing else does', (t) => {
  const links = (text: string) => linePieces(text).flatMap((piece) => ('href' in piece ? [piece.href] : []))
  const whole = (text: string) =>
    linePieces(text)
      .map((piece) => piece.text)
      .join('')
  const cases: Record<string, string[]> = {
    'see https://example.org/a?b=c#d, please.': ['https://example.org/a?b=c#d'],
    '(https://en.wikipedia.org/wiki/Voice_(phonetics))': ['https://en.wikipedia.org/wiki/Voice_(phonetics)'],
    'HTTP://EXAMPLE.ORG and http://[::1]:8080/x!': ['http://example.org/', 'http://[::1]:8080/x'],
    'javascript:alert(1) data:text/html,x ftp://example.org example.org': [],
    'https://bank.example@evil.example/': [],
    'https://': [],
    '<a href="https://example.org/">x</a>': ['https://example.org/'],
  }
  for (const [text, expected] of Object.entries(cases)) {
    t.strictSame(links(text), expected, text)
    t.equal(whole(text), text, 'every letter stays')
  }
  t.end()
})
