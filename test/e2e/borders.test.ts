/** Voices over a region's border in real Chromium: as loud as their distance says, from their side, and without a gap for whoever crosses. */

import t from 'tap'
import { attenuationGain } from '../../src/spatial/attenuation.js'
import { DEFAULT_SETTINGS } from '../../src/voice/channels/channel.js'
import {
  allowedSilence,
  decibels,
  enterVoice,
  listen,
  listenOn,
  noBrowser,
  shownPeople,
  textOf,
  withHeadphones,
} from '../helpers/browser/browser.js'
import { eventually } from '../helpers/eventually.js'
import { testAvatar, testRegion, testUuid } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'

t.test('two people on either side of a border', { skip: noBrowser }, async (t) => {
  const service = await startService()
  t.teardown(() => service.stop())
  const anna = { ...testAvatar('Anna West', [251, 100, 25]), look: [0, 1, 0] as [number, number, number] }
  const bert = { ...testAvatar('Bert East', [3, 100, 25]), look: [0, 1, 0] as [number, number, number] }
  const west = testRegion(service, [anna], 'West', testUuid(), [256_000, 256_000])
  const east = testRegion(service, [bert], 'East', testUuid(), [256_256, 256_000])
  await Promise.all([west.push(), east.push()])
  const hearing = await enterVoice(t, service, west, anna, 'anna', withHeadphones)
  const speaking = await enterVoice(t, service, east, bert, 'sweep')
  await eventually('Bert is heard', async () => (await listen(hearing, 0.3)).both > 0.005)

  const heardAt = async (metres: number) => {
    bert.pos = [metres - 5, 100, 25]
    await east.push()
    await eventually(`${metres} m`, async () =>
      (await shownPeople(hearing)).some(({ distance }) => Math.abs(distance - metres) < 0.05),
    )
    await listen(hearing, 0.3)
    return listen(hearing, 1)
  }
  const near = await heardAt(8)
  for (const metres of [20, 30]) {
    const heard = await heardAt(metres)
    const measured = decibels(heard.both, near.both)
    const expected = decibels(attenuationGain(metres, DEFAULT_SETTINGS), 1)
    t.ok(
      Math.abs(measured - expected) < 1.5,
      `${metres} m: ${measured.toFixed(2)} dB, ${expected.toFixed(2)} wanted`,
    )
    t.ok(heard.right > 1.3 * heard.left, 'from the east')
  }
  await heardAt(8)

  for (const [to, from, where] of [
    [east, west, 3],
    [west, east, 253],
    [east, west, 3],
  ] as const) {
    const stop = await listenOn(hearing)
    anna.pos = [where, 100, 25]
    from.avatars.splice(from.avatars.indexOf(anna), 1)
    to.avatars.push(anna)
    await to.push()
    await from.push()
    const name = to === east ? 'East' : 'West'
    await eventually(`in ${name}`, async () => (await textOf(hearing, 'channel')) === name)
    await listen(speaking, 0.5)
    const heard = await stop()
    const allowed = await allowedSilence(hearing, heard, 60)
    t.ok(heard.silenceMs <= allowed, `into ${name}: ${heard.silenceMs.toFixed(0)} ms of silence`)
    t.equal((await shownPeople(hearing)).length, 1, 'nobody is listed twice')
  }
})
