import t from 'tap'
import { createForwarder, type Forwardable } from '../../../src/media/hub-process/forwarder.js'
import { createHubRoom } from '../../../src/media/hub-process/hub-room.js'
import type { PeerMedia } from '../../../src/media/hub-process/peers/peer-media.js'
import { createReviews } from '../../../src/media/hub-process/reviews.js'
import type { HubReport } from '../../../src/media/messages.js'
import { createMix, type Mix } from '../../../src/media/mixing/mix.js'
import { createNoiseGate } from '../../../src/media/mixing/noise-gate.js'
import { FRAME_SAMPLES } from '../../../src/media/opus/opus.js'
import type { RtpPacket } from '../../../src/media/peers/rtp.js'
import type { Vector3 } from '../../../src/spatial/direction.js'
import type { Effort } from '../../../src/spatial/effort.js'
import type { HubRoom } from '../../../src/voice/rooms/hub.js'
import type { RoomKey } from '../../../src/voice/rooms/room-key.js'
import { createTestTime } from '../../helpers/test-time.js'

const PLAZA: RoomKey = 'place:main/1'
const attenuation = {
  distanceModel: 'linear',
  rollOff: 1,
  maxRangeMetres: 60,
  clampingDistanceMetres: 10,
} as const

/** A room in which everybody speaks a constant: the mix of a listener is then the sum of the gains. */
function testRoom(settings: Partial<HubRoom> = {}, wake: () => void = () => undefined) {
  let woken = 0
  const counts = { reviewed: 0 }
  const room = createHubRoom(() => {
    woken += 1
    wake()
  })
  const steady = { voices: 0 }
  const { addSteady, ...others } = createMix()
  const mix: Mix = {
    ...others,
    addSteady(...voice) {
      steady.voices += 1
      addSteady(...voice)
    },
  }
  const speakers = new Map<
    string,
    { position: Vector3; maySpeak: boolean; apartFrom: string[]; effort?: Effort }
  >()
  const heard = new Map<string, { left: number; right: number; first: number; last: number }>()
  const pulled: string[] = []
  const rested: number[] = []
  let nowMs = 0

  function tell(): void {
    room.set({
      attenuation,
      directional: false,
      ...settings,
      speakers: [...speakers].map(([agentId, { position, maySpeak, apartFrom, effort }]) => ({
        agentId,
        ...(effort && { effort }),
        ...(apartFrom.length > 0 && { apartFrom }),
        pose: { position, look: [0, 1, 0] },
        maySpeak,
      })),
    })
  }

  function enter(agentId: string, level: number): PeerMedia {
    let fading = false
    const media: PeerMedia = {
      peerId: `peer of ${agentId}`,
      agentId,
      ear: undefined,
      personalGains: new Map(),
      headphones: undefined,
      voice: {
        push: () => undefined,
        isActive: () => level > 0,
        pull(_, isWanted) {
          const wanted = isWanted()
          fading = wanted
          if (wanted) pulled.push(agentId)
          return wanted ? new Float32Array(FRAME_SAMPLES).fill(level) : undefined
        },
        lastFrame: () => (fading ? new Float32Array(FRAME_SAMPLES).fill(level) : undefined),
        power: () => level,
        buffer: {} as PeerMedia['voice']['buffer'],
        free: () => undefined,
      },
      gate: createNoiseGate(),
      stream: {
        limiter: { gain: 1 },
        free: () => undefined,
        encoded: () => 0,
        restingTurns: () => 7,
        rest: (turns) => rested.push(turns),
        turn(own: Mix, audible) {
          const samples = own.finish({ gain: 1 })
          const [last, lastRight] = samples.slice(-2)
          const part = (sample = 0) => Math.round((sample / 32_767) * 1000) / 1000
          heard.set(agentId, {
            left: part(last),
            right: part(lastRight),
            first: part(samples[0]),
            last: part(last),
          })
          if (!audible && (last || lastRight)) throw new Error('sound that nobody added')
        },
      },
      forwarder: undefined,
      losses: { sentLossShare: () => undefined, lostByListeners: () => (counts.reviewed += 1) },
    }
    room.enter(media)
    return media
  }

  return {
    room,
    speakers,
    tell,
    enter,
    pulled,
    /** How many voices were mixed at gains that had arrived. */
    steady,
    /** For each mix, how many turns it was told to leave out. */
    rested,
    /** How often a peer was looked at. */
    counts,
    /** Whether the room has asked for its next turn since the last call. */
    takeWoken() {
      const was = woken > 0
      woken = 0
      return was
    },
    /** What a listener gets at the end of the next turn. */
    turn(agentId: string) {
      nowMs += 20
      room.turn(nowMs, mix, nowMs / 20)
      return heard.get(agentId) ?? { left: 0, right: 0, first: 0, last: 0 }
    },
    stand(agentId: string, position: Vector3, maySpeak = true, apartFrom: string[] = []) {
      speakers.set(agentId, { position, maySpeak, apartFrom })
      tell()
    },
    speak(agentId: string, effort: Effort) {
      const speaker = speakers.get(agentId)
      if (speaker) speakers.set(agentId, { ...speaker, effort })
      tell()
    },
  }
}

