/** The page without its user interface: joins, hears, speaks, and keeps the state that the user interface shows. */

import { effect } from '@preact/signals'
import type { ServerMessageOf } from '../src/protocol/messages.js'
import { createPersonalVolumes, type PersonalVolume } from './hearing/personal-volumes.js'
import { createPlayback } from './hearing/playback.js'
import { createUnconfirmedLinks } from './media/unconfirmed-links.js'
import { createVoiceWays } from './media/voice-ways.js'
import { createJoinedMark } from './page/joined-mark.js'
import type { PageBrowser } from './page/page-browser.js'
import type { PageDocument } from './page/page-document.js'
import { createPhaseMachine, wantsVoice } from './page/phase.js'
import { createVoiceState } from './page/voice-state.js'
import { watchWaking } from './page/waking.js'
import { createCurrentRoom } from './room/current-room.js'
import { createRoomClock } from './room/room-clock.js'
import { createRoomPeople } from './room/room-people.js'
import { createEntry, type Entry } from './service/entry.js'
import { type Activity, createFreshness } from './service/freshness.js'
import { createOwnReport } from './service/own-report.js'
import { handleServerMessage, type MessageParts } from './service/server-messages.js'
import { createSignalingClient, type SignalingClient } from './service/signaling-client.js'
import { createSocketState } from './service/socket-state.js'
import { openedTicket, settleAddress, signalUrl } from './service/voice-address.js'
import { openLink } from './service/voice-link.js'
import { createWelcome } from './service/welcome.js'
import { createSettings } from './settings/settings.js'
import { createDevices } from './speaking/devices.js'
import { createRememberedSwitch } from './speaking/remembered-switch.js'
import { createTalk } from './speaking/talk.js'
import { createVoiceSession } from './voice-session.js'

export type VoiceClient = ReturnType<typeof createVoiceClient>

export function createVoiceClient(browser: PageBrowser, page: PageDocument) {
  // The address loses its link as soon as the link has been opened.
  const joinedMark = createJoinedMark(browser, openedTicket() !== undefined)
  const machine = createPhaseMachine()
  const state = createVoiceState()
  // First of all: everything below has time until the first answer comes.
  const signaling: SignalingClient = createSignalingClient(
    () => browser.createSocket(signalUrl()),
    {
      onOpen: () => undefined,
      onMessage: (message) => handleServerMessage(messageParts, message),
      onPositions: (entries) => parts.room.move(entries, browser.time.now()),
      onLost: () => parts.session.lost(),
      onOver: (reason) => parts.session.end(reason),
    },
    { waits: true, time: browser.time },
  )
  const entry = createEntry({
    ticket: openedTicket,
    openLink,
    obstacle: page.obstacle,
    storage: browser.sessionStorage,
    onSignedIn: settleAddress,
    onReady: signaling.again,
    onObstacle: machine.end,
    onRefused: (fault) => parts.session.endForLink(fault),
  })
  entry.begin()
  const parts = createParts({ browser, page, signaling, machine, state, joinedMark })
  const { session, welcome } = parts
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
    state,
    time: browser.time,
    welcome(message: ServerMessageOf<'welcome'>) {
      parts.socket.tell('welcome')
      welcome.receive(message)
      machine.tell('welcome')
      freshness.note(message.build)
      session.welcomed()
    },
    useIceServers: welcome.useIceServers,
    leave: session.leave,
  }
  // A page that the back button restores was not started by the resident.
  browser.window.addEventListener('pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted) session.leave()
  })
  wakeUp(browser, parts, signaling)
  return { ...state, phase: machine.phase, freshness, ...controls(parts, entry) }
}

interface PartsOptions {
  readonly browser: PageBrowser
  readonly page: PageDocument
  readonly signaling: SignalingClient
  readonly machine: ReturnType<typeof createPhaseMachine>
  readonly state: ReturnType<typeof createVoiceState>
  readonly joinedMark: ReturnType<typeof createJoinedMark>
}

type Parts = ReturnType<typeof createParts>

