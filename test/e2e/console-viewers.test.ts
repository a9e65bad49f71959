/** Native viewers in the console, in a real browser: shown beside pages, muted and taken out from there. */

import t from 'tap'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { clickIn, noBrowser, openBrowser, textOf } from '../helpers/browser/browser.js'
import {
  actAndSayYes,
  openConsolePage,
  openPerson,
  personLine,
  signInToConsole,
} from '../helpers/browser/console.js'
import { tone } from '../helpers/browser/voice-sound.js'
import { eventually } from '../helpers/eventually.js'
import { endMediaPeers } from '../helpers/media/media-peer.js'
import { freeUdpPort } from '../helpers/media/test-hub.js'
import { testAvatar, testRegion, testUuid } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'
import { connected, hearTone, startViewer } from '../helpers/viewers/viewer.js'
import { voiceRpc } from '../helpers/viewers/voice-rpc.js'

const CORNER = 256_000
const ANNA_HZ = 450
const LEVEL = 0.1

t.teardown(endMediaPeers)

t.test('viewers are seen, muted and taken out like anybody else', { skip: noBrowser }, async (t) => {
  const port = String(await freeUdpPort())
  const service = await startService({ MEDIA_PORT_MIN: port, MEDIA_PORT_MAX: port })
  t.teardown(() => service.stop())
  const paula = testAvatar('Paula Page', [100, 104, 25])
  const region = testRegion(service, [paula], 'Plaza')
  await region.push()
  const socket = openSignal(service.url, await signIn(service.url, await region.link(paula)))
  socket.send({ type: 'join', muted: false })
  await socket.next('room')
  const enter = (agentId: string, voice?: ReturnType<typeof tone>) =>
    startViewer(t, {
      rpc: voiceRpc(service),
      regionId: region.id,
      agentId,
      place: { position: [CORNER + 100, CORNER + 100, 25] },
      ...(voice && { voice }),
    }).then(connected)
  const [annaId, bertId] = [testUuid(), testUuid()]
  const anna = await enter(annaId, tone(ANNA_HZ, LEVEL))
  const bert = await enter(bertId)
  const heard = async () => (await hearTone(bert, ANNA_HZ, 0.3)).both
  await eventually('Bert hears Anna', async () => (await heard()) > LEVEL / 2)

  const browser = await openBrowser(undefined)
  t.teardown(() => browser.close())
  const page = await browser.newPage()
  await signInToConsole(page, service)
  await openConsolePage(page, service, 'rooms')
  const line = personLine
  await page.waitForSelector(`${line(annaId)} [data-client=viewer]`)
  await page.waitForSelector(`${line(annaId)}[data-speaking=true]`)
  await page.waitForSelector(`${line(paula.id)} [data-client=page]`)
  await page.waitForSelector(`${line(bertId)} [data-code=no-packets]`)
  await eventually('in words', async () =>
    /no packet has come for \d+ s/.test(
      await page.$eval(`${line(bertId)} [data-code=no-packets]`, ({ textContent }) => textContent ?? ''),
    ),
  )
  await openPerson(page, annaId)
  await eventually('its numbers', async () =>
    /in the room, for \d+ sec, [1-9][\d,]* packets? from it, [1-9][\d,]* to it, .*place: as the viewer says/.test(
      await textOf(page, 'console-connections'),
    ),
  )

  await clickIn(page, `${line(annaId)} [data-testid=console-mute]`)
  await page.waitForSelector(`${line(annaId)} [data-code=muted-by-moderator]`)
  await eventually('Anna is told', () => anna.talk.people.get(annaId)?.mutedByModerator)
  await eventually('Bert is told', () => bert.talk.people.get(annaId)?.mutedByModerator)
  await eventually('Bert hears nothing', async () => {
    bert.peer.take()
    await new Promise((resolve) => setTimeout(resolve, 300))
    return bert.peer.take().tone(ANNA_HZ).left < LEVEL / 200
  })
  await clickIn(page, `${line(annaId)} [data-testid=console-mute][aria-pressed=true]`)
  await eventually('Bert hears Anna again', async () => (await heard()) > LEVEL / 2)
  await eventually('and Anna knows', () => anna.talk.people.get(annaId)?.mutedByModerator === false)

  await actAndSayYes(page, annaId, 'kick')
  await eventually('gone from the list', () => !bert.talk.people.has(annaId))
  await eventually('gone from the console', async () => (await page.$(line(annaId))) === null)
  await eventually('its connection is closed', () => !anna.peer.isConnected())
  await t.rejects(enter(annaId), /refused/, 'and does not come back by itself')

  await openConsolePage(page, service, 'overview')
  await page.waitForSelector('[data-testid=room-route][data-route=hub]')
  await eventually('one viewer is left', async () => /1$/.test((await textOf(page, 'tile-viewers')).trim()))
  await openConsolePage(page, service, 'setup')
  await page.waitForSelector('[data-testid=check][data-code=media-port][data-state=good]')
  t.match(await page.$eval('[data-code=media-port]', ({ textContent }) => textContent), `UDP ${port}`)
  const owner = await signedInAdmin(service)
  const acts = (await owner.get('/audit')).body.map(({ act }: { act: string }) => act)
  t.strictSame(acts.slice(1, 4), ['kicked', 'unmuted', 'muted'])
})