/** Of a voice without direction, in each ear. */
const ear = (level: number) => Math.round(level * Math.SQRT1_2 * 1000) / 1000

t.test('everybody hears all others as loud as the model says, and never itself', (t) => {
  const { enter, stand, turn } = testRoom()
  stand('anna', [0, 0, 0])
  stand('bert', [35, 0, 0])
  stand('carl', [35, 0, 0])
  enter('anna', 0.1)
  enter('bert', 0.2)
  enter('carl', 0.05)
  turn('anna')
  t.equal(turn('anna').left, ear(0.25 * 0.5))
  t.equal(turn('bert').left, ear(0.1 * 0.5 + 0.05))
  t.end()
})

t.test('who whispers is heard near by only, and who shouts farther than talking', (t) => {
  const { enter, stand, turn, speak } = testRoom()
  stand('anna', [0, 0, 0])
  stand('bert', [35, 0, 0])
  enter('anna', 0)
  enter('bert', 0.2)
  const heard = (metres: number, effort: Effort) => {
    stand('bert', [metres, 0, 0])
    speak('bert', effort)
    turn('anna')
    return turn('anna').left
  }
  t.equal(heard(35, 'talk'), ear(0.1))
  t.equal(heard(35, 'whisper'), 0)
  t.equal(heard(35 / 6, 'whisper'), ear(0.1))
  t.equal(heard(35 * (5 / 3), 'shout'), ear(0.1))
  t.equal(heard(101, 'shout'), 0, 'no farther than the channel lets anybody shout')
  speak('bert', 'talk')
  stand('bert', [35, 0, 0])
  turn('anna')
  turn('anna')
  speak('bert', 'whisper')
  const fading = turn('anna')
  t.ok(fading.first > ear(0.1) * 0.95 && fading.last === 0, 'and glides from one to the other')
  t.end()
})

t.test('who stands behind a speaker with a front hears them half as loud', (t) => {
  const { enter, stand, turn } = testRoom({ attenuation: { ...attenuation, cone: true } })
  stand('bert', [0, 0, 0])
  enter('anna', 0)
  enter('bert', 0.2)
  for (const [north, expected] of [
    [5, 0.2],
    [-5, 0.1],
  ] as const) {
    stand('anna', [0, north, 0])
    turn('anna')
    t.equal(turn('anna').left, ear(expected))
  }
  t.end()
})

