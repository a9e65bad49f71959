/** The microphone's keys while the page has the keyboard, which is all a browser allows: one to hold, one that toggles. */

import { type ReadonlySignal, signal } from '@preact/signals-core'
import { createMachine } from '../../../src/pure/state-machine.js'
import type { PageBrowser } from '../../page/page-browser.js'
import type { SettingsStore } from '../../settings/settings.js'
import { type HoldEvent, holdTransitions, talks } from './talk-key.js'

export interface TalkKeys {
  /** A key or a button is held to talk. */
  readonly held: ReadonlySignal<boolean>
  /** What is held talks to the other room: to the place during a call, or to the call. */
  readonly heldOther: ReadonlySignal<boolean>
  /** From now on, until `stop`, the page listens for the microphone's keys. */
  start(): void
  stop(): void
  /** A pointer, Space or Enter presses the button. @param other the button of the other room */
  press(other?: boolean): void
  release(): void
  /** Ends whatever is held: this page may not see the release. */
  lose(): void
  /**
   * Takes the next key as the resident's choice; the key does nothing else.
   * @param onChoice called with the key's code, or `undefined` for a key that no page should take
   * @returns a function that cancels the choice
   */
  choose(onChoice: (code: string | undefined) => void): () => void
}

/** The part of a KeyboardEvent that is used. */
type Key = Pick<
  KeyboardEvent,
  | 'code'
  | 'repeat'
  | 'isComposing'
  | 'ctrlKey'
  | 'altKey'
  | 'metaKey'
  | 'target'
  | 'preventDefault'
  | 'stopImmediatePropagation'
>

/** Elements where text is typed: a key is a letter there. */
const NO_TEXT = ['range', 'checkbox', 'radio', 'button', 'submit', 'reset', 'color', 'file', 'image']
const TYPING = [
  `input${NO_TEXT.map((type) => `:not([type=${type}])`).join('')}`,
  'textarea',
  '[contenteditable]:not([contenteditable=false])',
  '[role=textbox]',
  '[role=searchbox]',
].join()
/** Elements that may hide the release of a key: an open list, a dialog, another document. */
const KEEPS_KEYS = 'select, dialog, [role=dialog], [role=alertdialog], iframe'
/** Elements that only one of Space and Enter presses; where the microphone uses that one, the other presses them. */
const PRESSED_BY_SPACE = 'input[type=checkbox], input[type=radio]'
const PRESSED_BY_ENTER = 'a[href]'

/** These keys belong to residents who use the page by keyboard, or to the system. */
const NOT_TO_CHOOSE = ['', 'Escape', 'Tab', 'MetaLeft', 'MetaRight']

