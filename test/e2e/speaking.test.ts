/** Every way to be heard, or not: keys, fingers, loudness, and what the browser does to a voice; all of it as heard. */

import type { Page } from 'puppeteer-core'
import t from 'tap'
import { enterVoice, listen, noBrowser, textOf, withoutProcessing } from '../helpers/browser/browser.js'
import { rememberTracks } from '../helpers/browser/page-tracks.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'

const LOUD = 0.01
/** So far below no voice is left, only what a codec makes of silence. */
const SILENT = LOUD / 100

/** Of the microphone: two seconds of noise, and half a sentence; and some more. */
const ROUND_SECONDS = 4
/** By so many parts of a second it is looked at. */
const PARTS = 4
/** The noise is louder than that, also where the codec takes it for unimportant; what is not sent, far quieter. */
const NOISE = 0.0005

const setRange = (page: Page, testId: string, value: number) =>
  page.$eval(
    `[data-testid=${testId}]`,
    (input, next) => {
      const range = input as HTMLInputElement
      range.value = String(next)
      range.dispatchEvent(new Event('input', { bubbles: true }))
    },
    value,
  )

t.test('every way to be heard', { skip: noBrowser }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  const [anna, bert] = [testAvatar('Anna Hears'), testAvatar('Bert Speaks', [105, 100, 25])]
  const region = testRegion(service, [anna, bert], 'Stage')
  await region.push()
  const prepare = async (page: Page) => {
    await withoutProcessing(page)
    await page.evaluateOnNewDocument(rememberTracks)
  }
  // Nobody but Bert makes a sound.
  const hearing = await enterVoice(t, service, region, anna, undefined, prepare)
  const speaking = await enterVoice(t, service, region, bert, 'murmur', prepare)
  const isHeard = () => eventually('a voice', async () => (await listen(hearing, 0.4)).both > LOUD)
  /** The noise of the microphone would be heard at any time. */
  const isSilent = () => eventually('silence', async () => (await listen(hearing, 0.4)).both < SILENT)
  /** A round by parts: its loudest, and a quiet one, though not the quietest, in which the machine may have stuttered. */
  const extremes = async () => {
    const moments: number[] = []
    for (let i = 0; i < ROUND_SECONDS * PARTS; i += 1) moments.push((await listen(hearing, 1 / PARTS)).both)
    moments.sort((one, other) => one - other)
    return { quiet: moments[2] ?? 0, loudest: moments.at(-1) ?? 0 }
  }
  const click = (name: string) => speaking.click(`[data-testid=${name}]`)
  const openSettings = async () => {
    await click('settings')
    await speaking.waitForSelector('[data-testid=settings-panel]')
  }
  const closeSettings = async () => {
    await click('settings')
    await speaking.waitForSelector('[data-testid=settings-panel]', { hidden: true })
    await speaking.evaluate(() => (document.activeElement as HTMLElement).blur())
  }
  await isHeard()
  /** What is heard where nothing is done to the voice. */
  let plain = { quiet: 0, loudest: 0 }

  await t.test('another key than the usual one, and a finger on the button', async (t) => {
    await openSettings()
    const field = () => textOf(speaking, 'setting-talkKey')
    t.equal(await field(), 'Space')
    await click('setting-talkKey')
    await eventually('it waits for a key', async () => (await field()).startsWith('Press'))
    await speaking.keyboard.press('KeyV')
    await eventually('it is V', async () => (await field()) === 'V')
    await closeSettings()
    await click('mic')
    await speaking.evaluate(() => (document.activeElement as HTMLElement).blur())
    await isSilent()
    await speaking.keyboard.down('KeyV')
    await isHeard()
    await speaking.keyboard.up('KeyV')
    await speaking.keyboard.down('Space')
    await isSilent()
    await speaking.keyboard.up('Space')

    const finger = await (await speaking.waitForSelector('[data-testid=ptt]'))?.touchStart()
    await isHeard()
    // Nobody's finger lies still; but one that slides off has let go.
    const box = await (await speaking.$('[data-testid=ptt]'))?.boundingBox()
    await finger?.move((box?.x ?? 0) + 5, (box?.y ?? 0) + 5)
    await isHeard()
    await finger?.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 150)
    await isSilent()
    await finger?.end()
    await isSilent()
    await click('mic')
    await isHeard()
  })

  await t.test('voice activation keeps quiet noise back, and sends speech', async (t) => {
    plain = await extremes()
    t.ok(plain.quiet > NOISE, `noise is heard without it: ${plain.quiet.toFixed(5)}`)
    await openSettings()
    await click('setting-voiceActivation')
    await speaking.waitForSelector('[data-testid=setting-threshold]')
    await setRange(speaking, 'setting-threshold', -30)
    await isHeard()
    // A codec fades what it heard last into silence, and a busy machine looks at the level late: another round may tell.
    const { loudest } = await eventually(
      'a round in which noise is kept back',
      async () => {
        const round = await extremes()
        if (round.quiet < NOISE / 4) return round
        throw new Error(`noise is heard: ${round.quiet.toFixed(5)}`)
      },
      10 * ROUND_SECONDS * 1000,
    )
    t.ok(loudest > LOUD * 3, `speech is not: ${loudest.toFixed(3)}`)
    await setRange(speaking, 'setting-threshold', -60)
    const low = await extremes()
    t.ok(low.quiet > NOISE, `below the noise all is sent: ${low.quiet.toFixed(5)}`)
    await click('setting-voiceActivation')
    await closeSettings()
  })

  await t.test('what the browser does to the voice is switched at the microphone itself', async (t) => {
    await openSettings()
    const switches = {
      echoCancellation: 'echoCancellation',
      autoGain: 'autoGainControl',
    }
    /** Of the one microphone that is open. */
    const processing = () =>
      speaking.evaluate(() => {
        const { tracks } = globalThis as unknown as { tracks: MediaStreamTrack[] }
        const [live, ...more] = tracks.filter(({ readyState }) => readyState === 'live')
        if (!live || more.length > 0) return
        const { noiseSuppression, echoCancellation, autoGainControl } = live.getSettings()
        return { noiseSuppression, echoCancellation, autoGainControl }
      })
    const none = { noiseSuppression: false, echoCancellation: false, autoGainControl: false }
    const becomes = async (wanted: Partial<typeof none>) => {
      const all = JSON.stringify({ ...none, ...wanted })
      await eventually(all, async () => JSON.stringify(await processing()) === all)
    }
    await becomes({})
    for (const [name, constraint] of Object.entries(switches)) {
      await click(`setting-${name}`)
      await becomes({ [constraint]: true })
      await click(`setting-${name}`)
      await becomes({})
    }
    t.pass('each for itself, there and back')
    await speaking.select('[data-testid=setting-noiseSuppression]', 'browser')
    await becomes({ noiseSuppression: true })
    await speaking.select('[data-testid=setting-noiseSuppression]', 'strong')
    await becomes({})
    const strong = await extremes()
    t.ok(strong.quiet < plain.quiet / 5, `strongly, noise is taken out: ${strong.quiet.toFixed(6)}`)
    t.ok(strong.loudest > plain.loudest / 2, `and speech is left: ${strong.loudest.toFixed(3)}`)
    t.equal(await speaking.$('[data-testid=filter-failed]'), null)
    await speaking.select('[data-testid=setting-noiseSuppression]', 'off')
    await becomes({})
    await closeSettings()
    await isHeard()
  })

  await t.test('who speaks with the microphone off hears it, unless that is not wanted', async (t) => {
    await click('mic')
    await eventually('two quiet tones', async () => {
      const { peak } = await listen(speaking, 0.4)
      return peak > 0.05 && peak < 0.2
    })
    t.ok(await speaking.waitForSelector('[data-testid=muted-speech]'), 'and reads it')
    await openSettings()
    await click('setting-mutedSound')
    await speaking.waitForSelector('[data-testid=muted-speech]', { hidden: true })
    const silence = listen(speaking, ROUND_SECONDS)
    await speaking.waitForSelector('[data-testid=muted-speech]')
    t.ok((await silence).peak < SILENT, 'it is only to be read')
    await click('setting-mutedSound')
    await closeSettings()
  })

  await t.test('who leaves is heard to go; the system knows the place', async (t) => {
    t.match(await speaking.evaluate(() => navigator.mediaSession.metadata?.title), /Stage/)
    const sounds = listen(speaking, 1)
    await hearing.click('[data-testid=leave]')
    const { peak } = await sounds
    t.ok(peak > 0.05 && peak < 0.2, `two quiet tones: ${peak.toFixed(3)}`)
    await click('leave')
    await eventually('nothing any more', async () =>
      speaking.evaluate(() => navigator.mediaSession.metadata === null),
    )
  })
})
