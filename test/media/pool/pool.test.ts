/** The hub's processes as one: rooms move while voices are heard, and the crash of one process concerns no other. */

import t from 'tap'
import type { HubLevel } from '../../../src/voice/rooms/hub.js'
import type { RoomKey } from '../../../src/voice/rooms/room-key.js'
import { rootMeanSquare, tone, toneLevel } from '../../helpers/browser/voice-sound.js'
import { eventually } from '../../helpers/eventually.js'
import { endMediaPeers, type Heard, type MediaPeer } from '../../helpers/media/media-peer.js'
import { hubRoom } from '../../helpers/media/test-hub.js'
import { startTestPool } from '../../helpers/media/test-pool.js'

t.teardown(endMediaPeers)

const PLAZA: RoomKey = 'place:main/1'
const STAGE: RoomKey = 'place:main/2'
const LEVEL = 0.1
const FRAME_SAMPLES = 960
/** Nothing that is measured moves a room, or starts a process: the test does. */
const AS_TOLD = { startShare: 2, fullShare: 2, leastGainShare: 2 }
/** Half a second. */
const MAX_MISSING_FRAMES = 25

const rooms = new Map([
  [PLAZA, hubRoom({ anna: [0, 0, 0], bert: [0, 1, 0], paul: [1, 0, 0] })],
  [STAGE, hubRoom({ dora: [0, 0, 0], emil: [0, 1, 0] })],
])

/** What one listener gets, frame by frame, until it is read. */
function recording(peer: MediaPeer) {
  const parts: Heard[] = []
  const timer = setInterval(() => parts.push(peer.take()), 50)
  return {
    frames(): { rms: number; sequence: number; timestamp: number; right: Float32Array }[] {
      clearInterval(timer)
      parts.push(peer.take())
      return parts.flatMap(({ left, right, arrivals }) =>
        arrivals.map(({ sequence, timestamp }, index) => {
          const part = (side: Float32Array) =>
            side.subarray(index * FRAME_SAMPLES, (index + 1) * FRAME_SAMPLES)
          const rms = Math.hypot(rootMeanSquare(part(left)), rootMeanSquare(part(right)))
          return { sequence, timestamp, rms, right: part(right) }
        }),
      )
    },
  }
}

/** How many frames in a row are without sound at most, those that were never sent included. */
function longestGap(frames: ReturnType<ReturnType<typeof recording>['frames']>): number {
  let longest = 0
  let gap = 0
  for (const [index, { rms, timestamp }] of frames.entries()) {
    const before = frames[index - 1]
    if (before) gap += ((timestamp - before.timestamp) >>> 0) / FRAME_SAMPLES - 1
    gap = rms < LEVEL / 6 ? gap + 1 : 0
    longest = Math.max(longest, gap)
  }
  return longest
}

/** Frames that are clearly louder than the one in the middle: a second copy of the voice would be in all of them. */
function louder(frames: readonly { readonly rms: number }[]): number {
  const sorted = frames.map(({ rms }) => rms).sort((a, b) => a - b)
  const usual = sorted[sorted.length >> 1] ?? 0
  return sorted.filter((rms) => rms > 1.3 * usual).length
}

const isHeard = (peer: MediaPeer, slot = 0) => {
  const { rms } = peer.take(slot)
  return Math.hypot(rms.left, rms.right) > LEVEL / 3
}

