/** A page's socket on its node: whose close counts as the page's farewell, and what becomes of a page that reads nothing. */

import t from 'tap'
import { createPageFront } from '../../src/cluster/pages/page-front.js'
import { ABNORMAL_CLOSURE, type FarEnd } from '../../src/cluster/pages/page-socket.js'
import { NODE_GONE } from '../../src/protocol/close-codes.js'
import { eventually } from '../helpers/eventually.js'
import { createTestTime } from '../helpers/test-time.js'

const [GOING_AWAY, OPEN] = [1001, 1]

/** A page that takes part in two areas, what their owners are told of its end, and what it is told itself. */
async function openFront({ isStopping = false } = {}) {
  const far: FarEnd[] = []
  const told: number[] = []
  const said: string[] = []
  const opened: string[] = []
  const time = createTestTime()
  const state = { knowsOwners: true, welcomes: 0 }
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
    knowsOwners: () => state.knowsOwners,
    welcome() {
      state.welcomes += 1
    },
    timers: time.timers,
    async open(area, _role, end) {
      far.push(end)
      opened.push(area)
      const page = {
        moveTo: () => undefined,
        say: (data: Buffer) => void said.push(String(data)),
        close: (code: number) => told.push(code),
      }
      return { nodeId: 'owner', page }
    },
  })
  front.begin()
  front.hear(Buffer.from('{"type":"join","muted":true}'), false)
  await eventually('both ways are open', () => far.length === 2 && said.length === 1)
  return { front, far, told, said, opened, closedWith, socket, time, state }
}

const say = (front: Awaited<ReturnType<typeof openFront>>['front'], message: object) =>
  front.hear(Buffer.from(JSON.stringify(message)), false)

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

t.test('a page one of whose owners is gone joins the next ones by the socket that it has', async (t) => {
  const { front, far, told, said, opened, closedWith, time, state } = await openFront()
  await time.pass(2000)
  far[1]?.closed(ABNORMAL_CLOSURE, '')
  t.equal(state.welcomes, 1, 'it is welcomed again, and joins as after a lost socket')
  t.strictSame(told, [NODE_GONE], 'the other owner keeps its place')
  say(front, { type: 'join', muted: true, resumes: true })
  await eventually('both ways are open again', () => said.length === 2)
  t.strictSame(opened, ['main/grid', 'main/home', 'main/grid', 'main/home'])
  t.match(said[1], /"resumes":true/)
  far[0]?.closed(ABNORMAL_CLOSURE, '')
  t.equal(state.welcomes, 1, 'an end that is past')
  t.strictSame(closedWith, [])
})

for (const [what, before] of [
  ['whose owners change too fast', ({ far }) => far[1]?.closed(ABNORMAL_CLOSURE, '')],
  [
    'whose node cannot find out who owns anything',
    ({ state }) => Object.assign(state, { knowsOwners: false }),
  ],
  ['in a call that its owner held', ({ front }) => say(front, { type: 'call-accept', call: 'one' })],
  ['that has called a group', ({ front }) => say(front, { type: 'call-group', group: 'choir', muted: true })],
] satisfies [string, (opened: Awaited<ReturnType<typeof openFront>>) => unknown][]) {
  t.test(`a page ${what} comes again by another socket, and says no farewell`, async (t) => {
    const opened = await openFront()
    const { front, far, told, closedWith, time } = opened
    await time.pass(2000)
    before(opened)
    await time.pass(0)
    const [resident] = far.length > 2 ? far.slice(-1) : far
    resident?.closed(ABNORMAL_CLOSURE, '')
    t.strictSame(closedWith, [GOING_AWAY])
    const count = told.length
    front.closed(GOING_AWAY)
    t.ok(told.slice(count).every((code) => code === NODE_GONE))
    t.ok(told.length > count)
  })
}

t.test('a page that reads nothing is dropped, because its owners do not see what waits for it', async (t) => {
  const { far, socket } = await openFront()
  far[1]?.said('word')
  t.match(socket, { sent: 1, isCut: false })
  socket.bufferedAmount = 2 * 1024 * 1024
  far[1]?.said('word')
  t.match(socket, { sent: 1, isCut: true })
})
