/** A page's connection to the media hub, as a modified page might misuse it. */

import t, { type Test } from 'tap'
import type { ServerMessageOf } from '../../src/protocol/messages.js'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { eventually } from '../helpers/eventually.js'
import { pageOffer } from '../helpers/media/bare-offer.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { openSignal, signIn } from '../helpers/signal-socket.js'
import { startTestApp } from '../helpers/test-app.js'

async function inRoom(t: Test, env: Record<string, string> = { MEDIA_ROUTE: 'hub' }) {
  const app = await startTestApp(t, { env })
  const anna = testAvatar('Anna Odd')
  const region = testRegion(app, [anna])
  await region.push()
  const socket = openSignal(app.url, await signIn(app.url, await region.link(anna)))
  t.teardown(() => socket.close())
  return { app, anna, region, socket }
}

t.test('an offer is answered with every candidate, once the room goes through the hub', async (t) => {
  const { socket } = await inRoom(t)
  socket.send({ type: 'hub-offer', sdp: pageOffer(12) })
  t.match(await socket.next('error'), { code: 'not-in-room', about: 'hub-offer' })
  socket.send({ type: 'join', muted: false })
  await socket.next('hub-connect')
  socket.send({ type: 'hub-offer', sdp: pageOffer(12) })
  const { sdp } = (await socket.next('hub-answer')) as ServerMessageOf<'hub-answer'>
  t.match(sdp, /^a=candidate:.* typ host/m)
  t.equal(sdp.split('m=audio').length - 1, 13)
})

t.test('offers that are none are refused in words, and the hub goes on', async (t) => {
  const { app, socket } = await inRoom(t)
  socket.send({ type: 'join', muted: false })
  await socket.next('hub-connect')
  const good = pageOffer(1)
  for (const sdp of [
    'nonsense',
    good.replaceAll('m=audio', 'm=video'),
    good.replace(/^a=fingerprint.*$/gm, ''),
  ]) {
    socket.send({ type: 'hub-offer', sdp })
    t.match(await socket.next('error'), { code: 'offer-invalid', about: 'hub-offer' })
  }
  socket.send({
    type: 'hub-candidate',
    candidate: { candidate: 'candidate:x', sdpMid: '99', sdpMLineIndex: 0 },
  })
  socket.send({ type: 'hub-offer', sdp: good })
  await socket.next('hub-answer')
  for (let count = 0; count < 6; count += 1) socket.send({ type: 'hub-offer', sdp: good })
  t.match(await socket.next('error'), { code: 'rate-limited', about: 'hub-offer' })
  t.notOk(app.log.some(({ msg }) => /hub ended/.test(msg)))
})

t.test('where the room does not go through the hub there is no way in', async (t) => {
  const { socket, app } = await inRoom(t, {})
  socket.send({ type: 'join', muted: false })
  await socket.next('room')
  socket.send({ type: 'hub-offer', sdp: pageOffer(1) })
  t.match(await socket.next('error'), { code: 'hub-unavailable', about: 'hub-offer' })
  const admin = await signedInAdmin(app)
  const [channel] = (await admin.get('/channels')).body.channels
  const settings = { iceTransportPolicy: 'hub' }
  await admin.patch(`/channels/${channel.id}`, { version: channel.version, settings })
  await eventually('asked to connect', () => socket.messages.some(({ type }) => type === 'hub-connect'))
  t.pass('a channel can ask for it')
})
