/** Calls over the wire: two pages, one of them in no room, and modified ones. */

import t, { type Test } from 'tap'
import { picturesIn } from '../../src/signaling/pictures-in.js'
import { eventually } from '../helpers/eventually.js'
import { pageOffer } from '../helpers/media/bare-offer.js'
import { type TestAvatar, testAvatar, testRegion } from '../helpers/regions/region.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'
import { startTestApp } from '../helpers/test-app.js'

const description = { type: 'offer' as const, sdp: 'v=0\r\n' }

async function people(t: Test, names: readonly string[]) {
  const app = await startTestApp(t)
  const avatars = names.map((name) => testAvatar(name))
  const region = testRegion(app, avatars)
  await region.push()
  async function page(avatar: TestAvatar) {
    const socket = openSignal(app.url, await signIn(app.url, await region.link(avatar)))
    t.teardown(() => socket.close())
    await socket.next('welcome')
    return { id: avatar.id, avatar, ...socket }
  }
  const pages = []
  for (const avatar of avatars) pages.push(await page(avatar))
  return { app, page, pages: pages as [Page, Page, Page] }
  type Page = Awaited<ReturnType<typeof page>>
}

t.test('people find, call and reach each other beside the room of their place', async (t) => {
  const { pages, page } = await people(t, ['Ada Caller', 'Ben Called', 'Cy Other'])
  const [ada, ben, cy] = pages
  ada.send({ type: 'join', muted: false })
  await ada.next('room')
  ada.send({ type: 'find-people', text: 'cAlLed' })
  t.strictSame(await ada.next('people-found'), {
    type: 'people-found',
    text: 'cAlLed',
    people: [{ agentId: ben.id, name: 'Ben Called' }],
  })
  ada.send({ type: 'call', to: ben.id, muted: false })
  const own = await ada.next('call')
  t.match(own, { here: true, from: ada.id, token: String })
  t.match(await ada.next('room'), { call: own.call, participants: [] })
  const ring = await ben.next('call')
  t.match(ring, { call: own.call, rings: true, here: false })
  t.equal(ring.token, undefined)
  const { call } = ring
  ben.send({ type: 'call-accept', call, muted: true })
  t.match(await ben.next('room'), { call, self: { muted: true }, participants: [{ agentId: ada.id }] })
  t.match(await ada.next('participant-joined'), { call, participant: { agentId: ben.id } })
  const { link } = await ben.next('peer-connect')
  t.match(await ada.next('peer-connect'), { call, agentId: ben.id, link })
  ben.send({ type: 'description', call, to: ada.id, link, description })
  t.match(await ada.next('description'), { call, from: ben.id, link })
  ben.send({ type: 'microphone', call, muted: false })
  t.match(await ada.next('participant-changed'), { call, participant: { agentId: ben.id, muted: false } })

  const stranger = { about: 'description', code: 'not-in-room' }
  cy.send({ type: 'description', call, to: ada.id, link, description })
  t.match(await cy.next('error'), stranger)
  cy.send({ type: 'call-accept', call, muted: false })
  t.match(await cy.next('error'), { code: 'call-over' })
  cy.send({ type: 'call-return', call, token: own.token ?? '', muted: false })
  t.match(await cy.next('call-ended'), { reason: 'lost' }, 'another resident’s token opens nothing')
  cy.send({ type: 'hub-offer', call, sdp: pageOffer(1) })
  t.match(await cy.next('error'), { code: 'not-in-room' })
  ben.send({ type: 'description', to: ada.id, link, description })
  t.match(await ben.next('error'), stranger, 'the call’s links are the call’s alone')

  const token = (await ben.next('call')).token ?? ''
  ben.close()
  await ada.next('call')
  const reloaded = await page(ben.avatar)
  t.match(await reloaded.next('call'), { call, here: false }, 'the call is told to a page that opens')
  reloaded.send({ type: 'call-return', call, token, muted: false })
  t.match(await reloaded.next('room'), { call, participants: [{ agentId: ada.id }] })
  ada.send({ type: 'leave' })
  t.match(await ada.next('no-room'), { reason: 'left' }, 'who leaves the place')
  ada.send({ type: 'microphone', call, muted: true })
  t.match(
    await reloaded.next('participant-changed'),
    { call, participant: { muted: true } },
    'stays in the call',
  )
  ada.send({ type: 'call-hang-up', call })
  t.match(await reloaded.next('call-ended'), { call, reason: 'hung-up', by: ada.id })
})

