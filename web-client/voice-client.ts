/** The page without its face: joins, hears, speaks, and keeps a state that the user interface shows. */

import { effect } from '@preact/signals'
import type { ServerMessageOf } from '../src/protocol/messages.js'
import { createPersonalVolumes, type PersonalVolume } from './hearing/personal-volumes.js'
import { createPlayback } from './hearing/playback.js'
import { createUnconfirmedLinks } from './media/unconfirmed-links.js'
import { createVoiceWays } from './media/voice-ways.js'
import { createJoinedMark } from './page/joined-mark.js'
import type { PageBrowser } from './page/page-browser.js'
import type { PageDocument } from './page/page-document.js'
import { createPhaseMachine, type EndReason, wantsVoice } from './page/phase.js'
import { createVoiceState, type Problem } from './page/voice-state.js'
import { watchWaking } from './page/waking.js'
import { createRoomClock } from './room/room-clock.js'
import { createRoomPeople } from './room/room-people.js'
import { createRoomVisit } from './room/room-visit.js'
import { createEntry } from './service/entry.js'
import { createFreshness } from './service/freshness.js'
import { createOwnReport } from './service/own-report.js'
import { handleServerMessage } from './service/server-messages.js'
import { keepSignedIn } from './service/session-renewal.js'
import {
  createSignalingClient,
  type SignalingClient,
  type SignalingEvents,
} from './service/signaling-client.js'
import { openedTicket, settleAddress, signalUrl } from './service/voice-address.js'
import { openLink } from './service/voice-link.js'
import { createSettings } from './settings/settings.js'
import { createDevices } from './speaking/devices.js'
import { createRememberedSwitch } from './speaking/remembered-switch.js'
import { createTalk } from './speaking/talk.js'

export type VoiceClient = ReturnType<typeof createVoiceClient>

