import { render } from 'preact'
import { App } from './ui/app.js'
import { createVoiceClient } from './voice-client.js'

const root = document.getElementById('app')
if (root) render(<App client={createVoiceClient()} />, root)
