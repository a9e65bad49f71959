/** Connections to people and to the hub without a network: states, events, and what each end is told. */

import t from 'tap'
import { createHubConnection } from '../../web-client/media/hub-connection.js'
import { createPeerConnections, type PeerPictures } from '../../web-client/media/peer-connections.js'
import type { OwnPicture } from '../../web-client/media/pictures/picture-section.js'
import { fakeBrowser, fakeTrack } from '../helpers/browser/fake-browser.js'
import type { FakePeerConnection } from '../helpers/browser/fake-peer-connection.js'

const bert = { agentId: 'bert', link: 'link-1' }
const opus = (name: string) => `${name}\r\na=rtpmap:111 opus/48000/2\r\n`
const offer = { type: 'offer', sdp: opus('their offer') } as const
const answer = { type: 'answer', sdp: opus('their answer') } as const

/** What comes of events settles. */
async function settle(): Promise<void> {
  for (let round = 0; round < 5; round += 1) await new Promise((resolve) => setImmediate(resolve))
}

function peers({ isOutputOpen = false, pictures = undefined as PeerPictures | undefined } = {}) {
  const browser = fakeBrowser()
  const told: string[] = []
  const connections = createPeerConnections(browser, {
    sendDescription: ({ link }, { type, sdp }) => told.push(`${link} ${type}: ${sdp.split('\r')[0]}`),
    sendCandidate: ({ link }, { candidate }) => told.push(`${link} candidate: ${candidate}`),
    sendLost: ({ link }) => told.push(`${link} lost`),
    onDoubt: () => told.push('doubt'),
    pictures,
    isOutputOpen: () => isOutputOpen,
    onVoice: (agentId, _stream, stereo) => told.push(`${agentId} arrives${stereo ? ' in stereo' : ''}`),
    onVoiceGone: (agentId) => told.push(`${agentId} is gone`),
    onChange: () => undefined,
    onError: (agentId, error) => told.push(`${agentId} fails: ${error}`),
  })
  connections.configure([{ urls: ['stun:example.org'] }], 'all')
  return {
    browser,
    connections,
    told,
    /** Of those that are somebody's: a page begins with one that only warms the browser up. */
    newest: () =>
      browser.connections.findLast(
        (one) => one.connectionState !== 'closed' || one.remoteDescription,
      ) as FakePeerConnection,
    /** What was told since the last call. */
    news: async () => {
      await settle()
      return told.splice(0)
    },
  }
}

t.test('whoever comes while a picture is shown is shown it, and theirs is told by name', async (t) => {
  const shown: OwnPicture[] = []
  const seen: string[] = []
  const show = (own: OwnPicture) => shown.push(own)
  const { connections, newest } = peers({
    pictures: {
      createSection: (_connection, _browser, onPicture) => ({
        show,
        review: () => undefined,
        prepareAnswer: () => undefined,
        received: onPicture,
        refused: async () => undefined,
        close: () => undefined,
      }),
      onPicture: (agentId) => seen.push(agentId),
    },
  })
  const camera: OwnPicture = { track: fakeTrack(), kind: 'camera', accepts: true }
  connections.showPicture(camera)
  t.strictSame(shown, [], 'to nobody yet')
  connections.connect(bert, { offers: true, relayOnly: false })
  t.equal(shown[0], camera)
  newest().ontrack?.({ track: { kind: 'video' }, streams: [] })
  t.strictSame(seen, ['bert'])
  connections.showPicture({ ...camera, track: null })
  t.match(shown.at(-1), { track: null })
})

t.test('the place hears voices, and takes no picture', async (t) => {
  const { connections, newest } = peers()
  connections.connect(bert, { offers: false, relayOnly: false })
  connections.receiveDescription(bert, { ...offer, sdp: `${offer.sdp}m=video 9\r\n` })
  await settle()
  const directions = newest()
    .getTransceivers()
    .map(({ direction, receiver }) => `${receiver.track.kind} ${direction}`)
  t.strictSame(directions, ['audio sendrecv', 'video inactive'])
})

