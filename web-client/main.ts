/** Starts the page: the voice first, then everything else. */

import { wearLook } from './page/look.js'
import { thisDocument } from './page/page-document.js'
import { thisBrowser } from './page/this-browser.js'
import { createSettings } from './settings/settings.js'
import { joinEarly } from './start/early-join.js'
import { showFirstScreen } from './start/first-screen.js'
import { loadPage } from './start/page-loader.js'
import { createVoiceStart } from './voice-start.js'

async function begin(root: Element): Promise<void> {
  const browser = thisBrowser()
  const page = thisDocument()
  wearLook(page.look)
  const settings = createSettings(browser.localStorage).values.value
  const screen = showFirstScreen(root, page, settings)
  // Some press the button as soon as it is there.
  await undefined
  if (screen.isPressed()) await joinEarly(globalThis.earlySocket, browser, settings)
  const start = createVoiceStart(browser, page)
  screen.attach(start)
  loadPage(start, root, screen)
}

const root = document.getElementById('app')
if (root) begin(root)
