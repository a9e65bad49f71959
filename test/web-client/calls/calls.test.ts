/** The page's calls without a browser: what rings, what is talked in, and how each ends. */

import t from 'tap'
import type { ClientMessage, ServerMessage, ServerMessageOf } from '../../../src/protocol/messages.js'
import { callTransitions } from '../../../web-client/calls/call-states.js'
import { createCalls } from '../../../web-client/calls/calls.js'
import { createPeopleSearch } from '../../../web-client/calls/people-search.js'
import { createReturnMark } from '../../../web-client/calls/return-mark.js'
import { type FakeBrowser, fakeBrowser } from '../../helpers/browser/fake-browser.js'
import { holdsTable } from '../../helpers/transition-table.js'

const [ada, ben, cy] = ['ada', 'ben', 'cy'].map((agentId) => ({ agentId, name: agentId.toUpperCase() })) as [
  Person,
  Person,
  Person,
]
type Person = { agentId: string; name: string }
type State = ServerMessageOf<'call'>['members'][number]['state']

const member = (person: Person, state: State = 'joined') => ({ ...person, state })
const rings = (call: string, from: Person): ServerMessage => ({
  type: 'call',
  call,
  from: from.agentId,
  rings: true,
  here: false,
  members: [member(from), member(ada, 'ringing')],
})
const here = (call: string, ...members: ReturnType<typeof member>[]): ServerMessage => ({
  type: 'call',
  call,
  from: ada.agentId,
  rings: false,
  here: true,
  members: [member(ada), ...members],
  token: `token of ${call}`,
})
const over = (call: string, reason: ServerMessageOf<'call-ended'>['reason'], by?: Person, words?: string) =>
  ({ type: 'call-ended', call, reason, by: by?.agentId, words }) as ServerMessage

function page(browser: FakeBrowser = fakeBrowser()) {
  const sent: ClientMessage[] = []
  const done: string[] = []
  const calls = createCalls({
    send: (message) => sent.push(message),
    room: {
      open: (id) => done.push(`opens ${id}`),
      close: () => done.push('closes'),
      receive: ({ type }) => done.push(type),
      lost: () => done.push('room lost'),
      kept: () => ({ resumes: true }),
    },
    mark: createReturnMark(browser, false),
    media: () => ({ muted: false }),
    canConnect: () => true,
    onState: (state, byOther) => done.push(byOther ? `${state} by another` : state),
    onMissed: ({ name }) => done.push(`missed ${name}`),
    onProblem: ({ code }) => done.push(`problem ${code}`),
  })
  calls.welcomed(ada.agentId)
  return {
    browser,
    calls,
    sent: () => sent.splice(0),
    done: () => done.splice(0),
    hear(...messages: ServerMessage[]) {
      for (const message of messages) t.ok(calls.receive(message))
    },
    state: () => calls.own.value?.state ?? 'idle',
    ringing: () => calls.ringing.value.map(({ id, from }) => `${id} by ${from.name}`),
  }
}

t.test('the page’s own call, in every state', (t) => {
  holdsTable(
    t,
    callTransitions,
    `
               call     accept     hang-up  dismiss  restore    alone    together  lost       over
    idle       calling  answering  -        -        returning  -        -         -          -
    calling    =        answering  idle     -        -          =        active    returning  ended
    answering  -        =          idle     -        -          calling  active    idle       ended
    active     =        answering  idle     -        -          calling  =         returning  ended
    returning  -        answering  idle     -        -          calling  active    =          ended
    ended      calling  answering  -        idle     returning  -        -         -          -`,
  )
  t.end()
})

