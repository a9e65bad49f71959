/** Hands and moderators over the wire: what a moderator's page may do, and what modified pages may not. */

import t, { type Test } from 'tap'
import { CloseCode } from '../../src/protocol/close-codes.js'
import type { ServerMessage } from '../../src/protocol/messages.js'
import { ACTS_ON_PEOPLE } from '../../src/pure/acts-on-people.js'
import type { Timers } from '../../src/voice/ports.js'
import { HAND_TIMES_MS } from '../../src/voice/rooms/floor/hand-states.js'
import { systemTimers } from '../../src/voice/time/timers.js'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { eventually } from '../helpers/eventually.js'
import { type TestAvatar, testAvatar, testRegion } from '../helpers/regions/region.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'
import { startTestApp } from '../helpers/test-app.js'

async function hall(t: Test, mode = 'presentation') {
  // A pause after speech is over at once.
  const after: Timers['after'] = (milliseconds, callback) =>
    systemTimers.after(milliseconds === HAND_TIMES_MS.pausing ? 0 : milliseconds, callback)
  const app = await startTestApp(t, { timers: { ...systemTimers, after } })
  const avatars = ['Ada Teacher', 'Ben Pupil', 'Cy Pupil', 'Dee Late'].map((name) => testAvatar(name))
  const region = testRegion(app, avatars, 'Hall')
  await region.push()
  async function page(avatar: TestAvatar) {
    const socket = openSignal(app.url, await signIn(app.url, await region.link(avatar)))
    t.teardown(() => socket.close())
    await socket.next('welcome')
    socket.send({ type: 'join', muted: false })
    return { id: avatar.id, ...socket }
  }
  type Page = Awaited<ReturnType<typeof page>>
  const [ada, ben, cy, dee] = avatars as [TestAvatar, TestAvatar, TestAvatar, TestAvatar]
  const pages: Page[] = []
  for (const avatar of [ada, ben, cy]) {
    const entered = await page(avatar)
    await entered.next('room')
    pages.push(entered)
  }
  const owner = await signedInAdmin(app)
  const channelId: number = (await owner.get('/rooms')).body[0].channelId
  const { version } = (await owner.get(`/channels/${channelId}`)).body
  const settings = { mode, moderators: [ada.id] }
  await owner.patch(`/channels/${channelId}`, { version, settings })
  /** The newest that a page was told of somebody, once it is so. */
  const sees = (who: Page, agentId: string, what: object) =>
    eventually(`${agentId} is ${JSON.stringify(what)}`, () => {
      const view = who.messages.flatMap(viewsIn).findLast((one) => one.agentId === agentId)
      return view && Object.entries(what).every(([key, value]) => view[key as keyof typeof view] === value)
    })
  return { page, pages: pages as [Page, Page, Page], avatars: { ada, ben, cy, dee }, owner, channelId, sees }
}

function viewsIn(message: ServerMessage) {
  if (message.type === 'participant-changed') return [message.participant]
  return message.type === 'room' ? [message.self, ...message.participants] : []
}

