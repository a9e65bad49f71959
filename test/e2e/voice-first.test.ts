/** The document alone brings the voice; the rest of the page comes when it can. */

import t from 'tap'
import {
  clickIn,
  joinVoice,
  listen,
  noBrowser,
  openBrowser,
  shownPeople,
  textOf,
  WITH_PROCESSING,
} from '../helpers/browser/browser.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'

t.test(
  'voices without the rest of the page, and the rest as soon as it comes',
  { skip: noBrowser },
  async (t) => {
    const service = await startService()
    t.teardown(() => service.stop())
    // What nobody has chosen anything for, with the browser's own processing of the microphone.
    const { newPage, close } = await openBrowser('anna', ['--lang=en', WITH_PROCESSING])
    t.teardown(close)
    const anna = testAvatar('Anna Whole', [100, 100, 25])
    const bert = testAvatar('Bert Bare', [102, 100, 25])
    const region = testRegion(service, [anna, bert])
    await region.push()
    const whole = await newPage()
    await joinVoice(whole, service.url + (await region.link(anna)))

    const bare = await newPage()
    const session = await bare.createCDPSession()
    await session.send('Network.enable')
    await session.send('Network.setBlockedURLs', { urls: ['*/assets/*'] })
    await bare.goto(service.url + (await region.link(bert)))
    const first = await bare.waitForSelector('[data-testid=join]')
    await bare.evaluate('globalThis.isFirst = true')
    await first?.click()
    const focused = (page = bare) =>
      page.evaluate(
        () => document.activeElement instanceof HTMLElement && document.activeElement.dataset.testid,
      )
    await eventually('the focus is not lost with the button', async () => (await focused()) === 'status')
    await eventually('both are connected', async () => (await shownPeople(whole))[0]?.media === 'p2p')
    t.ok((await listen(bare, 1)).both > 0.005, 'who has the document hears')
    t.ok((await listen(whole, 1)).both > 0.005, 'and is heard')
    await bare.waitForSelector('[data-testid=missing]')
    t.match(await textOf(bare, 'missing'), /cannot be loaded|older page/)
    t.match(await bare.$eval('[data-testid=status]', (line) => line.getAttribute('data-state')), 'connected')
    const isOn = () => bare.$eval('[data-testid=mic]', (button) => button.getAttribute('aria-pressed'))
    t.equal(await isOn(), 'true')
    await clickIn(bare, '[data-testid=mic]')
    t.equal(await isOn(), 'false', 'the microphone can be switched')
    const visible = () => bare.$$eval('button', (all) => all.filter((one) => one.checkVisibility()).length)
    await eventually('and to load again', async () => (await visible()) === 2)
    await bare.focus('[data-testid=mic]')
    const pressed = await bare.$('[data-testid=mic]')

    await whole.bringToFront()
    await whole.click('[data-testid=chat-tab]')
    await whole.waitForSelector('[data-testid=chat-input]')
    await whole.type('[data-testid=chat-input]', 'Hello Bert\n')
    await bare.bringToFront()
    await session.send('Network.setBlockedURLs', { urls: [] })
    await bare.waitForSelector('[data-testid=leave]')
    t.equal(await isOn(), 'false', 'as it was left')
    t.equal(await focused(), 'mic', 'and has the focus still')
    t.ok(await bare.evaluate('isFirst'), 'in the same document')
    t.ok(
      await pressed?.evaluate((one) => one === document.querySelector('[data-testid=mic]')),
      'whoever is about to press it presses nothing else',
    )
    t.ok(await bare.$eval('[data-testid=ptt]', (button) => button.checkVisibility()))
    t.match(await shownPeople(bare), [{ agentId: anna.id, media: 'p2p' }])
    await clickIn(bare, '[data-testid=chat-tab]')
    await bare.waitForSelector('[data-testid=chat-message]')
    t.match(await textOf(bare, 'chat-message'), /Hello Bert/, 'what was said before is there')

    // The page takes the button over as it is: whoever is about to press it, presses it.
    const quick = await newPage()
    const link = service.url + (await region.link(bert))
    await quick.evaluateOnNewDocument(() => {
      new MutationObserver((_, observer) => {
        const button = document.querySelector('[data-testid=join]')
        if (!button) return
        observer.disconnect()
        Object.assign(globalThis, { firstButton: button })
      }).observe(document, { childList: true, subtree: true })
    })
    await quick.goto(link)
    await quick.waitForSelector('[data-testid=try-sound]')
    t.ok(
      await quick.evaluate(
        () =>
          (globalThis as unknown as { firstButton: Element }).firstButton ===
          document.querySelector('[data-testid=join]'),
      ),
    )

    // Whoever presses it at once is heard first, and gets the page then.
    const eager = await newPage()
    await eager.evaluateOnNewDocument(() => {
      const seen = { answered: false, before: false, waits: false }
      Object.assign(globalThis, { seen })
      const { setRemoteDescription } = RTCPeerConnection.prototype
      RTCPeerConnection.prototype.setRemoteDescription = function (
        this: RTCPeerConnection,
        ...args: unknown[]
      ) {
        seen.answered = true
        return Reflect.apply(setRemoteDescription, this, args)
      } as typeof setRemoteDescription
      // So slow a network that the page could be drawn long before there is an answer.
      const { send } = WebSocket.prototype
      WebSocket.prototype.send = function (data) {
        setTimeout(() => send.call(this, data), String(data).includes('"description"') ? 1000 : 0)
      }
      const observer = new MutationObserver(() => {
        const join = document.querySelector<HTMLElement>('[data-testid=join]')
        join?.click()
        if (join) seen.waits = !document.querySelector('[data-testid=status]')
        if (!document.querySelector('[data-testid=leave]')) return
        seen.before = seen.answered
        observer.disconnect()
      })
      observer.observe(document, { childList: true, subtree: true })
    })
    await eager.goto(service.url + (await region.link(bert)))
    await eager.waitForSelector('[data-testid=leave]')
    t.ok(await eager.evaluate('seen.waits'), 'and before the first screen was drawn')
    t.ok(await eager.evaluate('seen.before'), 'the voice was on its way before the page was drawn')
    t.equal(await focused(eager), 'status', 'the focus stays where the first screen had put it')

    // Whoever opens another link where they talk goes on, and nothing is pressed.
    const again = await whole.createCDPSession()
    await again.send('Network.enable')
    await again.send('Network.setBlockedURLs', { urls: ['*/assets/*'] })
    // The first screen waits for the service's answer, however long that takes here.
    await whole.evaluateOnNewDocument(() => {
      const { setTimeout } = globalThis
      Object.assign(globalThis, {
        setTimeout: (act: () => void, ms = 0) => setTimeout(act, ms === 30 ? 30_000 : ms),
      })
    })
    await whole.goto(service.url + (await region.link(anna)))
    await whole.waitForSelector('[data-testid=mic]')
    await whole.waitForSelector('[data-testid=missing]')
  },
)
