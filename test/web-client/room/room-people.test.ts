/** The people of a room without a browser: who is heard, from where, and what is shown of each. */

import t from 'tap'
import type { ChannelMessage, ParticipantMessage } from '../../../src/protocol/messages.js'
import type { PersonalVolume } from '../../../web-client/hearing/personal-volumes.js'
import { createRoomPeople } from '../../../web-client/room/room-people.js'

const channel: ChannelMessage = {
  id: 1,
  name: 'Agora',
  mode: 'open',
  distanceModel: 'linear',
  rollOff: 1,
  maxRangeMetres: 60,
  clampingDistanceMetres: 10,
}
function participant(
  index: number,
  east: number,
  changes: Partial<ParticipantMessage> = {},
): ParticipantMessage {
  return {
    agentId: `agent-${index}`,
    name: `Resident ${index}`,
    index,
    muted: false,
    listensOnly: false,
    position: [100 + east, 100, 25],
    look: [0, 1, 0],
    ...changes,
  }
}
const self = participant(0, 0)
const near = participant(1, 5)
const far = participant(2, 35)

function roomWith(...participants: ParticipantMessage[]) {
  const volumes = new Map<string, PersonalVolume>()
  const levels = new Map<string, number>()
  const room = createRoomPeople({
    volumeOf: (id) => volumes.get(id) ?? { volume: 1, silenced: false },
    levelOf: (id) => levels.get(id) ?? 0,
  })
  room.enter({ channel, self, participants }, new Set(), 0)
  return { room, volumes, levels }
}
const ids = (people: readonly { readonly agentId: string }[]) => people.map(({ agentId }) => agentId)

t.test('who is heard, by distance, personal volume and what the service says', (t) => {
  const { room, volumes } = roomWith(far, near)
  t.strictSame(ids(room.list(0)), ['agent-1', 'agent-2'], 'loudest first')
  t.equal(room.placementOf('agent-1', 0).gain, 1)
  t.equal(room.placementOf('agent-2', 0).gain, 0.5, 'half way from full to silent')
  volumes.set('agent-2', { volume: 2, silenced: false })
  t.equal(room.placementOf('agent-2', 0).gain, 1)
  volumes.set('agent-2', { volume: 2, silenced: true })
  t.equal(room.placementOf('agent-2', 0).gain, 0)
  t.equal(room.placementOf('nobody', 0).gain, 0)
  room.change({ ...near, listensOnly: true })
  t.equal(room.placementOf('agent-1', 0).gain, 0, 'whatever a modified program goes on sending')
  room.change({ ...near, muted: true })
  t.equal(room.placementOf('agent-1', 0).gain, 1, 'a microphone that is off sends nothing anyway')
  room.setChannel({ ...channel, distanceModel: 'none' })
  t.equal(room.placementOf('agent-1', 0).direction, undefined)
  t.end()
})

t.test('by where they face, how far away they are, and whether they whisper or shout', (t) => {
  const { room } = roomWith(participant(1, 0, { position: [100, 105, 25] }), far)
  const gains = () => ['agent-1', 'agent-2'].map((id) => Number(room.placementOf(id, 0).gain.toFixed(6)))
  t.strictSame(gains(), [1, 0.5])
  room.setChannel({ ...channel, cone: true, dulls: true })
  t.strictSame(gains(), [0.5, 0.375], 'the nearer faces away, the farther looks past')
  t.strictSame([room.placementOf('agent-1', 0).dullness, room.placementOf('agent-2', 0).dullness], [0, 0.5])
  room.change({ ...far, effort: 'whisper' })
  t.strictSame(gains(), [0.5, 0])
  t.strictSame([...room.beyondWhisper('whisper', 0)], ['agent-2'], 'who must not get a packet of one')
  t.strictSame([...room.beyondWhisper('talk', 0)], [])
  t.strictSame(
    room.list(0).map(({ effort }) => effort),
    ['talk', 'whisper'],
  )
  t.end()
})

t.test('who speaks, and not who may not', (t) => {
  const { room, levels } = roomWith(near)
  levels.set('agent-1', 0.5)
  t.equal(room.list(1000)[0]?.speaking, true)
  levels.set('agent-1', 0)
  t.equal(room.list(1300)[0]?.speaking, true, 'words do not flicker')
  t.equal(room.list(1500)[0]?.speaking, false)
  levels.set('agent-1', 0.5)
  for (const change of [{ muted: true }, { listensOnly: true }]) {
    room.change({ ...near, ...change })
    t.equal(room.list(2000)[0]?.speaking, false, JSON.stringify(change))
    t.equal(room.blips(2000)[0]?.loudness, 0)
  }
  t.end()
})