t.test('hands go up, and a moderator’s page acts on the room', async (t) => {
  const { page, pages, avatars, owner, channelId, sees } = await hall(t)
  const [ada, ben, cy] = pages
  await sees(ben, ada.id, { moderator: true })
  cy.send({ type: 'hand', raised: true })
  ben.send({ type: 'hand', raised: true })
  await Promise.all([
    sees(ada, cy.id, { hand: 1 }),
    sees(ada, ben.id, { hand: 2 }),
    sees(cy, ben.id, { hand: 2 }),
  ])
  ada.send({ type: 'moderate', act: 'give-floor', agentId: ben.id })
  await sees(ben, ben.id, { floor: true, silence: null, hand: 2 })
  for (const speaking of [true, false]) ben.send({ type: 'report', speaking })
  await sees(ada, ben.id, { floor: true, hand: undefined })
  ada.send({ type: 'moderate', act: 'lower-hand', agentId: cy.id })
  await sees(cy, cy.id, { hand: undefined })
  ada.send({ type: 'moderate', act: 'lower-hand', agentId: cy.id })
  t.match(await ada.next('error'), { about: 'moderate', code: 'not-found' })
  ada.send({ type: 'moderate', act: 'mute', agentId: ben.id })
  await sees(ben, ben.id, { silence: 'muted-by-moderator' })
  ada.send({ type: 'moderate', act: 'unmute', agentId: ben.id })
  await sees(ben, ben.id, { silence: null })
  ada.send({ type: 'moderate', act: 'mute-all' })
  t.strictSame((await ben.next('rules')).rules, { locked: false, allMuted: true })
  ada.send({ type: 'moderate', act: 'unmute-all' })
  t.strictSame((await ben.next('rules')).rules, { locked: false, allMuted: false })

  ada.send({ type: 'moderate', act: 'lock' })
  t.strictSame((await ben.next('rules')).rules, { locked: true, allMuted: false })
  const dee = await page(avatars.dee)
  t.match(await dee.next('no-room'), { reason: 'locked' })
  ada.send({ type: 'moderate', act: 'unlock' })
  t.strictSame((await dee.next('room')).rules, { locked: false, allMuted: false }, 'who waits comes in')

  ada.send({ type: 'moderate', act: 'end-lecture' })
  t.match(await cy.next('channel'), { channel: { mode: 'presentation' } })
  t.match(await cy.next('channel'), { channel: { mode: 'open' } })
  await sees(cy, ben.id, { floor: undefined, hand: undefined })
  await sees(cy, cy.id, { silence: null })
  ada.send({ type: 'moderate', act: 'end-lecture' })
  t.match(await ada.next('error'), { about: 'moderate', code: 'bad-request' })
  ben.send({ type: 'hand', raised: true })
  t.match(await ben.next('error'), { about: 'hand', code: 'not-allowed' }, 'everybody may speak')

  ada.send({ type: 'moderate', act: 'kick', agentId: cy.id, explanation: 'Be \u202equiet' })
  t.match(await cy.next('no-room'), { reason: 'kicked', explanation: 'Be quiet' })
  t.equal(await cy.closed(), CloseCode.kicked)
  ada.send({ type: 'moderate', act: 'ban', agentId: ben.id, minutes: 10, explanation: 'Noise' })
  t.match(await ben.next('no-room'), { reason: 'kicked', explanation: 'Noise', until: Number })
  t.match((await owner.get('/bans')).body, [{ name: 'Ben Pupil', by: 'Ada Teacher', channelId }])
  ada.send({ type: 'moderate', act: 'unban', agentId: ben.id })
  const log = await eventually('all is in the audit log', async () => {
    const { body } = await owner.get('/audit')
    return body[0].act === 'unbanned' ? body : undefined
  })
  t.match(log[0], { actor: 'Ada Teacher', subject: 'Ben Pupil in Hall', address: '127.0.0.1' })
  t.strictSame(
    log
      .filter(({ actor }: { actor: string }) => actor === 'Ada Teacher')
      .map(({ act }: { act: string }) => act),
    'unbanned banned kicked channel-changed unlocked locked all-unmuted all-muted unmuted muted hand-lowered floor-given'.split(
      ' ',
    ),
  )
  const ended = log.find(({ act }: { act: string }) => act === 'channel-changed')
  t.equal((await owner.post(`/audit/${ended.id}/undo`)).status, 204, 'an owner can take it back')
  t.match((await owner.get(`/channels/${channelId}`)).body, { settings: { mode: 'presentation' } })
})