export function createTalkKeys(
  { window, document, onDialog }: Pick<PageBrowser, 'window' | 'document' | 'onDialog'>,
  settings: Pick<SettingsStore, 'values'>,
  events: {
    /** Whether there is another room to talk to. */
    hasOther(): boolean
    onToggle(): void
    onHeld(): void
  },
): TalkKeys {
  const held = signal(false)
  const heldOther = signal(false)
  const machine = createMachine(holdTransitions, 'free', (state) => {
    if (held.value === talks(state)) return
    heldOther.value = heldOther.value && talks(state)
    held.value = talks(state)
    events.onHeld()
  })
  let active = false
  /** The code of the key that holds, or has held and is spent. */
  let holder = ''
  let choosing: ((code: string | undefined) => void) | undefined

  const tell = (event: HoldEvent) => machine.tell(event)
  const lose = () => void tell('lose')

  const isOther = (code: string) => code === settings.values.value.otherRoomKey && events.hasOther()

  function hold(event: 'key-down' | 'pointer-down', other: boolean): boolean {
    // Before the change, which says that something is held.
    if (!held.value) heldOther.value = other
    return tell(event)
  }

  function down(event: Key): void {
    const { code, repeat } = event
    if (choosing) return take(event)
    if (!active) return
    // Whatever the system does with this key, macOS does not report the release of other keys meanwhile.
    if (code === 'MetaLeft' || code === 'MetaRight') lose()
    const isHolder = code === holder && machine.state() !== 'free' && machine.state() !== 'pointer'
    if (isHolder && repeat) {
      // This counts as well where the focus has moved into a text meanwhile.
      consume(event)
      return void tell('key-repeat')
    }
    if (isTyping(event)) {
      // The key was pressed again: the page missed its release.
      if (isHolder) tell('key-up')
      return
    }
    const { talkKey, toggleKey } = settings.values.value
    if (!code || isShortcut(event)) return
    const other = isOther(code)
    if (code === talkKey || other) {
      consume(event)
      if (repeat || !hold('key-down', other)) return
      holder = code
    } else if (code === toggleKey) {
      consume(event)
      if (!repeat) events.onToggle()
    } else pressInstead(event, talkKey, toggleKey)
  }

  /** Space belongs to the microphone, but some key must set a tick. */
  function pressInstead(event: Key, talkKey: string, toggleKey: string): void {
    const { code, repeat, target } = event
    const taken = (key: string) => talkKey === key || toggleKey === key
    const selector =
      (code === 'Enter' || code === 'NumpadEnter') && taken('Space')
        ? PRESSED_BY_SPACE
        : code === 'Space' && taken('Enter')
          ? PRESSED_BY_ENTER
          : undefined
    if (!selector || repeat || !matches(target, selector)) return
    consume(event)
    ;(target as HTMLElement).click()
  }

  function up(event: Key): void {
    if (!active) return
    const { code } = event
    const { talkKey, toggleKey } = settings.values.value
    if (!code) return
    const ends = code === holder && tell('key-up')
    // Firefox presses a button when the key comes up, even if the key's press was prevented.
    const isOurs = code === talkKey || code === toggleKey || isOther(code)
    if (ends || (isOurs && !isTyping(event))) consume(event)
  }

  function take(event: Key): void {
    const answer = choosing
    choosing = undefined
    consume(event)
    answer?.(NOT_TO_CHOOSE.includes(event.code) ? undefined : event.code)
  }

  function focused({ target }: Event): void {
    if (matches(target, KEEPS_KEYS)) lose()
  }

  const capture = { capture: true }
  window.addEventListener('keydown', (event) => down(event as KeyboardEvent), capture)
  window.addEventListener('keyup', (event) => up(event as KeyboardEvent), capture)
  window.addEventListener('focusin', focused, capture)
  for (const type of ['blur', 'pagehide', 'beforeunload', 'beforeprint']) window.addEventListener(type, lose)
  window.addEventListener('contextmenu', (event) => {
    // A refused menu takes no keys: on a phone every long touch asks for a menu.
    if (!event.defaultPrevented) lose()
  })
  document.addEventListener('freeze', lose)
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') lose()
  })
  onDialog(lose)

  return {
    held,
    heldOther,
    start() {
      active = true
    },
    stop() {
      active = false
      lose()
    },
    press: (other = false) => void hold('pointer-down', other),
    release: () => void tell('pointer-up'),
    lose,
    choose(onChoice) {
      lose()
      choosing = onChoice
      return () => {
        if (choosing === onChoice) choosing = undefined
      }
    },
  }
}

/** The key neither scrolls nor presses anything, and no other listener gets it. */
function consume(event: Key): void {
  event.preventDefault()
  event.stopImmediatePropagation()
}

/** With another key held, this is one of the browser's commands. */
function isShortcut({ code, ctrlKey, altKey, metaKey }: Key): boolean {
  return (
    (ctrlKey && !code.startsWith('Control')) ||
    (altKey && !code.startsWith('Alt')) ||
    (metaKey && !code.startsWith('Meta'))
  )
}

function isTyping({ target, isComposing }: Key): boolean {
  return isComposing || matches(target, TYPING)
}

function matches(target: EventTarget | null, selector: string): boolean {
  const element = target as Partial<Element> | null
  return element?.closest?.(selector) != null
}
