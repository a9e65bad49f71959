/** A room as residents meet it: one talks, one has the microphone off, one is far away, and names are of every kind. */

import type { Test } from 'tap'
import { startTalker } from '../../../demo/talker.js'
import { makeVoice } from '../../../demo/voices.js'
import { endMediaPeers } from '../media/media-peer.js'
import { type TestAvatar, type TestRegion, testAvatar, testRegion } from '../regions/region.js'
import type { Service } from '../service.js'
import { openSignal, signIn } from '../signal-socket.js'

export const HUGE_NAME = `${'Ω'.repeat(40)} ${'👩‍👩‍👧‍👦'.repeat(12)}`

export interface LivelyRoom {
  readonly region: TestRegion
  /** The avatar in the middle of the room, not in voice yet. */
  readonly listener: TestAvatar
  readonly others: readonly TestAvatar[]
}

/** Everybody is gone when the test ends. */
export async function livelyRoom(t: Pick<Test, 'teardown'>, service: Service): Promise<LivelyRoom> {
  const listener = testAvatar('Anna Testperson', [128, 128, 25])
  const talkers = [testAvatar('Bert Example', [135, 133, 25]), testAvatar('שלום עולם', [119, 140, 25])]
  const silent = [
    testAvatar(HUGE_NAME, [112, 122, 25]),
    testAvatar('Carla "Quote" <b>', [139, 112, 25]),
    testAvatar('Dora Far', [168, 150, 25]),
  ]
  const others = [...talkers, ...silent]
  const region = testRegion(service, [listener, ...others], 'Agora')
  await region.push()
  t.teardown(endMediaPeers)
  const { frames } = await makeVoice({ espeakVoice: 'en+m3', text: 'I talk and never stop.', tone: 220 })
  for (const avatar of talkers) {
    const talker = await startTalker(service.url + (await region.link(avatar)), frames)
    t.teardown(() => talker.close())
  }
  for (const avatar of silent) {
    const socket = openSignal(service.url, await signIn(service.url, await region.link(avatar)))
    t.teardown(() => socket.close())
    socket.send({ type: 'join', muted: avatar === silent[0] })
  }
  return { region, listener, others }
}