t.test('every act of a moderator’s page on a person is in the audit log', async (t) => {
  const { page, pages, avatars, owner, channelId, sees } = await hall(t)
  const [ada, ben] = pages
  const agentId = ben.id
  await sees(ben, ada.id, { moderator: true })
  ben.send({ type: 'chat', nonce: 'a', text: 'rude words' })
  const { line } = await ada.next('chat-line')
  ben.send({ type: 'hand', raised: true })
  await sees(ada, agentId, { hand: 1 })
  const moderate = (act: object) => ({ type: 'moderate', agentId, ...act })
  const acts: Partial<Record<(typeof ACTS_ON_PEOPLE)[number], object>> = {
    'hand-lowered': moderate({ act: 'lower-hand' }),
    muted: moderate({ act: 'mute' }),
    unmuted: moderate({ act: 'unmute' }),
    'writing-muted': { type: 'chat-mute', to: agentId, muted: true },
    'writing-unmuted': { type: 'chat-mute', to: agentId, muted: false },
    'line-removed': { type: 'chat-remove', line: line.id },
    'floor-given': moderate({ act: 'give-floor' }),
    'floor-taken': moderate({ act: 'take-floor' }),
    kicked: moderate({ act: 'kick' }),
    banned: moderate({ act: 'ban', minutes: 5 }),
    unbanned: moderate({ act: 'unban' }),
  }
  for (const [act, message] of Object.entries(acts)) {
    ada.sendRaw(JSON.stringify(message))
    const [entry] = await eventually(`${act} is in the log`, async () => {
      const { body } = await owner.get('/audit')
      return body[0].act === act ? body : undefined
    })
    t.match(entry, { actor: 'Ada Teacher', address: '127.0.0.1', subject: 'Ben Pupil in Hall' }, act)
    t.match(entry.detail, { agentId, channelId, place: 'Hall', names: ['Ben Pupil'] }, act)
  }
  ada.send({ type: 'chat-slow', seconds: 10 })
  await eventually('and what is done to writing as a whole', async () => {
    const [{ act, subject, detail }] = (await owner.get('/audit')).body
    return act === 'writing-slowed' && subject === 'Hall' && detail.seconds === 10
  })
  const ofBen = (await owner.get(`/audit?person=${avatars.ben.id}`)).body.map(
    ({ act }: { act: string }) => act,
  )
  t.strictSame(ofBen, Object.keys(acts).toReversed())
  const newest = async () => (await owner.get('/audit')).body
  t.notMatch(JSON.stringify(await newest()), /rude words/, 'what was written is not')
  const links = (await newest())[1].links
  t.strictSame(links, {
    people: [{ agentId, text: 'Ben Pupil' }],
    channels: [{ id: channelId, text: 'Hall' }],
  })
  await owner.post(`/channels/${channelId}/delete`)
  const gone = (await newest()).find(({ act }: { act: string }) => act === 'muted')
  t.strictSame(gone.links, { ...links, channels: [] }, 'a channel that is gone leads nowhere')

  t.equal(await ada.closed(), CloseCode['channel-deleted'], 'who was in it is told so')
  const again = await page(avatars.ada)
  t.match(await again.next('room'), { channel: { name: 'Hall', mode: 'open' } }, 'and may join the next one')
  const elsewhere =
    'all-muted all-unmuted taken-back complaint-closed account-disabled account-enabled sessions-ended'
  t.strictSame(
    ACTS_ON_PEOPLE.filter((act) => !(act in acts)),
    elsewhere.split(' '),
    'the others are of the room, or done in the console',
  )
})

t.test('modified pages are refused in words, and cost nobody anything', async (t) => {
  const { pages, avatars, owner, channelId, sees } = await hall(t, 'lecture')
  const [ada, ben, cy] = pages
  /** Sends all of them, and reads the answers in their order. */
  async function refused(who: typeof ben, messages: readonly (readonly [message: object, code: string])[]) {
    for (const [message] of messages) who.sendRaw(JSON.stringify(message))
    for (const [message, code] of messages)
      t.match(await who.next('error'), { code }, JSON.stringify(message))
  }
  const type = 'moderate'
  await sees(ben, ada.id, { moderator: true })
  const person = ['mute', 'unmute', 'give-floor', 'take-floor', 'lower-hand', 'unban', 'kick']
  const room = ['mute-all', 'unmute-all', 'lock', 'unlock', 'end-lecture']
  await refused(ben, [
    ...person.map((act) => [{ type, act, agentId: cy.id }, 'not-allowed'] as const),
    ...room.map((act) => [{ type, act }, 'not-allowed'] as const),
    [{ type, act: 'ban', agentId: ada.id, minutes: 5 }, 'not-allowed'],
  ])
  await refused(ben, [
    [{ type, act: 'lock', channel: channelId }, 'message-invalid'],
    [{ type, act: 'delete', agentId: cy.id }, 'message-invalid'],
  ])
  await refused(ada, [
    [{ type, act: 'mute', agentId: 'Ben Pupil' }, 'message-invalid'],
    [{ type, act: 'ban', agentId: cy.id, minutes: 0 }, 'message-invalid'],
    [{ type, act: 'ban', agentId: cy.id }, 'message-invalid'],
  ])
  await refused(ada, [[{ type, act: 'kick', agentId: ada.id }, 'not-allowed']])
  await refused(ada, [[{ type, act: 'kick', agentId: avatars.dee.id }, 'not-found']])
  await refused(ada, [[{ type, act: 'give-floor', agentId: cy.id }, 'bad-request']])
  t.notOk((await owner.get('/audit')).body.some(({ act }: { act: string }) => act.startsWith('muted')))

  const before = ada.messages.length
  for (let count = 0; count < 150; count += 1) {
    cy.send({ type: 'hand', raised: true })
    cy.send({ type: 'hand', raised: false })
  }
  for (const one of [cy, ada]) {
    one.send({ type: 'ping' })
    await one.next('pong')
  }
  t.equal(
    ada.messages.slice(before).flatMap(viewsIn).length,
    4,
    'so often are the others told of 300 changes',
  )
  ada.send({ type: 'leave' })
  await ada.next('no-room')
  await refused(ada, [[{ type, act: 'lock' }, 'not-in-room']])
  await refused(ada, [[{ type: 'hand', raised: true }, 'not-in-room']])
})
