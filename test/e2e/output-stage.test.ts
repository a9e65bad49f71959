/** The limiter in a real browser's audio engine: exact for one voice, and no clipping for a crowd. */

import t from 'tap'
import { decibels, noBrowser, openBrowser } from '../helpers/browser/browser.js'
import { pageModuleUrl } from '../helpers/browser/page-module.js'

interface Rendered {
  readonly rms: number
  readonly peak: number
  /** RMS of each tenth of a second. */
  readonly course: readonly number[]
  /** How much is the sum of the voices, at the same moment and made louder or softer, beside all else, in decibels. */
  readonly faithful: number
}

t.test('the output stage', { skip: noBrowser }, async (t) => {
  const browser = await openBrowser(undefined)
  t.teardown(() => browser.close())
  const page = await browser.newPage()
  await page.goto('about:blank')
  const url = await pageModuleUrl('hearing/output-stage.ts')

  /** Plays so many voices of an amplitude through it, as fast as the machine can. */
  const render = (voices: number, amplitude: number): Promise<Rendered> =>
    page.evaluate(`(async () => {
      const { createOutputStage } = await import(${JSON.stringify(url)})
      const rate = 48000, seconds = 3
      const context = new OfflineAudioContext(1, rate * seconds, rate)
      const stage = createOutputStage(context)
      const frequencies = Array.from({ length: ${voices} }, (_, voice) => 220 * 1.19 ** voice)
      for (const frequency of frequencies) {
        const tone = new OscillatorNode(context, { frequency })
        tone.connect(new GainNode(context, { gain: ${amplitude} })).connect(stage.input)
        tone.start()
      }
      const samples = (await context.startRendering()).getChannelData(0).subarray(rate)
      const rms = (part) => Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length)
      const course = Array.from({ length: 20 }, (_, i) => rms(samples.subarray(i * 4800, (i + 1) * 4800)))
      const sum = samples.map((_, at) => frequencies.reduce((all, frequency) => all + Math.sin((2 * Math.PI * frequency * (rate + at)) / rate), 0))
      const product = (one, other) => one.reduce((all, sample, at) => all + sample * other[at], 0)
      const copied = product(samples, sum) ** 2 / product(sum, sum)
      const faithful = 10 * Math.log10(copied / (product(samples, samples) - copied))
      return { rms: rms(samples), peak: samples.reduce((top, sample) => Math.max(top, Math.abs(sample)), 0), course, faithful }
    })()`) as Promise<Rendered>

  await t.test('changes nothing of one voice, quiet or loud, and delays nothing', async (t) => {
    for (const amplitude of [0.01, 0.1, 0.3, 0.6, 0.75]) {
      const { rms, faithful } = await render(1, amplitude)
      const change = decibels(rms, amplitude / Math.SQRT2)
      t.ok(Math.abs(change) < 0.3, `amplitude ${amplitude}: ${change.toFixed(2)} dB`)
      t.ok(faithful > 50, `the same at the same moment: ${faithful.toFixed(0)} dB`)
    }
  })

  await t.test('eight loud voices at once neither clip nor pump', async (t) => {
    const { peak, course, faithful } = await render(8, 0.7)
    t.ok(peak < 1, `peak ${peak.toFixed(3)}`)
    t.ok(faithful > 28, `distortion is ${faithful.toFixed(0)} dB below the voices`)
    const crowd = await render(20, 0.7)
    t.ok(crowd.peak < 1 && crowd.faithful > 20, `of twenty: ${crowd.faithful.toFixed(0)} dB`)
    const swing = decibels(Math.max(...course), Math.min(...course))
    t.ok(swing < 1.5, `loudness swings by ${swing.toFixed(2)} dB`)
    const alone = await render(1, 0.7)
    const total = course.reduce((sum, part) => sum + part, 0) / course.length
    t.ok(total > alone.rms / 2, `together ${decibels(total, alone.rms).toFixed(1)} dB beside one alone`)
  })

  await t.test('the page’s own sounds are audible, quiet and short', async (t) => {
    const module = JSON.stringify(await pageModuleUrl('hearing/cues.ts'))
    const rendered = (await page.evaluate(`(async () => {
      const { CUES, playCue } = await import(${module})
      const rate = 48000
      return Promise.all(Object.keys(CUES).map(async (name) => {
        const context = new OfflineAudioContext(1, rate * 2, rate)
        playCue(context, name)
        const samples = (await context.startRendering()).getChannelData(0)
        const peak = samples.reduce((top, sample) => Math.max(top, Math.abs(sample)), 0)
        const jump = samples.reduce((top, sample, at) => Math.max(top, Math.abs(sample - (samples[at - 1] ?? 0))), 0)
        return { name, peak, jump, seconds: samples.findLastIndex((sample) => Math.abs(sample) > 1e-6) / rate }
      }))
    })()`)) as { name: string; peak: number; jump: number; seconds: number }[]
    t.match(rendered.map(({ name }) => name).sort(), ['come', 'go', 'hand', 'message', 'muted', 'ring'])
    for (const { name, peak, jump, seconds } of rendered) {
      t.ok(peak > 0.05 && peak < 0.1, `${name}: peak ${peak.toFixed(3)}`)
      t.ok(jump < 0.02, `${name} does not click: ${jump.toFixed(4)}`)
      t.ok(seconds > 0.05 && seconds < (name === 'ring' ? 1 : 0.4), `${name}: ${seconds.toFixed(2)} s`)
    }
  })
})
