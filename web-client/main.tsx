/** Starts the page. */

import { effect } from '@preact/signals'
import { options, render } from 'preact'
import { thisDocument } from './page/page-document.js'
import { thisBrowser } from './page/this-browser.js'
import { loadTexts, texts } from './texts/texts.js'
import { App } from './ui/app.js'
import { createVoiceClient } from './voice-client.js'

/**
 * While the page connects, messages of the server are handled before the screen is drawn again: drawing takes as long
 * as two or three messages.
 */
const RENDER_DELAY_MS = 100
const CONNECTING_MS = 1500
const connecting: readonly string[] = ['connecting', 'joining', 'connected']

const client = createVoiceClient(thisBrowser(), thisDocument())
let busy = true
let timer: ReturnType<typeof setTimeout> | undefined
effect(() => {
  busy = connecting.includes(client.phase.value.name)
  clearTimeout(timer)
  timer = setTimeout(() => {
    busy = false
  }, CONNECTING_MS)
})
options.debounceRendering = (draw) => {
  if (busy) setTimeout(draw, RENDER_DELAY_MS)
  else queueMicrotask(draw)
}

// The client connects meanwhile.
loadTexts().then(() => {
  document.documentElement.lang = texts.language
  const root = document.getElementById('app')
  if (root) render(<App client={client} />, root)
})
