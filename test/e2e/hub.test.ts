/** Pages that hear each other through the media hub, and the change from one way to the other while they talk. */

import type { Page } from 'puppeteer-core'
import t from 'tap'
import { attenuationGain } from '../../src/spatial/attenuation.js'
import { DEFAULT_SETTINGS } from '../../src/voice/channels/channel.js'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import {
  decibels,
  enterVoice,
  listen,
  listenOn,
  noBrowser,
  shownPeople,
  withoutProcessing,
} from '../helpers/browser/browser.js'
import { crowdAvatars, enterCrowd } from '../helpers/browser/crowd.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'

/** Of a change from one way to the other. */
const LONGEST_GAP_MS = 500
/** Of the microphones, up and down, in seconds. */
const SWEEP = 4

t.test('two pages talk through the hub and back again', { skip: noBrowser }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  const [anna, bert] = [testAvatar('Anna Hub'), testAvatar('Bert Hub', [104, 100, 25])]
  const region = testRegion(service, [anna, bert], 'Hub')
  await region.push()
  const pages = [
    await enterVoice(t, service, region, anna, 'sweep', withoutProcessing),
    await enterVoice(t, service, region, bert, 'sweep', withoutProcessing),
  ]
  const [hearing] = pages as [Page, Page]
  const everybodyBy = (media: string) =>
    eventually(`everybody by ${media}`, async () => {
      for (const page of pages) {
        const [person] = await shownPeople(page)
        if (person?.media !== media) return false
      }
      return true
    })
  for (const page of pages) await eventually('a voice', async () => (await listen(page, 0.5)).silenceMs < 50)
  await everybodyBy('p2p')
  const direct = await listen(hearing, SWEEP)

  const admin = await signedInAdmin(service)
  const channel = (await admin.get('/channels')).body.channels[0]
  const setWay = async (iceTransportPolicy: string) => {
    const { version } = (await admin.get(`/channels/${channel.id}`)).body
    const answer = await admin.patch(`/channels/${channel.id}`, { version, settings: { iceTransportPolicy } })
    t.equal(answer.status, 200, JSON.stringify(answer.body))
  }
  const change = async (iceTransportPolicy: string, media: string) => {
    const heard = await Promise.all(pages.map(listenOn))
    await setWay(iceTransportPolicy)
    await everybodyBy(media)
    await listen(hearing, 2)
    for (const stop of heard) {
      const { silenceMs } = await stop()
      t.ok(silenceMs < LONGEST_GAP_MS, `to ${media}: longest silence ${silenceMs.toFixed(0)} ms`)
    }
  }

  await change('hub', 'hub')
  const forwarded = await listen(hearing, SWEEP)
  const difference = decibels(forwarded.both, direct.both)
  t.ok(Math.abs(difference) < 1, `as loud as before: ${difference.toFixed(2)} dB, so nobody twice`)

  const heardAt = async (metres: number) => {
    bert.pos = [100 + metres, 100, 25]
    await region.push()
    const shown = Number(attenuationGain(metres, DEFAULT_SETTINGS).toFixed(4))
    await eventually(`${metres} m`, async () => (await shownPeople(hearing))[0]?.gain === shown)
    await listen(hearing, 1)
    return listen(hearing, SWEEP)
  }
  // Nearer than that the sweep is so loud that the limiter works.
  const near = await heardAt(20)
  const far = await heardAt(30)
  const gainAt = (metres: number) => attenuationGain(metres, DEFAULT_SETTINGS)
  const expected = decibels(gainAt(30), gainAt(20))
  const measured = decibels(far.both, near.both)
  t.ok(
    Math.abs(measured - expected) < 1.5,
    `30 m: ${measured.toFixed(2)} dB, model ${expected.toFixed(2)} dB`,
  )
  t.ok(decibels(far.right, far.left) > 2, 'from the east, so on the right of who looks north')

  await t.test('who joins straight to the hub tells how long it took', async () => {
    const told = async () => {
      const text = await (await fetch(`${service.url}/metrics`)).text()
      return Number(/^voice_time_to_voice_seconds_count (\d+)$/m.exec(text)?.[1])
    }
    const before = await told()
    await hearing.reload()
    await everybodyBy('hub')
    await eventually('it is told', async () => (await told()) === before + 1)
  })

  await t.test('a moderator’s mute is enforced by the hub', async () => {
    await admin.post(`/rooms/${channel.id}/mute`, { agentId: bert.id, muted: true })
    await eventually('silence', async () => (await listen(hearing, 0.5)).both < 0.001)
    await admin.post(`/rooms/${channel.id}/mute`, { agentId: bert.id, muted: false })
    await eventually('a voice', async () => (await listen(hearing, 0.5)).silenceMs < 50)
  })

  await change('all', 'p2p')
})

t.test('a crowd goes to the hub and comes back from it, while two talk', { skip: noBrowser }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  const [anna, bert] = [testAvatar('Anna Crowd', [128, 128, 25]), testAvatar('Bert Crowd', [130, 128, 25])]
  const others = crowdAvatars(12)
  const region = testRegion(service, [anna, bert, ...others], 'Crowd')
  await region.push()
  const pages = [
    await enterVoice(t, service, region, anna, 'sweep', withoutProcessing),
    await enterVoice(t, service, region, bert, 'sweep', withoutProcessing),
  ] as const
  const heardBy = (media: string) =>
    eventually(`each other by ${media}`, async () => {
      const [one, two] = await Promise.all(pages.map(shownPeople))
      const other = (people: typeof one, id: string) => people?.find(({ agentId }) => agentId === id)
      return other(one, bert.id)?.media === media && other(two, anna.id)?.media === media
    })
  for (const page of pages) await eventually('a voice', async () => (await listen(page, 0.5)).silenceMs < 50)
  await heardBy('p2p')

  const heard = await Promise.all(pages.map(listenOn))
  await enterCrowd(t, service, region, others)
  await heardBy('hub')
  for (const [index, avatar] of others.entries()) avatar.pos = [index * 20, 20, 25]
  await region.push()
  await heardBy('p2p')
  await listen(pages[0], 1)
  for (const stop of heard) {
    const { silenceMs } = await stop()
    t.ok(silenceMs < LONGEST_GAP_MS, `longest silence ${silenceMs.toFixed(0)} ms`)
  }
})
