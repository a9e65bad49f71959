/** The start of the page without a browser: when the rest of the page may run, and what it is told of before. */

import t from 'tap'
import { firstAnswer } from '../../web-client/start/first-answer.js'
import { voiceOnItsWay } from '../../web-client/start/voice-on-its-way.js'
import { createVoiceStart } from '../../web-client/voice-start.js'
import { fakeBrowser, fakeTrack } from '../helpers/browser/fake-browser.js'

/** A page that was opened again: its session is there, and its socket opens at once. */
async function start(address = 'http://voice.example/') {
  Object.assign(globalThis, { history: { state: null }, location: new URL(address) })
  const sent: string[] = []
  const messages: { readonly type: string; readonly offer?: string }[] = []
  const sockets: FakeSocket[] = []
  const browser = fakeBrowser({
    createSocket: () => {
      const socket: FakeSocket = {
        binaryType: 'arraybuffer',
        readyState: 1,
        send(text) {
          const message = JSON.parse(text)
          messages.push(message)
          sent.push(message.type)
        },
        close() {},
        onopen: null,
        onmessage: null,
        onclose: null,
      }
      sockets.push(socket)
      return socket as unknown as WebSocket
    },
  })
  const page = {
    build: '',
    look: {},
    obstacle: () => undefined,
    askBuild: async () => '',
    isInUse: () => false,
    reload() {},
  }
  const voice = createVoiceStart(browser, page as never)
  await browser.testTime.pass(0)
  return {
    ...voice,
    sent,
    messages,
    sockets,
    pass: browser.testTime.pass,
    microphones: browser.mediaDevices,
    connections: browser.connections,
    open: () => sockets.at(-1)?.onopen?.(),
    hear: (message: object) => sockets.at(-1)?.onmessage?.({ data: JSON.stringify(message) }),
    loseSocket: () => sockets.at(-1)?.onclose?.({ code: 1006 }),
  }
}

interface FakeSocket {
  binaryType: string
  readyState: number
  send(text: string): void
  close(): void
  onopen: (() => void) | null
  onmessage: ((event: { data: string }) => void) | null
  onclose: ((event: { code: number }) => void) | null
}

const welcome = {
  type: 'welcome',
  agentId: 'anna',
  name: 'Anna',
  build: '',
  iceServers: [],
  iceTransportPolicy: 'all',
  hidesAddresses: false,
}
const person = (agentId: string, index: number) => ({
  agentId,
  name: agentId,
  index,
  muted: false,
  listensOnly: false,
  position: [100, 100, 25],
  look: [0, 1, 0],
})
const room = (...others: string[]) => ({
  type: 'room',
  channel: {
    id: 1,
    name: 'Agora',
    mode: 'open',
    distanceModel: 'linear',
    rollOff: 1,
    maxRangeMetres: 60,
    clampingDistanceMetres: 10,
  },
  feedLost: false,
  self: person('anna', 0),
  participants: others.map((id, index) => person(id, index + 1)),
})

/** Whether the rest of the page may run by now. */
function watched(voice: Awaited<ReturnType<typeof start>>) {
  let may = false
  voiceOnItsWay(voice).then(() => {
    may = true
  })
  return async (milliseconds = 0) => {
    await voice.pass(milliseconds)
    return may
  }
}

t.test(
  'the first screen of a voice link waits for the service for a moment, and for nothing else',
  async (t) => {
    const voice = await start()
    let isDue = false
    const wait = (byLink: boolean) => {
      isDue = false
      firstAnswer({ ...voice, byLink }).then(() => {
        isDue = true
      })
    }
    wait(false)
    await voice.pass(0)
    t.equal(isDue, true, 'nobody waits without a link')
    wait(true)
    await voice.pass(20)
    t.equal(isDue, false)
    await voice.pass(20)
    t.equal(isDue, true, 'an answer that takes longer')
    wait(true)
    voice.open()
    voice.hear(welcome)
    await voice.pass(0)
    t.equal(isDue, true, 'as soon as it has come')
  },
)

t.test('the page is made while nobody waits for a voice', async (t) => {
  const voice = await start()
  const may = watched(voice)
  t.equal(await may(), true)
})