t.test('every event in a room, and in none', (t) => {
  const { room } = roomWith(near)
  room.add(far, 0)
  t.strictSame(ids(room.list(0)), ['agent-1', 'agent-2'])
  room.change(participant(9, 1))
  room.remove('agent-9')
  room.forgetAbsent('agent-9')
  room.report('agent-9', { media: 'p2p', quality: 'good' })
  room.failed('agent-9')
  room.move([{ index: 9, position: [0, 0, 0], look: [1, 0, 0] }], 0)
  t.strictSame(ids(room.list(0)), ['agent-1', 'agent-2'], 'of somebody who is not here: nothing')
  room.forgetAbsent('agent-1')
  t.equal(room.list(0).length, 2, 'who is here is not absent')
  room.remove('agent-1')
  // Its number is another one's now, and the one who left does not take it along.
  room.add(participant(1, 20, { agentId: 'agent-7' }), 0)
  room.remove('agent-1')
  room.move([{ index: 1, position: [110, 100, 25], look: [0, 1, 0] }], 1000)
  t.ok((room.list(60_000).find(({ agentId }) => agentId === 'agent-7')?.distanceMetres ?? 99) < 11)
  room.clear()
  t.strictSame(room.list(0), [])
  t.strictSame(room.blips(0), [])
  t.equal(room.selfPose(0), undefined)
  room.add(near, 0)
  t.strictSame(room.list(0), [], 'without an ear nobody is anywhere')
  t.end()
})

t.test('who was connected stays as last seen, until the room has them again or gives them up', (t) => {
  const { room } = roomWith(near, far)
  room.report('agent-1', { media: 'p2p', quality: 'good' })
  room.enter({ channel, self, participants: [] }, new Set(['agent-1']), 1000)
  t.strictSame(ids(room.list(1000)), ['agent-1'])
  room.add(participant(4, 5, { agentId: 'agent-1' }), 1000)
  t.match(room.list(1000)[0], { media: 'p2p' }, 'their connection is the same')
  room.forgetAbsent('agent-1')
  t.equal(room.list(1000).length, 1)
  room.enter({ channel, self, participants: [] }, new Set(['agent-1']), 2000)
  room.forgetAbsent('agent-1')
  t.strictSame(room.list(2000), [])
  t.end()
})

t.test('what is known of a connection, and its trouble', (t) => {
  const { room } = roomWith(near)
  const person = () => room.list(0)[0]
  t.match(person(), { media: undefined, quality: undefined, trouble: undefined })
  room.report('agent-1', { media: 'p2p', quality: 'poor' })
  room.report('agent-1', { media: 'p2p', quality: undefined })
  t.match(person(), { media: 'p2p', quality: 'poor' }, 'in a pause the last quality holds')
  room.report('agent-1', { media: 'p2p', quality: undefined, silent: true })
  t.equal(person()?.trouble, 'no-audio')
  room.change({ ...near, muted: true })
  t.equal(person()?.trouble, undefined)
  room.failed('agent-1')
  t.equal(person()?.trouble, 'incompatible')
  room.report('agent-1', { media: undefined, quality: undefined })
  t.match(person(), { trouble: 'incompatible', quality: undefined })
  room.report('agent-1', { media: 'relay', quality: undefined })
  t.equal(person()?.trouble, undefined)
  t.end()
})

t.test('who has not changed is the same object, and so is the list', (t) => {
  const { room } = roomWith(near, far)
  const before = room.list(0)
  t.equal(room.list(0), before)
  room.change({ ...far, name: 'Renamed' })
  const after = room.list(0)
  t.not(after, before)
  t.equal(after[0], before[0])
  t.not(after[1], before[1])
  t.end()
})

t.test('on which side somebody is, as the avatar looks', (t) => {
  const at = (east: number, north: number, look: ParticipantMessage['look'] = [0, 1, 0]) => {
    const { room } = roomWith(participant(1, east, { position: [100 + east, 100 + north, 60] }))
    room.move([{ ...self, look }], 0)
    return room.list(10_000)[0]?.side
  }
  const sides = [at(0, 9), at(7, 7), at(9, 0), at(7, -7), at(0, -9), at(-7, -7), at(-9, 0), at(-7, 7)]
  t.strictSame(sides, [
    ...['ahead', 'ahead-right', 'right', 'behind-right', 'behind', 'behind-left', 'left', 'ahead-left'],
  ])
  t.equal(at(9, 0, [1, 0, 0]), 'ahead', 'turned east')
  t.equal(at(0.2, 0.2), undefined, 'on one spot, high above')
  t.end()
})