t.test('a call goes out, is answered, grows, and is hung up', async (t) => {
  const { calls, sent, done, hear, state } = page()
  calls.call(ben)
  t.strictSame(sent(), [{ type: 'call', to: 'ben', muted: false }])
  t.match(calls.own.value, { state: 'calling', others: [{ name: 'BEN', state: 'ringing' }] })
  hear(here('1'), here('1', member(ben, 'ringing')))
  t.equal(state(), 'calling')
  hear({ type: 'participant-left', call: '1', agentId: 'ben' }, { type: 'hub-connect', call: 'foreign' })
  hear(here('1', member(ben)))
  t.equal(state(), 'active')
  t.strictSame(done(), ['calling', 'opens 1', 'opens 1', 'participant-left', 'opens 1', 'active'])
  calls.call(cy)
  hear(here('1', member(ben), member(cy, 'ringing')))
  hear({ type: 'call-refused', call: '1', by: 'cy', reason: 'declined', words: 'later' })
  t.match(calls.own.value, {
    state: 'active',
    refusals: [{ name: 'CY', reason: 'declined', words: 'later' }],
  })
  hear(here('1', member(ben, 'lost')))
  t.equal(state(), 'active', 'a lost connection may come back')
  sent()
  calls.hangUp()
  t.strictSame(sent(), [{ type: 'call-hang-up', call: '1' }])
  t.equal(state(), 'idle')
  done()
  hear(over('1', 'hung-up', ada), here('1', member(ben)))
  t.strictSame(done(), [], 'what was still on its way')
  calls.call(cy)
  hear(here('1', member(ben)))
  t.equal(calls.own.value?.id, undefined, 'is not taken for the next call')
})

t.test('each way in which nobody comes is told with its words', async (t) => {
  for (const reason of ['declined', 'no-answer', 'busy', 'do-not-disturb', 'unreachable', 'lost'] as const) {
    const { calls, hear, done } = page()
    calls.call(ben)
    hear(here('1'), over('1', reason, ben, 'at nine'))
    t.match(calls.own.value, { state: 'ended', end: { reason, by: { name: 'BEN' }, words: 'at nine' } })
    t.match(done(), ['calling', 'opens 1', 'closes', 'ended by another'])
    calls.dismiss()
    t.equal(calls.own.value, undefined)
  }
  const { calls, done, state } = page()
  const error = (code: string, about?: string) =>
    calls.failed({ type: 'error', code, message: '', ...(about && { about }) })
  calls.call(ben)
  t.ok(error('rate-limited', 'call'))
  t.equal(state(), 'idle')
  t.ok(done().includes('problem rate-limited'))
  t.notOk(error('not-in-room', 'description'))
  t.notOk(error('internal'))
})

t.test('several calls ring at once: one is taken, one declined, one missed', async (t) => {
  const { calls, sent, done, hear, state, ringing } = page()
  hear(rings('1', ben), rings('2', cy), rings('3', { agentId: 'dee', name: 'DEE' }), rings('1', ben))
  t.strictSame(ringing(), ['1 by BEN', '2 by CY', '3 by DEE'])
  calls.decline('2', 'not now')
  calls.accept('1')
  t.strictSame(sent(), [
    { type: 'call-decline', call: '2', words: 'not now' },
    { type: 'call-accept', call: '1', muted: false },
  ])
  t.equal(state(), 'answering')
  hear(over('2', 'declined', ada), here('1', member(ben)), over('3', 'no-answer'))
  t.equal(state(), 'active')
  t.strictSame(ringing(), [])
  t.ok(done().includes('missed DEE'))
  hear(rings('4', cy))
  calls.accept('4')
  t.equal(state(), 'answering')
  t.match(done(), ['closes', 'answering'], 'the present one is left')
  hear(over('1', 'hung-up', ada), here('4', member(cy)))
  t.match(calls.own.value, { id: '4', state: 'active' })
  hear(over('4', 'elsewhere'))
  t.match(calls.own.value, { state: 'ended', end: { reason: 'elsewhere', by: undefined } })

  hear(rings('5', ben), over('5', 'elsewhere'), rings('6', ben))
  t.notOk(done().includes('missed BEN'), 'taken in another window')
  calls.accept('6')
  calls.failed({ type: 'error', code: 'call-over', message: '', about: 'call-accept' })
  t.match(calls.own.value, { state: 'ended', end: { reason: 'hung-up' } }, 'too late')
})