t.test('whoever wants headphones hears by a head, by their own choice or the room’s', (t) => {
  const { enter, stand, turn, room } = testRoom({ directional: true, headphones: true })
  stand('anna', [0, 0, 0])
  stand('bert', [5, 0, 0])
  const anna = enter('anna', 0)
  enter('bert', 0.2)
  const sides = (headphones: boolean | undefined) => {
    anna.headphones = headphones
    room.listenerChanged(anna.peerId)
    turn('anna')
    const { left, right } = turn('anna')
    return right / left
  }
  // A constant is the lowest of all tones: a head is hardly in its way.
  const byHead = sides(undefined)
  t.ok(byHead > 1.2 && byHead < 1.6, `by the room: ${byHead}`)
  t.ok(sides(false) > 5)
  t.equal(sides(true), byHead)
  t.end()
})

t.test('gains that have arrived are looked at again when somebody comes, goes or moves', (t) => {
  const { enter, stand, turn, room, steady } = testRoom()
  stand('carl', [0, 0, 0])
  stand('anna', [0, 35, 0])
  stand('bert', [0, 5, 0])
  const anna = enter('anna', 0)
  enter('carl', 0.1)
  turn('anna')
  t.equal(steady.voices, 0, 'they glide')
  turn('anna')
  t.equal(steady.voices, 1)
  t.equal(turn('anna').last, ear(0.05))
  enter('bert', 0)
  t.equal(turn('bert').last, ear(0.1))
  t.equal(turn('bert').first, ear(0.1))
  room.leave(anna.peerId)
  t.equal(turn('bert').first, ear(0.1), 'and not as loud as for one who has left')
  stand('bert', [0, 35, 0])
  t.equal(turn('bert').last, ear(0.05))
  const before = steady.voices
  t.equal(turn('bert').first, ear(0.05))
  t.equal(steady.voices, before + 1)
  t.end()
})

t.test('voices come from where they are', (t) => {
  const { enter, stand, turn } = testRoom({ directional: true })
  stand('anna', [0, 0, 0])
  stand('bert', [5, 0, 0])
  enter('anna', 0)
  enter('bert', 0.2)
  turn('anna')
  const { left, right } = turn('anna')
  t.ok(right > 5 * left && left > 0, `left ${left}, right ${right}`)
  t.end()
})

t.test('nobody hears or is heard before its place is known', (t) => {
  const { enter, stand, turn, tell, speakers, pulled } = testRoom()
  enter('anna', 0.1)
  enter('bert', 0.1)
  t.equal(turn('anna').left, 0, 'not before the room is known')
  stand('bert', [0, 0, 0])
  turn('anna')
  t.equal(turn('anna').left, 0, 'no ear yet')
  t.equal(turn('bert').left, 0, 'no mouth yet')
  t.strictSame(pulled, [], 'and nothing was decoded for nobody')
  stand('anna', [Number.NaN, 0, 0])
  t.equal(turn('anna').left, 0, 'nowhere is no place')
  stand('anna', [0, 0, 0])
  turn('anna')
  t.equal(turn('anna').left, ear(0.1))
  speakers.delete('bert')
  tell()
  turn('anna')
  t.equal(turn('anna').left, 0, 'nor after it is not known any more')
  t.end()
})

t.test('who is muted falls silent within a turn, without a click', (t) => {
  const { enter, stand, turn } = testRoom()
  stand('anna', [0, 0, 0])
  stand('bert', [0, 0, 0])
  enter('anna', 0)
  enter('bert', 0.3)
  turn('anna')
  turn('anna')
  stand('bert', [0, 0, 0], false)
  const fading = turn('anna')
  t.ok(fading.first > ear(0.3) * 0.95 && fading.last === 0, 'glides down')
  t.equal(turn('anna').first, 0)
  t.end()
})

t.test(
  'who has blocked somebody is apart from them in both directions, whether they speak or only listen',
  (t) => {
    const { enter, stand, turn } = testRoom()
    stand('anna', [0, 0, 0], true, ['bert'])
    stand('bert', [0, 0, 0], true, ['anna'])
    stand('carl', [0, 0, 0])
    enter('anna', 0.1)
    enter('bert', 0.2)
    enter('carl', 0.05)
    turn('anna')
    t.equal(turn('anna').left, ear(0.05))
    t.equal(turn('bert').left, ear(0.05))
    t.equal(turn('carl').left, ear(0.1 + 0.2), 'others hear both')
    t.end()
  },
)

