/** The start of the page: joins, hears and speaks. All else of the page is added to it once it is loaded (`voice-client.ts`). */

import type { ServerMessageOf } from '../src/protocol/messages.js'
import { createJoinedMark } from './page/joined-mark.js'
import type { PageBrowser } from './page/page-browser.js'
import type { PageDocument } from './page/page-document.js'
import { createPhaseMachine, wantsVoice } from './page/phase.js'
import { createVoiceState } from './page/voice-state.js'
import { watchWaking } from './page/waking.js'
import { takeEarlySocket } from './service/early-socket.js'
import { createEntry } from './service/entry.js'
import { type Activity, createFreshness } from './service/freshness.js'
import { handleServerMessage, type MessageParts } from './service/server-messages.js'
import { createSignalingClient, type SignalingClient } from './service/signaling-client.js'
import { bringsGridAnswer, openedTicket, settleAddress, signalUrl } from './service/voice-address.js'
import { openLink } from './service/voice-link.js'
import { createLateFeatures } from './start/late-features.js'
import { canConnect, createParts, type Parts } from './voice-parts.js'

export type VoiceStart = ReturnType<typeof createVoiceStart>

export function createVoiceStart(browser: PageBrowser, page: PageDocument) {
  // The address loses its link as soon as the link has been opened.
  const byLink = openedTicket() !== undefined
  const joinedMark = createJoinedMark(browser, byLink)
  const machine = createPhaseMachine()
  const state = createVoiceState()
  const features = createLateFeatures()
  // First of all: everything below has time until the first answer comes.
  const signaling: SignalingClient = createSignalingClient(
    () => takeEarlySocket() ?? browser.createSocket(signalUrl()),
    {
      onOpen: () => undefined,
      onMessage: (message) => handleServerMessage(messageParts, message),
      onPositions(entries) {
        parts.room.move(entries, browser.time.now())
        parts.clock.follow()
      },
      onLost() {
        parts.session.lost()
        features.lost()
      },
      onOver: (reason) => parts.session.end(reason),
    },
    { waits: true, time: browser.time },
  )
  const entry = createEntry({
    ticket: openedTicket,
    openLink,
    obstacle: page.obstacle,
    storage: browser.sessionStorage,
    bringsGridAnswer,
    // The screen for signing in uses it; the parts are not there yet.
    onGridAnswer: () => queueMicrotask(() => parts.session.end('signed-out')),
    onSignedIn: settleAddress,
    onReady: signaling.again,
    onObstacle: machine.end,
    onRefused: (fault) => parts.session.endForLink(fault),
  })
  entry.begin()
  const parts = createParts({ browser, signaling, machine, state, joinedMark, features })
  const { session, welcome } = parts
  warmUp(browser, parts, byLink)
  const freshness = createFreshness({
    build: page.build,
    storage: browser.sessionStorage,
    askBuild: page.askBuild,
    activity: () => activityOf(page, parts),
    reload: page.reload,
    time: browser.time,
  })
  const messageParts: MessageParts = {
    ...parts,
    ...parts.currentRoom,
    features,
    state,
    time: browser.time,
    welcome(message: ServerMessageOf<'welcome'>) {
      parts.socket.tell('welcome')
      welcome.receive(message)
      machine.tell('welcome')
      freshness.note(message.build)
      session.welcomed()
      features.each(({ welcomed }) => welcomed?.(message))
    },
    useIceServers: welcome.useIceServers,
    leave: session.leave,
    joinRefused: session.joinRefused,
  }
  // A page that the back button restores was not started by the resident.
  browser.window.addEventListener('pageshow', (event) => {
    if (!(event as PageTransitionEvent).persisted) return
    session.leave()
    features.each(({ restored }) => restored?.())
  })
  wakeUp(browser, parts, signaling, () => features.each(({ networkChanged }) => networkChanged?.()))
  return {
    ...parts,
    browser,
    page,
    byLink,
    signaling,
    features,
    freshness,
    entry,
    phase: machine.phase,
    /** Whether the page joins by itself, as soon as the service is reached. */
    goesOn: joinedMark.goesOn,
    join: session.join,
  }
}

/** The first connection of a page starts the browser's WebRTC threads, so that happens before anybody waits for it. */
function warmUp(browser: PageBrowser, { peers }: Parts, byLink: boolean): void {
  // Without WebRTC the page says so when the resident wants to talk, or before.
  const prepare = () => canConnect(browser) && peers.prepare()
  // By a link, the document's head has begun already.
  if (byLink) prepare()
  else browser.time.after(0, prepare)
}

/** Whether a reload would disturb anybody. */
function activityOf(page: PageDocument, { state, talk }: Parts): Activity {
  const people = state.people.value
  if (page.isInUse() || talk.callVoice.value !== 'none' || state.rings.value) return 'busy'
  if (people.some(({ speaking }) => speaking) || talk.speaks()) return 'busy'
  return people.length > 0 ? 'quiet' : 'none'
}

/** Checks socket and voices after the page has slept. */
function wakeUp(
  browser: PageBrowser,
  { machine, playback, voices, talk }: Parts,
  signaling: Pick<SignalingClient, 'check' | 'reconnect'>,
  onNetwork: () => void,
): void {
  watchWaking(browser, {
    // Nobody knows whether a socket outlived the sleep; voices go on meanwhile if they did.
    onWake() {
      if (wantsVoice(machine.phase.value.name) || talk.callVoice.value !== 'none') signaling.reconnect()
      playback.unblock()
    },
    onShown() {
      signaling.check()
      playback.unblock()
    },
    onDoubt: signaling.check,
    onNetwork() {
      signaling.reconnect()
      voices.restart()
      onNetwork()
    },
  })
}
