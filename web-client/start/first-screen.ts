/** What is shown until the page is there: the grid's name, the way in, and then the microphone. */

import { effect } from '@preact/signals-core'
import { languageFor } from '../../src/pure/languages.js'
import { pageStateOf, wantsVoice } from '../page/phase.js'
import type { MissingFile } from '../service/freshness.js'
import { firstWords } from '../texts/first-words.js'
import type { VoiceStart } from '../voice-start.js'

/**
 * Whoever joins before anything was drawn is heard first: laying the first text out takes 20 to 30 ms on a busy processor,
 * and for the microphone the browser needs the page's thread several times meanwhile.
 */
const HEARD_FIRST_MS = 100

export interface FirstScreen {
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
  { phase, settings, talk, join, time, page: { look }, freshness }: VoiceStart,
  root: Element,
): FirstScreen {
  const words =
    firstWords[
      languageFor(settings.values.value.language, [...navigator.languages, document.documentElement.lang])
    ]
  const theme = settings.values.value.theme
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
  let drawn = false
  let ended = false
  requestAnimationFrame(() => {
    drawn = frame.isConnected
  })

  function show(shown = () => {}): void {
    if (frame.isConnected) return shown()
    time.after(HEARD_FIRST_MS, () => {
      if (ended) return
      root.replaceChildren(frame)
      shown()
    })
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
        if (!drawn) frame.remove()
        show(() => {
          // The pressed button disappears, so the keyboard focus moves to a place that stays: with the next picture, for
          // it has the page laid out, and the service's answers wait meanwhile.
          requestAnimationFrame(() => status.focus())
        })
      }),
      element('p', { class: 'hint' }, words.joinHint),
    )
    return [element('main', { class: 'start' }, welcome)]
  }

  function voice(): Node[] {
    const label = element('span', { class: 'label' })
    const picture = element('span', { class: 'picture' })
    const microphone = listen(
      element('button', { type: 'button', class: 'microphone', 'data-testid': 'mic' }, picture, label),
      talk.toggle,
    )
    ends.push(
      effect(() => {
        const { state, reason } = talk.look.value
        microphone.dataset.state = state
        if (reason) microphone.dataset.reason = reason
        else delete microphone.dataset.reason
        microphone.setAttribute('aria-pressed', String(talk.on.value && !talk.fault.value))
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

  let joined: boolean | undefined
  ends.push(
    effect(() => {
      const { name } = phase.value
      const state = pageStateOf(phase.value)
      status.className = `status ${state}`
      status.dataset.state = state
      said.textContent = name === 'joining' || name === 'connected' ? words.joining : words.connecting
      if (wantsVoice(name) === joined) return
      joined = wantsVoice(name)
      frame.className = `frame ${joined ? 'joined' : ''}`
      frame.replaceChildren(top, ...(joined ? voice() : wayIn()))
    }),
  )
  if (joined) show()
  else root.replaceChildren(frame)
  return {
    miss(why) {
      const again = element('button', { type: 'button' }, words.reload)
      const notice = element('p', { class: 'notice', role: 'status', 'data-testid': 'missing' })
      notice.append(words.missing[why], ' ', listen(again, freshness.reload))
      top.querySelector('.notice')?.remove()
      top.append(notice)
    },
    end() {
      ended = true
      for (const end of ends) end()
    },
  }
}
