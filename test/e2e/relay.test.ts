/** Voice through a real coturn: two browsers in two networks that have nothing but its host in common. */

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
  waitForStatus,
} from '../helpers/browser/browser.js'
import type { Speaker } from '../helpers/browser/speech.js'
import { eventually } from '../helpers/eventually.js'
import { type TestRegion, testAvatar, testRegion } from '../helpers/regions/region.js'
import { type Coturn, noCoturn, startCoturn, TURN_SECRET } from '../helpers/servers/coturn.js'
import { createNetworks, noNetworks, type TestNetwork } from '../helpers/servers/network.js'
import { type Service, startService } from '../helpers/service.js'

const skip = noBrowser || noCoturn || noNetworks

let networks: TestNetwork
let coturn: Coturn

t.before(async () => {
  if (skip) return
  networks = createNetworks(t)
  const { host } = networks
  // The only private address it may relay to is its own, where the other one's relay is.
  coturn = await startCoturn(t, { host, facts: { allowedPeers: [host] } })
})

async function serve(t: Test, env: Record<string, string> = {}): Promise<Service & { publicUrl: string }> {
  const service = await startService({
    HOST: '0.0.0.0',
    TURN_URLS: `${coturn.url},${coturn.url}?transport=tcp`,
    STUN_URLS: coturn.url.replace('turn', 'stun'),
    TURN_SECRET,
    ...env,
  })
  t.teardown(() => service.stop())
  return { ...service, publicUrl: `https://${networks.host}:${service.port}` }
}

interface Resident {
  readonly page: Page
  /** Every text message that its page received. */
  readonly received: string[]
}

async function enter(
  t: Test,
  service: { publicUrl: string },
  region: TestRegion,
  who: 0 | 1,
  hideAddress = false,
): Promise<Resident> {
  const avatar = region.avatars[who]
  if (!avatar) throw new Error('no such avatar')
  const speaker: Speaker = who === 0 ? 'anna' : 'bert'
  const browser = await openBrowser(speaker, ['--ignore-certificate-errors'], networks.chromium[who])
  t.teardown(() => browser.close())
  const page = await browser.newPage()
  const received: string[] = []
  const session = await page.createCDPSession()
  await session.send('Network.enable')
  session.on('Network.webSocketFrameReceived', ({ response }) => {
    if (response.opcode === 1) received.push(response.payloadData)
  })
  const link = service.publicUrl + (await region.link(avatar))
  if (hideAddress) {
    await page.goto(link)
    await page.waitForSelector('[data-testid=hide-address]')
    await page.click('[data-testid=hide-address]')
    await page.click('[data-testid=join]')
    await waitForStatus(page, 'connected')
  } else await joinVoice(page, link)
  return { page, received }
}

async function bothEnter(t: Test, service: Service & { publicUrl: string }, hideAddress = false) {
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
    await eventually('the other is heard', async () => (await listen(page, 0.5)).both > 0.005, timeoutMs)
    await eventually(`by ${media}`, async () => (await shownPeople(page))[0]?.media === media)
  }
}

/** When the credentials end that a page was given with its welcome. */
function endOfCredentials({ received }: Resident): number {
  const username = received.join().match(/"welcome".*?"username":"(\d+):/)?.[1]
  if (!username) throw new Error('no credentials in the welcome')
  return Number(username) * 1000
}

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
    // The shortest there is: by the time coturn restarts, only renewed credentials are good.
    const service = await serve(t, { TURN_TTL_SECONDS: '60' })
    const residents = await bothEnter(t, service)
    await hearEachOther(residents)
    t.pass('both hear each other')
    t.ok(addressesIn(residents).own.length > 0, 'a page that hides nothing sends its own addresses')
    await eventually('the service knows that TURN works', async () => {
      const { turn } = await (await fetch(`${service.url}/readyz`)).json()
      return turn.length === 2 && turn.every(({ allocated }: { allocated: boolean }) => allocated)
    })
    t.match(await (await fetch(`${service.url}/metrics`)).text(), `voice_turn_server{url="${coturn.url}"} 3`)

    const over = Math.max(...residents.map(endOfCredentials)) + 1000
    await eventually('the first credentials are over', () => Date.now() > over, 90_000)
    await hearEachOther(residents)
    const connects = residents.flatMap(({ received }) =>
      received.filter((text) => /"peer-connect"/.test(text)),
    )
    t.equal(connects.length, 2, 'the call goes on over the connection that it began with')
    await coturn.stop()
    await eventually(
      'nobody is heard',
      async () => decibels((await listen(residents[0].page, 0.5)).both, 1) < -60,
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
