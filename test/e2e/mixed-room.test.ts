/** Native viewers and pages in one room: everybody hears everybody, as loud and from where they stand. */

import type { Page } from 'puppeteer-core'
import t from 'tap'
import { attenuationGain } from '../../src/spatial/attenuation.js'
import { DEFAULT_SETTINGS } from '../../src/voice/channels/channel.js'
import {
  decibels,
  enterVoice,
  hearToneInPage,
  noBrowser,
  shownPeople,
  withoutProcessing,
} from '../helpers/browser/browser.js'
import { tone } from '../helpers/browser/voice-sound.js'
import { eventually } from '../helpers/eventually.js'
import { endMediaPeers } from '../helpers/media/media-peer.js'
import { REGION_CORNER, type TestAvatar, testAvatar, testRegion } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'
import { connected, hearTone, startViewer, type TestViewer } from '../helpers/viewers/viewer.js'
import { voiceRpc } from '../helpers/viewers/voice-rpc.js'

const NORTH = 90
const TONE_LEVEL = 0.1

interface Somebody {
  readonly avatar: TestAvatar
  readonly toneHz: number
  /** Loudness of a tone at its ears. */
  hear(toneHz: number): Promise<{ left: number; right: number; both: number }>
}

t.teardown(endMediaPeers)

t.test('two viewers and two pages: all twelve directions', { skip: noBrowser }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  const rpc = voiceRpc(service)
  const avatars = [
    testAvatar('Vera Viewer', [100, 100, 25]),
    testAvatar('Viktor Viewer', [115, 100, 25]),
    testAvatar('Paula Page', [100, 120, 25]),
    testAvatar('Peter Page', [85, 100, 25]),
  ] as const
  for (const avatar of avatars) avatar.look = [0, 1, 0]
  const region = testRegion(service, [...avatars], 'Mixed')
  await region.push()

  const viewer = async (avatar: TestAvatar, toneHz: number): Promise<Somebody & { viewer: TestViewer }> => {
    const [x, y, z] = avatar.pos
    const started = await startViewer(t, {
      rpc,
      agentId: avatar.id,
      regionId: region.id,
      place: { position: [REGION_CORNER[0] + x, REGION_CORNER[1] + y, z], headingDegrees: NORTH },
      voice: tone(toneHz, TONE_LEVEL),
    })
    await connected(started)
    return { avatar, toneHz, viewer: started, hear: (hz) => hearTone(started, hz, 1) }
  }
  const page = async (avatar: TestAvatar, toneHz: number): Promise<Somebody & { page: Page }> => {
    const opened = await enterVoice(t, service, region, avatar, { toneHz }, withoutProcessing)
    return { avatar, toneHz, page: opened, hear: (hz) => hearToneInPage(opened, hz) }
  }
  // The pages are alone first and hear each other directly.
  const [paula, peter] = [await page(avatars[2], 1000), await page(avatars[3], 1300)]
  const [vera, viktor] = [await viewer(avatars[0], 500), await viewer(avatars[1], 700)]
  const everybody = [vera, viktor, paula, peter]

  for (const { page: shown } of [paula, peter])
    await eventually('everybody by the hub', async () => {
      const people = await shownPeople(shown)
      return people.length === 3 && people.every(({ media }) => media === 'hub')
    })

  for (const listener of everybody) {
    for (const speaker of everybody) {
      if (speaker === listener) continue
      const metres = Math.hypot(
        speaker.avatar.pos[0] - listener.avatar.pos[0],
        speaker.avatar.pos[1] - listener.avatar.pos[1],
      )
      const expected = TONE_LEVEL * attenuationGain(metres, DEFAULT_SETTINGS)
      const title = `${speaker.avatar.name} at ${listener.avatar.name}`
      let heard = await listener.hear(speaker.toneHz)
      await eventually(`${title} as loud as the model says`, async () => {
        heard = await listener.hear(speaker.toneHz)
        return Math.abs(decibels(heard.both, expected)) < 1.5
      }).catch(() => undefined)
      const off = decibels(heard.both, expected)
      t.ok(Math.abs(off) < 1.5, `${title}, ${metres.toFixed(0)} m: ${off.toFixed(2)} dB off the model`)
      const east = speaker.avatar.pos[0] - listener.avatar.pos[0]
      const balance = decibels(heard.right, heard.left)
      if (Math.abs(east) > 10)
        t.ok(Math.sign(east) * balance > 2, `${title}: ${balance.toFixed(1)} dB to the right`)
      else t.ok(Math.abs(balance) < 1, `${title}: straight ahead, ${balance.toFixed(1)} dB to the right`)
    }
    const own = await listener.hear(listener.toneHz)
    t.ok(own.both < TONE_LEVEL / 50, `${listener.avatar.name} does not hear itself`)
  }

  const listed = (somebody: TestViewer) => [...somebody.talk.people.keys()].sort()
  const othersOf = ({ avatar }: Somebody) =>
    avatars
      .map(({ id }) => id)
      .filter((id) => id !== avatar.id)
      .sort()
  for (const native of [vera, viktor])
    t.strictSame(
      listed(native.viewer).filter((id) => id !== native.avatar.id),
      othersOf(native),
      'the list of a viewer has everybody',
    )

  await t.test('volume and mute of a viewer are its own', async (t) => {
    vera.viewer.talk.setMuted(paula.avatar.id, true)
    await eventually('muted', async () => (await vera.hear(paula.toneHz)).both < TONE_LEVEL / 50)
    t.ok((await viktor.hear(paula.toneHz)).both > TONE_LEVEL / 10, 'others hear her')
    vera.viewer.talk.setMuted(paula.avatar.id, false)
    await eventually('unmuted', async () => (await vera.hear(paula.toneHz)).both > TONE_LEVEL / 10)
  })

  await t.test('who leaves is gone everywhere, and the pages talk directly again', async (t) => {
    await viktor.viewer.logout()
    await eventually('gone from the viewer', () => !vera.viewer.talk.people.has(viktor.avatar.id))
    await eventually('gone from the page', async () => (await shownPeople(paula.page)).length === 2)
    vera.viewer.close()
    await eventually(
      'a lost viewer is noticed',
      async () => {
        const people = await shownPeople(paula.page)
        return people.length === 1 && people[0]?.media === 'p2p'
      },
      90_000,
    )
    // A glance at the page's sound may fall into the moment of the change, which other tests measure.
    await eventually('Peter is heard', async () => (await paula.hear(peter.toneHz)).both > 0.01)
    t.notOk((await shownPeople(paula.page)).some(({ media }) => media === 'hub'))
  })
})
