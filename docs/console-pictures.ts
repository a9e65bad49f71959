/** Takes the console's pictures, in a room of viewers and pages; see screenshots.ts. */

import type { Browser, Page, Viewport } from 'puppeteer-core'
import { signedInAdmin } from '../test/helpers/browser/admin-client.js'
import { clickIn, joinVoice, openBrowser } from '../test/helpers/browser/browser.js'
import { openConsolePage, openPerson, personLine, signInToConsole } from '../test/helpers/browser/console.js'
import { speech } from '../test/helpers/browser/voice-sound.js'
import { testAvatar, testRegion, testUuid } from '../test/helpers/regions/region.js'
import { createVivoxRegion } from '../test/helpers/regions/vivox-region.js'
import type { Service } from '../test/helpers/service.js'
import { openSignal, signIn } from '../test/helpers/signal-socket.js'
import { connected, startViewer } from '../test/helpers/viewers/viewer.js'
import { voiceRpc } from '../test/helpers/viewers/voice-rpc.js'
import { look, PHONE, type Scheme } from './contact-sheet.js'

const CORNER = 256_000
const WIDE = { width: 1280, height: 860 }

const otherChannels = [
  'Harbour:Lighthouse',
  'Harbour:Quay',
  'Hills:Concert hall',
  'Hills:Meadow',
  'Market:Auction house',
  'Market:Tea room',
  'Sandbox:North',
  'Sandbox:South',
]

export interface ConsolePictures {
  /** Takes a picture of a page as it is, under a name. */
  readonly take: (page: Page, name: string) => Promise<void>
  /** Takes a picture of a page in every width and colour scheme, under a name. */
  readonly takeSheet: (browser: Browser, page: Page, name: string) => Promise<void>
  readonly teardown: (end: () => unknown) => unknown
}

export async function takeConsolePictures(
  service: Service,
  { take, takeSheet, teardown }: ConsolePictures,
): Promise<void> {
  const stage = testUuid()
  const moderator = testAvatar('Anna Lind', [128, 128, 25])
  const listeners = [testAvatar('Emma Okafor', [96, 134, 25]), testAvatar('Farid Aziz', [122, 162, 25])]
  const talker = testAvatar('Bert Voss', [139, 143, 25])
  const quiet = testAvatar('Dimitri Koval', [92, 106, 25])
  const elsewhere = testAvatar('Greta Holm', [168, 110, 25])
  const everybody = [moderator, ...listeners, talker, quiet, elsewhere]
  for (const avatar of everybody) avatar.parcel = stage
  const region = testRegion(service, everybody, 'Plaza')

  const simulator = createVivoxRegion({
    port: Number(new URL(service.url).port),
    user: 'opensim',
    password: service.secrets.vivoxAdminPassword,
  })
  teardown(() => simulator.connection.close())
  await simulator.enterParcel({
    name: stage,
    description: 'Plaza:Stage',
    settings:
      '&chan_type=positional&chan_mode=presentation&chan_roll_off=2&chan_dist_model=2&chan_max_range=90&chan_clamping_distance=10',
  })
  for (const description of otherChannels) await simulator.enterParcel({ name: testUuid(), description })
  await region.push()
  const beat = setInterval(() => void region.push(), 2000)
  teardown(() => clearInterval(beat))

  for (const avatar of listeners) {
    const socket = openSignal(service.url, await signIn(service.url, await region.link(avatar)))
    teardown(() => socket.close())
    socket.send({ type: 'join', muted: false })
  }
  const speaker = await openBrowser('anna', ['--lang=en', '--accept-lang=en'])
  teardown(() => speaker.close())
  await joinVoice(await speaker.browser.newPage(), service.url + (await region.link(moderator)))
  const enter = (avatar: typeof talker, voice?: ReturnType<typeof speech>) =>
    startViewer(
      { teardown },
      {
        rpc: voiceRpc(service),
        regionId: region.id,
        agentId: avatar.id,
        place: { position: [CORNER + avatar.pos[0], CORNER + avatar.pos[1], avatar.pos[2]] },
        request: { parcel_local_id: 1 },
        ...(voice && { voice }),
      },
    ).then(connected)
  await enter(talker, speech('bert'))
  await enter(quiet)

  const admin = await signedInAdmin(service)
  const { channels } = (await admin.get('/channels?limit=100')).body
  const { id, version } = channels.find(({ name }: { name: string }) => name === stage)
  await admin.patch(`/channels/${id}`, { version, settings: { moderators: [moderator.id] } })

  const page = await speaker.browser.newPage()
  await page.goto(`${service.url}/admin`)
  await page.waitForSelector('[data-testid=admin-user]')
  await takeSheet(speaker.browser, page, 'console-sign-in')
  const picture = async (name: string, size: Viewport, scheme: Scheme) => {
    await look(page, size, scheme)
    await take(page, name)
  }
  await signInToConsole(page, service)
  const person = ({ id }: typeof talker) => personLine(id)
  await openConsolePage(page, service, `rooms/${region.id}`)
  await openPerson(page, talker.id)
  await clickIn(page, `${person(talker)} [data-testid=act-give-floor]`)
  await page.waitForSelector(`${person(talker)}[data-speaking=true]`)
  // The hub's counts are reported every other second.
  await page.waitForSelector(`${person(quiet)} [data-testid=console-silence]`)
  await page.waitForSelector(`${person(talker)} [data-testid=console-client]`)
  await openPerson(page, moderator.id)
  await page.waitForSelector(`${person(moderator)} [data-testid=console-connections]`)
  await clickIn(page, '[data-testid=notice] button:last-child')
  await picture('console-rooms', WIDE, 'light')
  await picture('console-narrow', PHONE, 'dark')
  await openConsolePage(page, service, 'overview')
  await page.waitForSelector('[data-testid=room-route][data-route=hub]')
  await page.waitForSelector('[data-testid=chart-people] canvas')
  await clickIn(page, 'input[name=range][value="24h"]')
  await picture('console-overview', WIDE, 'light')
  await openConsolePage(page, service, 'channels')
  await clickIn(page, '[data-channel-name*="Stage"]')
  await page.waitForSelector('[data-testid=channel-save]')
  await picture('console-wide', WIDE, 'light')
  // Every page that the console's own list leads to, as it opens.
  const names = await page.$$eval('nav a[href^="#"]', (links) =>
    links.map((link) => link.getAttribute('href')?.slice(1) ?? ''),
  )
  for (const name of names) {
    await openConsolePage(page, service, name === 'rooms' ? `rooms/${region.id}` : name)
    await page.waitForSelector(`nav a[href="#${name}"][aria-current=page]`)
    await page.waitForNetworkIdle({ idleTime: 300, timeout: 3000 }).catch(() => undefined)
    await takeSheet(speaker.browser, page, `console-${name}`)
  }
}
