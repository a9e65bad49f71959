/** The keys of the microphone without a browser: what talks, what ends it, and what is left to the page. */

import t from 'tap'
import { createSettings } from '../../web-client/settings/settings.js'
import { chooseKey } from '../../web-client/speaking/keys/key-choice.js'
import { holdTransitions } from '../../web-client/speaking/keys/talk-key.js'
import { createTalkKeys } from '../../web-client/speaking/keys/talk-keys.js'
import { fakeBrowser, memory } from '../helpers/browser/fake-browser.js'
import { holdsTable } from '../helpers/transition-table.js'

t.test('what is held, in every state', (t) => {
  holdsTable(
    t,
    holdTransitions,
    `
             key-down  key-repeat  key-up  pointer-down  pointer-up  lose
    free     key       -           -       pointer       -           -
    key      -         =           free    -             -           spent
    pointer  -         -           -       -             free        free
    spent    key       =           free    pointer       -           =`,
  )
  t.end()
})

/** An element, as far as a key asks what it is. */
function element(...selectors: string[]) {
  const found = {
    clicks: 0,
    closest: (list: string) => (list.split(/,\s*/).some((one) => selectors.includes(one)) ? found : null),
    click: () => {
      found.clicks += 1
    },
  }
  return found
}
const page = element()
/** Its type is one of those that take text. */
const text = element('textarea')

function keyboard(settings: Record<string, unknown> = {}) {
  const browser = fakeBrowser()
  const store = createSettings(memory({ 'voice-settings': JSON.stringify(settings) }))
  let toggled = 0
  const keys = createTalkKeys(browser, store, {
    hasOther: () => false,
    onToggle: () => {
      toggled += 1
    },
    onHeld: () => undefined,
  })
  keys.start()
  const plain = { repeat: false, isComposing: false, ctrlKey: false, altKey: false, metaKey: false }
  const fire =
    (type: string) =>
    (code: string, target: object = page, more: object = {}) =>
      browser.window.fire(type, { ...plain, code, target, ...more }).defaultPrevented
  return {
    ...browser,
    keys,
    store,
    down: fire('keydown'),
    up: fire('keyup'),
    held: () => keys.held.value,
    toggled: () => toggled,
  }
}

t.test('the key talks wherever the focus is, and nobody else hears of it', (t) => {
  const { down, up, held } = keyboard()
  for (const target of [page, element('button'), element('select'), element('a[href]'), document()]) {
    t.ok(down('Space', target), 'it does not press what has the focus')
    t.ok(held())
    t.ok(down('Space', target, { repeat: true }))
    t.ok(up('Space', target), 'nor when it comes up')
    t.notOk(held())
  }
  t.end()
})

/** Some events have the document for a target, which is no element. */
function document(): object {
  return {}
}

t.test('where text is typed, and with what makes it a command, a key is only a key', (t) => {
  const { down, up, held, toggled } = keyboard()
  t.notOk(down('Space', text))
  t.notOk(down('KeyM', text))
  t.notOk(up('Space', text))
  t.notOk(down('Space', page, { isComposing: true }))
  for (const modifier of ['ctrlKey', 'altKey', 'metaKey']) {
    t.notOk(down('Space', page, { [modifier]: true }), modifier)
    t.notOk(down('KeyM', page, { [modifier]: true }))
  }
  t.notOk(held())
  t.equal(toggled(), 0)
  t.notOk(down('KeyV'), 'other keys are the page’s')
  const own = keyboard({ talkKey: 'ControlLeft' })
  t.ok(own.down('ControlLeft', page, { ctrlKey: true }), 'unless it is that key itself')
  t.ok(own.held())
  t.end()
})

t.test('whatever may hide the end of a key ends talking', (t) => {
  const ways: Record<string, (board: ReturnType<typeof keyboard>) => void> = {
    blur: ({ window }) => window.fire('blur'),
    pagehide: ({ window }) => window.fire('pagehide'),
    beforeunload: ({ window }) => window.fire('beforeunload'),
    beforeprint: ({ window }) => window.fire('beforeprint'),
    freeze: ({ document }) => document.fire('freeze'),
    hidden: ({ document }) => {
      document.visibilityState = 'hidden'
      document.fire('visibilitychange')
    },
    dialog: ({ openDialog }) => openDialog(),
    menu: ({ window }) => window.fire('contextmenu'),
    list: ({ window }) => window.fire('focusin', { target: element('select') }),
    'dialog of the page': ({ window }) => window.fire('focusin', { target: element('[role=dialog]') }),
    'another document': ({ window }) => window.fire('focusin', { target: element('iframe') }),
    'the system’s key': ({ down }) => down('MetaLeft'),
    stop: ({ keys }) => keys.stop(),
  }
  for (const [name, way] of Object.entries(ways)) {
    for (const press of ['key', 'pointer']) {
      const board = keyboard()
      if (press === 'key') board.down('Space')
      else board.keys.press()
      t.ok(board.held())
      way(board)
      t.notOk(board.held(), `${name}, ${press}`)
    }
  }
  const board = keyboard()
  board.down('Space')
  board.window.fire('contextmenu', { defaultPrevented: true })
  board.window.fire('focusin', { target: element('button') })
  board.document.fire('visibilitychange')
  t.ok(board.held(), 'what hides nothing does not')
  t.end()
})