export function createVoiceClient(browser: PageBrowser, page: PageDocument) {
  const { time, sessionStorage } = browser
  const machine = createPhaseMachine()
  const { phase } = machine
  const state = createVoiceState()
  const { ownName, people, problem, expulsion, iceServers } = state

  const events: SignalingEvents = {
    onOpen: () => undefined,
    onMessage: (message) => handleServerMessage(parts, message),
    onPositions: (entries) => room.move(entries, time.now()),
    onLost() {
      welcomed = false
      joined = false
      ownReport.stop()
      // Who is connected stays connected, and is heard from where they were last seen.
      machine.tell('lost')
    },
    onOver: endFor,
  }
  const signaling: SignalingClient = createSignalingClient(() => browser.createSocket(signalUrl()), events, {
    waits: true,
    time,
  })
  // The address forgets its link as soon as that has been opened.
  const joinedMark = createJoinedMark(browser, openedTicket() !== undefined)
  const entry = createEntry({
    ticket: openedTicket,
    openLink,
    obstacle: page.obstacle,
    storage: sessionStorage,
    onSignedIn: settleAddress,
    onReady: signaling.again,
    onObstacle: machine.end,
    onRefused: endForLink,
  })
  // First of all: what follows has time until there is an answer.
  entry.begin()

  const settings = createSettings(browser.localStorage)
  const devices = createDevices(browser)
  const volumes = createPersonalVolumes(browser.localStorage)
  /** The server said welcome on this socket; the join was sent on it. */
  let welcomed = false
  let joined = false
  let iceTransportPolicy: RTCIceTransportPolicy = 'all'
  let endRenewals: (() => void) | undefined

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
    people,
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
      onMuted: (muted) => joined && signaling.send({ type: 'microphone', muted }),
      // A reload would open the microphone: it waits for a click instead.
      onForgetful: () => joinedMark.clear(),
    },
  )
  effect(() => playback.setDeafened(talk.deafened.value))
  const ownReport = createOwnReport({
    send: signaling.send,
    speaks: talk.speaks,
    microphoneFault: () => talk.fault.value,
    people: () => people.value,
    time,
  })

  const visit = createRoomVisit({
    machine,
    state,
    room,
    clock,
    voices,
    hub,
    unconfirmed,
    ownReport,
    talk,
    time,
  })
  const parts = {
    state,
    peers,
    hub,
    room,
    clock,
    unconfirmed,
    ownReport,
    time,
    welcome,
    useIceServers,
    ...visit,
    leave,
  }

  const freshness = createFreshness({
    build: page.build,
    storage: sessionStorage,
    askBuild: page.askBuild,
    activity: () => {
      if (page.isInUse() || people.value.some(({ speaking }) => speaking) || talk.speaks()) return 'busy'
      return people.value.length > 0 ? 'quiet' : 'none'
    },
    reload: page.reload,
    time,
  })

  function welcome(message: ServerMessageOf<'welcome'>): void {
    const { agentId, name } = message
    iceTransportPolicy = message.iceTransportPolicy
    state.hidesAddresses.value = message.hidesAddresses
    ownName.value = name
    endRenewals ??= keepSignedIn(agentId, time)
    welcomed = true
    useIceServers(message.iceServers)
    machine.tell('welcome')
    freshness.note(message.build)
    if (wantsVoice(phase.value.name)) sendJoin()
    else if (joinedMark.goesOn()) join()
  }

  function useIceServers(servers: ServerMessageOf<'ice-servers'>['iceServers']): void {
    iceServers.value = servers
    peers.configure(servers, iceTransportPolicy)
    hub.configure(servers, iceTransportPolicy)
  }

  function endFor(reason: EndReason): void {
    signaling.close()
    joinedMark.clear()
    welcomed = false
    joined = false
    stopMedia()
    endRenewals?.()
    endRenewals = undefined
    // The server's own words for it came just before: the page says it once.
    problem.value = undefined
    machine.end(reason)
  }

  /** The link does not open: that is said, and the other ways in are shown. */
  function endForLink(fault: Problem): void {
    endFor(fault.code === 'origin-refused' ? 'refused' : 'signed-out')
    if (fault.code !== 'origin-refused') problem.value = fault
  }

  /** After an end. @param joins with voice, as before; else the resident is asked */
  function again({ joins = false } = {}): void {
    if (!machine.tell('again')) return
    problem.value = undefined
    expulsion.value = {}
    if (joins) join()
    entry.begin()
  }

  function prefer(agentId: string, change: Partial<PersonalVolume>): void {
    volumes.change(agentId, change)
    clock.place()
    clock.show()
  }

  function sendJoin(): void {
    if (!welcomed) return
    joined = true
    const links = peers.links()
    unconfirmed.add(links)
    const resumes = links.length > 0 || hub.agentIds().length > 0
    if (!resumes) machine.tell('join-anew')
    const { hideAddress } = settings.values.value
    const connections = { ...(links.length > 0 && { links }), ...(resumes && { resumes }) }
    signaling.send({ type: 'join', muted: talk.muted(), hideAddress, ...connections })
    ownReport.joined({ resumed: resumes })
  }

  /**
   * May be called before the socket is open: the join goes out with the welcome. The connections are made
   * while the browser still asks for the microphone.
   */
  function join(): void {
    if (phase.value.name !== 'over' && !canConnect()) return endFor('no-webrtc')
    if (!machine.tell('join')) return
    joinedMark.set()
    sendJoin()
    talk.open()
  }

  /** What takes WebRTC away may leave its name behind. */
  function canConnect(): boolean {
    try {
      browser.createPeerConnection().close()
      return true
    } catch {
      return false
    }
  }

  function leave(): void {
    if (!machine.tell('leave')) return
    joined = false
    joinedMark.clear()
    signaling.send({ type: 'leave' })
    stopMedia()
  }

  function stopMedia(): void {
    ownReport.stop()
    visit.leaveRoom()
    talk.close()
    playback.close()
  }

  // A page that the back button brings back is no start of the resident's.
  browser.window.addEventListener('pageshow', (event) => {
    if ((event as PageTransitionEvent).persisted) leave()
  })
  watchWaking(browser, {
    // Nobody knows whether a socket outlived the sleep; the voices go on meanwhile if they did.
    onWake: () => {
      if (wantsVoice(phase.value.name)) signaling.reconnect()
      playback.unblock()
    },
    onShown: () => {
      signaling.check()
      playback.unblock()
    },
    onDoubt: signaling.check,
    onNetwork: () => {
      signaling.reconnect()
      voices.restart()
    },
  })

  return {
    ...state,
    phase,
    settings,
    devices,
    talk,
    iceServers: () => iceServers.value,
    /** Whether there is a TURN server or a media hub to hide one's address behind. */
    canHideAddress: () => state.hidesAddresses.value,
    /** For the radar: counts what makes anybody move; everybody and the resident's own pose at this moment. */
    moves: room.moves,
    blips: () => room.blips(time.now()),
    selfPose: () => room.selfPose(time.now()),
    /** The audio output, opened where it is not yet. */
    audioContext: () => playback.open().context,
    freshness,
    join,
    leave,
    again,
    /** Somebody has signed in on this very page. */
    signedInAs(agentId: string) {
      settleAddress(agentId)
      again()
    },
    /** Goes on in a browser without a microphone. */
    listenHere() {
      if (machine.tell('again')) entry.listenHere()
    },
    unblockPlayback: playback.unblock,
    setVolume: (agentId: string, volume: number) => prefer(agentId, { volume }),
    setSilenced: (agentId: string, silenced: boolean) => prefer(agentId, { silenced }),
    dismissProblem() {
      problem.value = undefined
    },
  }
}
