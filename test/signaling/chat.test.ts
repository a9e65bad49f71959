/** Text over the wire: in the room, in a call and in private, and modified pages. */

import t, { type Test } from 'tap'
import { CloseCode } from '../../src/protocol/close-codes.js'
import { type TestAvatar, testAvatar, testRegion } from '../helpers/regions/region.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'
import { startTestApp } from '../helpers/test-app.js'

async function people(t: Test, names: readonly string[]) {
  const app = await startTestApp(t)
  const avatars = names.map((name) => testAvatar(name))
  const region = testRegion(app, avatars)
  await region.push()
  async function page(avatar: TestAvatar, joins = true) {
    const socket = openSignal(app.url, await signIn(app.url, await region.link(avatar)))
    t.teardown(() => socket.close())
    await socket.next('welcome')
    if (joins) {
      socket.send({ type: 'join', muted: false })
      await socket.next('room')
    }
    return { id: avatar.id, avatar, ...socket }
  }
  const pages = []
  for (const avatar of avatars) pages.push(await page(avatar))
  type Page = Awaited<ReturnType<typeof page>>
  return { app, page, pages: pages as [Page, Page, Page] }
}

t.test('people write in the room, in a call and in private', async (t) => {
  const { app, pages, page } = await people(t, ['Ada Writer', 'Ben Reader', 'Cy Other'])
  const [ada, ben, cy] = pages
  ada.send({ type: 'chat', nonce: 'a', text: 'to all of the room' })
  const line = { from: ada.id, name: 'Ada Writer', text: 'to all of the room', nonce: 'a' }
  for (const reader of pages)
    t.match(await reader.next('chat-line'), { with: undefined, call: undefined, line })
  ben.send({ type: 'chat-writes' })
  t.match(await ada.next('chat-writes'), { from: ben.id })
  const reader = await page(cy.avatar)
  reader.send({ type: 'chat-read' })
  t.match(await reader.next('chat-rules'), { on: true, reach: 'room', muted: false, moderates: false })
  const { upTo, lines } = await reader.next('chat-history')
  t.match(lines, [line])
  reader.send({ type: 'chat-read', ...(upTo && { after: upTo }) })
  t.match(await reader.next('chat-history'), { lines: [], missed: false })

  ada.send({ type: 'chat', with: ben.id, nonce: 'b', text: 'to Ben alone' })
  t.match(await ada.next('chat-line'), { with: ben.id, line: { text: 'to Ben alone', from: ada.id } })
  const secret = await ben.next('chat-line')
  t.match(secret, { with: ada.id, line: { text: 'to Ben alone', from: ada.id } })
  ada.send({ type: 'chat-edit', with: ben.id, line: secret.line.id, text: 'to you alone' })
  t.match(await ben.next('chat-line'), { line: { id: secret.line.id, text: 'to you alone', edited: true } })
  ada.send({ type: 'chat-remove', with: ben.id, line: secret.line.id })
  t.match(await ben.next('chat-line'), { line: { id: secret.line.id, removedBy: 'writer', text: '' } })
  t.match(
    await ada.next('chat-line'),
    { line: { text: 'to you alone' } },
    'the writer’s own pages are told, too',
  )
  t.match(await ada.next('chat-line'), { line: { removedBy: 'writer' } })
  const away = testAvatar('Away')
  ada.send({ type: 'chat', with: away.id, nonce: 'c', text: 'anybody?' })
  t.match(await ada.next('chat-refused'), { with: away.id, nonce: 'c', code: 'peer-unreachable' })
  ada.send({ type: 'chat-read', with: away.id })
  t.match(await ada.next('chat-history'), { with: away.id, lines: [], reachable: false })

  ada.send({ type: 'call', to: ben.id, muted: false })
  const { call } = await ben.next('call')
  ben.send({ type: 'call-accept', call, muted: false })
  await ben.next('room')
  ben.send({ type: 'chat', call, nonce: 'd', text: 'in the call' })
  t.match(await ada.next('chat-line'), { call, line: { from: ben.id, text: 'in the call' } })
  ada.send({ type: 'chat-read', call })
  t.match(await ada.next('chat-history'), { call, lines: [{ text: 'in the call' }] })

  reader.send({ type: 'chat', call, nonce: 'e', text: 'into a foreign call' })
  t.match(await reader.next('chat-refused'), { call, code: 'not-in-room' })
  reader.send({ type: 'chat-read', call })
  t.match(await reader.next('error'), { about: 'chat-read', code: 'not-in-room' })
  reader.send({ type: 'chat-remove', with: ben.id, line: secret.line.id })
  t.match(await reader.next('error'), { code: 'not-found' })
  reader.send({ type: 'chat-mute', to: ben.id, muted: true })
  t.match(await reader.next('error'), { about: 'chat-mute', code: 'not-allowed' })
  reader.send({ type: 'chat-slow', seconds: 3600 })
  t.match(await reader.next('error'), { about: 'chat-slow', code: 'not-allowed' })
  t.notOk(
    reader.messages.some(({ type }) => type === 'chat-line'),
    'no third page was told of any of it',
  )
  t.notMatch(JSON.stringify(app.log), /alone|in the call|to all of|foreign/, 'nothing of it is in the log')
})

t.test('a page in no room writes nowhere, and a flood ends its socket', async (t) => {
  const { pages, page } = await people(t, ['Ada Writer', 'Ben Reader'])
  const [ada, ben] = pages
  const outside = await page(testAvatar('Outside'), false)
  outside.send({ type: 'chat', nonce: 'a', text: 'hello?' })
  t.match(await outside.next('chat-refused'), { nonce: 'a', code: 'not-in-room' })
  outside.send({ type: 'chat-read' })
  t.match(await outside.next('error'), { code: 'not-in-room' })
  outside.sendRaw(JSON.stringify({ type: 'chat', nonce: 'a', text: 'x', from: ben.id }))
  t.match(await outside.next('error'), { code: 'message-invalid' }, 'nobody says who wrote')
  outside.sendRaw(JSON.stringify({ type: 'chat', nonce: '<b>', text: 'x' }))
  t.match(await outside.next('error'), { code: 'message-invalid' })
  for (let count = 0; count < 10_000; count += 1) ada.send({ type: 'chat', nonce: `${count}`, text: 'spam' })
  t.equal(await ada.closed(), CloseCode.rateLimited)
  ben.send({ type: 'chat', nonce: 'last', text: 'over' })
  for (let seen = 1; ; seen += 1) {
    const { line } = await ben.next('chat-line')
    if (line.from === ben.id) break
    // A burst, and a few more while the machine reads ten thousand.
    if (seen > 60) return void t.fail('the flood came through')
  }
  const refused = ada.messages.filter(({ type }) => type === 'chat-refused').length
  t.ok(refused > 300, `${refused} lines were refused in words`)
})
