/** Calls of residents with a page: every way a call begins and ends, as both sides are told. */

import t, { type Test } from 'tap'
import { openStore } from '../../../src/store/store.js'
import { CALL_RETURN_MS, RING_MS } from '../../../src/voice/calls/call-states.js'
import { createCallSubjects } from '../../../src/voice/calls/call-subjects.js'
import { type CallMedia, createCalls, MAX_CALL_MEMBERS } from '../../../src/voice/calls/calls.js'
import { createReturnTokens } from '../../../src/voice/calls/return-tokens.js'
import { createChannels } from '../../../src/voice/channels/channels.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { createParcelVoice } from '../../../src/voice/presence/land/parcel-voice.js'
import { createPresence } from '../../../src/voice/presence/presence.js'
import type { CallView, ResidentEvent } from '../../../src/voice/residents/resident-event.js'
import { createResidents, type ResidentPage } from '../../../src/voice/residents/residents.js'
import { KEPT_LINK_MS } from '../../../src/voice/rooms/links/link-ends.js'
import { createRooms } from '../../../src/voice/rooms/rooms.js'
import { LONGEST_ABSENCE_MS } from '../../../web-client/service/signaling-client.js'
import { testUuid } from '../../helpers/regions/region.js'
import { createTestTime } from '../../helpers/test-time.js'
import { hearing } from '../../helpers/told.js'

const tokens = createReturnTokens('a signing key')

async function service(t: Test, { restarted = false } = {}) {
  const time = createTestTime()
  const store = await openStore({ file: ':memory:' })
  t.teardown(() => store.close())
  const { clock, timers } = time
  const onError = (error: unknown) => t.fail(String(error))
  const rooms = createRooms({
    presence: createPresence(timers),
    channels: createChannels(store.channels, clock),
    parcelVoice: createParcelVoice(),
    clock,
    timers,
    onError,
  })
  const residents = createResidents()
  const apart = new Set<string>()
  const inWorld: string[] = []
  const calls = createCalls({
    residents,
    enter: rooms.enterCall,
    subjects: createCallSubjects(clock),
    tokens,
    mayReach: (from, to) => !apart.has(`${from.agentId} ${to.agentId}`),
    ringInWorld: ({ agentId }) => inWorld.includes(agentId),
    timers,
  })
  if (!restarted) await time.pass(120_000)

  function person(name: string, agentId = testUuid()) {
    const told: string[] = []
    const peers = new Set<string>()
    /** What the service said of connections. */
    const links: string[] = []
    let last: CallView | undefined
    const page: ResidentPage & { tell(event: ResidentEvent): void } = {
      grid: MAIN_GRID,
      agentId,
      name,
      tell(event) {
        if (event.type === 'call-changed') last = event.call
        else if ('reason' in event)
          told.push([event.type, event.reason, event.words].filter(Boolean).join(' '))
      },
    }
    const mediaWith =
      (kept: Record<string, string>): CallMedia =>
      () => ({
        muted: false,
        keptLinks: new Map(Object.entries(kept)),
        tell: hearing({
          'room-entered': () => told.push('room'),
          'peer-connected'({ agentId, linkId, resumed }) {
            peers.add(agentId)
            links.push(resumed ? `${linkId} goes on` : 'a new one')
          },
          'peer-disconnected'({ agentId, linkId }) {
            peers.delete(agentId)
            links.push(`${linkId} ends`)
          },
        }),
      })
    const media = mediaWith({})
    const close = residents.open(page)
    const callId = () => last?.callId ?? ''
    return {
      page,
      told,
      peers,
      takeLinks: () => links.splice(0),
      last: () => last,
      states: () => Object.fromEntries((last?.members ?? []).map((member) => [member.name, member.state])),
      call: (...others: { page: ResidentPage }[]) =>
        calls.call(
          page,
          others.map((other) => other.page),
          media,
        ),
      accept: () => calls.accept(page, callId(), media),
      decline: (words?: string) => calls.decline(page, callId(), words),
      hangUp: () => calls.hangUp(page, callId()),
      back: (token = last?.returnToken ?? '', id = callId()) => calls.comeBack(page, id, token, media),
      /** Comes back into that call with what the page has kept: connections, by agent id. */
      backWith: (id: string, kept: Record<string, string>) =>
        calls.comeBack(page, id, tokens.issue(id, page), mediaWith(kept)),
      close() {
        close()
        calls.closed(page)
      },
    }
  }
  return { time, rooms, calls, residents, apart, inWorld, person }
}

