/** Starts the page: the voice first, then everything else. */

import { wearLook } from './page/look.js'
import { thisDocument } from './page/page-document.js'
import { thisBrowser } from './page/this-browser.js'
import { firstAnswer } from './start/first-answer.js'
import { showFirstScreen } from './start/first-screen.js'
import { loadPage } from './start/page-loader.js'
import { createVoiceStart } from './voice-start.js'

const start = createVoiceStart(thisBrowser(), thisDocument())
wearLook(start.page.look)
const root = document.getElementById('app')
if (root) firstAnswer(start).then(() => loadPage(start, root, showFirstScreen(start, root)))
