/** Text in rooms and between two residents: who reads what, in which order, and what is refused. */

import t, { type Test } from 'tap'
import { openStore } from '../../../src/store/store.js'
import { createLoopbackBus } from '../../../src/voice/bus.js'
import type { ChannelSettings } from '../../../src/voice/channels/channel.js'
import { createChannels } from '../../../src/voice/channels/channels.js'
import { LINES_FOR_NEWCOMERS } from '../../../src/voice/chat/chat-log.js'
import { FORGET_AFTER_MS } from '../../../src/voice/chat/chat-logs.js'
import type { Cursor, Line } from '../../../src/voice/chat/line.js'
import { createPrivateChat } from '../../../src/voice/chat/private-chat.js'
import { createRoomChat } from '../../../src/voice/chat/room-chat.js'
import { createLineJudge } from '../../../src/voice/chat/written.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { createMutes } from '../../../src/voice/moderation/mutes.js'
import { createParcelVoice } from '../../../src/voice/presence/land/parcel-voice.js'
import { createPresence } from '../../../src/voice/presence/presence.js'
import { createResidents } from '../../../src/voice/residents/residents.js'
import type { ChatRules } from '../../../src/voice/rooms/room-event.js'
import { createRooms } from '../../../src/voice/rooms/rooms.js'
import { testUuid } from '../../helpers/regions/region.js'
import { createTestTime } from '../../helpers/test-time.js'
import { hearing } from '../../helpers/told.js'

const region = { regionId: testUuid(), regionName: 'Square' }

/** A square with people ten metres apart, all of them in voice. */
async function square(t: Test, names: readonly string[], settings: Partial<ChannelSettings> = {}) {
  const time = createTestTime()
  const { clock, timers } = time
  const store = await openStore({ file: ':memory:' })
  t.teardown(() => store.close())
  const onError = (error: unknown) => t.fail(String(error))
  const bus = createLoopbackBus()
  const presence = createPresence(timers)
  const channels = createChannels(store.channels, clock)
  const mutes = createMutes(store.speechRules, onError, bus)
  const parcelVoice = createParcelVoice()
  const rooms = createRooms({ presence, channels, parcelVoice, mutes, clock, timers, onError })
  const residents = createResidents()
  const apart = new Set<string>()
  const mayReach = (one: { agentId: string }, other: { agentId: string }) =>
    !apart.has(`${one.agentId} ${other.agentId}`) && !apart.has(`${other.agentId} ${one.agentId}`)
  const judge = createLineJudge(timers)
  const chat = createRoomChat({ judge, rooms, mutes, bus, mayReach, clock, timers })
  const privately = createPrivateChat({ judge, residents, mayReach, clock, timers })
  const avatars = names.map((name, index) => ({
    agentId: testUuid(),
    name,
    position: [100 + 10 * index, 100, 25] as const,
    look: [1, 0, 0] as const,
    parcelId: null,
  }))
  presence.report({ grid: MAIN_GRID, ...region, source: 'push', avatars })
  await time.pass(500)
  const channel = await channels.forPlace(MAIN_GRID, { parcelId: null, ...region })
  const set = async (changed: Partial<ChannelSettings>) => {
    const present = await channels.get(channel)
    await channels.updateAll([
      { ...channel, patch: { adminSettings: { ...present.adminSettings, ...changed } }, expected: present },
    ])
    await time.pass(0)
  }
  await set(settings)

  async function enter(index: number) {
    const { agentId, name } = avatars[index] ?? { agentId: '', name: '' }
    const lines: Line[] = []
    const hints: string[] = []
    const secret: Line[] = []
    let rules: ChatRules | undefined
    let rulesTold = 0
    const page = rooms.join({
      grid: MAIN_GRID,
      agentId,
      name,
      muted: false,
      tell: hearing({
        line: ({ line }) => lines.push(line),
        writes: ({ agentId: who }) => hints.push(who),
        'chat-rules': (event) => {
          rules = event.rules
          rulesTold += 1
        },
      }),
    })
    const open = {
      grid: MAIN_GRID,
      agentId,
      name,
      tell(event: Parameters<Parameters<typeof residents.open>[0]['tell']>[0]) {
        if (event.type === 'private-line') secret.push(event.line)
        if (event.type === 'private-writes') hints.push(`private ${event.with}`)
      },
    }
    const close = residents.open(open)
    await time.pass(0)
    let nonce = 0
    return {
      page,
      open,
      agentId,
      lines,
      hints,
      secret,
      close,
      rules: () => rules,
      rulesTold: () => rulesTold,
      texts: () => lines.map(({ text }) => text),
      write(text: string, sent = `n${nonce++}`) {
        chat.write(page, { text, nonce: sent })
        return lines.at(-1)
      },
      read: (after?: Cursor) => chat.read(page, after),
    }
  }
  const people = []
  for (const index of names.keys()) people.push(await enter(index))
  type Person = Awaited<ReturnType<typeof enter>>
  /** As a moderator's act does. */
  function muteWriting(agentId: string, muted: boolean): void {
    const [room] = rooms.list()
    if (room) mutes.setWritingMuted(room.channel, agentId, muted)
  }
  return {
    time,
    chat,
    privately,
    rooms,
    apart,
    set,
    muteWriting,
    enter,
    people: people as [Person, Person, Person],
  }
}