t.test(
  'a whisper is sent to nobody who is too far away, and whoever talks again is heard at once',
  async (t) => {
    const { connections, browser } = peers()
    const track = fakeTrack()
    const carl = { agentId: 'carl', link: 'link-2' }
    connections.send({ track, performer: false })
    connections.connect(bert, { offers: true, relayOnly: false })
    connections.keepFrom(new Set(['bert', 'carl']))
    connections.connect(carl, { offers: true, relayOnly: false })
    await settle()
    const sent = () => browser.connections.map((one) => one.getSenders()[0]?.track ?? null)
    t.strictSame(sent(), [null, null], 'neither by a connection that is there nor by a new one')
    const other = fakeTrack()
    connections.send({ track: other, performer: false })
    await settle()
    t.strictSame(sent(), [null, null], 'nor another microphone')
    connections.keepFrom(new Set(['carl']))
    await settle()
    t.strictSame(sent(), [other, null])
    connections.keepFrom(new Set())
    await settle()
    t.strictSame(sent(), [other, other])
    t.end()
  },
)

for (const offers of [true, false]) {
  t.test(`a connection whose ${offers ? 'this' : 'other'} side offers`, async (t) => {
    const { connections, newest, news } = peers()
    const track = fakeTrack()
    connections.send({ track, performer: false })
    connections.connect(bert, { offers, relayOnly: false })
    if (offers) {
      t.strictSame(await news(), ['link-1 offer: offer 1'])
      connections.receiveDescription(bert, answer)
      t.strictSame(await news(), [])
    } else {
      t.strictSame(await news(), [], 'it waits')
      connections.receiveDescription(bert, offer)
      t.strictSame(await news(), ['link-1 answer: answer 0'])
    }
    t.equal(newest().signalingState, 'stable')
    t.equal(newest().getSenders()[0]?.track, track, 'the own voice goes out')
    t.equal(newest().getTransceivers()[0]?.direction, 'sendrecv')
    newest().onicecandidate?.({ candidate: { candidate: 'host', sdpMid: '0', sdpMLineIndex: 0 } })
    newest().onicecandidate?.({ candidate: null })
    connections.receiveCandidate(bert, { candidate: 'theirs', sdpMid: '0', sdpMLineIndex: 0 })
    t.strictSame(await news(), ['link-1 candidate: host'])
    t.equal(newest().candidates.length, 1)
    t.equal(connections.isConnected(bert), false)
    newest().become('connected')
    t.strictSame(await news(), ['bert arrives'], 'the loudspeaker is not opened before')
    newest().become('disconnected')
    newest().become('connected')
    t.strictSame(
      (await news()).filter((line) => line !== 'doubt'),
      [],
      'once',
    )
    t.strictSame(connections.keepLinks(), [bert])
    t.equal(connections.isConnected(bert), true)
    t.equal(connections.isConnected({ ...bert, link: 'link-0' }), false, 'an earlier link')
    connections.disconnect(bert)
    t.strictSame(await news(), ['bert is gone'])
    t.equal(newest().connectionState, 'closed')
  })
}

t.test('a voice has its place before the connection is there, where the loudspeaker is open', async (t) => {
  const { connections, newest, news } = peers({ isOutputOpen: true })
  connections.connect(bert, { offers: false, relayOnly: false })
  connections.receiveDescription(bert, offer)
  t.strictSame(await news(), ['bert arrives', 'link-1 answer: answer 0'])
  newest().become('connected')
  t.strictSame(await news(), [], 'once')
  const carl = { agentId: 'carl', link: 'link-2' }
  connections.connect(carl, { offers: true, relayOnly: false })
  t.strictSame(
    await news(),
    ['link-2 offer: offer 1', 'carl arrives'],
    'before it is answered, where this side offers',
  )
  connections.receiveDescription(carl, answer)
  newest().become('connected')
  t.strictSame(await news(), [], 'once')
})

