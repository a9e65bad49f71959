/** Every page of the console before axe-core, in both languages, light and dark, on a phone and at a desk. */

import { generateKeyPairSync } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Secret, TOTP } from 'otpauth'
import type { ElementHandle, Page } from 'puppeteer-core'
import t, { type Test } from 'tap'
import { LANGUAGE_CODES } from '../../src/pure/languages.js'
import { adminClient, signedInAdmin } from '../helpers/browser/admin-client.js'
import { axeFindings, type ColourScheme } from '../helpers/browser/axe.js'
import { clickIn, noBrowser, openBrowser } from '../helpers/browser/browser.js'
import { openDetails, openPerson } from '../helpers/browser/console.js'
import { unreadableInForcedColours } from '../helpers/browser/forced-colours.js'
import { clippedInLanguages, clippedInLargeLetters } from '../helpers/browser/languages.js'
import { eventually } from '../helpers/eventually.js'
import { endMediaPeers } from '../helpers/media/media-peer.js'
import { freeUdpPort } from '../helpers/media/test-hub.js'
import { testAvatar, testRegion, testUuid } from '../helpers/regions/region.js'
import { createVivoxRegion } from '../helpers/regions/vivox-region.js'
import { seedHistory } from '../helpers/seeded-history.js'
import { placeCertificate } from '../helpers/servers/certificate.js'
import { type Service, startService } from '../helpers/service.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'
import { connected, startViewer } from '../helpers/viewers/viewer.js'
import { voiceRpc } from '../helpers/viewers/voice-rpc.js'

t.teardown(endMediaPeers)

const PAGES = [
  'overview',
  'channels',
  'rooms',
  'regions',
  'complaints',
  'accounts',
  'look',
  'setup',
  'usage',
  'grids',
  'admins',
  'audit',
]

const OTHER_NODE = '10.0.0.2:8443'

async function examine(t: Test, page: Page, scheme: ColourScheme, screen: string): Promise<void> {
  t.strictSame(await axeFindings(page, [scheme]), [], `${screen}, ${scheme}`)
  t.strictSame(await unreadableInForcedColours(page), [], `${screen}: readable in forced colours`)
  for (const width of [360, 1280]) {
    await page.setViewport({ width, height: 800 })
    const beyond = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    t.equal(beyond, 0, `${screen}: nothing sticks out at ${width} px`)
  }
  await page.setViewport({ width: 320, height: 800 })
  t.strictSame(await clippedInLargeLetters(page), [], `${screen}: nothing is cut in letters twice as large`)
  // Half of the languages in each scheme, and at the end the one before.
  const own = scheme === 'light' ? 'en' : 'de'
  const half = LANGUAGE_CODES.filter((_code, index) => index % 2 === Number(own === 'de'))
  const clipped = await clippedInLanguages(page, [...half, own])
  t.strictSame(clipped, [], `${screen}: every control has room for its words`)
  await page.setViewport({ width: 1280, height: 800 })
}