t.test('calls that make no sense are refused in words', async (t) => {
  const { pages } = await people(t, ['Ada Caller', 'Ben Called', 'Cy Other'])
  const [ada, ben] = pages
  ada.send({ type: 'call', to: ada.id, muted: false })
  t.match(await ada.next('error'), { code: 'not-allowed', about: 'call' })
  ada.send({ type: 'call', to: ben.id, muted: false, hideAddress: true })
  t.match(await ada.next('call'), { here: true }, 'the hub hides addresses in calls, too')
  t.match(await ada.next('hub-connect'), { call: String })
  ada.sendRaw(JSON.stringify({ type: 'call-decline', call: 'x', words: 'w'.repeat(201) }))
  t.match(await ada.next('error'), { code: 'message-invalid' })
  for (let count = 0; count < 12; count += 1) ada.send({ type: 'find-people', text: 'a' })
  t.match(await ada.next('error'), { code: 'rate-limited', about: 'find-people' })
})

t.test('who blocks somebody is out of their reach, and they out of theirs', async (t) => {
  const { pages, page } = await people(t, ['Ada Caller', 'Ben Called', 'Cy Other'])
  const [ada, ben, cy] = pages
  for (const one of pages) {
    one.send({ type: 'join', muted: false })
    await one.next('room')
  }
  const linkTo = async (one: typeof ada, other: typeof ada) =>
    eventually('a link', () =>
      one.messages.find((message) => message.type === 'peer-connect' && message.agentId === other.id),
    )
  await linkTo(ada, ben)
  ben.send({ type: 'block', agentId: ada.id, on: true })
  t.strictSame(await ben.next('blocks'), {
    type: 'blocks',
    people: [{ agentId: ada.id, name: 'Ada Caller' }],
  })
  t.match(await ada.next('peer-disconnect'), { agentId: ben.id }, 'no voice between the two')
  ada.send({ type: 'call', to: ben.id, muted: false })
  t.match(await ada.next('call-ended'), { reason: 'unreachable' }, 'as if nobody were there')
  ada.send({ type: 'find-people', text: 'called' })
  t.strictSame((await ada.next('people-found')).people, [])
  ben.send({ type: 'call', to: ada.id, muted: false })
  t.match(await ben.next('call-ended'), { reason: 'unreachable' }, 'nor the other way')
  cy.send({ type: 'call', to: ben.id, muted: false })
  await eventually('others are not concerned', () =>
    ben.messages.some((message) => message.type === 'call' && message.rings && message.from === cy.id),
  )
  const again = await page(ben.avatar)
  t.match(await again.next('blocks'), { people: [{ agentId: ada.id }] }, 'told to a page that opens')
  again.send({ type: 'block', agentId: ada.id, on: false })
  t.strictSame((await again.next('blocks')).people, [])
  await linkTo(ada, ben)
  ada.send({ type: 'call', to: ben.id, muted: false })
  const ring = await eventually('it rings', () =>
    again.messages.find((message) => message.type === 'call' && message.rings && message.from === ada.id),
  )
  const call = ring.type === 'call' ? ring.call : ''
  again.send({ type: 'call-accept', call, muted: false })
  await eventually('they talk', () =>
    ada.messages.some((message) => message.type === 'participant-joined' && message.call === call),
  )
  ada.messages.splice(0)
  again.send({ type: 'block', agentId: ada.id, on: true })
  t.match(await ada.next('call-ended'), { call, reason: 'hung-up' }, 'a call under way ends with the block')
  ada.send({ type: 'complain', agentId: ben.id, words: 'shouts\u202e all day' })
  t.match(await ada.next('complained'), { agentId: ben.id })
  ada.send({ type: 'complain', agentId: ben.id, words: '\u200b' })
  t.match(await ada.next('error'), { code: 'bad-request', about: 'complain' })
})