t.test('a call in another window is told of, and taken over', async (t) => {
  const { calls, sent, hear, state } = page()
  const there = (call: string, self: State): ServerMessage => ({
    type: 'call',
    call,
    from: ben.agentId,
    rings: false,
    here: false,
    members: [member(ada, self), member(ben)],
  })
  hear(there('1', 'lost'))
  t.match(calls.elsewhere.value, { id: '1', others: [{ name: 'BEN' }] })
  hear(over('1', 'lost'))
  t.equal(calls.elsewhere.value, undefined, 'it did not come back')
  hear(there('2', 'joined'), there('2', 'gone'))
  t.equal(calls.elsewhere.value, undefined, 'hung up there')
  hear(there('3', 'joined'))
  calls.accept('3')
  t.strictSame(sent(), [{ type: 'call-accept', call: '3', muted: false }])
  hear(here('3', member(ben)))
  t.equal(state(), 'active')
  t.equal(calls.elsewhere.value, undefined)
  hear(over('3', 'elsewhere'), there('3', 'joined'))
  t.match([state(), calls.elsewhere.value?.id], ['ended', '3'], 'taken back by the other window')
  calls.accept('3')
  hear(here('3', member(ben)))
  t.match(calls.own.value, { id: '3', state: 'active' }, 'and by this one again')
  calls.lost()
  hear(there('4', 'joined'))
  calls.welcomed(ada.agentId)
  t.equal(calls.elsewhere.value, undefined, 'the service tells again what there is')
})

t.test(
  'a lost socket interrupts nothing; a reload goes back into the call, a restored tab does not',
  async (t) => {
    const first = page()
    const { calls, hear, sent, state } = first
    calls.call(ben)
    hear(here('1', member(ben)), rings('2', cy))
    sent()
    first.done()
    calls.lost()
    t.equal(state(), 'returning')
    t.strictSame(first.done(), ['room lost', 'returning'], 'the room goes on')
    t.strictSame(first.ringing(), [], 'the service tells again what rings')
    calls.welcomed(ada.agentId)
    const back = { type: 'call-return', call: '1', token: 'token of 1', muted: false, resumes: true }
    t.strictSame(sent(), [back])
    hear(here('1'))
    t.equal(state(), 'returning', 'a restarted service does not know the others yet')
    t.match(calls.own.value?.others, [{ name: 'BEN', state: 'lost' }], 'and the page still does')
    hear(here('1', member(ben)))
    t.equal(state(), 'active')
    t.match(calls.own.value?.others, [{ state: 'joined' }])
    calls.lost()
    calls.hangUp()
    t.strictSame(sent(), [], 'nobody can be told')
    calls.welcomed(ada.agentId)
    t.strictSame(sent(), [{ type: 'call-hang-up', call: '1' }], 'until now')
    calls.call(ben)
    calls.lost()
    t.equal(state(), 'idle', 'the service may never have heard of it')

    calls.welcomed(ada.agentId)
    calls.call(ben)
    hear(here('7', member(ben)))
    const { sessionStorage } = first.browser
    const reloaded = page(fakeBrowser({ sessionStorage, navigationType: 'reload' }))
    t.match(reloaded.sent(), [{ type: 'call-return', call: '7', token: 'token of 7' }])
    t.equal(reloaded.state(), 'returning')
    reloaded.hear(over('7', 'lost'))
    t.equal(reloaded.state(), 'ended')
    t.strictSame(page(fakeBrowser({ sessionStorage, navigationType: 'reload' })).sent(), [], 'not again')

    calls.hangUp()
    calls.call(ben)
    hear(here('8', member(ben)))
    t.strictSame(page(fakeBrowser({ sessionStorage, navigationType: 'back_forward' })).sent(), [])
  },
)

t.test('a search asks once for what is typed, and takes no late answer', async (t) => {
  const { time, testTime } = fakeBrowser()
  const sent: string[] = []
  const search = createPeopleSearch(({ text }) => sent.push(text), time)
  for (const text of ['b', 'be', ' ben']) search.type(text)
  await testTime.pass(1000)
  t.strictSame(sent, ['ben'])
  search.receive({ type: 'people-found', text: 'be', people: [] })
  t.equal(search.people.value, undefined)
  search.receive({ type: 'people-found', text: 'ben', people: [ben] })
  t.strictSame(search.people.value, [ben])
  search.type('')
  await testTime.pass(1000)
  t.strictSame([sent.length, search.people.value], [1, undefined])
})
