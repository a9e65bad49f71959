/** Starts the console. */

import { render } from 'preact'
import { texts } from './texts/texts.js'
import { App } from './ui/app.js'

const root = document.getElementById('console')
document.documentElement.lang = texts.language
document.title = texts.title
if (root) render(<App />, root)