t.test('a call rings, is taken, connects the two and them alone, and is hung up', async (t) => {
  const { rooms, calls, person } = await service(t)
  const [ada, ben, cy] = [person('Ada'), person('Ben'), person('Cy')]
  ada.call(ben)
  t.match(ben.last(), { from: ada.page.agentId, rings: true, here: false }, 'rings')
  t.match(ada.last(), { rings: false, here: true })
  t.same(ada.states(), { Ada: 'joined', Ben: 'ringing' })
  t.equal(ben.last()?.returnToken, undefined, 'who has not taken it has no way in')
  ben.accept()
  t.same(ben.states(), { Ada: 'joined', Ben: 'joined' })
  t.same([[...ada.peers], [...ben.peers]], [[ben.page.agentId], [ada.page.agentId]])
  t.equal(cy.last(), undefined, 'nobody else is told')
  t.throws(() => cy.back('made up', ada.last()?.callId), { code: 'call-over' })
  t.equal(calls.count(), 2)
  ben.hangUp()
  t.same([ada.told.at(-1), ben.told.at(-1)], ['call-ended hung-up', 'call-ended hung-up'])
  t.same(rooms.list(), [], 'its room has ended')
  t.equal(calls.count(), 0)
})

t.test(
  'several are called at once: whoever cannot come does not end it, and there are no more than fit',
  async (t) => {
    const { time, apart, calls, person } = await service(t)
    const [ada, ben, cy, dan, eve] = [
      person('Ada'),
      person('Ben'),
      person('Cy'),
      person('Dan'),
      person('Eve'),
    ]
    for (const caller of [ada, eve]) apart.add(`${caller.page.agentId} ${ben.page.agentId}`)
    ada.call(ada, ben, cy, dan)
    t.same(ada.states(), { Ada: 'joined', Ben: 'gone', Cy: 'ringing', Dan: 'ringing' })
    t.ok(ada.told.includes('call-refused unreachable'), 'the first one is refused, the others ring')
    t.equal(ben.last(), undefined)
    cy.accept()
    dan.accept()
    ada.call(ben, cy, dan)
    t.same(calls.count(), 3, 'those who are there are not rung again')
    ada.hangUp()
    await time.pass(60_000)
    const crowd = Array.from({ length: 40 }, (_, number) => person(`P${number}`))
    ada.call(...crowd)
    t.equal(crowd.filter((one) => one.last()?.rings).length, MAX_CALL_MEMBERS - 1)
    eve.call(ben)
    t.equal(eve.told.at(-1), 'call-ended unreachable', 'nobody is left')
  },
)

t.test('a call that nobody takes ends for both, with the reason', async (t) => {
  const { time, apart, inWorld, residents, person } = await service(t)
  const [ada, ben] = [person('Ada'), person('Ben')]
  ada.call(ben)
  ben.decline('later\u202e\u200b!')
  t.same([ada.told.at(-1), ben.told.at(-1)], ['call-ended declined later!', 'call-ended declined later!'])
  ada.call(ben)
  await time.pass(RING_MS)
  t.equal(ada.told.at(-1), 'call-ended no-answer')
  t.equal(ben.told.at(-1), 'call-ended no-answer')
  residents.setDoNotDisturb(ben.page, true)
  ada.call(ben)
  t.equal(ada.told.at(-1), 'call-ended do-not-disturb')
  const silent = ben.told.length
  residents.setDoNotDisturb(ben.page, false)
  apart.add(`${ada.page.agentId} ${ben.page.agentId}`)
  ada.call(ben)
  t.equal(ada.told.at(-1), 'call-ended unreachable', 'who blocks cannot be told from who is away')
  t.equal(ben.last()?.rings, true, 'as it was last told')
  t.equal(ben.told.length, silent, 'and is not bothered')
  await time.pass(60_000)
  const away = { page: { ...ben.page, agentId: testUuid() } }
  ada.call(away)
  t.equal(ada.told.at(-1), 'call-ended unreachable')
  inWorld.push(away.page.agentId)
  ada.call(away)
  t.equal(ada.states().Ben, 'ringing', 'rings in-world')
  const there = person('Ben', away.page.agentId)
  t.equal(there.last()?.rings, true, 'and at the page that the link opens')
  there.accept()
  t.same(ada.states(), { Ada: 'joined', Ben: 'joined' })
  const cy = person('Cy')
  cy.call(ada)
  t.equal(cy.told.at(-1), 'call-ended busy')
})