t.test("personal gains are a listener's own affair", (t) => {
  const { enter, stand, turn, room } = testRoom()
  for (const name of ['anna', 'bert', 'carl']) stand(name, [0, 0, 0])
  const anna = enter('anna', 0)
  enter('bert', 0.1)
  enter('carl', 0)
  turn('anna')
  for (const [gain, expected] of [
    [2, ear(0.2)],
    [0, 0],
    [0.5, ear(0.05)],
  ] as const) {
    anna.personalGains = new Map([['bert', gain]])
    room.listenerChanged(anna.peerId)
    turn('anna')
    t.equal(turn('anna').left, expected)
    t.equal(turn('carl').left, ear(0.1))
  }
  t.end()
})

t.test('an ear may be elsewhere than its mouth, or without one', (t) => {
  const { enter, stand, turn, room } = testRoom()
  stand('bert', [0, 0, 0])
  const anna = enter('anna', 0.1)
  enter('bert', 0.1)
  anna.ear = { position: [35, 0, 0], look: [0, 1, 0] }
  room.listenerChanged(anna.peerId)
  turn('anna')
  t.equal(turn('anna').left, ear(0.05))
  t.equal(turn('bert').left, 0, 'who only listens is not heard')
  t.end()
})

t.test('who leaves fades out, and nothing of it is kept', (t) => {
  const { enter, stand, turn, room } = testRoom()
  stand('anna', [0, 0, 0])
  stand('bert', [0, 0, 0])
  enter('anna', 0)
  const bert = enter('bert', 0.3)
  turn('anna')
  turn('anna')
  room.leave(bert.peerId)
  const fading = turn('anna')
  t.ok(fading.first > ear(0.3) * 0.95 && fading.last === 0)
  t.equal(turn('anna').left, 0)
  enter('bert', 0.3)
  const coming = turn('anna')
  t.ok(coming.first < 0.01 && coming.last === ear(0.3), 'who comes back fades in')
  t.end()
})

t.test('out of range nothing is decoded; at its edge nothing clicks', (t) => {
  const { enter, stand, turn, pulled } = testRoom()
  stand('anna', [0, 0, 0])
  stand('bert', [61, 0, 0])
  enter('anna', 0)
  enter('bert', 0.3)
  turn('anna')
  t.strictSame(pulled, [])
  stand('bert', [20, 0, 0])
  const coming = turn('anna')
  t.ok(coming.first < 0.01 && coming.last > 0.1)
  stand('bert', [61, 0, 0])
  const going = turn('anna')
  t.ok(going.first > 0.1 && going.last === 0)
  pulled.length = 0
  turn('anna')
  t.strictSame(pulled, [])
  t.end()
})