t.test('whoever joins as soon as there is a button hears first, and gets the page then', async (t) => {
  const voice = await start()
  const may = watched(voice)
  voice.join()
  t.equal(await may(50), false, 'joined before the page began')
  voice.open()
  voice.hear(welcome)
  t.strictSame(voice.sent, ['join'])
  t.equal(await may(50), false)
  voice.hear(room('bert'))
  t.equal(voice.phase.value.name, 'connected')
  t.equal(await may(50), false, 'somebody is there, and is not heard yet')
  const [bert] = voice.state.people.value
  t.equal(bert?.agentId, 'bert', 'who is there is known as soon as the page is connected')
  if (bert) voice.state.people.value = [{ ...bert, media: 'p2p' }]
  t.equal(await may(90), false, 'the first sound comes before the page')
  t.equal(await may(20), true)
})

t.test(
  'a page that joins says the offer of its first connection, unless the service refuses it',
  async (t) => {
    const voice = await start()
    await new Promise((resolve) => setImmediate(resolve))
    voice.open()
    voice.hear(welcome)
    voice.join()
    voice.hear({ type: 'error', code: 'message-invalid', message: 'offer: is no field of this message.' })
    t.match(voice.messages, [
      { type: 'join', offer: /^early offer/ },
      { type: 'join', offer: undefined },
    ])
    t.equal(voice.state.problem.value, undefined)
  },
)

t.test(
  'the microphone comes before the loudspeaker, which waits for it no longer than a moment',
  async (t) => {
    /** A page that somebody is connected to while the browser opens its microphone. */
    async function connected() {
      const voice = await start()
      voice.join()
      voice.open()
      voice.hear(welcome)
      voice.hear(room('bert'))
      const peer = { agentId: 'bert', link: 'one' }
      voice.hear({ type: 'peer-connect', ...peer, offers: false })
      const description = { type: 'offer', sdp: 'offer' }
      voice.hear({ type: 'description', from: 'bert', link: 'one', description })
      await voice.pass(0)
      t.equal(voice.microphones.asked.length, 1)
      voice.connections.at(-1)?.become('connected')
      await voice.pass(50)
      return voice
    }
    /** The fake browser has no output to open. */
    const opens = (pass: Promise<void>) => t.rejects(pass, /no output/)
    const heard = await connected()
    await heard.microphones.answer(fakeTrack('microphone'))
    await opens(heard.pass(1))
    const refused = await connected()
    await refused.microphones.answer('NotAllowedError')
    await opens(refused.pass(1))
    const asked = await connected()
    await opens(asked.pass(51))
    const left = await connected()
    left.hear({ type: 'participant-left', agentId: 'bert' })
    left.hear({ type: 'peer-disconnect', agentId: 'bert', link: 'one' })
    await left.pass(100)
  },
)

t.test('nobody is waited for in an empty room, nor for ever', async (t) => {
  const alone = await start()
  const may = watched(alone)
  alone.join()
  alone.open()
  alone.hear(welcome)
  alone.hear(room())
  t.equal(await may(), true)

  const late = await start()
  const mayLate = watched(late)
  late.join()
  t.equal(await mayLate(1400), false)
  t.equal(await mayLate(200), true)
})

t.test('what was said on a socket that is lost is not told twice', async (t) => {
  const voice = await start()
  voice.open()
  voice.hear(welcome)
  voice.hear({ type: 'chat-rules' })
  voice.loseSocket()
  const told: string[] = []
  voice.features.attach([{ receive: ({ type }) => told.push(type) === 0 }])
  t.strictSame(told, [])
  await voice.pass(300)
  voice.open()
  voice.hear({ type: 'chat-rules' })
  t.strictSame(told, ['chat-rules'])
})

t.test('the answer of the grid’s own page is used before anything else, whoever is signed in', async (t) => {
  const address = 'http://voice.example/?openid=state&openid.mode=id_res&openid.identity=x'
  const { sockets, phase, again, entry } = await start(address).then((page) => ({
    ...page,
    again: page.session.again,
  }))
  t.equal(sockets.length, 0, 'no socket as the avatar of an earlier session')
  t.match(phase.value, { name: 'over', reason: 'signed-out' }, 'the screen for signing in takes it')
  Object.assign(globalThis, { location: new URL('http://voice.example/?avatar=anna') })
  again(entry)
  t.equal(sockets.length, 1)
  t.match((await start()).sockets.length, 1, 'without an answer it goes on as before')
})
