/** Who may not be heard sends nothing, is told why, and is heard again without a click; whatever a modified page does. */

import type { Page } from 'puppeteer-core'
import t from 'tap'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import {
  clickIn,
  enterVoice,
  listen,
  noBrowser,
  shownPeople,
  textOf,
  waitForStatus,
  withoutProcessing,
} from '../helpers/browser/browser.js'
import {
  arrivingAt,
  rememberConnections,
  type Traffic,
  trafficOf,
} from '../helpers/browser/page-connections.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'

const LOUD = 0.01
/** A voice sends 14 kB in three seconds, a microphone that is off a hundredth of it. */
const SECONDS = 2
const VOICE_BYTES = 4000
const SILENCE_BYTES = 1000

interface LivePerson {
  readonly agentId: string
  readonly speaking: boolean
}

t.test('a voice that is not to be heard', { skip: noBrowser }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  const [anna, bert] = [testAvatar('Anna Hears'), testAvatar('Bert Speaks', [104, 100, 25])]
  const region = testRegion(service, [anna, bert], 'Hall')
  await region.push()
  const prepare = async (page: Page) => {
    await withoutProcessing(page)
    await page.evaluateOnNewDocument(rememberConnections)
  }
  const hearing = await enterVoice(t, service, region, anna, undefined, prepare)
  const speaking = await enterVoice(t, service, region, bert, 'sweep', prepare)
  const isHeard = () => eventually('a voice', async () => (await listen(hearing, 0.4)).both > LOUD)
  const isSilent = () => eventually('silence', async () => (await listen(hearing, 0.4)).both < LOUD / 100)
  const mic = () =>
    speaking.$eval('[data-testid=mic]', (button) => {
      const { state, reason } = (button as HTMLElement).dataset
      return reason ? `${state}: ${reason}` : state
    })
  const becomes = (wanted: string) => eventually(wanted, async () => (await mic()) === wanted)
  /** What a page sends, or gets, while a while of sound is heard. */
  const during = async (page: Page): Promise<Traffic> => {
    const before = await trafficOf(page)
    await listen(hearing, SECONDS)
    const after = await trafficOf(page)
    return {
      sentBytes: after.sentBytes - before.sentBytes,
      sentPackets: after.sentPackets - before.sentPackets,
      receivedPackets: after.receivedPackets - before.receivedPackets,
    }
  }
  const admin = await signedInAdmin(service)
  const [{ id }] = (await admin.get('/channels')).body.channels
  const set = async (settings: object) => {
    const { version } = (await admin.get(`/channels/${id}`)).body
    t.equal((await admin.patch(`/channels/${id}`, { version, settings })).status, 200)
  }
  const act = async (path: string, body: object) =>
    t.equal((await admin.post(`/rooms/${id}/${path}`, body)).status, 204, path)
  const mute = (muted: boolean) => act('mute', { agentId: bert.id, muted })
  const openAgain = async () => {
    await speaking.goto(service.url + (await region.link(bert)))
    await speaking.waitForSelector('[data-testid=join]')
    await speaking.click('[data-testid=join]')
  }
  await isHeard()
  t.ok((await during(speaking)).sentBytes > VOICE_BYTES)
  t.ok((await arrivingAt(hearing)) > LOUD, 'a voice arrives that any page can play')

  await t.test('muted by a moderator, the page sends nothing, says why, and goes on by itself', async (t) => {
    await mute(true)
    await becomes('not-heard: muted-by-moderator')
    await isSilent()
    const { sentBytes } = await during(speaking)
    t.ok(sentBytes < SILENCE_BYTES, `sent: ${sentBytes} bytes`)
    const arrives = await arrivingAt(hearing)
    t.ok(arrives < LOUD / 100, `nothing that a modified page could play: ${arrives}`)
    t.match(await textOf(speaking, 'mic-reason'), 'A moderator muted you')
    t.match(await textOf(hearing, 'participant'), 'listens')
    t.notMatch(await hearing.$eval('main', (main) => main.textContent), /muted by|moderator/i)
    await speaking.keyboard.down(' ')
    await becomes('not-heard: muted-by-moderator')
    await isSilent()
    await speaking.keyboard.up(' ')
    await mute(false)
    await becomes('heard')
    await isHeard()
    t.equal(await textOf(speaking, 'mic-reason'), '')
  })

  await t.test('by the mode, too: what can be done about it is said', async (t) => {
    await set({ mode: 'lecture' })
    await becomes('not-heard: moderators-only')
    await isSilent()
    t.match(await textOf(speaking, 'mic-reason'), /Only moderators speak in .*Hall.*Nobody muted you/)
    await set({ mode: 'presentation' })
    await becomes('not-heard: floor-needed')
    t.match(await textOf(speaking, 'mic-reason'), 'ask them for the floor')
    const { sentBytes } = await during(speaking)
    t.ok(sentBytes < SILENCE_BYTES, `sent: ${sentBytes} bytes`)
    await act('floor', { agentId: bert.id, given: true })
    await becomes('heard')
    await isHeard()
    await set({ mode: 'open' })
    await act('floor', { agentId: bert.id, given: false })
    await isHeard()
  })

  await t.test('whose microphone was off stays off when the mute ends', async () => {
    await clickIn(speaking, '[data-testid=mic]')
    await becomes('off')
    await mute(true)
    await becomes('not-heard: muted-by-moderator')
    await mute(false)
    await becomes('off')
    await isSilent()
    await clickIn(speaking, '[data-testid=mic]')
    await isHeard()
  })

  await t.test(
    'a raised hand: a moderator on the page gives the floor, and it goes down again',
    async (t) => {
      await set({ mode: 'presentation', moderators: [anna.id] })
      await becomes('not-heard: floor-needed')
      await clickIn(speaking, '[data-testid=raise-hand]')
      const hand = await hearing.waitForSelector('[data-testid=participant] [data-testid=hand]')
      t.equal(await hand?.evaluate((element) => (element as HTMLElement).dataset.place), '1')
      await eventually('its place is said', async () => /no\. 1/.test(await textOf(speaking, 'raise-hand')))
      await clickIn(hearing, '[data-testid=person]')
      await clickIn(hearing, '[data-testid=moderate-give-floor]')
      await becomes('heard')
      await isHeard()
      t.match(await textOf(speaking, 'floor-news'), 'You have the floor')
      t.match(await textOf(hearing, 'floor-news'), /Bert Speaks.* has the floor/)
      await eventually('the service knows that he speaks', async () => {
        const { people } = (await admin.get(`/regions/${region.id}/live`)).body
        return people.some(({ agentId, speaking }: LivePerson) => agentId === bert.id && speaking)
      })
      await clickIn(speaking, '[data-testid=mic]')
      await hearing.waitForSelector('[data-testid=hand]', { hidden: true })
      t.match(await textOf(speaking, 'floor-news'), 'Your hand is down')
      await clickIn(speaking, '[data-testid=mic]')
      await isHeard()
    },
  )

  await t.test('locked and banned: it is said, with the moderator’s words, and undone', async (t) => {
    await clickIn(hearing, '[data-testid=room]')
    await clickIn(hearing, '[data-testid=lock-room]')
    await eventually('locked', async () => /is locked/.test(await textOf(hearing, 'floor-news')))
    await clickIn(hearing, '[data-testid=room]')
    await clickIn(hearing, '[data-testid=moderate-ban]')
    await hearing.waitForSelector('[data-testid=ask-words]')
    await hearing.type('[data-testid=ask-words]', 'Far too loud')
    await clickIn(hearing, '[data-testid=ask-do]')
    await waitForStatus(speaking, 'A moderator keeps you out')
    t.match(await textOf(speaking, 'status'), 'Far too loud')
    t.match((await admin.get('/bans')).body, [{ name: 'Bert Speaks', by: 'Anna Hears' }])
    await clickIn(hearing, '[data-testid=undo]')
    await eventually('no ban', async () => (await admin.get('/bans')).body.length === 0)
    // Whom a moderator has taken out may not come back into a locked room.
    await openAgain()
    await waitForStatus(speaking, 'A moderator has locked this room')
    await clickIn(hearing, '[data-testid=room]')
    await clickIn(hearing, '[data-testid=lock-room]')
    await clickIn(hearing, '[data-testid=room]')
    await isHeard()
    await set({ mode: 'open' })
  })

  await t.test('blocked, neither hears the other; whoever did it takes it back', async (t) => {
    await clickIn(hearing, '[data-testid=person]')
    await clickIn(hearing, '[data-testid=block]')
    await isSilent()
    await hearing.waitForSelector('[data-testid=participant][data-blocked=true]')
    t.notMatch(await textOf(speaking, 'participant'), 'blocked', 'the other is not told')
    await clickIn(hearing, '[data-testid=unblock]')
    await isHeard()
    await clickIn(speaking, '[data-testid=person]')
    await clickIn(speaking, '[data-testid=block]')
    await isSilent()
    await clickIn(speaking, '[data-testid=complain]')
    await speaking.waitForSelector('[data-testid=ask-words]')
    await speaking.type('[data-testid=ask-words]', 'Shouts all day')
    await clickIn(speaking, '[data-testid=ask-do]')
    await eventually('it was taken', async () => /will read it/.test(await textOf(speaking, 'floor-news')))
    await speaking.click('[data-testid=settings]')
    await clickIn(speaking, '[data-testid=blocked-people] [data-testid=unblock]')
    await speaking.click('[data-testid=settings]')
    await isHeard()
  })

  await t.test('a modified page that goes on sending is played by nobody', async (t) => {
    // Its tracks cannot be switched off.
    await speaking.evaluate(() => {
      Object.defineProperty(MediaStreamTrack.prototype, 'enabled', { get: () => true, set: () => undefined })
    })
    await mute(true)
    await becomes('not-heard: muted-by-moderator')
    await isSilent()
    t.ok((await arrivingAt(hearing)) > LOUD, 'what it sends arrives')
    t.equal((await shownPeople(hearing))[0]?.speaking, false, 'and does not seem to speak')

    // Who is muted when the room goes over to the hub.
    await set({ iceTransportPolicy: 'hub' })
    await eventually('through the hub', async () => (await shownPeople(hearing))[0]?.media !== 'p2p')
    const sent = await eventually('it sends to the hub', async () => {
      const traffic = await during(speaking)
      return traffic.sentBytes > VOICE_BYTES && traffic
    })
    t.ok(sent)
    t.equal((await during(hearing)).receivedPackets, 0, 'and nothing is forwarded')
    await mute(false)
    await isHeard()
    t.equal((await shownPeople(hearing))[0]?.media, 'hub')
    await mute(true)
    await isSilent()
    await eventually('nothing is forwarded', async () => (await during(hearing)).receivedPackets === 0)
    await mute(false)
    await isHeard()
  })
})