t.test('everybody in the room reads a line once, in one order, and nobody else does', async (t) => {
  const { people, rooms, time } = await square(t, ['Ada', 'Ben', 'Cy'])
  const [ada, ben, cy] = people
  ada.write('hello <b>\u202eall\u200b</b>')
  ben.write('hi')
  t.match(cy.lines, [
    { from: ada.agentId, name: 'Ada', text: 'hello <b>all</b>', seq: 1, inWorld: false },
    { from: ben.agentId, name: 'Ben', text: 'hi', seq: 2 },
  ])
  t.strictSame(ada.lines, cy.lines, 'the writers, too')
  t.equal(new Set(cy.lines.map(({ id }) => id)).size, 2)
  ada.write('again', 'same')
  ada.write('again, after a lost socket', 'same')
  t.strictSame(cy.texts(), ['hello <b>all</b>', 'hi', 'again'], 'a line sent twice is one line')
  t.strictSame(ada.texts().slice(2), ['again', 'again'], 'and its writer is told which it became')
  ben.write('mine', 'same')
  t.equal(cy.texts().at(-1), 'mine', 'another writer’s line is another line')

  cy.page.leave()
  ada.write('without Cy')
  t.equal(cy.lines.length, 4)
  t.throws(() => cy.write('from outside'), { code: 'not-in-room' })
  t.throws(() => cy.read(), { code: 'not-in-room' })
  ada.page.leave()
  ben.page.leave()
  t.equal(rooms.list().length, 0)
  await time.pass(FORGET_AFTER_MS)
})

t.test(
  'who comes reads the last lines, who comes back the missed ones: nothing twice, nothing lost',
  async (t) => {
    const { people, enter, time, set } = await square(t, ['Ada', 'Ben', 'Cy'])
    const [ada, ben, cy] = people
    t.strictSame(ada.read(), { lines: [], upTo: undefined, missed: false })
    cy.page.leave()
    for (let count = 0; count < LINES_FOR_NEWCOMERS + 5; count += 1) {
      ada.write(`line ${count}`)
      await time.pass(1000)
    }
    const newcomer = await enter(2)
    t.equal(newcomer.read().lines.length, LINES_FOR_NEWCOMERS)
    t.equal(newcomer.read().lines[0]?.text, 'line 5')

    const { upTo } = ben.read()
    ben.page.leave()
    const late = ada.write('soon gone')
    ada.write('changed later', 'x')
    const edited = ada.lines.at(-1)
    await time.pass(1000)
    t.ok(late && edited)
    const back = await enter(1)
    const { lines, missed } = back.read(upTo)
    t.strictSame(
      lines.map(({ text }) => text),
      ['soon gone', 'changed later'],
    )
    t.notOk(missed)
    t.strictSame(back.read(back.read().upTo).lines, [], 'who has read everything is told nothing twice')
    t.strictSame(back.read({ log: 'another service', change: 3 }).lines.length, LINES_FOR_NEWCOMERS)

    await set({ textHistory: false })
    t.strictSame(newcomer.read().lines, [], 'a channel may keep no history')
    t.equal(back.read(upTo).lines.length, 2, 'the gap of a lost socket is told all the same')
    await time.pass(60_000)
    t.equal(back.read(upTo).lines.length, 0, 'and is soon forgotten')
    for (const { page } of [ada, back, newcomer]) page.leave()
    await set({ textHistory: true })
    await time.pass(FORGET_AFTER_MS)
    t.strictSame(
      (await enter(0)).read(),
      { lines: [], upTo: undefined, missed: false },
      'an empty room is forgotten',
    )
  },
)

