/** When a room's people are told who has moved: their own at once, and those from beyond a border with them. */

import t from 'tap'
import type { Pose } from '../../../src/spatial/direction.js'
import type { Participation } from '../../../src/voice/rooms/participation.js'
import type { Movement } from '../../../src/voice/rooms/room-event.js'
import { createRoomMovements } from '../../../src/voice/rooms/room-movements.js'
import { createAfterMoves } from '../../../src/voice/time/after-moves.js'
import { createTestTime } from '../../helpers/test-time.js'

const poseAt = (x: number): Pose => ({ position: [x, 0, 0], look: [1, 0, 0] })

function room() {
  const { timers, pass } = createTestTime()
  const told: { readonly at: number; readonly movements: readonly Movement[] }[] = []
  const tell = (event: { readonly movements: readonly Movement[] }) =>
    void told.push({ at: timers.now(), movements: event.movements })
  let pose = poseAt(0)
  const participant = {
    tell,
    get pose() {
      return pose
    },
  }
  const participation = { participant, index: 0, told: pose } as unknown as Participation
  let beyond: Movement[] = []
  const moved = createRoomMovements({
    participations: new Map([['anna', participation]]),
    outsiders: { moved: () => beyond.splice(0), hiddenFrom: () => new Set() },
    onNews: () => undefined,
    onMoved: () => undefined,
    timers,
  })
  return {
    told,
    pass,
    now: timers.now,
    walk() {
      pose = poseAt(pose.position[0] + 1)
      moved('own')
    },
    walkBeyond() {
      beyond = [{ index: 1, ...poseAt(0) }]
      moved('outsiders')
    },
  }
}

t.test(
  'nobody of a room waits for those beyond its border, who come ten times a second as well',
  async (t) => {
    const { told, pass, now, walk, walkBeyond } = room()
    const walkedAt: number[] = []
    for (let at = 0; at < 3000; at += 10) {
      // Until it is known how often they move.
      if (at === 1000) {
        told.length = 0
        walkedAt.length = 0
      }
      if (at % 100 === 0) {
        walk()
        walkedAt.push(now())
        await pass(0)
      }
      if (at % 100 === 20 || at % 100 === 70) walkBeyond()
      await pass(10)
    }
    const own = told.filter(({ movements }) => movements.some(({ index }) => index === 0))
    t.strictSame(
      own.map(({ at }) => at),
      walkedAt,
      'each at once',
    )
    t.ok(told.length <= walkedAt.length, `${told.length} frames for ${walkedAt.length} reports`)
    t.ok(
      own.every(({ movements }) => movements.some(({ index }) => index === 1)),
      'and the others in the same frame',
    )
  },
)

t.test('those beyond a border are told of where nobody of the room moves, ten times a second', async (t) => {
  const { told, pass, walkBeyond } = room()
  for (let at = 0; at < 1000; at += 25) {
    walkBeyond()
    await pass(25)
  }
  t.ok(told.length >= 9 && told.length <= 11, `${told.length} frames`)
})

t.test(
  'what follows from movements comes right behind a report, and never before the next one',
  async (t) => {
    const { timers, pass, pending } = createTestTime()
    const looks: number[] = []
    const afterMoves = createAfterMoves(timers, 400, () => {
      afterMoves.begun()
      looks.push(timers.now())
    })
    const reports: number[] = []
    for (let report = 0; report < 40; report += 1) {
      // It has taken some milliseconds to read, and regions are not punctual.
      await pass(((report * 100 + 5 + ((report * 7) % 20)) | 0) - timers.now())
      reports.push(timers.now())
      afterMoves.soon()
    }
    t.strictSame(
      looks,
      reports.filter((_, report) => report % 4 === 0),
    )
    await pass(10)
    afterMoves.soon()
    t.equal(pending(), 1)
    await pass(1000)
    t.equal(looks.length, 11, 'when nobody tells any more it is done in its time, once')
    afterMoves.soon()
    afterMoves.soon()
    afterMoves.cancel()
    await pass(1000)
    t.equal(looks.length, 12)
  },
)