t.test('pictures are handed on in a call of two, to whoever takes them, and nowhere else', async (t) => {
  const { pages } = await people(t, ['Ada Caller', 'Ben Called', 'Cy Other'])
  const [ada, ben, cy] = pages
  type Person = typeof ada
  const video = (direction: string) => `v=0\r\nm=audio 9 X 111\r\nm=video 9 X 96\r\n${direction}`
  const refused = { code: 'not-allowed', about: 'description' }
  const linkBetween = async (one: Person, other: Person) => {
    for (;;) {
      const { agentId, call, link } = await one.next('peer-connect')
      if (agentId === other.id) return { ...(call !== undefined && { call }), link }
    }
  }
  const offer = (from: Person, to: Person, how: { call?: string; link: string }, sdp: string) =>
    from.send({ type: 'description', ...how, to: to.id, description: { type: 'offer', sdp } })

  ada.send({ type: 'join', muted: false })
  ben.send({ type: 'join', muted: false })
  const inPlace = await linkBetween(ada, ben)
  offer(ada, ben, inPlace, video('a=inactive\r\n'))
  t.match(await ada.next('error'), refused, 'in a place there is not even a section')
  offer(ada, ben, inPlace, description.sdp)
  t.match(await ben.next('description'), { description }, 'the first that is handed on')

  ada.send({ type: 'call', to: ben.id, muted: false })
  const { call } = await ben.next('call')
  ben.send({ type: 'call-accept', call, muted: false })
  const inCall = await linkBetween(ada, ben)
  t.equal(inCall.call, call)
  offer(ada, ben, inCall, video('a=sendrecv\r\n'))
  t.match(await ada.next('error'), refused, 'a page that has said nothing takes none')
  ben.send({ type: 'pictures', call, accepts: true })
  t.match(await ada.next('participant-changed'), { call, participant: { pictures: { accepts: true } } })
  t.match(await ben.next('participant-changed'), { participant: { agentId: ben.id } }, 'its own entry')
  offer(ada, ben, inCall, video('a=sendonly\r\n'))
  t.match(await ben.next('description'), { call, description: { sdp: /video/ } })
  ada.send({ type: 'pictures', call, accepts: false, shows: 'screen' })
  t.match(await ben.next('participant-changed'), {
    participant: { pictures: { accepts: false, shows: 'screen' } },
  })
  offer(ben, ada, inCall, video(''))
  t.match(await ben.next('error'), refused, 'a page that refuses them is sent none')
  offer(ben, ada, inCall, video('a=recvonly\r\n'))
  t.match(await ada.next('description'), { description: { sdp: /recvonly/ } }, 'but may send its own')

  ada.send({ type: 'call', to: cy.id, muted: false })
  cy.send({ type: 'call-accept', call: (await cy.next('call')).call, muted: false })
  await eventually('the third is there', () =>
    ada.messages.some(
      (message) => message.type === 'participant-joined' && message.participant.agentId === cy.id,
    ),
  )
  offer(ada, ben, inCall, video('a=sendrecv\r\n'))
  t.match(await ada.next('error'), refused, 'a third has joined')
  offer(ada, ben, inCall, video('a=inactive\r\n'))
  t.match(await ben.next('description'), { description: { sdp: /inactive/ } }, 'so the pictures end')
  cy.send({ type: 'pictures', call: 'another', accepts: true })
  t.match(await cy.next('error'), { code: 'not-in-room', about: 'pictures' })
})

t.test('pictures are found in a description, however it is written', (t) => {
  for (const [rest, expected] of [
    ['m=audio 9 X 111\r\na=sendrecv\r\nm=application 9 X 1\r\n', 'none'],
    ['m=video 9 X 96\r\n', 'sent'],
    ['m=video 9 X 96\na=sendonly', 'sent'],
    ['m=video 9 X 96\ra=inactive\ra=sendrecv\r', 'sent'],
    ['m=VIDEO 9 X 96\r\na=sendrecv\r\n', 'sent'],
    ['m=audiovideo 9 X 96\r\n', 'sent'],
    ['m=video 9 X 96\r\na=inactive\r\nm=video 9 X 96\r\na=sendrecv\r\n', 'sent'],
    ['m=video 0 X 96\r\na=bundle-only\r\na=sendrecv\r\n', 'sent'],
    ['m=video 0 X 96\r\n', 'idle'],
    ['a=inactive\r\nm=video 9 X 96\r\n', 'idle'],
    ['m=audio 9 X 111\r\na=sendrecv\r\nm=video 9 X 96\r\na=recvonly\r\n', 'idle'],
  ] as const)
    t.equal(picturesIn(`v=0\r\n${rest}`), expected, JSON.stringify(rest))
  t.end()
})