t.test('more than is kept is said to be missed', async (t) => {
  const { people, time } = await square(t, ['Ada', 'Ben', 'Cy'])
  const [ada, ben] = people
  ada.write('first')
  const { upTo } = ben.read()
  for (let count = 0; count < 201; count += 1) {
    ada.write(`${count}`)
    await time.pass(700)
  }
  const { lines, missed } = ben.read(upTo)
  t.ok(missed)
  t.equal(lines.length, 200)
  t.equal(lines.at(-1)?.text, '200')
  ada.write('long ago', 'old')
  ada.write('not again', 'old')
  t.equal(ada.texts().at(-1), 'long ago')
})

t.test('a writer edits and takes back for five seconds; the room is told the new state', async (t) => {
  const { people, chat, time } = await square(t, ['Ada', 'Ben', 'Cy'])
  const [ada, ben, cy] = people
  const line = ada.write('teh')
  chat.edit(ada.page, line?.id ?? '', 'the\u202e')
  t.match(ben.lines.at(-1), { id: line?.id, seq: 1, change: 2, text: 'the', edited: true })
  t.throws(() => chat.edit(ben.page, line?.id ?? '', 'mine'), { code: 'not-allowed' })
  t.throws(() => chat.remove(ben.page, line?.id ?? ''), { code: 'not-allowed' })
  t.throws(() => chat.edit(ada.page, 'another room’s', 'x'), { code: 'not-found' })
  const known = cy.read().upTo
  chat.remove(ada.page, line?.id ?? '')
  t.match(ben.lines.at(-1), { text: '', removedBy: 'writer', change: 3 })
  t.match(
    cy.read(known).lines,
    [{ id: line?.id, removedBy: 'writer', text: '' }],
    'who was away learns it, too',
  )
  t.strictSame(cy.read().lines, [], 'who comes is not told of it')
  t.throws(() => chat.remove(ada.page, line?.id ?? ''), { code: 'not-found' })
  const late = ada.write('for good')
  await time.pass(5001)
  t.throws(() => chat.edit(ada.page, late?.id ?? '', 'no'), { code: 'not-allowed' })
  t.throws(() => chat.remove(ada.page, late?.id ?? ''), { code: 'not-allowed' })
})

t.test('too much, too long and nothing at all are refused in words', async (t) => {
  const { people, time } = await square(t, ['Ada', 'Ben', 'Cy'])
  const [ada, ben] = people
  t.throws(() => ada.write('\u200b \n'), { code: 'message-invalid' })
  t.throws(() => ada.write('x'.repeat(1001)), { code: 'message-too-large', message: /1000 characters/ })
  t.ok(ada.write('🙂'.repeat(1000)), 'an emoji is one character')
  const refusals: unknown[] = []
  for (let count = 0; count < 10_000; count += 1) {
    try {
      ada.write('spam')
    } catch (error) {
      refusals.push(error)
    }
  }
  t.match(refusals.at(-1), { code: 'rate-limited', message: /wait/, retryAfterSeconds: 1 })
  t.equal(ben.lines.length, 10, 'a burst, and no more')
  t.equal(refusals.length, 9991)
  await time.pass(1000)
  t.ok(ada.write('a moment later'))
})

