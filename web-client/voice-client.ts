/** The page without its face: joins, hears, speaks, and keeps a state that the user interface shows. */

import { batch } from '@preact/signals'
import type { IceServerMessage, ServerMessage, ServerMessageOf } from '../src/protocol/messages.js'
import { createDevices } from './devices.js'
import { createHubConnection } from './media/hub-connection.js'
import { createPeerConnections } from './media/peer-connections.js'
import { createRemoteVoices } from './media/remote-voices.js'
import { createOwnReport } from './own-report.js'
import { createOwnSpeech } from './own-speech.js'
import { createPersonalVolumes, type PersonalVolume } from './personal-volumes.js'
import { createPlayback } from './playback.js'
import { createRoomClock } from './room-clock.js'
import { createRoomPeople } from './room-people.js'
import { keepSignedIn } from './session-renewal.js'
import { browserStorage, createSettings } from './settings.js'
import { SignInError } from './sign-in-client.js'
import {
  createSignalingClient,
  type OverReason,
  type SignalingClient,
  type SignalingEvents,
} from './signaling-client.js'
import { createTalk } from './talk.js'
import { createUnconfirmedLinks } from './unconfirmed-links.js'
import { openedTicket, settleAddress, signalUrl } from './voice-address.js'
import { openLink } from './voice-link.js'
import { createVoiceState } from './voice-state.js'
import { watchWaking } from './waking.js'

const JOINED_KEY = 'voice-joined'

export type VoiceClient = ReturnType<typeof createVoiceClient>

