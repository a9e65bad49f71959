/** Where the page begins. */

import { effect } from '@preact/signals'
import { options, render } from 'preact'
import { texts } from './texts/texts.js'
import { App } from './ui/app.js'
import { createVoiceClient } from './voice-client.js'

/** While it connects, what has come from the server is handled before the screen is drawn again: drawing takes the
 * time of two or three messages. */
const RENDER_DELAY_MS = 100
const CONNECTING_MS = 1500

const client = createVoiceClient()
let settled = false
let timer: ReturnType<typeof setTimeout> | undefined
effect(() => {
  settled = false
  clearTimeout(timer)
  if (client.phase.value.name !== 'connected') return
  timer = setTimeout(() => {
    settled = true
  }, CONNECTING_MS)
})
options.debounceRendering = (draw) => {
  if (settled) queueMicrotask(draw)
  else setTimeout(draw, RENDER_DELAY_MS)
}

document.documentElement.lang = texts.language
const root = document.getElementById('app')
if (root) render(<App client={client} />, root)
