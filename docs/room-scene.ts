/** The room in the voice page's pictures: two talk, one listens, one has the microphone off, one is far away. */

import { startTalker } from '../demo/talker.js'
import { makeVoice } from '../demo/voices.js'
import { type TestAvatar, type TestRegion, testAvatar, testRegion } from '../test/helpers/regions/region.js'
import type { Service } from '../test/helpers/service.js'
import { openSignal, signIn } from '../test/helpers/signal-socket.js'

/** @returns the region, and the avatar that is not in voice yet: its page is pictured */
export async function fillRoom(
  service: Service,
  teardown: (end: () => unknown) => unknown,
): Promise<{ region: TestRegion; listener: TestAvatar }> {
  const listener = testAvatar('Anna Lind', [128, 128, 25])
  const talkers = [testAvatar('Bert Voss', [137, 134, 25]), testAvatar('Mira Kovač', [115, 143, 25])]
  const quiet = testAvatar('Carla Reyes', [139, 112, 25])
  const off = testAvatar('Emil Sand', [109, 117, 25])
  const far = testAvatar('Dora Ohana', [168, 150, 25])
  const region = testRegion(service, [listener, ...talkers, quiet, off, far], 'Agora')
  await region.push()
  const { frames } = await makeVoice({ espeakVoice: 'en+m3', text: 'I talk and never stop.', tone: 220 })
  for (const avatar of [...talkers, quiet]) {
    const spoken = avatar === quiet ? [] : frames
    const talker = await startTalker(service.url + (await region.link(avatar)), spoken)
    teardown(() => talker.close())
  }
  for (const avatar of [off, far]) {
    const socket = openSignal(service.url, await signIn(service.url, await region.link(avatar)))
    teardown(() => socket.close())
    socket.send({ type: 'join', muted: avatar === off })
  }
  return { region, listener }
}