t.test('moderators remove lines, mute writing apart from speaking, and slow the room down', async (t) => {
  const { people, chat, set, muteWriting, time, rooms } = await square(t, ['Ada', 'Ben', 'Cy'])
  const [ada, ben, cy] = people
  await set({ moderators: [ada.agentId] })
  t.match(ada.rules(), { moderates: true, muted: false, slowSeconds: 0 }, 'told when the channel changes')
  ben.read()
  t.match(ben.rules(), { moderates: false, on: true, reach: 'room' }, 'and who reads')
  const line = ben.write('rude')
  await time.pass(60_000)
  chat.remove(ada.page, line?.id ?? '')
  t.match(cy.lines.at(-1), { id: line?.id, removedBy: 'moderator', text: '' })

  t.throws(() => chat.requireMutable(ben.page, cy.agentId, true), { code: 'not-allowed' })
  t.throws(() => chat.requireMutable(ada.page, testUuid(), true), { code: 'not-found' })
  t.ok(chat.requireMutable(ada.page, ben.agentId, true))
  muteWriting(ben.agentId, true)
  t.notOk(chat.requireMutable(ada.page, ben.agentId, true), 'it is so already')
  t.match(ben.rules(), { muted: true })
  t.throws(() => ben.write('still here'), { code: 'not-allowed', message: /muted your writing/ })
  t.equal(rooms.list()[0]?.view(ben.agentId)?.silence, undefined, 'who may not write may speak')
  muteWriting(ben.agentId, false)
  t.match(ben.rules(), { muted: false })

  t.throws(() => chat.setSlow(ben.page, 10), { code: 'not-allowed' })
  chat.setSlow(ada.page, 10)
  t.match(ben.rules(), { slowSeconds: 10 })
  ben.write('one')
  await time.pass(2500)
  t.throws(() => ben.write('two'), { code: 'rate-limited', message: /8 more seconds/, retryAfterSeconds: 8 })
  t.ok(ada.write('moderators are not slowed') && ada.write('down'))
  await time.pass(7500)
  t.ok(ben.write('two'))
  chat.setSlow(ada.page, 0)
  t.ok(ben.write('three'))

  await set({ textOn: false })
  t.throws(() => ada.write('x'), { code: 'not-allowed', message: /switched off/ })
  t.match(ben.rules(), { on: false })
  const told = ben.rulesTold()
  await set({ textOn: false, maxRangeMetres: 50 })
  t.equal(ben.rulesTold(), told, 'how far voices reach changes nothing about writing')
  await set({ textOn: true })
  t.equal(ben.rulesTold(), told + 1)
  await set({ textOn: false })
  t.strictSame(cy.read().lines, [])
})

t.test('where text reaches as far as the voice, only who would hear the writer reads it', async (t) => {
  const { people, chat } = await square(t, ['Ada', 'Ben', 'Cy'], {
    textReach: 'voice',
    maxRangeMetres: 15,
    clampingDistanceMetres: 12,
    distanceModel: 'inverse',
  })
  const [ada, ben, cy] = people
  ada.write('psst')
  chat.writes(ada.page)
  t.strictSame([ada.texts(), ben.texts(), cy.texts()], [['psst'], ['psst'], []])
  t.strictSame([ben.hints, cy.hints], [[ada.agentId], []])
  t.strictSame([ben.read().lines.length, cy.read().lines.length], [1, 0], 'nor is it told later')
  chat.edit(ada.page, ada.lines[0]?.id ?? '', 'psst!')
  t.strictSame(cy.lines, [])
  t.match(cy.rules(), { reach: 'voice', bridged: false })
})

