/** Whoever sends a neighbour too much is held back; the neighbour, and whoever else sends to it, notice nothing. */

import { readFileSync, writeFileSync } from 'node:fs'
import t, { type Test } from 'tap'
import { RELINK_INTERVAL_MS } from '../../../src/voice/rooms/links/room-links.js'
import { eventually } from '../../helpers/eventually.js'
import { testAvatar, testRegion } from '../../helpers/regions/region.js'
import { openSignal, type SignalSocket, signIn } from '../../helpers/signal-socket.js'
import { startTestApp } from '../../helpers/test-app.js'
import { createTestTime } from '../../helpers/test-time.js'

/** Of a test's own network: the system keeps hardly anything for a page that takes in nothing. */
const SMALL_BUFFERS: Record<string, string> = {
  '/proc/sys/net/ipv4/tcp_wmem': '4096 8192 8192',
  '/proc/sys/net/ipv4/tcp_rmem': '4096 8192 8192',
}

interface TestPage {
  readonly id: string
  readonly cookie: string
  socket: SignalSocket
  /** By the other one's agent id. */
  readonly links: Map<string, string>
}

/** Time stands still: what is spent does not come back. */
async function room(t: Test, size: number) {
  const time = createTestTime()
  const { clock, timers } = time
  const app = await startTestApp(t, { env: { MEDIA_ROUTE: 'mesh' }, clock, timers })
  const avatars = Array.from({ length: size }, (_, index) => testAvatar(`Number ${index}`))
  const region = testRegion(app, avatars)
  await region.push()

  async function enter(page: Omit<TestPage, 'socket'>): Promise<TestPage> {
    const socket = openSignal(app.url, page.cookie)
    t.teardown(() => socket.close())
    socket.send({ type: 'join', muted: false })
    await socket.next('room')
    return { ...page, socket }
  }
  const pages: TestPage[] = []
  for (const avatar of avatars) {
    const cookie = await signIn(app.url, await region.link(avatar))
    pages.push(await enter({ id: avatar.id, cookie, links: new Map() }))
  }
  await time.pass(RELINK_INTERVAL_MS * 2)
  for (const { socket, links } of pages) {
    await settled(socket)
    for (const message of socket.messages.splice(0))
      if (message.type === 'peer-connect') links.set(message.agentId, message.link)
  }
  /** Time in which everybody gets its budget back; pages answer the pings meanwhile. */
  async function rest(): Promise<void> {
    for (let round = 0; round < 3; round += 1) {
      await time.pass(10_000)
      for (const { socket } of pages) await settled(socket)
    }
  }
  return { app, time, pages, enter, rest }
}

/** Everything that was sent before has been dealt with. */
async function settled(socket: SignalSocket): Promise<void> {
  socket.send({ type: 'ping' })
  await socket.next('pong')
}

function describe({ socket, links }: TestPage, to: TestPage, sdp: string): void {
  const link = links.get(to.id) ?? 'none'
  socket.send({ type: 'description', to: to.id, link, description: { type: 'offer', sdp } })
}