t.test('what somebody muted sends goes no further', (t) => {
  const { room, stand, speak } = testRoom()
  const pushed: string[] = []
  const forwarded: string[] = []
  let offered: readonly Forwardable[] = []
  const forwarder = {
    forward: (from: string) => forwarded.push(from),
    speakers: () => [],
    choose(candidates: readonly Forwardable[]) {
      offered = candidates
    },
  }
  const mediaOf = (agentId: string, kind: 'viewer' | 'page'): PeerMedia =>
    ({
      peerId: agentId,
      agentId,
      ear: undefined,
      personalGains: new Map(),
      headphones: undefined,
      voice: { push: () => pushed.push(agentId), isActive: () => true },
      gate: createNoiseGate(),
      stream: kind === 'viewer' ? {} : undefined,
      forwarder: kind === 'page' ? forwarder : undefined,
      losses: { sentLossShare: () => undefined, lostByListeners: () => undefined },
    }) as unknown as PeerMedia
  stand('anna', [0, 0, 0])
  stand('bert', [0, 0, 0], false)
  stand('carl', [0, 0, 0], false)
  for (const media of [mediaOf('anna', 'viewer'), mediaOf('bert', 'viewer'), mediaOf('carl', 'page')])
    room.enter(media)
  const packet = { level: 10, payload: Buffer.alloc(40) } as unknown as RtpPacket
  for (const from of ['anna', 'bert', 'carl', 'nobody']) room.packet(from, packet, 0)
  t.strictSame(pushed, ['anna'])
  t.strictSame(forwarded, ['anna'])
  t.match(room.review(100).levels, [{ agentId: 'anna', speaking: true }])
  t.strictSame(
    offered.map(({ id }) => id),
    ['anna'],
    'nobody has a slot for silence',
  )
  t.equal(room.review(200).levels.length, 1, 'and fades on the meter')
  stand('carl', [11, 0, 0], false)
  speak('anna', 'whisper')
  room.review(200)
  t.strictSame(offered, [], 'a page beyond a whisper gets not even a packet of it')
  stand('carl', [9, 0, 0], false)
  speak('anna', 'whisper')
  room.review(200)
  t.match(offered, [{ id: 'anna', reachMetres: 10 }])
  speak('anna', 'talk')
  room.packet('anna', packet, 220)
  stand('anna', [0, 0, 0], false)
  t.strictSame(room.review(300).levels, [{ agentId: 'anna', level: 0, speaking: false }], 'cut off at once')
  t.end()
})

t.test(
  'levels are looked at until nothing can change any more, and again from the first sound on',
  async (t) => {
    const time = createTestTime()
    const told: HubReport[] = []
    const { room, enter, stand, turn } = testRoom({}, () => reviews.wake())
    const rooms = { all: () => new Map([[PLAZA, room]]) }
    const reviews = createReviews(rooms, (report) => told.push(report), time.timers)
    const packet = { level: 10, payload: Buffer.alloc(40) } as unknown as RtpPacket
    for (const name of ['anna', 'bert']) stand(name, [0, 0, 0])
    t.equal(time.pending(), 0, 'an empty room has nothing to tell')
    enter('anna', 0)
    const bert = enter('bert', 0.1)
    t.equal(time.pending(), 1)
    await time.pass(3000)
    t.equal(time.pending(), 0)
    room.packet(bert.peerId, packet, 0)
    turn('anna')
    await time.pass(100)
    t.match(told, [{ type: 'levels', roomKey: PLAZA, levels: [{ agentId: 'bert', speaking: true }] }])
    await time.pass(3000)
    t.match(told.at(-1), { levels: [{ agentId: 'bert', level: 0, speaking: false }] }, 'he has stopped')
    t.equal(time.pending(), 0)
    const page = { ...bert, peerId: 'page', agentId: 'page', stream: undefined }
    room.enter(page)
    await time.pass(3000)
    t.equal(time.pending(), 1, 'what a page gets changes with where everybody is')
    room.leave(page.peerId)
    await time.pass(3000)
    t.equal(time.pending(), 0)
  },
)

