/** Every page of the console before axe-core, in both languages, light and dark, on a phone and at a desk. */

import type { Page } from 'puppeteer-core'
import t, { type Test } from 'tap'
import { axeFindings, type ColourScheme } from '../helpers/browser/axe.js'
import { clickIn, noBrowser, openBrowser } from '../helpers/browser/browser.js'
import { endMediaPeers } from '../helpers/media/media-peer.js'
import { freeUdpPort } from '../helpers/media/test-hub.js'
import { testAvatar, testRegion, testUuid } from '../helpers/regions/region.js'
import { createVivoxRegion } from '../helpers/regions/vivox-region.js'
import { startService } from '../helpers/service.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'
import { connected, startViewer } from '../helpers/viewers/viewer.js'
import { voiceRpc } from '../helpers/viewers/voice-rpc.js'

t.teardown(endMediaPeers)

const PAGES = ['overview', 'channels', 'rooms', 'accounts', 'setup', 'admins', 'audit']

async function examine(t: Test, page: Page, scheme: ColourScheme, screen: string): Promise<void> {
  t.strictSame(await axeFindings(page, [scheme]), [], `${screen}, ${scheme}`)
  for (const width of [360, 1280]) {
    await page.setViewport({ width, height: 800 })
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    t.equal(beyond, 0, `${screen}: nothing sticks out at ${width} px`)
  }
}

t.test('every page is for everybody', { skip: noBrowser }, async (t) => {
  const port = String(await freeUdpPort())
  const service = await startService({ MEDIA_PORT_MIN: port, MEDIA_PORT_MAX: port })
  t.teardown(() => service.stop())
  const module = createVivoxRegion({
    port: service.port,
    user: 'opensim',
    password: service.secrets.vivoxAdminPassword,
  })
  t.teardown(module.close)
  await module.signIn()
  await module.enterParcel({ name: testUuid(), description: `Long:${'Ω'.repeat(490)}` })
  await module.enterParcel({ name: testUuid(), description: '<b>Klön</b> & "Schnack"' })
  const anna = testAvatar('Anna Access')
  const region = testRegion(service, [anna, testAvatar('Bert <i>Far</i>', [180, 100, 25])], 'Agora')
  await region.push()
  const socket = openSignal(service.url, await signIn(service.url, await region.link(anna)))
  socket.send({ type: 'join', muted: false })
  await socket.next('room')
  const viewer = await startViewer(t, {
    rpc: voiceRpc(service),
    regionId: region.id,
    agentId: testUuid(),
    place: { position: [256_120, 256_120, 25] },
  })
  await connected(viewer)

  // Colours do not depend on words, nor words on colours: every rule meets both languages and both schemes.
  for (const [language, scheme] of [
    ['en', 'light'],
    ['de', 'dark'],
  ] as const) {
    const browser = await openBrowser(undefined, [`--lang=${language}`, `--accept-lang=${language}`])
    t.teardown(() => browser.close())
    const page = await browser.newPage()
    await page.goto(`${service.url}/admin`)
    await page.waitForSelector('[data-testid=admin-user]')
    t.equal(await page.$eval('html', (html) => html.lang), language)
    await examine(t, page, scheme, `${language}: signing in`)
    await page.type('[data-testid=admin-user]', 'admin')
    await page.type('[data-testid=admin-password]', 'a wrong one')
    await page.click('[data-testid=admin-sign-in]')
    await page.waitForSelector('[data-testid=error]')
    await page.locator('[data-testid=admin-password]').fill(service.secrets.adminPassword)
    await page.click('[data-testid=admin-sign-in]')
    await page.waitForSelector('nav')
    for (const name of PAGES) {
      await page.goto(`${service.url}/admin#${name}`)
      await page.waitForSelector('main .card .line, main [data-testid=channel-row]')
      await examine(t, page, scheme, `${language}: ${name}`)
    }
    await page.goto(`${service.url}/admin#channels`)
    await page.waitForSelector('[data-testid=channel-row]')
    await page.click('[data-testid=channel-row]')
    await page.waitForSelector('[data-testid=channel-save]')
    await page.select('select[name=comparison]', 'channel')
    await page.locator('input[name=maxRangeMetres]').fill('0')
    await page.waitForSelector('[aria-invalid=true]')
    await examine(t, page, scheme, `${language}: editing a channel, wrongly, beside another`)
    await page.goto(`${service.url}/admin#setup`)
    await page.waitForSelector('[data-testid=secret-regionSecret]')
    const secret = language === 'en' ? 'regionSecret' : 'vivoxAdminPassword'
    await page.click(`[data-testid=secret-${secret}] [data-testid=show]`)
    await page.waitForSelector(`[data-testid=secret-${secret}] pre`)
    await page.click(`[data-testid=secret-${secret}] [data-testid=renew]`)
    await page.waitForSelector('.warning')
    await examine(t, page, scheme, `${language}: a secret shown, and to be made anew`)
    await page.goto(`${service.url}/admin#rooms`)
    const choose = (agentId: string) =>
      clickIn(page, `[data-testid=console-person][data-agent-id="${agentId}"] button`)
    await choose(anna.id)
    await page.waitForSelector('.range')
    await examine(t, page, scheme, `${language}: somebody chosen on the map`)
    await choose(viewer.agentId)
    await page.waitForSelector('[data-testid=console-connections]')
    await page.waitForSelector('[data-testid=console-silence]')
    await examine(t, page, scheme, `${language}: a silent viewer, in numbers`)
    await page.goto(`${service.url}/admin#channels`)
    await page.waitForSelector('[data-testid=channel-row]')
    await page.click('[data-testid=channel-row]')
    await page.waitForSelector('[data-testid=channel-delete]')
    await page.click('[data-testid=channel-delete]')
    await page.waitForSelector('[data-testid=channel-delete-confirm]')
    await examine(t, page, scheme, `${language}: a channel, to be deleted`)
    await page.click('[data-testid=channel-delete-confirm]')
    await page.waitForFunction(() =>
      /^(Deleted|Gelöscht)\./.test(document.querySelector('[data-testid=notice]')?.textContent ?? ''),
    )
  }
})