t.test('who must not reach each other reads nothing of the other, in rooms either', async (t) => {
  const { people, apart, chat, privately } = await square(t, ['Ada', 'Ben', 'Cy'])
  const [ada, ben, cy] = people
  apart.add(`${ada.agentId} ${ben.agentId}`)
  ada.write('from Ada')
  ben.write('from Ben')
  chat.writes(ada.page)
  t.strictSame([ada.texts(), ben.texts(), cy.texts()], [['from Ada'], ['from Ben'], ['from Ada', 'from Ben']])
  t.strictSame(
    ben.read().lines.map(({ text }) => text),
    ['from Ben'],
  )
  t.strictSame(ben.hints, [])
  const blocked = t.throws(() => privately.write(ada.open, ben.open, { text: 'hello?', nonce: 'a' }))
  cy.close()
  const gone = t.throws(() => privately.write(ada.open, cy.open, { text: 'hello?', nonce: 'b' }))
  t.match(blocked, { code: 'peer-unreachable' })
  t.same(blocked, gone, 'a block looks like a page that is closed')
  privately.writes(ada.open, ben.open)
  t.strictSame(ben.hints, [])
})

t.test('private lines reach the pages of the two, and nobody else', async (t) => {
  const { people, privately, time } = await square(t, ['Ada', 'Ben', 'Cy'])
  const [ada, ben, cy] = people
  t.ok(privately.reaches(ada.open, ben.open))
  const write = (text: string, nonce: string) => privately.write(ada.open, ben.open, { text, nonce })
  write('between us', '1')
  write('between us', '1')
  t.match(ben.secret, [{ from: ada.agentId, text: 'between us', seq: 1 }])
  t.strictSame([ada.secret.length, cy.secret.length, cy.lines.length], [2, 0, 0])
  privately.writes(ben.open, ada.open)
  t.strictSame([ada.hints, cy.hints], [[`private ${ben.agentId}`], []])
  const [line] = ben.secret
  t.throws(() => privately.edit(ben.open, ada.open, line?.id ?? '', 'x'), { code: 'not-allowed' })
  t.throws(() => privately.edit(cy.open, ada.open, line?.id ?? '', 'x'), { code: 'not-found' })
  t.throws(() => privately.remove(cy.open, ben.open, line?.id ?? ''), { code: 'not-found' })
  privately.edit(ada.open, ben.open, line?.id ?? '', 'between the two of us')
  t.match(ben.secret.at(-1), { id: line?.id, text: 'between the two of us', edited: true })
  t.strictSame(privately.read(cy.open, ben.open, undefined).lines, [], 'a third reads none of it')
  t.equal(privately.read(ben.open, ada.open, undefined).lines.length, 1)
  privately.remove(ada.open, ben.open, line?.id ?? '')
  t.match(ben.secret.at(-1), { removedBy: 'writer' })
  t.throws(() => privately.write(ada.open, ada.open, { text: 'me', nonce: '2' }), { code: 'not-allowed' })
  for (let count = 0; count < 8; count += 1) write(`${count}`, `x${count}`)
  t.throws(() => write('one too many', 'y'), { code: 'rate-limited' })
  t.throws(() => ada.write('in the room neither'), { code: 'rate-limited' }, 'one budget for all they write')
  ada.close()
  ben.close()
  await time.pass(FORGET_AFTER_MS)
  t.strictSame(privately.read(ben.open, ada.open, undefined).lines, [], 'forgotten when both are gone')
})

t.test('nothing is lost and nothing comes twice at 200 lines a second in a room of 50', async (t) => {
  const { people, time } = await square(
    t,
    Array.from({ length: 50 }, (_, index) => `P${index}`),
  )
  const expected: string[] = []
  // Fifty people write four lines each within a second: each a burst that no budget holds back.
  for (let round = 0; round < 4; round += 1) {
    for (const [index, person] of people.entries()) {
      expected.push(`${index}:${round}`)
      person.write(`${index}:${round}`, `${round}`)
      // Every third page lost the answer and sends the line again.
      if (index % 3 === 0) person.write(`${index}:${round}`, `${round}`)
    }
    await time.pass(250)
  }
  for (const [index, { lines }] of people.entries()) {
    const first = lines.filter(({ id }, at) => lines.findIndex((line) => line.id === id) === at)
    t.strictSame(
      first.map(({ text }) => text),
      expected,
      `reader ${index}: all lines in one order`,
    )
    t.equal(lines.length, 200 + (index % 3 === 0 ? 4 : 0), 'twice to nobody but who asked')
  }
})