t.test('the first connection is made in advance, and its offer is said in one join', async (t) => {
  const connect = { offers: true, offered: true, relayOnly: false }
  const candidate = (line: string) => ({ candidate: { candidate: line, sdpMid: '0', sdpMLineIndex: 0 } })
  const { connections, browser, news } = peers()
  connections.send({ track: fakeTrack(), performer: false })
  connections.prepare()
  t.equal(connections.firstOffer(), undefined, 'not before it is there')
  t.equal(browser.connections[0]?.connectionState, 'closed')

  const inTime = peers({ isOutputOpen: true })
  inTime.connections.prepare()
  inTime.connections.prepare()
  await settle()
  t.match(inTime.connections.firstOffer(), /^early offer/)
  const [early] = inTime.browser.connections
  t.equal(inTime.browser.connections.length, 1)
  t.match(early?.configuration, { iceServers: [{ urls: ['stun:example.org'] }] }, 'with the ICE servers')
  t.match(early?.localDescription, { sdp: /^early offer/ })
  early?.onicecandidate?.(candidate('found before'))
  const track = fakeTrack()
  inTime.connections.send({ track, performer: true })
  inTime.connections.connect(bert, connect)
  inTime.connections.receiveDescription(bert, answer)
  early?.onicecandidate?.(candidate('found after'))
  const told = await inTime.news()
  t.strictSame(
    told.filter((line) => !line.includes('offer')),
    ['link-1 candidate: found before', 'link-1 candidate: found after', 'bert arrives'],
  )
  t.match(told, [/before/, /after/, /arrives/, /link-1 offer/], 'music is said after the answer')
  t.equal(early?.getSenders()[0]?.track, track)
  t.equal(inTime.connections.firstOffer(), undefined, 'once')
  t.equal(early?.connectionState, 'new', 'somebody has it')
  inTime.connections.connect({ agentId: 'carl', link: 'link-2' }, connect)
  t.strictSame(await inTime.news(), ['link-2 lost'], 'nor has anybody else it')

  for (const policy of ['all', 'relay'] as const) {
    const unused = peers()
    unused.connections.configure([], policy)
    unused.connections.prepare()
    await settle()
    t.equal(unused.connections.firstOffer() !== undefined, policy === 'all')
    await unused.browser.testTime.pass(5000)
    t.equal(unused.browser.connections[0]?.connectionState, 'closed', 'nobody was there')
    unused.connections.connect(bert, connect)
    t.strictSame(await unused.news(), ['link-1 lost'])
  }
  t.strictSame(await news(), [])
})

t.test('two offers at once: the side that offers first ignores the other one’s', async (t) => {
  for (const offers of [true, false]) {
    const { connections, newest, news } = peers()
    connections.connect(bert, { offers, relayOnly: false })
    if (!offers) connections.receiveDescription(bert, offer)
    await news()
    newest().signalingState = 'have-local-offer'
    connections.receiveDescription(bert, offer)
    const told = await news()
    t.equal(
      told.some((line) => line.includes('answer')),
      !offers,
      offers ? 'impolite' : 'polite',
    )
    connections.receiveCandidate(bert, { candidate: 'of the ignored', sdpMid: null, sdpMLineIndex: null })
    t.strictSame(await news(), [], 'nor is its candidate a fault')
  }
})

t.test('what is illegal in a state does nothing, or is told once', async (t) => {
  const { connections, newest, news } = peers()
  connections.receiveDescription(bert, offer)
  connections.receiveCandidate(bert, { candidate: 'x', sdpMid: null, sdpMLineIndex: null })
  connections.disconnect(bert)
  t.strictSame(await news(), [], 'of nobody that is known')
  connections.resume(bert)
  t.strictSame(await news(), [`${bert.link} lost`], 'what the service believes to be there is asked for anew')
  connections.connect(bert, { offers: true, relayOnly: false })
  await news()
  const older = { ...bert, link: 'link-0' }
  connections.receiveDescription(older, answer)
  connections.disconnect(older)
  t.strictSame(await news(), [], 'of an earlier link')
  t.equal(newest().signalingState, 'have-local-offer')
  connections.receiveDescription(bert, answer)
  await news()
  connections.receiveDescription(bert, answer)
  t.match(await news(), [/^bert fails: Error: an answer while stable/])
  connections.close()
  connections.receiveDescription(bert, answer)
  newest().become('failed')
  t.strictSame(await news(), ['bert is gone'], 'a fault of a closed one is no fault')
})