/** The overview: what is bad and how to mend it, numbers over time, and the way from a region to its people. */
async function seeCharts(t: Test, page: Page, regionId: string): Promise<void> {
  const problems = await page.$$eval('[data-testid=problem]', (lines) =>
    lines.map((line) => [line.getAttribute('data-code'), line.querySelector('a')?.getAttribute('href')]),
  )
  t.strictSame(problems[0], ['certificate', '#setup'], 'what is bad comes first, with the way to its cure')
  t.equal(await page.$eval('main section', ({ className }) => className), 'card problems')
  const chart = (figure: string) => `[data-testid=chart-${figure}]`
  t.equal(await page.$eval(chart('lossShare'), (shown) => shown.getAttribute('data-bad')), 'true')
  t.equal(await page.$eval(chart('oldestFeedSeconds'), (shown) => shown.getAttribute('data-bad')), 'false')
  const inked = (figure: string) =>
    page.$eval(`${chart(figure)} canvas`, (canvas) => {
      const { width, height } = canvas
      const { data } = (canvas.getContext('2d') as CanvasRenderingContext2D).getImageData(0, 0, width, height)
      let reds = 0
      let others = 0
      for (let at = 0; at < data.length; at += 4) {
        const [red = 0, green = 0, blue = 0, alpha = 0] = data.subarray(at, at + 4)
        if (alpha < 128) continue
        if (red > 150 && green < 60 && blue < 60) reds += 1
        else others += 1
      }
      return { reds, others }
    })
  await eventually('lines are drawn, and red where numbers are bad', async () => {
    const [bad, good] = [await inked('timeToVoiceMs'), await inked('people')]
    return bad.reds > 20 && bad.others > 200 && good.reds === 0 && good.others > 200
  })
  const rowsAt = async (range: string) => {
    await clickIn(page, `input[name=range][value="${range}"]`)
    return eventually(`a table of ${range}`, async () => {
      const rows = await page.$$eval(`${chart('people')} tbody tr`, (all) => all.length)
      return rows === { '1h': 12, '24h': 24, '7d': 28, '30d': 30 }[range] && rows
    })
  }
  for (const range of ['24h', '7d', '30d', '1h']) t.ok(await rowsAt(range), range)
  await clickIn(page, `${chart('people')} summary`)
  const place = 'main a.place'
  await page.waitForSelector(place)
  t.equal(await page.$eval(place, (link) => link.getAttribute('href')), `#rooms/${regionId}`)
  await clickIn(page, place)
  await page.waitForSelector('.rooms select')
  t.equal(await page.$eval('.rooms select', ({ value }) => value), regionId)
}

/** From what was done to the channel and to the resident that it was done to. */
async function followAudit(t: Test, page: Page, service: Service, agentId: string): Promise<void> {
  const owner = await signedInAdmin(service)
  const [{ channelId: id }] = (await owner.get('/rooms')).body
  const change = { ids: [id], settings: { maxRangeMetres: 44 } }
  t.equal((await owner.post('/channels/change', change)).status, 200)
  t.equal((await owner.post(`/rooms/${id}/mute`, { agentId, muted: true })).status, 204)
  t.equal((await owner.post(`/rooms/${id}/mute`, { agentId, muted: false })).status, 204)
  for (const [target, sign] of [
    [`#channels/${id}`, '[data-testid=channel-save]'],
    [`#person/${agentId}`, '[data-testid=person-page]'],
  ]) {
    await page.goto(`${service.url}/admin#audit`)
    await clickIn(page, `main a[href="${target}"]`)
    await page.waitForSelector(sign ?? '')
    t.equal(new URL(page.url()).hash, target)
  }
}

const shown = (page: Page, testId: string) => page.waitForSelector(`[data-testid=${testId}]`)

/** Types the password that a change of second factors asks for. */
async function confirmWith(page: Page, password: string): Promise<void> {
  await shown(page, 'factor-password')
  await page.locator('[data-testid=factor-password] [name=currentPassword]').fill(password)
  await clickIn(page, '[data-testid=factor-password] [type=submit]')
}

async function signInAgain(page: Page, { url, secrets }: Service): Promise<void> {
  await page.goto(`${url}/admin#admins`)
  await page.evaluate(() =>
    fetch('admin/api/session/end', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    }),
  )
  await page.reload()
  await shown(page, 'admin-user')
  await page.type('[data-testid=admin-user]', 'admin')
  await page.type('[data-testid=admin-password]', secrets.adminPassword)
  await page.click('[data-testid=admin-sign-in]')
  await shown(page, 'second-step')
}

interface Look {
  readonly t: Test
  readonly page: Page
  readonly service: Service
  /** Examines the page as it is. */
  readonly look: (screen: string) => Promise<void>
}

/** What opens beside the list of channels: a new one, a file with a fault, and what a file would do. */
async function makeChannels(
  { t, page, service, look }: Look,
  _agentId: string,
  folder: string,
): Promise<void> {
  await page.goto(`${service.url}/admin#channels`)
  await clickIn(page, '[data-testid=channel-new]')
  await clickIn(page, '[data-testid=new-channel] [data-testid=channel-create]')
  await look('a new channel')
  const { body: file } = await adminClient(service.url, await cookieOf(page)).get('/channels/export')
  const [first] = file.channels
  const choose = async (channels: object[]) => {
    const path = join(folder, 'channels.json')
    await writeFile(path, JSON.stringify({ ...file, channels }))
    const input = await page.waitForSelector('[data-testid=import-file]')
    await (input as ElementHandle<HTMLInputElement>).uploadFile(path)
  }
  const added = (description: string) => ({ name: testUuid(), description, settings: { rollOff: 3 } })
  await clickIn(page, '[data-testid=channels-import]')
  await choose([first, first])
  await shown(page, 'import-faults')
  await look('a file of channels with faults')
  await choose([added('x'.repeat(60)), added('Quay')])
  await shown(page, 'import-plan')
  await look('what a file of channels would do')
  t.equal((await page.$$('[data-testid=import-plan] li')).length, 2)
}

