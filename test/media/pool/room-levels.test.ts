/** Levels where a room goes from one process to another, or its process ends. */

import t from 'tap'
import type { PoolRoom } from '../../../src/media/pool/pool-state.js'
import { createRoomLevels } from '../../../src/media/pool/room-levels.js'
import type { HubLevel } from '../../../src/voice/rooms/hub.js'
import type { RoomKey } from '../../../src/voice/rooms/room-key.js'

const PLAZA: RoomKey = 'place:main/1'

const loud = (agentId: string, level: number): HubLevel => ({ agentId, level, speaking: true })
const silent = (agentId: string): HubLevel => ({ agentId, level: 0, speaking: false })

function testLevels() {
  const told: HubLevel[][] = []
  const room = {
    key: PLAZA,
    home: 0 as number | undefined,
    leaving: undefined as number | undefined,
    levels: new Map<string, HubLevel>(),
    nextLevels: new Map<string, HubLevel>(),
  }
  const known = room as unknown as PoolRoom
  const levels = createRoomLevels(new Map([[PLAZA, known]]), (_, changed) => told.push(changed))
  return {
    room,
    tell: (process: number, ...changed: HubLevel[]) => levels.told(process, PLAZA, changed),
    settled: (isMoved: boolean) => levels.settled(known, isMoved),
    ended: () => levels.ended(known),
    take: () => told.splice(0).flat(),
  }
}

t.test('a room’s levels go on where its next process has heard others than the last one told', (t) => {
  const { room, tell, settled, take } = testLevels()
  tell(0, loud('anna', 0.5), loud('bert', 0.5), loud('carl', 0.5))
  tell(0, silent('carl'))
  t.equal(take().length, 4, 'whatever its process tells is told')
  tell(1, loud('anna', 0.9))
  t.strictSame(take(), [], 'and nothing else')
  Object.assign(room, { home: 1, leaving: 0 })
  tell(1, loud('anna', 0.8), loud('dora', 0.2), loud('emil', 0.3))
  tell(1, silent('emil'))
  t.strictSame(take(), [], 'while it moves, the process counts that it is heard by')
  tell(0, loud('anna', 0.6))
  t.strictSame(take(), [loud('anna', 0.6)])
  room.leaving = undefined
  settled(true)
  t.strictSame(take(), [loud('anna', 0.8), silent('bert'), loud('dora', 0.2)])
  tell(0, silent('anna'))
  t.strictSame(take(), [])
  t.end()
})

t.test('what a process tells of a room that it does not get is forgotten', (t) => {
  const { room, tell, settled, take } = testLevels()
  tell(0, loud('anna', 0.5))
  Object.assign(room, { home: 1, leaving: 0 })
  tell(1, loud('bert', 0.4))
  Object.assign(room, { home: 0, leaving: undefined })
  take()
  settled(false)
  t.strictSame(take(), [], 'nothing changes')
  Object.assign(room, { home: 2, leaving: 0 })
  tell(2, loud('anna', 0.6))
  room.leaving = undefined
  settled(true)
  t.strictSame(take(), [loud('anna', 0.6)])
  t.end()
})

t.test('nobody speaks in a room whose process has ended', (t) => {
  const { tell, ended, take } = testLevels()
  tell(0, loud('anna', 0.5))
  take()
  ended()
  t.strictSame(take(), [silent('anna')])
  ended()
  t.strictSame(take(), [])
  t.end()
})
