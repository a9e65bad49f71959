/** Starts the console. */

import { render } from 'preact'
import { speakOwn } from './texts/texts.js'
import { App } from './ui/app.js'

addEventListener('languagechange', speakOwn)
speakOwn().then(() => {
  const root = document.getElementById('console')
  if (!root) return
  render(<App />, root)
})