/** What asks first: somebody shut out and signed out, an admin removed, a token that ends. */
async function askAboutPeople({ page, service, look }: Look, agentId: string): Promise<void> {
  const owner = adminClient(service.url, await cookieOf(page))
  await owner.post('/admins', {
    name: 'Wolfeschlegelsteinhausen',
    password: 'long enough 1',
    role: 'observer',
  })
  await page.goto(`${service.url}/admin#person/${agentId}`)
  await clickIn(page, '[data-testid=account-disable]')
  await page.waitForSelector('dialog[open]')
  await look('somebody, to be shut out')
  await page.keyboard.press('Escape')
  await page.goto(`${service.url}/admin#admins`)
  await clickIn(page, '[data-testid=admin-remove]')
  await page.locator('[data-testid=tokens] [name=label]').fill('Monitoring '.repeat(5))
  await clickIn(page, '[data-testid=tokens] [type=submit]')
  await page.waitForSelector('[data-testid=tokens] pre')
  await clickIn(page, '[data-testid=token-end]')
  await page.locator('[data-testid=own-password] [name=currentPassword]').fill('not the password')
  await page.locator('[data-testid=own-password] [name=password]').fill('long enough 2')
  await clickIn(page, '[data-testid=own-password] [type=submit]')
  await look('an admin to be removed, a token to be ended, a wrong password')
  await owner.post('/admins/Wolfeschlegelsteinhausen/remove')
}

/** A region key that is shown once, changed and about to be withdrawn. */
async function makeRegionKey({ t, page, service, look }: Look, regionId: string): Promise<void> {
  await page.goto(`${service.url}/admin#region-keys`)
  await page.locator('[data-testid=region-key-form] [name=name]').fill('Owner of the West')
  await clickIn(page, `[data-testid=region-key-form] [name=regions][value="${regionId}"]`)
  await clickIn(page, '[data-testid=region-key-make]')
  await page.waitForSelector('[data-testid=region-key-issued]')
  const secret = await page.$eval('[data-testid=region-key-issued] pre', (pre) => pre.textContent)
  t.match(secret, /^rk-/)
  await openDetails(page)
  t.match(
    await page.$eval('[data-testid=region-key-issued]', (card) => card.textContent),
    `/opensim/voice/${secret}`,
  )
  await clickIn(page, '[data-testid=region-key-change]')
  await page.waitForSelector(`[data-testid=region-key-edit] [value="${regionId}"]:checked`)
  await clickIn(page, '[data-testid=region-key-withdraw]')
  await look('a region key, its secret shown, to be changed or withdrawn')
  await clickIn(page, '[data-testid=region-key-withdraw-yes]')
  await page.waitForFunction(() => !document.querySelector('[data-testid=region-key]'))
}

