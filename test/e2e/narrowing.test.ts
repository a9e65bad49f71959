/** A microphone that gives nothing, a meter that cannot measure, a key that switches, and shutting all off; as heard. */

import type { Page } from 'puppeteer-core'
import t, { type Test } from 'tap'
import { enterVoice, listen, noBrowser, textOf, withoutProcessing } from '../helpers/browser/browser.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { type Service, startService } from '../helpers/service.js'

const LOUD = 0.01

const isHeard = (page: Page) => eventually('a voice', async () => (await listen(page, 0.3)).both > LOUD)
const isSilent = (page: Page) =>
  eventually('silence', async () => (await listen(page, 0.3)).both < LOUD / 100)
const mic = (page: Page, look: string) => page.waitForSelector(`[data-testid=mic]${look}`)

let service: Service
t.before(async () => {
  if (!noBrowser) service = await startService()
})
t.teardown(() => service?.stop())

/** Two who stand together; how the second one's page is prepared a test says. */
async function two(t: Test, prepare: (page: Page) => Promise<unknown>, name: string) {
  const [anna, bert] = [testAvatar(`Anna ${name}`), testAvatar(`Bert ${name}`, [104, 100, 25])]
  const region = testRegion(service, [anna, bert], name)
  await region.push()
  const hearing = await enterVoice(t, service, region, anna, 'sweep', withoutProcessing)
  const speaking = await enterVoice(t, service, region, bert, 'sweep', async (page) => {
    await withoutProcessing(page)
    await prepare(page)
  })
  return { hearing, speaking }
}

/** The microphone gives exact zeros, until `loudness` of it is set to something. */
function silentMicrophone(): void {
  navigator.mediaDevices.getUserMedia = async () => {
    const context = new AudioContext()
    const loudness = new GainNode(context, { gain: 0 })
    const microphone = new MediaStreamAudioDestinationNode(context)
    const tone = new OscillatorNode(context, { frequency: 440 })
    tone.connect(loudness).connect(microphone)
    tone.start()
    const [track] = microphone.stream.getAudioTracks()
    Object.assign(globalThis, { loudness: loudness.gain, microphone: track })
    return microphone.stream
  }
}

t.test('a microphone that gives nothing', { skip: noBrowser }, async (t) => {
  const { hearing, speaking } = await two(
    t,
    (page) => page.evaluateOnNewDocument(silentMicrophone),
    'Silence',
  )
  await mic(speaking, '[data-state=not-heard][data-reason=device-silent]')
  t.match(await textOf(speaking, 'mic-reason'), 'Nothing at all comes from your microphone')
  await speaking.evaluate('loudness.value = 0.00001')
  await mic(speaking, '[data-state=heard]:not([data-reason])')
  t.equal(await textOf(speaking, 'mic-reason'), '', 'however quiet: that is a microphone')
  await speaking.evaluate('loudness.value = 0.5')
  await isHeard(hearing)
  await speaking.evaluate("Object.defineProperty(microphone, 'muted', { value: true, configurable: true })")
  await mic(speaking, '[data-state=not-heard][data-reason=device-silent]')
  await speaking.evaluate('delete microphone.muted')
  await mic(speaking, '[data-state=heard]')
})

/** Sends only what is loud; nothing that Chromium's pretend microphone gives is that loud. */
function onlyWhatIsLoud(): void {
  const settings = JSON.parse(localStorage.getItem('voice-settings') ?? '{}')
  const only = { voiceActivation: true, activationThreshold: 0.99 }
  localStorage.setItem('voice-settings', JSON.stringify({ ...settings, ...only }))
}