t.test('a page that comes over has one level, and it goes on', (t) => {
  const { room, enter, stand, turn } = testRoom()
  const packet = { level: 20, payload: Buffer.alloc(40) } as unknown as RtpPacket
  for (const name of ['anna', 'bert']) stand(name, [0, 0, 0])
  enter('anna', 0)
  const { voice, ...bert } = enter('bert', 0.1)
  room.leave(bert.peerId)
  const forwarder = createForwarder([])
  const older = { ...bert, voice, peerId: 'older', stream: undefined, forwarder }
  let heard: Float32Array | undefined = new Float32Array(FRAME_SAMPLES).fill(0.1)
  const newerVoice = {
    ...voice,
    isActive: () => heard !== undefined,
    pull: () => heard,
    power: () => (heard ? 0.1 : 0),
  }
  room.enter(older)
  const levels: unknown[] = []
  let nowMs = 0
  const during = (milliseconds: number, ...peerIds: string[]) => {
    levels.length = 0
    for (const end = nowMs + milliseconds; nowMs < end; nowMs += 20) {
      for (const peerId of peerIds) room.packet(peerId, packet, nowMs)
      turn('anna')
      if (nowMs % 100 === 0) levels.push(...room.review(nowMs).levels)
    }
    return levels
  }
  t.match(during(1000, 'older'), [{ agentId: 'bert', level: 0.5, speaking: true }])
  room.enter({ ...older, peerId: 'newer', voice: newerVoice })
  t.strictSame(during(2000, 'older', 'newer'), [], 'as loud as before')
  heard = undefined
  const stopped = { agentId: 'bert', level: 0, speaking: false }
  t.match(during(1000).at(-1), stopped)
  room.leave('newer')
  t.match(during(1000, 'older'), [{ agentId: 'bert', level: 0.5 }], 'the older one is heard again')
  room.enter({ ...older, peerId: 'newer', voice: newerVoice })
  t.strictSame(during(1000, 'older'), [])
  t.ok(room.hold('older'))
  t.match(during(1000).at(-1), stopped, 'and has gone into another room')
  t.end()
})

t.test('a room rests while nobody in it makes a sound, and wakes for whoever comes, goes or speaks', (t) => {
  const { room, enter, stand, turn, takeWoken, rested, counts } = testRoom()
  const packet = { level: 10, payload: Buffer.alloc(40) } as unknown as RtpPacket
  const heard = (agentId: string) => room.packet(`peer of ${agentId}`, packet, 0)
  for (const name of ['anna', 'bert', 'carl']) stand(name, [0, 0, 0])
  t.equal(room.restingTurns(0), Number.POSITIVE_INFINITY, 'nobody gets a mix')
  enter('anna', 0)
  t.ok(takeWoken())
  t.equal(room.restingTurns(0), 7, 'until its listener is told again of silence')
  enter('bert', 0)
  takeWoken()
  heard('bert')
  t.notOk(takeWoken(), 'a packet that says nothing wakes nobody')
  const carl = enter('carl', 0.1)
  takeWoken()
  heard('carl')
  t.ok(takeWoken())
  t.equal(room.restingTurns(0), 0)
  turn('anna')
  const reviewed = () => {
    const before = counts.reviewed
    room.review(0)
    return counts.reviewed > before
  }
  t.ok(reviewed())
  for (let review = 0; review < 25; review += 1) room.review(0)
  t.notOk(reviewed(), 'nor is anything looked at')
  heard('carl')
  t.ok(reviewed(), 'until somebody speaks')
  takeWoken()
  room.leave(carl.peerId)
  t.ok(takeWoken())
  t.equal(room.restingTurns(0), 0, 'its last frame fades out')
  turn('anna')
  t.equal(room.restingTurns(0), 7)
  room.rest(3)
  t.strictSame(rested, [3, 3], 'each mix is told that time has passed')
  t.end()
})

t.test('a speaker is told what the worst of those loses who get its packets', (t) => {
  const { room } = testRoom()
  const told = new Map<string, number>()
  const enter = (agentId: string, gets: readonly string[], lossShare: number | undefined) =>
    room.enter({
      peerId: agentId,
      agentId,
      voice: { push: () => undefined },
      forwarder: { speakers: () => gets },
      losses: {
        sentLossShare: () => lossShare,
        lostByListeners: (share: number) => told.set(agentId, share),
      },
    } as unknown as PeerMedia)
  enter('anna', ['bert'], 0.01)
  enter('bert', ['anna'], 0.05)
  enter('carl', ['anna', 'bert'], 0.03)
  enter('dora', ['anna'], undefined)
  room.review(100)
  t.strictSame(Object.fromEntries(told), { anna: 0.05, bert: 0.03, carl: 0, dora: 0 })
  t.end()
})