/** Builds the parts that hear, speak and report, and connects them. */
function createParts({ browser, signaling, machine, state, joinedMark }: PartsOptions) {
  const { time } = browser
  const socket = createSocketState()
  const settings = createSettings(browser.localStorage)
  const devices = createDevices(browser)
  const volumes = createPersonalVolumes(browser.localStorage)

  const { voices, peers, hub } = createVoiceWays(browser, signaling, {
    onVoice(agentId, stream, stereo = false) {
      playback.open().add(agentId, stream, room.placementOf(agentId, time.now()), stereo)
    },
    onVoiceGone(agentId) {
      playback.mixer()?.remove(agentId)
      room.report(agentId, { media: undefined, quality: undefined })
    },
    onChange: (agentId) => clock.refreshReport(agentId),
    onError(agentId) {
      room.failed(agentId)
      clock.showSoon()
    },
    onHubConnected: () => ownReport.hubConnected(),
  })
  const room = createRoomPeople({ volumeOf: volumes.of, levelOf: voices.level })
  const playback = createPlayback(browser, settings, devices, state, (context) => talk.useContext(context))
  const clock = createRoomClock({
    room,
    voices,
    playback,
    people: state.people,
    onMedia: (id) => ownReport.arrived(id),
    time,
  })
  const unconfirmed = createUnconfirmedLinks(
    (link) => {
      peers.disconnect(link)
      room.forgetAbsent(link.agentId)
    },
    clock.showSoon,
    time,
  )
  const remembered = createRememberedSwitch(browser)
  const talk = createTalk(
    { browser, settings, devices, remembered, loadGauge: browser.loadGauge },
    {
      onTrack: (track, performer) => voices.send({ track, performer }),
      // Before that, the join will say it.
      onMuted: (muted) => socket.state() === 'joined' && signaling.send({ type: 'microphone', muted }),
      // A reload would open the microphone, so the next start waits for a click instead.
      onForgetful: () => joinedMark.clear(),
    },
  )
  effect(() => playback.setDeafened(talk.deafened.value))
  const ownReport = createOwnReport({
    send: signaling.send,
    speaks: talk.speaks,
    microphoneFault: () => talk.fault.value,
    people: () => state.people.value,
    time,
  })
  const heard = { machine, state, room, clock, voices, hub, unconfirmed, ownReport, talk, time }
  const currentRoom = createCurrentRoom(heard)
  const welcome = createWelcome({ state, peers, hub, time })
  const session = createVoiceSession({
    ...heard,
    peers,
    socket,
    signaling,
    settings,
    joinedMark,
    canConnect: () => canConnect(browser),
    stopMedia() {
      ownReport.stop()
      currentRoom.leaveRoom()
      talk.close()
      playback.close()
    },
    onEnd: welcome.end,
  })
  return { ...heard, socket, settings, devices, volumes, peers, playback, currentRoom, welcome, session }
}

/** Software that disables WebRTC may leave the constructor in place. */
function canConnect(browser: PageBrowser): boolean {
  try {
    browser.createPeerConnection().close()
    return true
  } catch {
    return false
  }
}

/** Whether a reload would disturb anybody. */
function activityOf(page: PageDocument, { state, talk }: Parts): Activity {
  const people = state.people.value
  if (page.isInUse() || people.some(({ speaking }) => speaking) || talk.speaks()) return 'busy'
  return people.length > 0 ? 'quiet' : 'none'
}

/** Checks socket and voices after the page has slept. */
function wakeUp(
  browser: PageBrowser,
  { machine, playback, voices }: Parts,
  signaling: Pick<SignalingClient, 'check' | 'reconnect'>,
): void {
  watchWaking(browser, {
    // Nobody knows whether a socket outlived the sleep; voices go on meanwhile if they did.
    onWake() {
      if (wantsVoice(machine.phase.value.name)) signaling.reconnect()
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
    },
  })
}

/** What the user interface can see and do. */
function controls(parts: Parts, entry: Entry) {
  const { machine, state, session, settings, devices, talk, room, clock, playback, volumes, time } = parts

  function prefer(agentId: string, change: Partial<PersonalVolume>): void {
    volumes.change(agentId, change)
    clock.place()
    clock.show()
  }

  return {
    settings,
    devices,
    talk,
    iceServers: () => state.iceServers.value,
    /** Whether a TURN server or a media hub can hide the resident's address. */
    canHideAddress: () => state.hidesAddresses.value,
    /** For the radar: a count of movements, and everybody's pose and the resident's own at this moment. */
    moves: room.moves,
    blips: () => room.blips(time.now()),
    selfPose: () => room.selfPose(time.now()),
    /** The audio output, opened if it is not open yet. */
    audioContext: () => playback.open().context,
    join: session.join,
    leave: session.leave,
    /** After an end. @param how.joins with voice, as before; otherwise the resident is asked */
    again: (how?: { joins?: boolean }) => session.again(entry, how),
    /** The resident has signed in on this very page. */
    signedInAs(agentId: string) {
      settleAddress(agentId)
      session.again(entry)
    },
    /** Goes on in a browser without a microphone. */
    listenHere() {
      if (machine.tell('again')) entry.listenHere()
    },
    unblockPlayback: playback.unblock,
    setVolume: (agentId: string, volume: number) => prefer(agentId, { volume }),
    setSilenced: (agentId: string, silenced: boolean) => prefer(agentId, { silenced }),
    dismissProblem() {
      state.problem.value = undefined
    },
  }
}
