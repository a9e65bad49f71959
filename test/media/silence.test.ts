import t from 'tap'
import { noBrowser, openBrowser } from '../helpers/browser/browser.js'
import { noise, tone } from '../helpers/browser/voice-sound.js'
import { eventually } from '../helpers/eventually.js'
import { endMediaPeers } from '../helpers/media/media-peer.js'
import { hubRoom, startTestHub } from '../helpers/media/test-hub.js'
import { answerToPage, offerOfPage, receiveFor } from '../helpers/viewers/chromium-viewer.js'

t.teardown(endMediaPeers)

const cases = [
  { what: 'nothing', pause: () => undefined, kind: 'mix' },
  { what: 'the noise of a quiet room', pause: () => noise(0.0004), kind: 'mix' },
  { what: 'the noise of a quiet room, forwarded', pause: () => noise(0.0004), kind: 'forward' },
] as const

// They wait more than they do.
t.jobs = cases.length
const browser = noBrowser ? undefined : await openBrowser(undefined)
t.teardown(() => browser?.close())

for (const { what, pause, kind } of cases) {
  t.test(`${what} is heard as silence, and the next word is there`, { skip: noBrowser }, async (t) => {
    if (!browser) return
    const { join, connect } = await startTestHub(t, hubRoom({ anna: [0, 0, 0], bert: [5, 0, 0] }))
    const page = await browser.newPage()
    // WebRTC needs a page of its own.
    await page.goto('data:text/html,listener')
    await answerToPage(page, await connect('anna', await offerOfPage(page), kind))
    const bert = await join('bert', { shape: 'viewer' })
    await eventually('bert', () => bert.isConnected())
    const during = (seconds: number) => receiveFor(page, seconds)
    bert.speak(tone(440, 0.2))
    await during(1)
    t.ok((await during(2)).energy > 0.01, 'bert is heard')
    bert.speak(pause())
    // A second passes before a microphone counts as hearing nobody.
    await during(2)
    const silence = await during(4)
    t.comment(
      `of 4 s of silence ${(silence.concealed * 100).toFixed(1)} % count as concealed, ${(silence.madeUp * 100).toFixed(1)} % as made up, ${silence.packets} packets`,
    )
    t.ok(silence.concealed < 0.02, `${silence.concealed} of it counts as lost`)
    t.ok(silence.madeUp < 0.02, `${silence.madeUp} of it is made up`)
    t.ok(silence.energy < 1e-5, `and nothing is heard: ${silence.energy}`)
    t.ok(silence.packets < 20, `${silence.packets} packets`)
    bert.speak(tone(440, 0.2))
    await eventually('the next word', async () => (await during(0.1)).energy > 0.001)
  })
}
