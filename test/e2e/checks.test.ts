/** "Why can't I hear?" in real Chromium with a real coturn: the good cases, and the copy for an admin. */

import t from 'tap'
import { clickIn, enterVoice, noBrowser, textOf } from '../helpers/browser/browser.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { noCoturn, startCoturn, TURN_SECRET } from '../helpers/servers/coturn.js'
import { startService } from '../helpers/service.js'

t.test('everything works, and an admin can be told so', { skip: noBrowser || noCoturn }, async (t) => {
  const coturn = await startCoturn(t)
  const service = await startService({
    TURN_URLS: coturn.url,
    STUN_URLS: coturn.url.replace('turn', 'stun'),
    TURN_SECRET,
  })
  t.teardown(() => service.stop())
  const [anna, bert] = [testAvatar('Anna Check'), testAvatar('שלום עולם', [105, 100, 25])]
  const region = testRegion(service, [anna, bert], 'Lobby')
  await region.push()
  await enterVoice(t, service, region, bert, 'bert')
  const page = await enterVoice(t, service, region, anna, 'anna', async (page) => {
    const session = await page.browser().target().createCDPSession()
    const permissions = ['clipboardReadWrite', 'clipboardSanitizedWrite', 'audioCapture'] as const
    const browserContextId = page.browserContext().id
    await session.send('Browser.grantPermissions', {
      permissions: [...permissions],
      ...(browserContextId !== undefined && { browserContextId }),
    })
  })
  await page.bringToFront()
  await clickIn(page, '[data-testid=checks]')
  const found = (name: string) => textOf(page, `check-${name}`)
  for (const name of ['socket', 'room', 'feed', 'range', 'microphone', 'turn', 'stun']) {
    await eventually(`${name} is good`, async () => {
      const state = await page.$eval(`[data-testid=check-${name}]`, (check) =>
        check.getAttribute('data-state'),
      )
      if (state === 'bad') await page.click('[data-testid=checks-again]')
      return state === 'good'
    })
  }
  t.match(await found('turn'), 'The relay answers.')
  t.match(await found('stun'), /Your network lets you out (as [\d.]+|with this computer’s own address)\./)
  t.match(await found('range'), 'You should hear שלום עולם.')

  await page.click('[data-testid=checks-copy]')
  await eventually('it says so', async () => (await textOf(page, 'checks-panel')).includes('Copied.'))
  const copy = await page.evaluate(() => navigator.clipboard.readText())
  const lines = copy.split('\n')
  t.match(lines[0], /^Anna Check, \d{4}-.*, http:\/\/localhost:/)
  t.match(copy, 'status: connected')
  t.match(copy, 'turn: good The relay answers.')
  t.match(copy, 'range: good You should hear שלום עולם.')
  t.notMatch(copy, /[\u2068\u2069]/, 'plain text')
  t.notMatch(copy, /credential|password|ticket|secret/i, 'nothing that would let anybody in')
  t.ok(coturn.log().includes('session'), 'coturn was asked')
})