/** A passkey of the browser's own: made, asked for, no other one's answer taken, removed. */
async function usePasskey({ t, page, service, look }: Look): Promise<void> {
  const devices = await page.createCDPSession()
  await devices.send('WebAuthn.enable')
  const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  const { adminPassword } = service.secrets
  await page.goto(`${service.url}/admin#admins`)
  await clickIn(page, '[data-testid=add-passkey]')
  await confirmWith(page, 'not the password')
  await shown(page, 'factor-fault')
  await look('a second factor, with a wrong password')
  await confirmWith(page, adminPassword)
  await shown(page, 'recovery-codes')
  await look('recovery codes')
  t.equal((await page.$$('[data-testid=recovery-codes] li')).length, 10)
  await clickIn(page, '[data-testid=codes-done]')
  await page.waitForSelector('[data-testid=factor][data-kind=passkey]')
  await look('a passkey in the list')

  await signInAgain(page, service)
  await look('the second step')
  await page.locator('[data-testid=second-code]').fill('aaaa-aaaa-aaaa-aaaa')
  await clickIn(page, '[data-testid=second-submit]')
  await shown(page, 'error')
  await clickIn(page, '[data-testid=use-passkey]')
  await page.waitForSelector('[data-testid=factor][data-kind=passkey]')
  t.match(await page.$eval('[data-testid=factor] .hint', ({ textContent }) => textContent), 'last used')
  const { credentials } = await devices.send('WebAuthn.getCredentials', { authenticatorId })
  t.equal(credentials.length, 1)
  t.equal(credentials[0]?.rpId ?? 'localhost', 'localhost')

  // Another authenticator, with the same credential id and another key: its signature is not the passkey's.
  await devices.send('WebAuthn.clearCredentials', { authenticatorId })
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  })
  const [{ credentialId } = { credentialId: '' }] = credentials
  const forged = { credentialId, isResidentCredential: false, rpId: 'localhost', signCount: 1000 }
  await devices.send('WebAuthn.addCredential', {
    authenticatorId,
    credential: { ...forged, privateKey: privateKey.toString('base64') },
  })
  await signInAgain(page, service)
  await clickIn(page, '[data-testid=use-passkey]')
  await shown(page, 'error')
  const [kept] = credentials
  if (kept) {
    await devices.send('WebAuthn.clearCredentials', { authenticatorId })
    await devices.send('WebAuthn.addCredential', {
      authenticatorId,
      credential: { ...kept, rpId: 'localhost' },
    })
  }
  await clickIn(page, '[data-testid=use-passkey]')
  await clickIn(page, '[data-testid=factor-remove]')
  await confirmWith(page, adminPassword)
  await page.waitForFunction(() => !document.querySelector('[data-testid=factor]'))
  await devices.detach()
}

async function addTotp(
  page: Page,
  password: string,
  look = async (): Promise<void> => undefined,
): Promise<void> {
  await clickIn(page, '[data-testid=add-totp]')
  await confirmWith(page, password)
  await shown(page, 'totp-qr')
  await look()
  const secret = await page.$eval('[data-testid=totp-secret]', ({ textContent }) => textContent)
  const code = new TOTP({ secret: Secret.fromBase32(secret.trim()) }).generate()
  await page.locator('[data-testid=factor-totp] [name=code]').fill(code)
  await clickIn(page, '[data-testid=factor-totp] [type=submit]')
  await shown(page, 'recovery-codes')
}

/** An authenticator app: its picture, its first code, and a rule for everybody that another admin meets. */
async function useAuthenticatorApp({ t, page, service, look }: Look): Promise<void> {
  await page.goto(`${service.url}/admin#admins`)
  await addTotp(page, service.secrets.adminPassword, () => look('the picture for an authenticator app'))
  const [recovery = ''] = await page.$$eval('[data-testid=recovery-codes] li', (all) =>
    all.map(({ textContent }) => textContent),
  )
  await clickIn(page, '[data-testid=codes-done]')
  await clickIn(page, '[data-testid=factor-required]:not(:disabled)')
  await page.waitForSelector('[data-testid=factor-required]:checked')

  const owner = adminClient(service.url, await cookieOf(page))
  const newcomer = { name: 'Nora', password: 'long enough 1' }
  await owner.post('/admins', { ...newcomer, role: 'moderator' })
  await page.reload()
  await shown(page, 'factor-required')
  await look('the admins, and a rule for them')
  await signInAgain(page, service)
  await page.locator('[data-testid=second-code]').fill(recovery)
  await clickIn(page, '[data-testid=second-submit]')
  await page.waitForSelector('nav')

  const { cookie } = await adminClient(service.url).post('/session', newcomer)
  await page.setCookie({
    name: 'voice-admin',
    value: cookie.split('=')[1] ?? '',
    url: `${service.url}/admin`,
  })
  await page.goto(`${service.url}/admin#overview`)
  await page.reload()
  await shown(page, 'second-factor')
  t.equal((await page.$$('nav a')).length, 1, 'nothing else is open before')
  await look('a second factor that is missing')
  await addTotp(page, newcomer.password)
  await clickIn(page, '[data-testid=codes-done]')
  await page.waitForFunction(() => document.querySelectorAll('nav a').length > 3)
}

