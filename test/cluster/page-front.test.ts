/** A page's socket on its node: whose close counts as the page's farewell, and what becomes of a page that reads nothing. */

import t from 'tap'
import { createPageFront } from '../../src/cluster/pages/page-front.js'
import { ABNORMAL_CLOSURE, type FarEnd } from '../../src/cluster/pages/page-socket.js'
import { NODE_GONE } from '../../src/protocol/close-codes.js'
import { eventually } from '../helpers/eventually.js'
import { createTestTime } from '../helpers/test-time.js'

const [GOING_AWAY, OPEN] = [1001, 1]

/** A page that takes part in two areas, and what their owners are told of its end. */
async function openFront({ isStopping = false } = {}) {
  const far: FarEnd[] = []
  const told: number[] = []
  const closedWith: number[] = []
  const socket = {
    OPEN,
    readyState: OPEN,
    bufferedAmount: 0,
    sent: 0,
    isCut: false,
    send() {
      socket.sent += 1
    },
    close: (code: number) => void closedWith.push(code),
    terminate() {
      socket.isCut = true
    },
  }
  const front = createPageFront({
    socket,
    gridArea: 'main/grid',
    placeArea: () => 'main/home',
    nodeOf: async () => 'owner',
    isStopping: () => isStopping,
    timers: createTestTime().timers,
    async open(_area, _role, end) {
      far.push(end)
      const page = { moveTo: () => undefined, say: () => undefined, close: (code: number) => told.push(code) }
      return { nodeId: 'owner', page }
    },
  })
  front.begin()
  front.hear(Buffer.from('{"type":"join","muted":true}'), false)
  await eventually('both ways are open', () => far.length === 2)
  return { front, far, told, closedWith, socket }
}

t.test('a page that closes its socket says farewell', async (t) => {
  const { front, told } = await openFront()
  front.closed(GOING_AWAY)
  t.strictSame(told, [GOING_AWAY, GOING_AWAY])
})

t.test('a page whose node stops does not, though it answers with the same code', async (t) => {
  const { front, told } = await openFront({ isStopping: true })
  front.closed(GOING_AWAY)
  t.strictSame(told, [NODE_GONE, NODE_GONE])
})

t.test('nor does a page that is sent away because one of its owners is gone', async (t) => {
  const { front, far, told, closedWith } = await openFront()
  far[1]?.closed(ABNORMAL_CLOSURE, '')
  t.strictSame(closedWith, [GOING_AWAY])
  front.closed(GOING_AWAY)
  t.strictSame(told, [NODE_GONE, NODE_GONE])
})

t.test('a page that reads nothing is dropped, because its owners do not see what waits for it', async (t) => {
  const { far, socket } = await openFront()
  far[1]?.said('word')
  t.match(socket, { sent: 1, isCut: false })
  socket.bufferedAmount = 2 * 1024 * 1024
  far[1]?.said('word')
  t.match(socket, { sent: 1, isCut: true })
})