t.test(
  'a room moves to and fro while people talk: nothing is missed, and nobody is heard twice',
  async (t) => {
    const { pool, join, complaints } = await startTestPool(t, rooms, { budget: AS_TOLD })
    const anna = await join('anna', PLAZA, { shape: 'viewer' })
    const bert = await join('bert', PLAZA, { shape: 'viewer' })
    const paul = await join('paul', PLAZA, { shape: { slots: 2 } })
    let slots: readonly (string | null)[] = []
    pool.events.on('slots', (peerId, agentIds) => {
      if (peerId === 'paul') slots = agentIds
    })
    const asked: string[] = []
    pool.events.on('moved', (peerId) => asked.push(peerId))
    bert.speak(tone(440, LEVEL))
    t.equal(pool.homeOf(PLAZA), 0)
    await eventually('Bert is heard', () => isHeard(anna) && isHeard(paul, slots.indexOf('bert')))

    for (const to of [1, 0]) {
      await eventually('Bert has a slot', () => slots.includes('bert'))
      const slot = slots.indexOf('bert')
      const [inMix, inPage] = [recording(anna), recording({ ...paul, take: () => paul.take(slot) })]
      t.ok(await pool.move(PLAZA, to))
      t.equal(pool.homeOf(PLAZA), to)
      await new Promise((resolve) => setTimeout(resolve, 600))
      for (const [who, heard] of [
        ['a viewer', inMix.frames()],
        ['a page', inPage.frames()],
      ] as const) {
        const [first] = heard
        t.ok(heard.length > 30, `${heard.length} frames`)
        t.comment(`${who}: ${longestGap(heard)} frames without sound at most`)
        t.ok(longestGap(heard) <= MAX_MISSING_FRAMES)
        t.ok(louder(heard) <= 3, `${louder(heard)} frames with more than one voice`)
        t.strictSame(
          heard.map(({ sequence }) => (sequence - (first?.sequence ?? 0)) & 0xffff),
          heard.map((_, index) => index),
          'numbered without a jump',
        )
      }
      t.equal(slots.indexOf('bert'), slot, 'and in the same slot')
    }
    t.strictSame(asked, ['paul'], 'a page is asked over, while its room is elsewhere')

    // What is told of a listener and of the room, and levels, go to where the room is.
    pool.setEar('anna', { position: [0, 0, 0], look: [1, 0, 0] })
    pool.setHeadphones('anna', true)
    t.ok(await pool.move(PLAZA, 1))
    /** Bert is to the left of her: loudspeakers have him on that side alone, and a head is hardly in the way of low tones. */
    const sides = () => {
      const { left, right } = anna.take().tone(440)
      return left > LEVEL / 4 ? left / Math.max(right, 1e-6) : 0
    }
    await eventually('Anna has taken her headphones along', () => sides() > 1 && sides() < 4)
    pool.setHeadphones('anna', undefined)
    await eventually('and has put them down', () => sides() > 8)
    pool.setPersonalGains('anna', new Map([['bert', 0]]))
    await eventually('Anna has muted Bert', () => !isHeard(anna))
    pool.setPersonalGains('anna', new Map())
    await eventually('and not any more', () => isHeard(anna))
    pool.enter('bert', undefined)
    await eventually('who is in no room is not heard', () => !isHeard(anna))
    const levels: HubLevel[] = []
    pool.events.on('levels', (_, changed) => levels.push(...changed))
    t.ok(await pool.move(PLAZA, 0))
    t.strictSame(levels, [], 'nothing is told of who is not there')
    pool.enter('bert', PLAZA)
    await eventually('and then is', () => isHeard(anna))
    const bertSpeaks = () => levels.findLast(({ agentId }) => agentId === 'bert')?.speaking
    await eventually('his level is told', bertSpeaks)
    bert.speak(undefined)
    t.ok(await pool.move(PLAZA, 1))
    await eventually('and that he has stopped, whichever process has heard him', () => !bertSpeaks())
    bert.speak(tone(440, LEVEL))
    await eventually('Bert is heard again', () => isHeard(anna))
    await eventually('each connection is told of once, with its room', () => {
      const told = pool.statuses().map(({ peerId, roomKey }) => `${peerId} ${roomKey}`)
      return told.sort().join() === ['anna', 'bert', 'paul'].map((who) => `${who} ${PLAZA}`).join()
    })

    // The page comes over, and speaks through both connections for a moment.
    const over = await join('paul over', PLAZA, { shape: { slots: 2 } }, 'paul')
    pool.setRoom(PLAZA, hubRoom({ anna: [0, 0, 0], paul: [1, 0, 0] }))
    await eventually('it is there', () => over.isConnected())
    await eventually('Bert has become silent', () => !isHeard(anna))
    paul.speak(tone(600, LEVEL))
    await eventually('Paul is heard', () => isHeard(anna))
    const listened = recording(anna)
    over.speak(tone(900, LEVEL))
    await new Promise((resolve) => setTimeout(resolve, 1000))
    pool.disconnect('paul')
    await new Promise((resolve) => setTimeout(resolve, 300))
    const heard = listened.frames()
    t.comment(`a page comes over: ${longestGap(heard)} frames without sound at most`)
    t.ok(longestGap(heard) <= MAX_MISSING_FRAMES)
    const twice = heard.filter(
      ({ right }) => toneLevel(right, 600) > LEVEL / 4 && toneLevel(right, 900) > LEVEL / 4,
    )
    t.ok(twice.length <= 3, `${twice.length} frames with both`)
    t.ok(heard.some(({ right }) => toneLevel(right, 900) > LEVEL / 4))
    t.strictSame(complaints, [])
  },
)

