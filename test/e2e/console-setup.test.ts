/** The console's set-up help, its own people and its comparisons, as an admin at a desk meets them. */

import t from 'tap'
import { attenuationGain } from '../../src/spatial/attenuation.js'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { clickIn, noBrowser, openBrowser, textOf } from '../helpers/browser/browser.js'
import { openConsolePage, signInToConsole } from '../helpers/browser/console.js'
import { eventually } from '../helpers/eventually.js'
import { testUuid } from '../helpers/regions/region.js'
import { createVivoxRegion } from '../helpers/regions/vivox-region.js'
import { startService } from '../helpers/service.js'

t.test(
  'lines to paste, secrets shown once, two channels beside each other',
  { skip: noBrowser },
  async (t) => {
    const service = await startService()
    t.teardown(() => service.stop())
    const { regionSecret, vivoxAdminPassword } = service.secrets
    const { browser, newPage, close } = await openBrowser(undefined)
    t.teardown(close)
    const context = browser.defaultBrowserContext()
    await context.overridePermissions(service.url, ['clipboard-read', 'clipboard-sanitized-write'])
    const page = await newPage()
    await signInToConsole(page, service)

    /** What the copy button beside some lines puts into the clipboard. */
    async function copied(lines: string): Promise<string> {
      await page.bringToFront()
      await clickIn(page, `[data-testid=lines-${lines}] [data-testid=copy]`)
      await eventually('it is said', async () => (await textOf(page, 'notice')).startsWith('Copied'))
      return page.evaluate(() => navigator.clipboard.readText())
    }

    await t.test(
      'lines carry a place for the secret, and the secret itself while it is in sight',
      async (t) => {
        await openConsolePage(page, service, 'setup')
        await page.waitForSelector('[data-testid=lines-webRtcIni]')
        t.match(await copied('webRtcIni'), '/opensim/voice/<REGION_SECRET>\n')
        t.match(await copied('webRtcIni'), 'WebRtcVoice.dll:WebRtcVoiceServiceConnector')
        t.match(await copied('webRtcIni'), '[VivoxVoice]\n    enabled = false')
        t.match(await copied('openSimIni'), 'vivox_admin_password = <VIVOX_ADMIN_PASSWORD>')

        await clickIn(page, '[data-testid=secret-regionSecret] [data-testid=show]')
        await page.waitForSelector('[data-testid=secret-regionSecret] pre')
        t.match(await copied('webRtcIni'), `/opensim/voice/${regionSecret}\n`)
        t.match(await copied('scriptNotecard'), `Bearer ${regionSecret}\n`)
        t.match(await copied('openSimIni'), '<VIVOX_ADMIN_PASSWORD>', 'only the one that was asked for')
        await page.reload()
        await page.waitForSelector('[data-testid=secret-regionSecret]')
        t.match(await textOf(page, 'secret-regionSecret'), 'shown already')
        t.equal(await page.$('[data-testid=secret-regionSecret] [data-testid=show]'), null)
        t.match(await copied('webRtcIni'), '<REGION_SECRET>')

        await clickIn(page, '[data-testid=secret-vivoxAdminPassword] [data-testid=renew]')
        await page.waitForSelector('.warning')
        t.match(await textOf(page, 'secret-vivoxAdminPassword'), 'no running simulator can start voice')
        await clickIn(page, '[data-testid=secret-vivoxAdminPassword] [data-testid=renew-yes]')
        const renewed = await page.waitForSelector('[data-testid=secret-vivoxAdminPassword] pre')
        const password = await renewed?.evaluate(({ textContent }) => textContent ?? '')
        t.not(password, vivoxAdminPassword)
        t.match(await copied('openSimIni'), `vivox_admin_password = ${password}\n`)
        const module = createVivoxRegion({ port: service.port, user: 'opensim', password: password ?? '' })
        t.teardown(module.close)
        await module.signIn()
        await module.enterParcel({ name: testUuid(), description: 'Quiet corner' })
        await module.enterParcel({ name: testUuid(), description: 'Stage' })
      },
    )

    await t.test('a channel is compared with another, on one plot', async (t) => {
      const owner = await signedInAdmin(service)
      const { channels } = (await owner.get('/channels?sort=description')).body
      const [corner, stage] = channels
      const other = { ...corner.settings, distanceModel: 'inverse', maxRangeMetres: 120 }
      const settings = { distanceModel: 'inverse', maxRangeMetres: 120 }
      t.equal(
        (await owner.patch(`/channels/${corner.id}`, { version: corner.version, settings })).status,
        200,
      )
      await openConsolePage(page, service, 'channels')
      await page.reload()
      await clickIn(page, `[data-testid=channel-row][data-channel-id="${stage.id}"]`)
      await page.waitForSelector('select[name=comparison]')
      await page.select('select[name=comparison]', 'channel')
      await page.locator('input[name=compared-channel]').fill(`Quiet corner (${corner.id})`)
      await page.waitForSelector('.curve.other')
      /** The gain that a curve has at a distance, read off its path. */
      const gainAt = (curve: string, metres: number) =>
        page.$eval(
          curve,
          (path, at) => {
            const points = [...(path.getAttribute('d') ?? '').matchAll(/[ML]([\d.]+) ([\d.]+)/g)]
            const xs = points.map(([, x]) => Number(x))
            const [first = 0, last = 1] = [xs[0], xs.at(-1)]
            const index = Math.round((at / (120 * 1.1)) * (points.length - 1))
            const [, , y = '0'] = points[index] ?? []
            return first < last ? 1 - (Number(y) - 8) / 148 : Number.NaN
          },
          metres,
        )
      const near = (found: number, expected: number) =>
        t.ok(Math.abs(found - expected) < 0.03, `${found.toFixed(3)} beside ${expected.toFixed(3)}`)
      near(await gainAt('.curve.other', 33), attenuationGain(33, other))
      near(await gainAt('.curve:not(.other)', 33), attenuationGain(33, stage.settings))
      near(await gainAt('.curve:not(.other)', 20), attenuationGain(20, stage.settings))
    })

    await t.test('somebody else’s change meanwhile is told, and not overwritten', async (t) => {
      const owner = await signedInAdmin(service)
      const [row] = (await owner.get('/channels?search=stage')).body.channels
      await owner.patch(`/channels/${row.id}`, { version: row.version, settings: { rollOff: 3 } })
      await page.locator('input[name=rollOff]').fill('4')
      await clickIn(page, '[data-testid=channel-save]')
      await eventually('it is told', async () => (await textOf(page, 'notice')).includes('Somebody else'))
      t.match((await owner.get('/channels?search=stage')).body.channels, [{ settings: { rollOff: 3 } }])
    })

    await t.test('the own password is changed where one is signed in, and stays so', async (t) => {
      await openConsolePage(page, service, 'admins')
      const fill = async (current: string, next: string) => {
        await page.locator('[data-testid=own-password] input[name=currentPassword]').fill(current)
        await page.locator('[data-testid=own-password] input[name=password]').fill(next)
        await clickIn(page, '[data-testid=own-password] button')
      }
      await fill('not it', 'another password')
      await eventually('told at its field', async () =>
        (await textOf(page, 'currentPassword-fault')).includes('not your password'),
      )
      await fill(service.secrets.adminPassword, 'another password')
      await eventually('changed', async () => (await textOf(page, 'notice')).startsWith('Changed'))
      await page.reload()
      await page.waitForSelector('nav')
      await signedInAdmin(service, { password: 'another password' })
      await t.rejects(signedInAdmin(service))
    })
  },
)
