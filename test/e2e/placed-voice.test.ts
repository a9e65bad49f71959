/** A voice at its place, as a real browser plays it: as loud and as dull as the model says, and beside the hub's mix of the same scene. */

import t from 'tap'
import { createMix } from '../../src/media/mixing/mix.js'
import { emptyHistory } from '../../src/media/mixing/mix-kernel.js'
import { aim, silentGain } from '../../src/media/mixing/voice-gain.js'
import type { Vector3 } from '../../src/spatial/direction.js'
import { noBrowser, openBrowser } from '../helpers/browser/browser.js'
import { pageModuleUrl } from '../helpers/browser/page-module.js'
import { FRAME_SAMPLES } from '../helpers/browser/voice-sound.js'
import { type EarCues, earCues, OCTAVES_HZ } from '../helpers/media/ear-cues.js'

const CLICK = 0.5
const AZIMUTHS = [0, 30, 60, 90, 120, 150, 180]
/** At these the hub's head is made after the page's, up to 4 kHz; at 150° that one has hardly a shadow any more. */
const AZIMUTHS_FITTED = [0, 30, 60, 90, 120, 180]
const MEASURED_OCTAVES = 4

const from = (degrees: number): Vector3 => {
  const radians = (degrees / 180) * Math.PI
  return [Math.sin(radians), 0, -Math.cos(radians)]
}

interface Place {
  readonly gain: number
  readonly dullness: number
  readonly direction: Vector3
  readonly headphones: boolean
}

/** What the hub makes of a click. */
function hubHears(place: Place): EarCues {
  const mix = createMix()
  const gain = silentGain()
  aim(gain, place)
  const history = emptyHistory()
  const turn = (first: number) => {
    const frame = new Float32Array(FRAME_SAMPLES)
    frame[0] = first
    mix.take([{ frame, history }])
    mix.begin()
    mix.add(0, gain)
    return Float64Array.from(mix.finish({ gain: 1 }), (sample) => sample / 32_767)
  }
  turn(0)
  const samples = turn(CLICK)
  const side = (first: number) => samples.filter((_, at) => at % 2 === first)
  return earCues(side(0), side(1), CLICK)
}

t.test('a voice at its place', { skip: noBrowser }, async (t) => {
  const browser = await openBrowser(undefined)
  t.teardown(() => browser.close())
  const page = await browser.newPage()
  await page.goto('about:blank')
  const url = await pageModuleUrl('hearing/placed-sound.ts')

  /** What the page makes of the same click at each of these places. */
  async function pageHears(places: readonly Place[]): Promise<EarCues[]> {
    const sides = (await page.evaluate(`(async () => {
      const { createPlacedSound } = await import(${JSON.stringify(url)})
      const rate = 48000, apart = 4800, places = ${JSON.stringify(places)}
      const context = new OfflineAudioContext(2, apart * (places.length + 2), rate)
      const buffer = new AudioBuffer({ length: 1, sampleRate: rate })
      buffer.getChannelData(0)[0] = ${CLICK}
      for (const [index, place] of places.entries()) {
        const source = new AudioBufferSourceNode(context, { buffer })
        const sound = createPlacedSound(context, source, false, context.destination)
        sound.setPanningModel(place.headphones ? 'HRTF' : 'equalpower')
        sound.put(place)
        source.start((apart * (index + 1)) / rate)
      }
      const rendered = await context.startRendering()
      const cut = (side, index) => [...rendered.getChannelData(side).subarray(apart * (index + 1), apart * (index + 1) + 2400)]
      return places.map((_, index) => [cut(0, index), cut(1, index)])
    })()`)) as [number[], number[]][]
    return sides.map(([left, right]) => earCues(Float64Array.from(left), Float64Array.from(right), CLICK))
  }

  const places = AZIMUTHS.map((degrees) => ({
    gain: 1,
    dullness: 0,
    direction: from(degrees),
    headphones: true,
  }))
  const heard = await pageHears(places)
  await t.test('the hub’s mix for headphones has the cues of the page’s own', (t) => {
    const levels = ({ left, right }: EarCues) => right.map((level, octave) => level - (left[octave] ?? 0))
    const late = (cues: EarCues) => cues.lateLeftSeconds * 1e6
    const decibelsOf = (all: readonly number[]) => all.map((level) => level.toFixed(1)).join(', ')
    for (const [index, degrees] of AZIMUTHS.entries()) {
      const [own, hub] = [heard[index], hubHears(places[index] as Place)] as [EarCues, EarCues]
      const what = `${degrees}°: ITD page ${late(own).toFixed(0)} µs, hub ${late(hub).toFixed(0)} µs`
      t.ok(Math.abs(late(own) - late(hub)) < 100, what)
      const apart = levels(own).map((level, octave) => Math.abs(level - (levels(hub)[octave] ?? 0)))
      const beside = `ILD page ${decibelsOf(levels(own))} dB, hub ${decibelsOf(levels(hub))} dB`
      const largest = Math.max(...apart.slice(0, MEASURED_OCTAVES))
      t.ok(largest < (AZIMUTHS_FITTED.includes(degrees) ? 3.3 : 7.5), `${degrees}°: ${beside}`)
      t.ok((apart[0] ?? 0) < 2, `${degrees}°, 500 Hz`)
    }
    const difference = (ahead: EarCues, behind: EarCues) =>
      ahead.left.map((level, octave) => level - (behind.left[octave] ?? 0)).slice(3)
    const own = difference(heard[0] as EarCues, heard.at(-1) as EarCues)
    const hub = difference(hubHears(places[0] as Place), hubHears(places.at(-1) as Place))
    const isThere = (all: readonly number[]) => all.some((level) => Math.abs(level) > 1)
    t.ok(
      isThere(own) && isThere(hub),
      `ahead beside behind: page ${decibelsOf(own)} dB, hub ${decibelsOf(hub)} dB`,
    )
    t.end()
  })

  await t.test('distance takes as much of the high tones in the page as in the hub', async (t) => {
    for (const dullness of [0, 0.5, 1]) {
      const place: Place = { gain: 0.5, dullness, direction: from(0), headphones: false }
      const [own] = await pageHears([place])
      const hub = hubHears(place)
      for (const [octave, level] of hub.left.entries()) {
        const other = own?.left[octave] ?? 0
        const what = `${dullness}, ${OCTAVES_HZ[octave]} Hz: page ${other.toFixed(1)} dB, hub ${level.toFixed(1)} dB`
        t.ok(Math.abs(level - other) < 1, what)
      }
    }
  })
})
