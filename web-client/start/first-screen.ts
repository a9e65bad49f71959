/** What is shown until the page is there: the grid's name, the way in, and then the microphone. */

import { effect } from '@preact/signals-core'
import { languageFor } from '../../src/pure/languages.js'
import type { PageDocument } from '../page/page-document.js'
import { type Phase, pageStateOf, wantsVoice } from '../page/phase.js'
import type { MissingFile } from '../service/freshness.js'
import type { Settings } from '../settings/settings.js'
import { firstWords } from '../texts/first-words.js'
import type { VoiceStart } from '../voice-start.js'

export interface FirstScreen {
  /** The resident has asked to join before there was anybody to ask. */
  isPressed(): boolean
  /** The start is there: it joins if the resident has asked for that, and the screen follows it from now on. */
  attach(start: Pick<VoiceStart, 'phase' | 'talk' | 'join'>): void
  /** The page does not come just now. */
  miss(why: MissingFile): void
  /** The page draws over it; from now on it changes nothing. */
  end(): void
}

type Child = Node | string

/** The elements are those that the page draws at this moment, so that it can take them over as they are. */
function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>>,
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value)
  made.append(...children)
  return made
}

/** Draws into an element that is empty. */
export function showFirstScreen(
  root: Element,
  { look, reload }: Pick<PageDocument, 'look' | 'reload'>,
  { language, theme }: Pick<Settings, 'language' | 'theme'>,
): FirstScreen {
  const words = firstWords[languageFor(language, [...navigator.languages, document.documentElement.lang])]
  document.documentElement.dataset.theme = theme
  const said = element('span', { role: 'status' })
  const status = element('p', { 'data-testid': 'status', tabindex: '-1' }, said)
  const heading = element('h1', {}, look.name ?? words.title)
  if (look.logo) heading.prepend(element('img', { class: 'logo', src: look.logo, alt: '' }))
  const top = element(
    'header',
    { class: 'top' },
    element('div', { class: 'place' }, heading, status, element('p', { class: 'own-name' }, '\u00a0')),
  )
  const frame = element('div', { class: 'frame' }, top)
  const ends: (() => void)[] = []
  let isPressed = false
  let join = () => {
    isPressed = true
  }

  function listen(button: HTMLButtonElement, act: () => void): HTMLButtonElement {
    button.addEventListener('click', act)
    ends.push(() => button.removeEventListener('click', act))
    return button
  }

  function wayIn(): Node[] {
    const button = element('button', { type: 'button', class: 'primary', 'data-testid': 'join' }, words.join)
    const welcome = element(
      'section',
      { class: 'welcome' },
      listen(button, () => {
        join()
        // The pressed button disappears, so the keyboard focus moves to a place that stays: with the next picture, for
        // it has the page laid out, and the service's answers wait meanwhile.
        requestAnimationFrame(() => status.focus())
      }),
      element('p', { class: 'hint' }, words.joinHint),
    )
    return [element('main', { class: 'start' }, welcome)]
  }

  function voice({ look: microphoneLook, on, fault, toggle }: VoiceStart['talk']): Node[] {
    const label = element('span', { class: 'label' })
    const picture = element('span', { class: 'picture' })
    const microphone = listen(
      element('button', { type: 'button', class: 'microphone', 'data-testid': 'mic' }, picture, label),
      toggle,
    )
    ends.push(
      effect(() => {
        const { state, reason } = microphoneLook.value
        microphone.dataset.state = state
        if (reason) microphone.dataset.reason = reason
        else delete microphone.dataset.reason
        microphone.setAttribute('aria-pressed', String(on.value && !fault.value))
        label.textContent = reason === 'asking' ? words.microphoneAsked : words.microphone[state]
      }),
    )
    // The page takes over the first button that it finds for its first one, and so on: these stand for those that it has
    // before the microphone's, which so stays what it is under a finger.
    const earlier = [1, 2].map(() => element('button', { type: 'button', hidden: '' }))
    const circle = element('div', { class: 'radar waiting' })
    return [
      element('main', { class: 'stage', 'data-testid': 'stage' }, circle),
      element('section', { class: 'side-panel' }),
      element(
        'div',
        { class: 'dock', 'data-testid': 'dock' },
        element('div', { class: 'dock-row' }, ...earlier, microphone),
      ),
    ]
  }

  function say(phase: Phase): void {
    const state = pageStateOf(phase)
    status.className = `status ${state}`
    status.dataset.state = state
    said.textContent =
      phase.name === 'joining' || phase.name === 'connected' ? words.joining : words.connecting
  }

  /** The top stays where it is: the keyboard's focus may be there. */
  function below(nodes: readonly Node[]): void {
    while (frame.lastChild !== top) frame.lastChild?.remove()
    frame.append(...nodes)
  }

  say({ name: 'connecting' })
  frame.className = 'frame '
  below(wayIn())
  root.replaceChildren(frame)
  return {
    isPressed: () => isPressed,
    attach({ phase, talk, join: joinVoice }) {
      join = joinVoice
      if (isPressed) joinVoice()
      let joined = false
      ends.push(
        effect(() => {
          say(phase.value)
          if (wantsVoice(phase.value.name) === joined) return
          joined = !joined
          frame.className = `frame ${joined ? 'joined' : ''}`
          below(joined ? voice(talk) : wayIn())
        }),
      )
    },
    miss(why) {
      const again = element('button', { type: 'button' }, words.reload)
      const notice = element('p', { class: 'notice', role: 'status', 'data-testid': 'missing' })
      notice.append(words.missing[why], ' ', listen(again, reload))
      top.querySelector('.notice')?.remove()
      top.append(notice)
    },
    end() {
      for (const end of ends) end()
    },
  }
}
