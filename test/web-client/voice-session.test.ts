/** The resident's voice in the place, while the service is away and comes back. */

import t from 'tap'
import type { ClientMessage } from '../../src/protocol/messages.js'
import { CONFIRM_MS, createUnconfirmedLinks } from '../../web-client/media/unconfirmed-links.js'
import { createPhaseMachine } from '../../web-client/page/phase.js'
import { createSocketState } from '../../web-client/service/socket-state.js'
import { createVoiceSession, type VoiceSessionOptions } from '../../web-client/voice-session.js'
import { fakeBrowser } from '../helpers/browser/fake-browser.js'

const links = [{ agentId: 'ben', link: 'the link' }]

function page({ kept = links, hideAddress = false } = {}) {
  const { time, testTime } = fakeBrowser()
  const sent: ClientMessage[] = []
  const givenUp: string[] = []
  /** How much had been sent when the microphone was asked for. */
  const askedAfter: number[] = []
  const offers = ['the first offer']
  const socket = createSocketState()
  const unconfirmed = createUnconfirmedLinks({
    isConnected: () => true,
    giveUp: ({ agentId }) => givenUp.push(agentId),
    onDone: () => undefined,
    time,
  })
  const session = createVoiceSession({
    effort: { value: { value: 'talk' } },
    machine: createPhaseMachine(),
    socket,
    signaling: { send: (message: ClientMessage) => sent.push(message) },
    settings: { values: { value: { hideAddress } } },
    talk: { muted: () => false, open: () => askedAfter.push(sent.length) },
    peers: { keepLinks: () => kept, firstOffer: () => offers.shift() },
    hub: { agentIds: () => [] },
    unconfirmed,
    ownReport: { joined: () => undefined, stop: () => undefined },
    joinedMark: { set: () => undefined, goesOn: () => false },
    canConnect: () => true,
  } as unknown as VoiceSessionOptions)
  return {
    sent,
    askedAfter,
    session,
    unconfirmed,
    givenUp,
    pass: testTime.pass,
    welcome() {
      socket.tell('welcome')
      session.welcomed()
      return sent.splice(0)
    },
  }
}

t.test('a service that restarts again and again takes no connection away', async (t) => {
  const { session, unconfirmed, givenUp, pass, welcome } = page()
  session.join()
  welcome()
  for (const where of ['waiting', 'room', 'waiting'] as const) {
    unconfirmed.expectWithin(where)
    await pass(CONFIRM_MS - 1)
    session.lost()
    await pass(60_000)
    t.match(welcome(), [{ type: 'join', links, resumes: true }])
    await pass(60_000)
  }
  t.strictSame(givenUp, [], 'before the service has answered')
  unconfirmed.expectWithin('room')
  await pass(CONFIRM_MS)
  t.strictSame(givenUp, ['ben'])
})

t.test(
  'welcomed again on the same socket, a page joins with what it has, and the new owner has its own time to confirm',
  async (t) => {
    const { session, unconfirmed, givenUp, pass, welcome } = page()
    session.join()
    welcome()
    unconfirmed.expectWithin('room')
    await pass(CONFIRM_MS - 1)
    t.match(welcome(), [{ type: 'join', links, resumes: true }])
    await pass(60_000)
    t.strictSame(givenUp, [])
    unconfirmed.expectWithin('room')
    await pass(CONFIRM_MS)
    t.strictSame(givenUp, ['ben'])
  },
)

t.test(
  'a first join carries an offer, and is said again without it where a service does not take that',
  (t) => {
    const { session, sent, welcome } = page({ kept: [] })
    session.join()
    t.match(welcome(), [{ type: 'join', offer: 'the first offer' }])
    t.equal(session.joinRefused(), true)
    t.match(sent.splice(0), [{ type: 'join', offer: undefined }])
    t.equal(session.joinRefused(), false, 'once')
    t.strictSame(sent, [])
    const welcomed = page({ kept: [] })
    welcomed.welcome()
    welcomed.session.join()
    t.match(welcomed.sent, [{ type: 'join' }])
    t.strictSame(welcomed.askedAfter, [0], 'the microphone takes longest, so it is asked for first')
    for (const without of [{ kept: links }, { kept: [], hideAddress: true }]) {
      const other = page(without)
      other.session.join()
      t.match(other.welcome(), [{ type: 'join', offer: undefined }], JSON.stringify(without))
    }
    t.end()
  },
)