t.test('a group: who joins sees who is there, who declines or leaves leaves it to the others', async (t) => {
  const { rooms, person } = await service(t)
  const people = ['Ada', 'Ben', 'Cy', 'Dee', 'Eve'].map((name) => person(name))
  const [ada, ben, cy, dee, eve] = people as [
    (typeof people)[0],
    (typeof people)[0],
    (typeof people)[0],
    (typeof people)[0],
    (typeof people)[0],
  ]
  if (!ada || !ben || !cy || !dee || !eve) return
  ada.call(ben)
  ben.accept()
  for (const other of [cy, dee, eve]) ada.call(other)
  cy.accept()
  dee.accept()
  eve.decline('not now')
  t.equal(ada.told.at(-1), 'call-refused declined not now')
  t.equal(ben.told.includes('call-refused declined not now'), false, 'only who called is told')
  t.same(ben.states(), { Ada: 'joined', Ben: 'joined', Cy: 'joined', Dee: 'joined', Eve: 'gone' })
  t.equal(cy.peers.size, 3)
  ben.call(eve)
  eve.accept()
  t.equal(rooms.list()[0]?.size, 5)
  ada.hangUp()
  t.equal(ben.told.at(-1), 'room', 'nothing has ended for the others')
  t.same(eve.states().Ada, 'gone')
  for (const other of [ben, cy, dee]) other.hangUp()
  t.equal(eve.told.at(-1), 'call-ended hung-up', 'nobody is left alone in a call')
})

t.test('a call is kept over a reload, and over a restart of the service', async (t) => {
  const first = await service(t)
  const [ada, ben] = [first.person('Ada'), first.person('Ben')]
  ada.call(ben)
  ben.accept()
  ada.close()
  t.same(ben.states(), { Ada: 'lost', Ben: 'joined' })
  await first.time.pass(CALL_RETURN_MS - 1)
  const reloaded = first.person('Ada', ada.page.agentId)
  const { callId = '', returnToken = '' } = ada.last() ?? {}
  reloaded.back(returnToken, callId)
  t.same(ben.states(), { Ada: 'joined', Ben: 'joined' })
  t.ok(ben.peers.has(ada.page.agentId) && reloaded.peers.has(ben.page.agentId), 'connected anew')
  t.throws(
    () => first.person('Eve').back(returnToken, callId),
    { code: 'call-over' },
    'a token is its owner’s alone',
  )
  reloaded.close()
  await first.time.pass(CALL_RETURN_MS)
  t.equal(ben.told.at(-1), 'call-ended lost')
  t.throws(
    () => ben.back(ben.last()?.returnToken ?? '', callId),
    { code: 'call-over' },
    'a call that is over stays over',
  )

  const second = await service(t, { restarted: true })
  const again = [second.person('Ada', ada.page.agentId), second.person('Ben', ben.page.agentId)] as const
  again[0].back(returnToken, callId)
  again[1].back(tokens.issue(callId, ben.page), callId)
  t.same(again[0].states(), { Ada: 'joined', Ben: 'joined' })
  t.ok(again[0].peers.has(ben.page.agentId))
  again[1].hangUp()
  t.throws(() => again[1].back(tokens.issue(callId, ben.page), callId))

  const third = await service(t, { restarted: true })
  const alone = third.person('Ada', ada.page.agentId)
  alone.back(returnToken, callId)
  await third.time.pass(KEPT_LINK_MS)
  t.equal(alone.told.at(-1), 'call-ended lost', 'the other did not come back')

  const fourth = await service(t, { restarted: true })
  fourth.apart.add(`${ben.page.agentId} ${ada.page.agentId}`)
  fourth.person('Ada', ada.page.agentId).back(returnToken, callId)
  const blocked = fourth.person('Ben', ben.page.agentId)
  const backIn = () => blocked.back(tokens.issue(callId, ben.page), callId)
  t.throws(backIn, { code: 'call-over' }, 'who was blocked meanwhile does not come back')
})

t.test(
  'over a restart a call keeps its connection, whoever comes back first and however late the other',
  async (t) => {
    const kept = (other: { page: ResidentPage }) => ({ [other.page.agentId]: 'the link' })
    for (const lateMs of [0, 1000, 8001, CALL_RETURN_MS + 1, LONGEST_ABSENCE_MS]) {
      const { time, person } = await service(t, { restarted: true })
      const [first, second] = [person('Ada'), person('Ben')]
      first.backWith('call', kept(second))
      await time.pass(lateMs)
      second.backWith('call', kept(first))
      t.strictSame([first.takeLinks(), second.takeLinks()], [['the link goes on'], ['the link goes on']])
      t.same(first.states(), { Ada: 'joined', Ben: 'joined' })
      await time.pass(60_000)
      t.strictSame(first.takeLinks(), [], `${lateMs} ms later`)
      t.equal(first.told.includes('call-ended lost'), false)
    }
  },
)

