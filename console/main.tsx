/** Starts the console. */

import { render } from 'preact'
import { forgetEarlierDrawings } from '../web-client/ui/parts/earlier-drawings.js'
import { speakOwn } from './texts/texts.js'
import { App } from './ui/app.js'

addEventListener('languagechange', speakOwn)
speakOwn().then(() => {
  const root = document.getElementById('console')
  if (!root) return
  forgetEarlierDrawings()
  render(<App />, root)
})