export function createVoiceClient() {
  const state = createVoiceState()
  const { phase, ownName, channel, people, mutedByModerator, feedLost, problem, iceServers } = state

  // First of all: what follows has time until there is an answer.
  const ticket = openedTicket()
  const signedIn = ticket === undefined ? undefined : openLink(ticket).then(settleAddress)
  signedIn?.catch(endForLink)
  const events: SignalingEvents = {
    onOpen: () => undefined,
    onMessage: receive,
    onPositions: (entries) => room.move(entries, performance.now()),
    onLost() {
      welcomed = false
      joined = false
      ownReport.stop()
      // Who is connected stays connected, and is heard from where he was last seen.
      phase.value = { name: wanted ? 'reconnecting' : 'connecting' }
    },
    onOver: endFor,
  }
  const signaling: SignalingClient = createSignalingClient(() => new WebSocket(signalUrl()), events, signedIn)

  const settings = createSettings(browserStorage())
  const devices = createDevices()
  const volumes = createPersonalVolumes(browserStorage())
  let selfId = ''
  /** The resident wants to talk; the server said welcome on this socket; the join was sent on it. */
  let wanted = false
  let welcomed = false
  let joined = false
  let iceTransportPolicy: RTCIceTransportPolicy = 'all'
  let endRenewals: (() => void) | undefined

  const voices = createRemoteVoices({
    onVoice(agentId, stream, stereo = false) {
      playback.open().add(agentId, stream, room.placementOf(agentId, performance.now()), stereo)
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
  })
  const peers = voices.attach((events) =>
    createPeerConnections({
      ...events,
      sendDescription: ({ agentId, link }, description) =>
        signaling.send({ type: 'description', to: agentId, link, description }),
      sendCandidate: ({ agentId, link }, candidate) =>
        signaling.send({ type: 'candidate', to: agentId, link, candidate }),
      onDoubt: signaling.check,
    }),
  )
  const hub = voices.attach((events) =>
    createHubConnection({
      ...events,
      sendOffer: (sdp) => signaling.send({ type: 'hub-offer', sdp }),
      sendCandidate: (candidate) => signaling.send({ type: 'hub-candidate', candidate }),
      onConnected: () => ownReport.hubConnected(),
      onDoubt: signaling.check,
    }),
  )
  const room = createRoomPeople({ volumeOf: volumes.of, levelOf: voices.level })
  const ownSpeech = createOwnSpeech()
  const playback = createPlayback(settings, devices, state, (context) => {
    talk.useContext(context)
    ownSpeech.useContext(context)
  })
  const clock = createRoomClock({ room, voices, playback, people, onMedia: (id) => ownReport.arrived(id) })
  const unconfirmed = createUnconfirmedLinks((link) => {
    peers.disconnect(link)
    room.forgetAbsent(link.agentId)
  }, clock.showSoon)
  const talk = createTalk(settings, devices, {
    onTrack(track, performer) {
      voices.send({ track, performer })
      ownSpeech.useTrack(track)
    },
    // Before that, the join will say it.
    onMuted: (muted) => joined && signaling.send({ type: 'microphone', muted }),
  })

  const ownReport = createOwnReport({
    send: signaling.send,
    speech: ownSpeech,
    microphoneFault: () => talk.fault.value,
    silent: () => talk.muted() || mutedByModerator.value,
    people: () => people.value,
  })

  function receive(message: ServerMessage): void {
    switch (message.type) {
      case 'welcome':
        return welcome(message)
      case 'room':
        return enterRoom(message)
      case 'no-room':
        return leaveRoomFor(message.reason)
      case 'channel':
        channel.value = message.channel
        room.setChannel(message.channel)
        return clock.place()
      case 'ice-servers':
        return useIceServers(message.iceServers)
      case 'feed':
        feedLost.value = message.lost
        return
      case 'participant-joined':
        room.add(message.participant, performance.now())
        return clock.showSoon()
      case 'participant-changed':
        if (message.participant.agentId === selfId)
          mutedByModerator.value = message.participant.mutedByModerator
        room.change(message.participant)
        return clock.showSoon()
      case 'participant-left':
        room.remove(message.agentId)
        return clock.showSoon()
      case 'peer-connect':
        unconfirmed.confirm(message.agentId)
        if (!message.resumed) ownReport.expect(message.agentId)
        return message.resumed ? peers.resume(message) : peers.connect(message, message)
      case 'peer-disconnect':
        ownReport.forget(message.agentId)
        return peers.disconnect(message)
      case 'description':
        return peers.receiveDescription({ agentId: message.from, link: message.link }, message.description)
      case 'candidate':
        return peers.receiveCandidate({ agentId: message.from, link: message.link }, message.candidate)
      case 'hub-connect':
        ownReport.expectHub()
        return hub.connect()
      case 'hub-answer':
        return hub.receiveAnswer(message.sdp)
      case 'hub-slots':
        for (const agentId of message.agentIds) if (agentId) unconfirmed.confirm(agentId)
        if (message.agentIds.some(Boolean)) ownReport.expectThroughHub()
        return hub.assign(message.agentIds)
      case 'hub-disconnect':
        ownReport.forgetHub()
        return hub.close()
      case 'pong':
        return
      case 'error':
        if (message.about === 'hub-offer') return hub.refused()
        // A signal for somebody who left in that very moment is no news, nor one that came before a room: it is sent anew.
        if (message.code === 'peer-unreachable' || message.code === 'not-in-room') return
        // Nor are statistics.
        if (message.about !== 'report') problem.value = message
        if (message.code === 'relay-unavailable') leave()
        return
    }
  }

  function welcome(message: ServerMessageOf<'welcome'>): void {
    const { agentId, name } = message
    iceTransportPolicy = message.iceTransportPolicy
    state.hidesAddresses.value = message.hidesAddresses
    ownName.value = name
    endRenewals ??= keepSignedIn(agentId)
    welcomed = true
    useIceServers(message.iceServers)
    if (wanted) sendJoin()
    else if (sessionStorage.getItem(JOINED_KEY)) join()
    else phase.value = { name: 'ready' }
  }

  function useIceServers(servers: IceServerMessage[]): void {
    iceServers.value = servers
    peers.configure(servers, iceTransportPolicy)
    hub.configure(servers, iceTransportPolicy)
  }

  function enterRoom(message: ServerMessageOf<'room'>): void {
    const kept = new Set([...unconfirmed.agentIds(), ...hub.agentIds()])
    if (kept.size === 0) leaveRoom()
    else unconfirmed.expectWithin('room')
    batch(() => {
      channel.value = message.channel
      mutedByModerator.value = message.self.mutedByModerator
      feedLost.value = message.feedLost
      selfId = message.self.agentId
      room.enter(message, kept, performance.now())
      phase.value = { name: 'connected' }
    })
    clock.start()
    clock.show()
  }

  function leaveRoomFor(reason: ServerMessageOf<'no-room'>['reason']): void {
    const places = reason === 'voice-off' || reason === 'channel-full' ? reason : 'waiting'
    const waits = wanted && (reason === 'not-in-world' || places === reason)
    if (reason === 'not-in-world' && (unconfirmed.agentIds().size > 0 || hub.agentIds().length > 0))
      unconfirmed.expectWithin('waiting')
    else leaveRoom()
    phase.value = { name: waits ? places : 'ready' }
  }

  function leaveRoom(): void {
    clock.stop()
    ownReport.leftRoom()
    unconfirmed.clear()
    voices.close()
    room.clear()
    batch(() => {
      channel.value = undefined
      people.value = []
      mutedByModerator.value = false
      feedLost.value = false
    })
  }

  function endFor(reason: OverReason): void {
    wanted = false
    sessionStorage.removeItem(JOINED_KEY)
    stopMedia()
    endRenewals?.()
    // The server's own words for it came just before: the page says it once.
    problem.value = undefined
    phase.value = { name: 'over', reason }
  }

  /** The link does not open: that is said, and the other ways in are shown. */
  function endForLink(error: unknown): void {
    const { code, message } =
      error instanceof SignInError ? error : { code: 'internal', message: String(error) }
    endFor(code === 'origin-refused' ? 'refused' : 'signed-out')
    if (code !== 'origin-refused') problem.value = { code, message }
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
    if (!resumes) phase.value = { name: 'joining' }
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
    wanted = true
    sessionStorage.setItem(JOINED_KEY, 'yes')
    sendJoin()
    talk.open()
  }

  function leave(): void {
    wanted = false
    joined = false
    sessionStorage.removeItem(JOINED_KEY)
    signaling.send({ type: 'leave' })
    stopMedia()
    phase.value = { name: 'ready' }
  }

  function stopMedia(): void {
    ownReport.stop()
    leaveRoom()
    talk.close()
    playback.close()
  }

  watchWaking({
    // Nobody knows whether a socket outlived the sleep; the voices go on meanwhile if they did.
    onWake: () => {
      if (wanted) signaling.reconnect()
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
    settings,
    devices,
    talk,
    iceServers: () => iceServers.value,
    /** Whether there is a TURN server or a media hub to hide one's address behind. */
    canHideAddress: () => state.hidesAddresses.value,
    /** For the radar: counts what makes anybody move; everybody and the resident's own pose at this moment. */
    moves: room.moves,
    blips: () => room.blips(performance.now()),
    selfPose: () => room.selfPose(performance.now()),
    /** The audio output, opened where it is not yet. */
    audioContext: () => playback.open().context,
    join,
    leave,
    unblockPlayback: playback.unblock,
    setVolume: (agentId: string, volume: number) => prefer(agentId, { volume }),
    setSilenced: (agentId: string, silenced: boolean) => prefer(agentId, { silenced }),
    dismissProblem() {
      problem.value = undefined
    },
  }
}