t.test('a key that was lost talks again only when it is pressed again', (t) => {
  const { window, down, up, held } = keyboard()
  down('Space')
  window.fire('blur')
  t.ok(down('Space', page, { repeat: true }), 'it is still the microphone’s')
  t.ok(down('Space', text, { repeat: true }), 'and writes no row of spaces')
  t.notOk(held())
  up('Space')
  t.notOk(held())
  down('Space')
  t.ok(held())
  window.fire('blur')
  // It came up elsewhere.
  down('Space')
  t.ok(held())
  window.fire('blur')
  t.notOk(down('Space', text), 'or a new text begins with it')
  t.notOk(down('Space', text, { repeat: true }))
  t.end()
})

t.test('one thing is held at a time, and its end is no other’s', (t) => {
  const { keys, down, up, held } = keyboard()
  keys.press()
  down('Space')
  up('Space')
  t.ok(held(), 'the finger holds')
  keys.release()
  t.notOk(held())
  down('Space')
  keys.press()
  keys.release()
  t.ok(held(), 'the key holds')
  up('KeyV')
  t.ok(held())
  up('Space', text)
  t.notOk(held(), 'wherever it comes up')
  t.end()
})

t.test('the other key switches, once for each press', (t) => {
  const { down, up, toggled, held } = keyboard({ toggleKey: 'KeyT' })
  t.ok(down('KeyT'))
  t.ok(down('KeyT', page, { repeat: true }))
  t.ok(up('KeyT'))
  t.equal(toggled(), 1)
  t.notOk(held())
  t.ok(down('KeyT', element('button')))
  t.equal(toggled(), 2)
  t.end()
})

t.test('what only the microphone’s key would press, another one presses', (t) => {
  const box = element('input[type=checkbox]')
  const link = element('a[href]')
  const { down } = keyboard()
  t.ok(down('Enter', box))
  t.equal(box.clicks, 1)
  t.notOk(down('Enter', link), 'a link has it already')
  const other = keyboard({ talkKey: 'Enter' })
  t.ok(other.down('Space', link))
  t.equal(link.clicks, 1)
  const free = keyboard({ talkKey: '', toggleKey: '' })
  t.notOk(free.down('Space', box), 'with no key, nothing is taken')
  t.notOk(free.down('', page))
  t.notOk(free.held())
  t.end()
})

t.test('before the resident is in, and after, all keys are the page’s', (t) => {
  const { keys, down, held } = keyboard()
  keys.stop()
  t.notOk(down('Space'))
  t.notOk(held())
  t.end()
})

t.test('a key is chosen by pressing it; two for one are refused', (t) => {
  const { keys, down, held, toggled, store } = keyboard()
  const chosen: (string | undefined)[] = []
  for (const code of ['Space', 'Escape', 'KeyM', 'Tab', 'F9']) {
    keys.choose((answer) => chosen.push(answer))
    t.ok(down(code), `${code} does nothing else`)
  }
  t.strictSame(chosen, ['Space', undefined, 'KeyM', undefined, 'F9'])
  t.notOk(held())
  t.equal(toggled(), 0)
  keys.choose((answer) => chosen.push(answer))()
  t.notOk(down('KeyV'), 'called off')
  t.equal(chosen.length, 5)

  t.equal(chooseKey(store, 'talkKey', 'KeyM'), 'taken')
  t.equal(chooseKey(store, 'toggleKey', 'Space'), 'taken')
  t.match(store.values.value, { talkKey: 'Space', toggleKey: 'KeyM' })
  t.equal(chooseKey(store, 'toggleKey', 'F9'), 'done')
  t.equal(chooseKey(store, 'talkKey', 'KeyM'), 'done')
  t.match(store.values.value, { talkKey: 'KeyM', toggleKey: 'F9' })
  const older = createSettings(memory({ 'voice-settings': '{"talkKey":"KeyM"}' }))
  t.match(older.values.value, { talkKey: 'KeyM', toggleKey: '' }, 'the key that was chosen before is kept')
  t.end()
})