t.test('over a restart a call keeps its connection where a socket breaks once more', async (t) => {
  const kept = (other: { page: ResidentPage }) => ({ [other.page.agentId]: 'the link' })
  for (const breaks of ['before the other is back', 'after'] as const) {
    const { time, person } = await service(t, { restarted: true })
    const [first, second] = [person('Ada'), person('Ben')]
    const again = () => person('Ada', first.page.agentId)
    first.backWith('call', kept(second))
    await time.pass(5000)
    if (breaks === 'after') second.backWith('call', kept(first))
    first.close()
    await time.pass(CALL_RETURN_MS - 1)
    const renewed = again()
    renewed.backWith('call', kept(second))
    await time.pass(5000)
    if (breaks !== 'after') second.backWith('call', kept(first))
    t.strictSame(
      [renewed.takeLinks(), second.takeLinks()],
      [['the link goes on'], ['the link goes on']],
      breaks,
    )
  }
})

t.test('over a restart what one page has lost is made anew, whoever comes back first', async (t) => {
  for (const reloaded of ['first', 'second'] as const) {
    const { time, person } = await service(t, { restarted: true })
    const [ada, ben] = [person('Ada'), person('Ben')]
    ada.backWith('call', reloaded === 'first' ? {} : { [ben.page.agentId]: 'the link' })
    await time.pass(3000)
    ben.backWith('call', reloaded === 'second' ? {} : { [ada.page.agentId]: 'the link' })
    t.strictSame([ada.takeLinks(), ben.takeLinks()], [['a new one'], ['a new one']], reloaded)
  }
})

t.test('a resident is in one call, with one window', async (t) => {
  const { person } = await service(t)
  const [ada, ben, cy] = [person('Ada'), person('Ben'), person('Cy')]
  const window = person('Ada', ada.page.agentId)
  cy.call(ada)
  t.equal(window.last()?.rings, true, 'rings in every window')
  window.accept()
  t.match(ada.last(), { rings: false, here: false })
  t.throws(() => ada.call(ben), { code: 'not-allowed' })
  t.equal(ada.last()?.returnToken, undefined)
  ben.call(cy)
  t.equal(ben.told.at(-1), 'call-ended busy')

  ada.accept()
  t.match([ada.last(), window.last()], [{ here: true }, { here: false }], 'taken over by the other window')
  t.equal(window.told.at(-1), 'call-ended elsewhere')
  t.ok(cy.peers.has(ada.page.agentId) && ada.peers.has(cy.page.agentId), 'and connected there')
  ada.close()
  t.equal(window.last()?.members.find(({ agentId }) => agentId === ada.page.agentId)?.state, 'lost')
  window.accept()
  t.same(cy.states(), { Cy: 'joined', Ada: 'joined' }, 'also where the window with it was closed')
})

t.test('storms are bounded: rings, people in a call, and calls that ring at one resident', async (t) => {
  const { time, person } = await service(t)
  const [ada, ben] = [person('Ada'), person('Ben')]
  for (let ring = 0; ring < 4; ring += 1) {
    ada.call(ben)
    ben.decline()
  }
  t.throws(() => ada.call(ben), { code: 'rate-limited' })
  await time.pass(60_000)
  for (let caller = 0; caller < 3; caller += 1) person(`Caller ${caller}`).call(ben)
  const fourth = person('Fourth')
  fourth.call(ben)
  t.equal(fourth.told.at(-1), 'call-ended busy')
  for (let count = 1; count < MAX_CALL_MEMBERS; count += 1) {
    const other = person(`Member ${count}`)
    ada.call(other)
    other.accept()
  }
  t.throws(() => ada.call(person('One more')), { code: 'call-full' })
})

t.test('who blocks somebody hangs up on them', async (t) => {
  const { calls, person } = await service(t)
  const [ada, ben] = [person('Ada'), person('Ben')]
  ada.call(ben)
  ben.accept()
  calls.separate(ben.page, ada.page)
  t.equal(ada.told.at(-1), 'call-ended hung-up')
  ada.call(ben)
  calls.separate(ben.page, ada.page)
  t.equal(ada.told.at(-1), 'call-ended hung-up', 'also while it rings')
})
