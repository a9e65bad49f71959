/** How long after a sound at the loudspeaker the halo of whoever made it is on the screen; below zero: before it. */

import { joinVoice, openBrowser, shownPeople, WITH_MOTION } from '../test/helpers/browser/browser.js'
import { eventually } from '../test/helpers/eventually.js'
import { testAvatar, testRegion } from '../test/helpers/regions/region.js'
import { startService } from '../test/helpers/service.js'
import { median } from './measure/first-sample.js'
import { burstsFile, noteOnsets } from './measure/mouth-to-ear.js'
import { row } from './table/row.js'

const SOUNDS = Number(process.argv[2] ?? 15)

/** A ring stays from word to word: it must be gone before the next sound, for which it comes again. */
const SOUND_EVERY_SECONDS = 2

interface Noted {
  onsets: { output: number[] }
  halos: number[]
}

/** Notes in a page when a halo appears in a picture of the screen. */
function installHalos(): void {
  const halos: number[] = []
  Object.assign(globalThis, { halos })
  new MutationObserver((changes) => {
    const grown = changes.some(({ target, oldValue }) => {
      const element = target as HTMLElement
      return (
        element.matches('.disc .halo') && element.style.opacity === '1' && !oldValue?.includes('opacity: 1')
      )
    })
    // The picture that shows it is on the screen by the next one.
    if (grown) requestAnimationFrame(() => halos.push(performance.timeOrigin + performance.now()))
  }).observe(document, {
    subtree: true,
    attributes: true,
    attributeFilter: ['style'],
    attributeOldValue: true,
  })
}

const service = await startService({ LOG_LEVEL: 'error' })
const [anna, bert] = [testAvatar('Anna Bench', [128, 128, 25]), testAvatar('Bert Bench', [131, 128, 25])]
const region = testRegion(service, [anna, bert], 'Plaza')
await region.push()
const listening = await openBrowser('anna', [WITH_MOTION])
const bursting = await openBrowser(undefined, [
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-audio-capture=${burstsFile(SOUND_EVERY_SECONDS)}`,
])
const [listener, speaker] = [await listening.browser.newPage(), await bursting.browser.newPage()]
await noteOnsets(listener)
await listener.evaluateOnNewDocument(installHalos)
// Whoever listens speaks with the microphone off: the page's sound for that is nobody's voice.
for (const page of [listener, speaker])
  await page.evaluateOnNewDocument(() =>
    localStorage.setItem('voice-settings', '{"performer":true,"mutedSound":false}'),
  )
await joinVoice(listener, service.url + (await region.link(anna)))
await listener.click('[data-testid=mic]')
await joinVoice(speaker, service.url + (await region.link(bert)))
await eventually('connected', async () => (await shownPeople(listener))[0]?.media === 'p2p')

const read = () =>
  listener.evaluate(() => {
    const { onsets, halos } = globalThis as unknown as Noted
    return { output: onsets.output, halos }
  })
const before = (await read()).output.length
const delays = await eventually(
  `${SOUNDS} sounds`,
  async () => {
    const { output, halos } = await read()
    const found = output.slice(before + 3).flatMap((at) => {
      const shown = halos.find((time) => time > at - 300 && time < at + 500)
      return shown === undefined ? [] : [shown - at]
    })
    return found.length >= SOUNDS && found
  },
  SOUNDS * SOUND_EVERY_SECONDS * 3000 + 30_000,
)
process.stdout.write(
  `halo: ${median(delays).toFixed(0)} ms after the sound, at most ${Math.max(...delays).toFixed(0)} ms (aim ≤ 100 ms)\n`,
)
row(
  `after a sound is at the loudspeaker, the halo of whoever made it is on the screen ${median(delays).toFixed(0)} ms later, at most ${Math.max(...delays).toFixed(0)} ms`,
)
await Promise.all([listening.close(), bursting.close()])
await service.stop()
process.exit(0)
