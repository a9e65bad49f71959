/** Voice through a real coturn: two browsers in two networks that have nothing but its host in common. */

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'puppeteer-core'
import t, { type Test } from 'tap'
import {
  clickIn,
  decibels,
  joinVoice,
  listen,
  noBrowser,
  openBrowser,
  shownPeople,
  type TestBrowser,
  waitForStatus,
} from '../helpers/browser/browser.js'
import { rememberConnections } from '../helpers/browser/page-connections.js'
import { eventually } from '../helpers/eventually.js'
import { type TestRegion, testAvatar, testRegion } from '../helpers/regions/region.js'
import { type Coturn, noCoturn, startCoturn, TURN_SECRET } from '../helpers/servers/coturn.js'
import { createNetworks, noNetworks, type TestNetwork } from '../helpers/servers/network.js'
import { type Service, startService } from '../helpers/service.js'
import { startShiftedService } from '../helpers/shifted-clock.js'

const skip = noBrowser || noCoturn || noNetworks

let networks: TestNetwork
let coturn: Coturn
/** One in each network. */
let browsers: readonly [TestBrowser, TestBrowser]

t.before(async () => {
  if (skip) return
  networks = createNetworks(t)
  const { host } = networks
  // The only private address it may relay to is its own, where the other one's relay is.
  coturn = await startCoturn(t, { host, facts: { allowedPeers: [host] } })
  const open = async (speaker: 'anna' | 'bert', chromium: string) => {
    const browser = await openBrowser(speaker, ['--ignore-certificate-errors'], chromium)
    t.teardown(() => browser.close())
    return browser
  }
  browsers = [await open('anna', networks.chromium[0]), await open('bert', networks.chromium[1])]
})

const publicUrlOf = ({ port }: Service) => `https://${networks.host}:${port}`

const environment = () => ({
  HOST: '0.0.0.0',
  TURN_URLS: `${coturn.url},${coturn.url}?transport=tcp`,
  STUN_URLS: coturn.url.replace('turn', 'stun'),
  TURN_SECRET,
})

async function serve(t: Test, env: Record<string, string> = {}): Promise<Service> {
  const service = await startService({ ...environment(), ...env })
  t.teardown(() => service.stop())
  return service
}

interface Resident {
  readonly page: Page
  /** Every text message that its page received. */
  readonly received: string[]
}

async function enter(
  t: Test,
  service: Service,
  region: TestRegion,
  who: 0 | 1,
  hideAddress = false,
): Promise<Resident> {
  const avatar = region.avatars[who]
  if (!avatar) throw new Error('no such avatar')
  const page = await browsers[who].newPage()
  t.teardown(() => page.close())
  await page.evaluateOnNewDocument(rememberConnections)
  const received: string[] = []
  const session = await page.createCDPSession()
  await session.send('Network.enable')
  session.on('Network.webSocketFrameReceived', ({ response }) => {
    if (response.opcode === 1) received.push(response.payloadData)
  })
  const link = publicUrlOf(service) + (await region.link(avatar))
  if (hideAddress) {
    await page.goto(link)
    await page.waitForSelector('[data-testid=hide-address]')
    await page.click('[data-testid=hide-address]')
    await page.click('[data-testid=join]')
    await waitForStatus(page, 'connected')
  } else await joinVoice(page, link)
  return { page, received }
}

async function bothEnter(t: Test, service: Service, hideAddress = false) {
  const avatars = [testAvatar('Anna Relay', [100, 100, 25]), testAvatar('Bert Relay', [105, 100, 25])]
  const region = testRegion(service, avatars, 'Behind Walls')
  await region.push()
  return [await enter(t, service, region, 0, hideAddress), await enter(t, service, region, 1)] as const
}

/** Both hear each other, through TURN or the media hub. */
async function hearEachOther(
  residents: readonly Resident[],
  timeoutMs?: number,
  media = 'relay',
): Promise<void> {
  for (const { page } of residents) {
    await eventually('the other is heard', async () => (await listen(page, 0.3)).both > 0.005, timeoutMs)
    await eventually(`by ${media}`, async () => (await shownPeople(page))[0]?.media === media)
  }
}