t.test('voice activation that cannot measure', { skip: noBrowser }, async (t) => {
  const { hearing, speaking } = await two(
    t,
    async (page) => {
      await page.evaluateOnNewDocument(onlyWhatIsLoud)
      await page.setRequestInterception(true)
      page.on('request', (request) => {
        if (request.url().includes('level-worklet')) request.respond({ status: 404 })
        else request.continue()
      })
    },
    'Upgrade',
  )
  await isHeard(hearing)
  await eventually('the word', async () =>
    (await textOf(speaking, 'mic-reason')).includes('cannot be measured here'),
  )
  await isHeard(hearing)
  await mic(speaking, '[data-state=heard]')

  await t.test('without any output, too; with a meter it keeps back what is quiet', async (t) => {
    await speaking.evaluateOnNewDocument(() => {
      Object.defineProperty(AudioContext.prototype, 'state', { get: () => 'suspended' })
    })
    await speaking.reload()
    await eventually('the word', async () =>
      (await textOf(speaking, 'mic-reason')).includes('cannot be measured here'),
    )
    await isHeard(hearing)
    const other = await two(t, (page) => page.evaluateOnNewDocument(onlyWhatIsLoud), 'Meter')
    await isSilent(other.hearing)
    t.equal(await textOf(other.speaking, 'mic-reason'), '')
    await mic(other.speaking, '[data-state=heard]')
  })
})

t.test('a key that switches, and one control for all', { skip: noBrowser }, async (t) => {
  const { hearing, speaking } = await two(t, async () => undefined, 'Keys')
  await isHeard(hearing)
  await speaking.keyboard.press('m')
  await isSilent(hearing)
  await mic(speaking, '[data-state=off]')
  await speaking.keyboard.press('m')
  await isHeard(hearing)

  await t.test('each key is chosen, and never one for both', async (t) => {
    await speaking.click('[data-testid=settings]')
    await speaking.waitForSelector('[data-testid=setting-toggleKey]')
    const choose = async (which: string, key: 'm' | 't' | ' ') => {
      await speaking.click(`[data-testid=setting-${which}]`)
      await eventually('it waits', async () =>
        (await textOf(speaking, `setting-${which}`)).startsWith('Press'),
      )
      await speaking.keyboard.press(key)
    }
    await choose('toggleKey', ' ')
    await eventually('refused', async () =>
      (await textOf(speaking, 'toggleKey-refused')).includes('One key cannot do both'),
    )
    t.equal(await textOf(speaking, 'setting-toggleKey'), 'M')
    await choose('talkKey', 'm')
    await eventually('refused', async () =>
      (await textOf(speaking, 'talkKey-refused')).includes('One key cannot do both'),
    )
    await choose('toggleKey', 't')
    await eventually('it is T', async () => (await textOf(speaking, 'setting-toggleKey')) === 'T')
    await speaking.reload()
    await mic(speaking, '[data-state=heard]')
    await isHeard(hearing)
    await speaking.keyboard.press('m')
    await mic(speaking, '[data-state=heard]')
    await speaking.keyboard.press('t')
    await isSilent(hearing)
    await speaking.keyboard.press('t')
    await isHeard(hearing)
  })

  await t.test('nobody is heard and nothing is sent, until that is taken back', async (t) => {
    await isHeard(speaking)
    await speaking.click('[data-testid=deafen]')
    await mic(speaking, '[data-state=off][data-reason=deafened]')
    await isSilent(speaking)
    await isSilent(hearing)
    await speaking.keyboard.down(' ')
    await mic(speaking, '[data-state=off][data-reason=deafened]')
    await isSilent(hearing)
    await speaking.keyboard.up(' ')
    await speaking.reload()
    await mic(speaking, '[data-state=off][data-reason=deafened]')
    await isSilent(speaking)
    await isSilent(hearing)
    t.match(await textOf(speaking, 'mic-reason'), 'You hear nobody')
    await speaking.click('[data-testid=deafen]')
    await isHeard(speaking)
    await isHeard(hearing)
    await speaking.click('[data-testid=deafen]')
    await isSilent(hearing)
    await speaking.click('[data-testid=mic]')
    await isHeard(speaking)
    await isHeard(hearing)
  })
})