t.test('a process that has too much to do hands a room over by itself', async (t) => {
  // Whatever is measured is too much, so nothing depends on how fast this machine is.
  const { pool, join } = await startTestPool(t, rooms, {
    budget: { startShare: 2, fullShare: 0, leastGainShare: 0 },
  })
  const anna = await join('anna', PLAZA, { shape: 'viewer' })
  const bert = await join('bert', PLAZA, { shape: 'viewer' })
  bert.speak(tone(440, LEVEL))
  await eventually('Bert is heard', () => isHeard(anna))
  t.equal(pool.homeOf(PLAZA), 0)
  t.match(pool.processes(), [{ state: 'up' }, { state: 'unused' }], 'one process is enough for few')
  const listened = recording(anna)
  await join('dora', STAGE, { shape: 'viewer' })
  await eventually('a room has moved', () => pool.homeOf(PLAZA) !== pool.homeOf(STAGE))
  await eventually('and the second process tells of it', () => pool.processes().every(({ load }) => load))
  const heard = listened.frames()
  t.comment(`${longestGap(heard)} frames without sound at most, of ${heard.length}`)
  t.ok(longestGap(heard) <= MAX_MISSING_FRAMES)
})

t.test('the crash of a process costs nobody else a frame, and its own rooms come back', async (t) => {
  const { pool, join, complaints } = await startTestPool(t, rooms, { budget: AS_TOLD })
  const anna = await join('anna', PLAZA, { shape: 'viewer' })
  const bert = await join('bert', PLAZA, { shape: 'viewer' })
  bert.speak(tone(440, LEVEL))
  const dora = await join('dora', STAGE, { shape: 'viewer' })
  const emil = await join('emil', STAGE, { shape: 'viewer' })
  emil.speak(tone(440, LEVEL))
  t.equal(pool.homeOf(STAGE), 0)
  t.ok(await pool.move(PLAZA, 1))
  await eventually('both rooms are heard', () => isHeard(anna) && isHeard(dora))

  const closed: string[] = []
  pool.events.on('closed', (peerId) => closed.push(peerId))
  const silent: string[] = []
  pool.events.on('levels', (_, levels) => {
    for (const { agentId, speaking } of levels) if (!speaking) silent.push(agentId)
  })
  const undisturbed = recording(dora)
  let isReady = false
  pool.events.on('ready', () => {
    isReady = true
  })
  process.kill(pool.processIds()[1] ?? 0, 'SIGKILL')
  await eventually('it is noticed', () => pool.isDown(PLAZA) || isReady)
  t.notOk(pool.isDown(STAGE))
  await eventually('the other process is up again', () => isReady)
  anna.take()
  await eventually('its room is heard again, by the connections that they have', () => isHeard(anna))
  t.strictSame(closed, [], 'nobody was connected to it')
  t.strictSame(silent, ['bert'], 'it has told of him that he speaks, and cannot tell when he has stopped')
  const heard = undisturbed.frames()
  t.comment(`in the other room: ${longestGap(heard)} frames without sound at most, of ${heard.length}`)
  t.ok(heard.length > 5)
  t.ok(longestGap(heard) <= MAX_MISSING_FRAMES)
  const [first] = heard
  t.strictSame(
    heard.map(({ sequence }) => (sequence - (first?.sequence ?? 0)) & 0xffff),
    heard.map((_, index) => index),
    'not a packet is missing',
  )
  t.match(pool.processes(), [
    { restarts: 0, rooms: 1, peers: 4 },
    { restarts: 1, rooms: 1, peers: 0 },
  ])

  process.kill(pool.processIds()[0] ?? 0, 'SIGKILL')
  await eventually('who is connected to the first is gone', () => closed.length === 4)
  t.equal(pool.homeOf(STAGE), 0, 'its room stays with it: what ends one process shall not end the next')
  const again = await join('dora', STAGE, { shape: 'viewer' })
  const other = await join('emil', STAGE, { shape: 'viewer' })
  other.speak(tone(440, LEVEL))
  await eventually('and is heard again', () => isHeard(again))

  // Over a border between the two rooms, which are in two processes.
  const listener = await join('anna', PLAZA, { shape: 'viewer' })
  t.not(pool.homeOf(PLAZA), pool.homeOf(STAGE))
  const plaza = hubRoom({ anna: [0, 0, 0], emil: [0, 1, 0] })
  const speakers = plaza.speakers.map((one) => (one.agentId === 'emil' ? { ...one, from: STAGE } : one))
  pool.setRoom(PLAZA, { ...plaza, speakers })
  await eventually('who is beyond the border is heard', () => isHeard(listener))
  t.equal(pool.homeOf(PLAZA), 0, 'the smaller room has come to the larger one')
  t.equal(pool.homeOf(STAGE), 0)
  t.equal(complaints.filter((line) => !/the media hub ended/.test(line)).length, 0, complaints.join())
})