async function cookieOf(page: Page): Promise<string> {
  const [cookie] = (await page.cookies(`${page.url().split('#')[0]}`)).filter(
    ({ name }) => name === 'voice-admin',
  )
  return `voice-admin=${cookie?.value}`
}

t.test('every page is for everybody', { skip: noBrowser }, async (t) => {
  const port = String(await freeUdpPort())
  const dataDir = await mkdtemp(join(tmpdir(), 'voice-test-'))
  await placeCertificate(dataDir)
  await seedHistory(dataDir)
  const service = await startService({ DATA_DIR: dataDir, MEDIA_PORT_MIN: port, MEDIA_PORT_MAX: port })
  t.teardown(async () => {
    await service.stop()
    await rm(dataDir, { recursive: true })
  })
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
  const [bert] = region.avatars.slice(1)
  socket.send({ type: 'complain', agentId: bert?.id ?? '', words: 'Musik um drei Uhr nachts. '.repeat(8) })
  await socket.next('complained')
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
    await page.waitForSelector('[data-testid=chart-people] canvas')
    if (language === 'en') {
      await seeCharts(t, page, region.id)
      await followAudit(t, page, service, anna.id)
    }
    // As where another node owns the region beside it; only the page's own words are looked at here.
    await page.evaluate((node) => {
      const { fetch } = window
      window.fetch = async (asked, init) => {
        const answer = await fetch(asked, init)
        if (!String(asked).endsWith('/regions')) return answer
        const list = await answer.json()
        list.regions[0].silentBorders = [{ name: 'East Side', node }]
        return Response.json(list)
      }
    }, OTHER_NODE)
    for (const name of PAGES) {
      await page.goto(`${service.url}/admin#${name}`)
      await page.waitForSelector(
        'main .card .line, main [data-testid=channel-row], .person-row, [data-testid=look-form], [data-testid=usage-row], [data-testid=grid-form]',
      )
      await examine(t, page, scheme, `${language}: ${name}`)
      if (name !== 'regions') continue
      const border = await page.$eval('[data-testid=silent-border]', ({ textContent }) => textContent)
      t.ok(border?.includes('East Side') && border.includes(OTHER_NODE), 'a border without sound is named')
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
    await page.click('[data-code=clock] [data-testid=test]')
    await page.waitForSelector('[data-code=clock][data-tested=true][data-state=good]')
    await openDetails(page)
    const secret = language === 'en' ? 'regionSecret' : 'vivoxAdminPassword'
    await page.click(`[data-testid=secret-${secret}] [data-testid=show]`)
    await page.waitForSelector(`[data-testid=secret-${secret}] pre`)
    await page.click(`[data-testid=secret-${secret}] [data-testid=renew]`)
    await page.waitForSelector('.warning')
    await examine(t, page, scheme, `${language}: a secret shown, and to be made anew`)
    await page.goto(`${service.url}/admin#rooms`)
    await openPerson(page, anna.id)
    await page.waitForSelector('.range')
    await clickIn(page, '[data-testid=choose-all]')
    await examine(t, page, scheme, `${language}: somebody on the map, and all chosen in the list`)
    await clickIn(page, '[data-testid=bulk] [data-testid=act-ban]')
    await page.waitForSelector('dialog[open]')
    await examine(t, page, scheme, `${language}: a ban, asked for`)
    await page.keyboard.press('Escape')
    await clickIn(page, '[data-testid=choose-all]')
    await openPerson(page, viewer.agentId)
    await page.waitForSelector('[data-testid=console-connections]')
    await page.waitForSelector('[data-testid=console-silence]')
    await examine(t, page, scheme, `${language}: a silent viewer, in numbers`)
    await page.goto(`${service.url}/admin#person/${anna.id}`)
    await page.waitForSelector('[data-testid=person-page]')
    await examine(t, page, scheme, `${language}: a resident’s own page`)
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
    const look = (screen: string) => examine(t, page, scheme, `${language}: ${screen}`)
    await makeRegionKey({ t, page, service, look }, region.id)
    await (language === 'en' ? makeChannels : askAboutPeople)({ t, page, service, look }, anna.id, dataDir)
    await (language === 'en' ? usePasskey : useAuthenticatorApp)({ t, page, service, look })
  }
})
