/** Where the page begins. */

import { options, render } from 'preact'
import { App } from './ui/app.js'
import { createVoiceClient } from './voice-client.js'

/** What has come from the server is handled before the screen is drawn again: connecting comes first. */
const RENDER_DELAY_MS = 16
options.debounceRendering = (draw) => setTimeout(draw, RENDER_DELAY_MS)

const root = document.getElementById('app')
if (root) render(<App client={createVoiceClient()} />, root)