function propose({ socket, links }: TestPage, to: TestPage): void {
  const candidate = { candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host', sdpMid: '0', sdpMLineIndex: 0 }
  socket.send({ type: 'candidate', to: to.id, link: links.get(to.id) ?? 'none', candidate })
}

const refusals = ({ socket }: TestPage) =>
  socket.messages.filter((message) => message.type === 'error' && message.code === 'rate-limited')

const received = ({ socket }: TestPage, type: 'description' | 'candidate', from: TestPage) =>
  socket.messages.filter((message) => message.type === type && message.from === from.id)

const bytes = (messages: readonly object[]) => JSON.stringify(messages).length

t.test('one sender', async (t) => {
  const { app, time, pages, enter, rest } = await room(t, 3)
  const [anna, bert, carl] = pages as [TestPage, TestPage, TestPage]

  await t.test('390 descriptions of 48 kB', async (t) => {
    bert.socket.pause()
    const large = 'a'.repeat(48 * 1024)
    for (let count = 0; count < 390; count += 1) describe(anna, bert, large)
    await settled(anna.socket)
    t.ok(refusals(anna).length > 380, 'the sender is told')
    t.match(refusals(anna)[0], { about: 'description' })
    describe(carl, bert, 'from carl')
    describe(anna, carl, 'to carl')
    await settled(carl.socket)
    t.strictSame(refusals(carl), [])
    t.equal(received(carl, 'description', anna).length, 1, 'to others it may go on')
    bert.socket.resume()
    const arrived = () => received(bert, 'description', carl).length === 1
    await eventually('what else is sent to the neighbour', arrived)
    await settled(bert.socket)
    const flood = received(bert, 'description', anna)
    t.ok(flood.length > 0 && bytes(flood) < 130_000, `${bytes(flood)} bytes came through`)
  })

  await t.test('a new socket is no new budget, and time gives it back', async (t) => {
    anna.socket.close()
    const again = await enter({ ...anna, links: new Map() })
    await time.pass(RELINK_INTERVAL_MS)
    await settled(again.socket)
    for (const message of again.socket.messages)
      if (message.type === 'peer-connect') again.links.set(message.agentId, message.link)
    bert.socket.messages.splice(0)
    describe(again, bert, 'a'.repeat(48 * 1024))
    await settled(again.socket)
    t.equal(refusals(again).length, 1)
    pages[0] = again
    await rest()
    describe(again, bert, 'an offer')
    await eventually('it arrives', () => received(bert, 'description', again).length === 1)
  })

  await t.test('candidates without end', async (t) => {
    const before = refusals(carl).length
    for (let count = 0; count < 300; count += 1) propose(carl, bert)
    await settled(carl.socket)
    t.ok(refusals(carl).length - before > 150)
    await settled(bert.socket)
    t.ok(received(bert, 'candidate', carl).length <= 150)
    await rest()
  })

  await t.test('a microphone that is switched on and off without end', async (t) => {
    bert.socket.messages.splice(0)
    const told = () =>
      bert.socket.messages.flatMap((message) =>
        message.type === 'participant-changed' && message.participant.agentId === carl.id
          ? [message.participant.muted]
          : [],
      )
    for (let count = 0; count < 50; count += 1) {
      carl.socket.send({ type: 'microphone', muted: true })
      carl.socket.send({ type: 'microphone', muted: false })
    }
    carl.socket.send({ type: 'microphone', muted: true })
    await settled(carl.socket)
    await settled(bert.socket)
    t.ok(told().length <= 20, `${told().length} changes were told`)
    await time.pass(1000)
    await settled(bert.socket)
    t.equal(told().at(-1), true, 'the last one counts')
    await rest()
  })

  await t.test('leaving and coming back without end', async (t) => {
    bert.socket.messages.splice(0)
    for (let count = 0; count < 60; count += 1) {
      carl.socket.send({ type: 'leave' })
      carl.socket.send({ type: 'join', muted: false })
    }
    await settled(carl.socket)
    await settled(bert.socket)
    const told = bert.socket.messages.filter(({ type }) => type === 'participant-joined')
    t.ok(told.length <= 10, `${told.length} times`)
    t.equal(
      bert.socket.messages.findLast(({ type }) => /^participant-(joined|left)$/.test(type))?.type,
      'participant-left',
    )
    await time.pass(2000)
    await carl.socket.next('room')
    await settled(bert.socket)
    t.equal(
      bert.socket.messages.findLast(({ type }) => /^participant-(joined|left)$/.test(type))?.type,
      'participant-joined',
    )
  })
  t.notOk(app.log.some(({ level }) => level >= 50))
})

t.test('twelve senders', { skip: noSmallBuffers() }, async (t) => {
  const { pages } = await room(t, 13)
  const [bert, honest, ...attackers] = pages as [TestPage, TestPage, ...TestPage[]]
  bert.socket.pause()
  for (const attacker of attackers) {
    for (let count = 0; count < 10; count += 1) describe(attacker, bert, 'a'.repeat(27 * 1024))
    await settled(attacker.socket)
  }
  describe(honest, bert, 'an honest offer')
  await settled(honest.socket)
  t.strictSame(refusals(honest), [])
  bert.socket.resume()
  await settled(bert.socket)
  t.pass('it has its socket still')
  const arrived = () => received(bert, 'description', honest).length === 1
  await eventually('and what else is sent to it', arrived)
})

/** Why the system's buffers cannot be made small here; `false` where they are. */
function noSmallBuffers(): string | false {
  const isOwnNetwork = readFileSync('/proc/net/dev', 'utf8').includes('lan0')
  if (!isOwnNetwork) return 'not in a network of its own: run the tests as root'
  for (const [file, value] of Object.entries(SMALL_BUFFERS)) writeFileSync(file, value)
  return false
}
