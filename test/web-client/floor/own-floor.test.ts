/** How the page keeps the floor: what it sends, and what it says happened to its resident. */

import { signal } from '@preact/signals-core'
import t from 'tap'
import type { ClientMessage, ParticipantMessage } from '../../../src/protocol/messages.js'
import { createFloorActions } from '../../../web-client/floor/floor-actions.js'
import { createFloor } from '../../../web-client/floor/own-floor.js'
import type { Person } from '../../../web-client/room/room-people.js'

const channel = {
  id: 1,
  name: 'Hall',
  mode: 'presentation' as const,
  distanceModel: 'none' as const,
  rollOff: 1,
  maxRangeMetres: 60,
  clampingDistanceMetres: 10,
}
const self: ParticipantMessage = {
  agentId: 'me',
  name: 'Me Resident',
  index: 0,
  muted: false,
  listensOnly: true,
  silence: 'floor-needed',
  position: [1, 1, 1],
  look: [1, 0, 0],
}

function hall() {
  const sent: ClientMessage[] = []
  const people = signal<readonly Person[]>([])
  const mode = signal<typeof channel | undefined>(channel)
  let newsOver = () => {}
  const floor = createFloor({
    send: (message) => sent.push(message),
    state: { channel: mode as never, people, blocked: signal<ReadonlySet<string>>(new Set()) },
    onBlocks: () => undefined,
    time: {
      now: () => 0,
      after(_milliseconds: number, run: () => void) {
        newsOver = run
        return () => undefined
      },
    } as never,
  })
  floor.receive({ type: 'room', channel, self, participants: [], feedLost: false })
  const become = (participant: Partial<ParticipantMessage>) =>
    floor.receive({ type: 'participant-changed', participant: { ...self, ...participant } })
  return { floor, sent, people, become, over: () => newsOver() }
}

t.test('a hand goes up and down, with its place among the others', (t) => {
  const { floor, sent, people, become } = hall()
  t.ok(floor.asksForFloor())
  floor.toggleHand()
  become({ hand: 7 })
  people.value = [{ agentId: 'late', hand: 9 } as Person, { agentId: 'early', hand: 3 } as Person]
  t.strictSame(floor.hands(), ['early', 'me', 'late'])
  floor.toggleHand()
  become({})
  t.equal(floor.news.value, undefined, 'what the resident did needs no words')
  become({ hand: 10 })
  become({})
  t.equal(floor.news.value?.what, 'hand-lowered')
  t.strictSame(sent, [
    { type: 'hand', raised: true },
    { type: 'hand', raised: false },
  ])
  become({ moderator: true })
  t.notOk(floor.asksForFloor(), 'a moderator speaks anyway')
  t.end()
})

t.test('what happens to the resident is said', (t) => {
  const { floor, become } = hall()
  const said = (now: Partial<ParticipantMessage>) => {
    become(now)
    return floor.news.value?.what
  }
  t.equal(said({ floor: true, silence: null }), 'floor-given')
  t.equal(said({}), 'floor-taken')
  become({ silence: 'muted-by-moderator' })
  t.equal(said({ silence: null }), 'unmuted')
  t.equal(said({ moderator: true }), 'moderates')
  floor.receive({ type: 'participant-changed', call: 'c', participant: { ...self, floor: true } })
  t.notOk(floor.own.value?.floor, 'a call has no floor')
  floor.receive({ type: 'no-room', reason: 'left' })
  t.equal(floor.own.value, undefined)
  t.end()
})

t.test('an act can be undone for a while, and not after it was refused', (t) => {
  const { floor, sent, over } = hall()
  const last = () => sent.at(-1)
  floor.moderate({ type: 'moderate', act: 'ban', agentId: 'ben', minutes: 5, explanation: 'Noise' }, 'Ben')
  t.match(floor.news.value, { what: 'ban', name: 'Ben' })
  floor.undo()
  t.strictSame(last(), { type: 'moderate', act: 'unban', agentId: 'ben' })
  floor.moderate({ type: 'moderate', act: 'lock' })
  floor.undo()
  t.strictSame(last(), { type: 'moderate', act: 'unlock' })
  floor.block('ben', 'Ben', true)
  floor.undo()
  t.strictSame(last(), { type: 'block', agentId: 'ben', on: false })
  floor.moderate({ type: 'moderate', act: 'kick', agentId: 'ben' }, 'Ben')
  t.equal(floor.news.value?.undo, undefined)
  floor.receive({ type: 'error', code: 'not-found', message: '', about: 'moderate' })
  t.equal(floor.news.value, undefined)
  floor.moderate({ type: 'moderate', act: 'mute-all' })
  over()
  t.equal(floor.news.value, undefined)
  floor.undo()
  t.strictSame(last(), { type: 'moderate', act: 'mute-all' })
  floor.receive({ type: 'blocks', people: [{ agentId: 'ben', name: 'Ben' }] })
  t.ok(floor.isBlocked('ben'))
  t.end()
})

t.test('where everybody is muted, a moderator lets single people speak', (t) => {
  const { floor, become } = hall()
  const open = signal({ ...channel, mode: 'open' as const })
  const actionsFor = createFloorActions(floor, { channel: open as never }, { showPerson: () => undefined })
  const offered = (person: Partial<Person>) =>
    actionsFor({ agentId: 'ben', name: 'Ben', ...person } as Person).map(({ id }) => id)
  t.notOk(offered({ listensOnly: true }).includes('unmute'), 'nobody else does')
  become({ moderator: true })
  for (const allMuted of [false, true]) {
    floor.receive({ type: 'rules', rules: { locked: false, allMuted } })
    t.ok(offered({ listensOnly: true }).includes('unmute'))
    t.ok(offered({ listensOnly: false }).includes('mute'))
  }
  t.end()
})