t.test('a second connection takes the first one’s place', async (t) => {
  const { browser, connections, news } = peers()
  connections.connect(bert, { offers: true, relayOnly: false })
  connections.connect({ ...bert, link: 'link-2' }, { offers: true, relayOnly: true })
  t.strictSame(await news(), ['bert is gone', 'link-2 offer: offer 1'])
  const [first, second] = browser.connections
  t.equal(first?.connectionState, 'closed')
  t.match(second?.configuration, { iceTransportPolicy: 'relay' })
  connections.configure([], 'all')
  t.match(second?.configuration, { iceTransportPolicy: 'relay', iceServers: [] }, 'it stays so')
})

t.test('a connection that stops is tried again, for as long as it is wanted', async (t) => {
  const { browser, connections, newest, news } = peers()
  const { pass } = browser.testTime
  connections.connect(bert, { offers: true, relayOnly: false })
  await news()
  await pass(10_000)
  t.strictSame(await news(), ['link-1 offer: offer 1'], 'an offer may have been lost: it is said again')
  connections.receiveDescription(bert, answer)
  newest().become('connected')
  await pass(60_000)
  t.equal(newest().restarts, 0)
  newest().become('disconnected')
  t.ok((await news()).includes('doubt'), 'the socket is asked')
  await pass(1000)
  newest().become('connected')
  await pass(5000)
  t.equal(newest().restarts, 0, 'a stutter passes by itself')
  newest().become('failed')
  await pass(0)
  t.equal(newest().restarts, 1)
  connections.receiveDescription(bert, answer)
  await pass(60_000)
  t.ok(newest().restarts >= 1)
  connections.disconnect(bert)
  const { restarts } = newest()
  await pass(60_000)
  t.equal(newest().restarts, restarts)
})

t.test('another voice goes out on open connections, and music is negotiated', async (t) => {
  const { connections, newest, news } = peers()
  connections.connect(bert, { offers: true, relayOnly: false })
  await news()
  connections.receiveDescription(bert, answer)
  await news()
  const other = fakeTrack('Other')
  connections.send({ track: other, performer: false })
  t.strictSame(await news(), [])
  t.equal(newest().getSenders()[0]?.track, other)
  connections.send({ track: other, performer: true })
  t.match(await news(), [/offer/])
  connections.send({ track: null, performer: true })
  await news()
  t.equal(newest().getSenders()[0]?.track, null)
})

function hub() {
  const browser = fakeBrowser()
  const told: string[] = []
  const connection = createHubConnection(browser, {
    sendOffer: (sdp) => told.push(sdp),
    sendCandidate: () => told.push('candidate'),
    onConnected: () => told.push('connected'),
    onDoubt: () => told.push('doubt'),
    isOutputOpen: () => true,
    onVoice: (agentId) => told.push(`${agentId} arrives`),
    onVoiceGone: (agentId) => told.push(`${agentId} is gone`),
    onChange: () => undefined,
    onError: (_agentId, error) => told.push(String(error)),
  })
  connection.configure([], 'all')
  return {
    browser,
    connection,
    newest: () => browser.connections.at(-1) as FakePeerConnection,
    news: async () => {
      await settle()
      return told.splice(0)
    },
  }
}

t.test('the hub: voices come and go by their slots, once it is connected', async (t) => {
  const { connection, newest, news } = hub()
  connection.receiveAnswer('too early')
  connection.refused()
  connection.restart()
  t.strictSame(await news(), [])
  connection.connect()
  t.strictSame(await news(), ['offer 1'])
  connection.assign(['anna', null])
  t.strictSame(await news(), [], 'not before they can be heard')
  connection.receiveAnswer(opus('answer'))
  await news()
  newest().become('connected')
  t.strictSame(await news(), ['connected', 'anna arrives'])
  connection.receiveAnswer(opus('again'))
  t.strictSame(await news(), [], 'an answer to nothing')
  connection.assign(['anna', 'bert'])
  t.strictSame(await news(), ['bert arrives'])
  connection.assign([null, 'anna'])
  t.strictSame(
    await news(),
    ['anna is gone', 'bert is gone', 'anna arrives'],
    'another slot is another stream',
  )
  t.strictSame(connection.agentIds(), ['anna'])
  const track = fakeTrack()
  connection.send({ track, performer: false })
  await news()
  t.equal(newest().getSenders()[0]?.track, track)
  connection.close()
  t.strictSame(await news(), ['anna is gone'])
  t.equal(newest().connectionState, 'closed')
})

