/** The page as it is once its start has begun: all it can do, and its user interface. */

import { effect } from '@preact/signals-core'
import { options, render } from 'preact'
import './ui/style.css'
import { followLanguage } from './texts/follow-language.js'
import { App } from './ui/app.js'
import { forgetEarlierDrawings } from './ui/parts/earlier-drawings.js'
import { completeClient } from './voice-client.js'
import type { VoiceStart } from './voice-start.js'

/**
 * While the page connects, messages of the server are handled before the screen is drawn again: drawing takes as long
 * as two or three messages.
 */
const RENDER_DELAY_MS = 100
const CONNECTING_MS = 1500
const connecting: readonly string[] = ['connecting', 'joining', 'connected']
const callBegins: readonly (string | undefined)[] = ['answering', 'active']

/**
 * Completes the client, and draws the page in place of the first screen.
 * @param root the first screen's element: what it shows is taken over, not drawn anew
 */
export async function openPage(start: VoiceStart, root: Element): Promise<void> {
  const client = completeClient(start)
  let busy = true
  let timer: ReturnType<typeof setTimeout> | undefined
  effect(() => {
    busy = connecting.includes(client.phase.value.name) || callBegins.includes(client.calls.own.value?.state)
    clearTimeout(timer)
    timer = setTimeout(() => {
      busy = false
    }, CONNECTING_MS)
  })
  options.debounceRendering = (draw) => {
    if (busy) setTimeout(draw, RENDER_DELAY_MS)
    else queueMicrotask(draw)
  }
  await followLanguage(client.settings)
  forgetEarlierDrawings()
  render(<App client={client} />, root)
}
