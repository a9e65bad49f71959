/** Sounds of coming and going: for others, in small rooms, where the resident wants them. */

import t from 'tap'
import { createComings } from '../../../web-client/room/comings.js'
import { createRoomPeople } from '../../../web-client/room/room-people.js'
import { handleServerMessage, type MessageParts } from '../../../web-client/service/server-messages.js'
import { fakeBrowser } from '../../helpers/browser/fake-browser.js'

/** A room with some people in it, and the sounds that the page made since. */
async function room({ others = 0, wanted = true } = {}) {
  const { testTime, time } = fakeBrowser()
  const played: string[] = []
  const people = createRoomPeople({ volumeOf: () => ({ volume: 1, silenced: false }), levelOf: () => 0 })
  const comings = createComings({ isWanted: () => wanted, play: (cue) => played.push(cue), time })
  const parts = {
    features: { receive: () => false },
    room: people,
    comings,
    time,
    clock: { showSoon: () => undefined },
  } as unknown as MessageParts
  const come = (name: string) => {
    const participant = { agentId: name, name, index: played.length, muted: false, listensOnly: false }
    handleServerMessage(parts, { type: 'participant-joined', participant } as never)
  }
  const go = (agentId: string) => handleServerMessage(parts, { type: 'participant-left', agentId } as never)
  comings.entered()
  for (let other = 0; other < others; other += 1) come(`other ${other}`)
  const later = () => testTime.pass(5000)
  return { come, go, played, later, comings }
}

t.test('who comes and goes is heard, in a room of at most ten', async (t) => {
  const small = await room({ others: 8 })
  t.strictSame(small.played, [], 'those who are there already did not come')
  await small.later()
  small.come('Bert')
  t.strictSame(small.played, ['come'], 'the tenth')
  await small.later()
  small.come('Carl')
  await small.later()
  small.go('Carl')
  t.strictSame(small.played, ['come'], 'an eleventh comes and goes unheard')
  await small.later()
  small.go('Bert')
  t.strictSame(small.played, ['come', 'go'])
  await small.later()
  small.go('Bert')
  t.equal(small.played.length, 2, 'nobody goes twice')
})

t.test('one sound for a group, none for who is back, none where it is not wanted', async (t) => {
  const group = await room()
  await group.later()
  group.come('Bert')
  group.come('Carl')
  t.strictSame(group.played, ['come'])
  await group.later()
  group.come('Bert')
  t.equal(group.played.length, 1, 'Bert was here')
  group.comings.entered()
  group.come('Dora')
  t.equal(group.played.length, 1, 'after a restart all come back')
  const unwanted = await room({ wanted: false })
  await unwanted.later()
  unwanted.come('Bert')
  t.strictSame(unwanted.played, [])
})