/** When TURN credentials end, by the names in a text. */
const endsIn = (text: string) => [...text.matchAll(/"username":"(\d+):/g)].map(([, end]) => Number(end))

/** With which credentials a page would ask for a relay now. */
const credentialsOf = (page: Page) =>
  page.evaluate(() =>
    JSON.stringify(
      (globalThis as unknown as { connections: RTCPeerConnection[] }).connections
        .filter(({ connectionState }) => connectionState === 'connected')
        .map((connection) => connection.getConfiguration()),
    ),
  )

/** What the pages were told of each other's network. */
function addressesIn(residents: readonly Resident[]): { relay: number; own: string[] } {
  const signals = residents.flatMap(({ received }) =>
    received.filter((text) => /^\{"type":"(description|candidate)"/.test(text)),
  )
  const text = signals.join('\n').replaceAll(networks.host, 'TURN')
  return {
    relay: text.split('typ relay').length - 1,
    own: text.match(/typ (?:host|srflx|prflx)|[\w-]+\.local|10\.\d+\.\d+\.\d+/g) ?? [],
  }
}

t.test(
  'two networks with nothing but coturn between them: heard, and healed when it restarts',
  { skip },
  async (t) => {
    const directory = mkdtempSync(join(tmpdir(), 'voice-test-'))
    t.teardown(() => rmSync(directory, { recursive: true }))
    const service = await startShiftedService(directory, environment())
    t.teardown(() => service.stop())
    const residents = await bothEnter(t, service)
    await hearEachOther(residents)
    t.pass('both hear each other')
    t.ok(addressesIn(residents).own.length > 0, 'a page that hides nothing sends its own addresses')
    await eventually('the service knows that TURN works', async () => {
      const { turn } = await (await fetch(`${service.url}/readyz`)).json()
      return turn.length === 2 && turn.every(({ allocated }: { allocated: boolean }) => allocated)
    })
    t.match(await (await fetch(`${service.url}/metrics`)).text(), `voice_turn_server{url="${coturn.url}"} 3`)

    // A clock that is set renews the credentials at once; the calls take them over as they are.
    const first = Math.max(...residents.flatMap(({ received }) => endsIn(received.join())))
    service.shift({ setMs: 60_000, sleptMs: 0 })
    for (const { page } of residents)
      await eventually('renewed credentials', async () => {
        const ends = endsIn(await credentialsOf(page))
        return ends.length > 0 && ends.every((end) => end > first)
      })
    await hearEachOther(residents)
    const connects = residents.flatMap(({ received }) =>
      received.filter((text) => /"peer-connect"/.test(text)),
    )
    t.equal(connects.length, 2, 'the call goes on over the connection that it began with')
    await coturn.stop()
    await eventually(
      'nobody is heard',
      async () => decibels((await listen(residents[0].page, 0.3)).both, 1) < -60,
      60_000,
    )
    await coturn.start()
    await hearEachOther(residents, 90_000)
    t.pass('both hear each other again')
    for (const secret of [TURN_SECRET, service.secrets.regionSecret]) t.notMatch(service.log(), secret)
  },
)

t.test('ICE_TRANSPORT_POLICY=relay: heard, and nobody learns an address', { skip }, async (t) => {
  const service = await serve(t, { ICE_TRANSPORT_POLICY: 'relay' })
  const residents = await bothEnter(t, service)
  await hearEachOther(residents)
  const { relay, own } = addressesIn(residents)
  t.ok(relay >= 2, `${relay} relay candidates`)
  t.strictSame(own, [])
})

t.test('a resident who hides its address is heard, and nobody learns it', { skip }, async (t) => {
  const service = await serve(t)
  const residents = await bothEnter(t, service, true)
  await hearEachOther(residents)
  t.strictSame(addressesIn(residents).own, [])

  const [{ page: anna }, { page: bert }] = residents
  await clickIn(anna, '[data-testid=person]')
  await clickIn(anna, '[data-testid=person-card] [data-testid=call-button]')
  await clickIn(bert, '[data-testid=call-accept]')
  await anna.waitForSelector('[data-testid=call-member][data-media=relay]')
  await clickIn(anna, '[data-testid=camera]')
  await bert.waitForSelector('[data-testid=remote-video]')
  await eventually('a moving picture comes through TURN', () =>
    bert.$eval(
      '[data-testid=remote-video]',
      (video) => (video as HTMLVideoElement).getVideoPlaybackQuality().totalVideoFrames > 10,
    ),
  )
  const { relay, own } = addressesIn(residents)
  t.ok(relay >= 4, 'of the place and of the call')
  t.strictSame(own, [], 'nor is it learnt from a picture')
})

const WITHOUT_TURN = { TURN_URLS: '', STUN_URLS: '', TURN_SECRET: '' }

t.test('without TURN, who hides its address is heard through the media hub', { skip }, async (t) => {
  const service = await serve(t, WITHOUT_TURN)
  const residents = await bothEnter(t, service, true)
  await hearEachOther(residents, undefined, 'hub')
  const signals = residents.flatMap(({ received }) =>
    received.filter((text) => /^\{"type":"(description|candidate|peer-connect)"/.test(text)),
  )
  t.strictSame(signals, [], 'nobody is connected to anybody but the hub')
})

t.test('through TURN to the media hub, for who can send nothing else', { skip }, async (t) => {
  const service = await serve(t, { MEDIA_ROUTE: 'hub', ICE_TRANSPORT_POLICY: 'relay' })
  const residents = await bothEnter(t, service)
  await hearEachOther(residents, undefined, 'hub')
  t.pass('both hear each other')
})