t.test('told to connect again, a page hears its old connection until the new one is up', async (t) => {
  const { browser, connection, newest, news } = hub()
  const { pass } = browser.testTime
  connection.connect()
  connection.receiveAnswer(opus('answer'))
  await news()
  const older = newest()
  older.become('connected')
  connection.assign(['anna', 'bert'])
  await news()

  connection.connect()
  t.strictSame(await news(), ['offer 1'])
  t.not(newest(), older)
  t.equal(older.connectionState, 'connected')
  connection.assign([null, 'bert'])
  t.strictSame(await news(), ['anna is gone'], 'until the answer, the old connection is spoken of')
  connection.receiveAnswer(opus('answer'))
  connection.assign(['bert', null])
  t.strictSame(await news(), [], 'the new one is heard when it is up')
  const kept = newest()
  kept.become('connected')
  t.strictSame(await news(), ['connected'])
  await pass(1000)
  t.strictSame(await news(), [], 'who does not speak by the new one yet is heard by the one before')
  t.equal(older.connectionState, 'connected')
  kept.getReceivers()[1]?.sources.push({ audioLevel: 0.1 })
  await pass(100)
  t.strictSame(await news(), ['bert arrives'], 'one stream fades into the other')
  connection.send({ track: fakeTrack('Another'), performer: false })
  for (const own of [older, kept])
    t.equal(own.getSenders()[0]?.track?.label, 'Another', 'others may still listen to the one before')
  await pass(1500)
  t.equal(older.connectionState, 'closed', 'but not for long')
  t.strictSame(await news(), [])

  connection.connect()
  connection.receiveAnswer(opus('answer'))
  await news()
  const silent = newest()
  silent.become('connected')
  t.strictSame(await news(), [], 'nobody is in a slot yet')
  connection.assign(['bert'])
  t.strictSame(await news(), ['connected'])
  await pass(2500)
  t.strictSame(await news(), ['bert arrives'], 'from whom nothing comes is waited for by the new one')
  t.equal(kept.connectionState, 'closed')

  connection.connect()
  await news()
  connection.send({ track: fakeTrack('Other'), performer: false })
  for (const own of [silent, newest()])
    t.equal(own.getSenders()[0]?.track?.label, 'Other', 'both carry the voice')
  await pass(8000 * 6)
  await news()
  t.equal(silent.connectionState, 'connected', 'one that never comes costs nobody anything')
  t.strictSame(connection.agentIds(), ['bert'])
  connection.close()
  t.equal(silent.connectionState, 'closed')
})

t.test('the hub is tried again a few times, and anew when it is told of', async (t) => {
  const { browser, connection, newest, news } = hub()
  const { pass } = browser.testTime
  connection.connect()
  await news()
  connection.refused()
  await pass(2000)
  t.equal(browser.connections.length, 2, 'refused: again in a moment')
  await pass(8000 * 6)
  t.equal(browser.connections.length, 6, 'and no more than five times')
  await pass(100_000)
  t.equal(browser.connections.length, 6)
  await news()
  connection.assign(['anna'])
  t.match(await news(), [/^offer/], 'slots of a connection that is gone: it is made anew')
  connection.receiveAnswer(opus('answer'))
  await news()
  newest().become('connected')
  await news()
  newest().become('disconnected')
  t.strictSame(await news(), ['doubt'])
  await pass(1000)
  newest().become('connected')
  await news()
  await pass(10_000)
  t.equal(browser.connections.length, 7, 'a stutter')
  newest().become('failed')
  await pass(0)
  t.equal(browser.connections.length, 8)
  t.ok((await news()).some((line) => line.startsWith('offer')))
})
