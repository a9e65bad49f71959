/** The page without its face: joins, hears, speaks, and keeps a state that the user interface shows. */

import { batch, effect, signal } from '@preact/signals'
import type {
  ChannelMessage,
  IceServerMessage,
  ServerMessage,
  ServerMessageOf,
} from '../src/protocol/messages.js'
import { createPeerConnections } from './peer-connections.js'
import { createPersonalVolumes, type PersonalVolume } from './personal-volumes.js'
import { createRoomPeople, type Person } from './room-people.js'
import { browserStorage, createSettings } from './settings.js'
import { keepSignedIn } from './sign-in-client.js'
import { createSignalingClient, type OverReason, type SignalingClient } from './signaling-client.js'
import { createSpatialMixer, type SpatialMixer } from './spatial-mixer.js'
import { createTalk } from './talk.js'
import { settleAddress, signalUrl } from './voice-address.js'
import { watchWaking } from './waking.js'

/** Where the resident is with the service. */
export type Phase =
  | { readonly name: 'connecting' }
  | { readonly name: 'ready' }
  | { readonly name: 'joining' }
  | { readonly name: 'waiting' }
  | { readonly name: 'voice-off' }
  | { readonly name: 'channel-full' }
  | { readonly name: 'connected' }
  | { readonly name: 'reconnecting' }
  | { readonly name: 'over'; readonly reason: OverReason }

/** How often gains and directions follow the walk. */
const PLACE_INTERVAL_MS = 50
/** How often the list on the screen does, and what is known of the connections. */
const SHOW_INTERVAL_MS = 200
const REPORT_INTERVAL_MS = 3000

const SHOW_DELAY_MS = 40
const OPEN_MIXER_DELAY_MS = 400

/** After a rejoin, connections that the server does not confirm are closed: the others may take a while too. */
const CONFIRM_MS = 10_000
/** A restarted service may wait that long for the region to say again who is where. */
const CONFIRM_WAITING_MS = 30_000

const JOINED_KEY = 'voice-joined'

export type VoiceClient = ReturnType<typeof createVoiceClient>

export function createVoiceClient() {
  const phase = signal<Phase>({ name: 'connecting' })
  const ownName = signal('')
  const channel = signal<ChannelMessage | undefined>(undefined)
  const people = signal<readonly Person[]>([])
  const mutedByModerator = signal(false)
  const playbackBlocked = signal(false)
  const feedLost = signal(false)
  const outputFailed = signal(false)
  const problem = signal<{ readonly code: string; readonly message: string } | undefined>(undefined)

  const avatar = settleAddress()
  // First of all: what follows has time until it is open.
  const signaling: SignalingClient = createSignalingClient(() => new WebSocket(signalUrl(avatar)), {
    onOpen: () => undefined,
    onMessage: receive,
    onPositions: (entries) => room.move(entries, performance.now()),
    onLost() {
      welcomed = false
      joined = false
      // Who is connected stays connected, and is heard from where he was last seen.
      phase.value = { name: wanted ? 'reconnecting' : 'connecting' }
    },
    onOver(reason) {
      wanted = false
      sessionStorage.removeItem(JOINED_KEY)
      stopMedia()
      endRenewals?.()
      // The server's own words for it came just before: the page says it once.
      problem.value = undefined
      phase.value = { name: 'over', reason }
    },
  })

  const settings = createSettings(browserStorage())
  const volumes = createPersonalVolumes(browserStorage())
  let selfId = ''
  let mixer: SpatialMixer | undefined
  /** The resident wants to talk; the server said welcome on this socket; the join was sent on it. */
  let wanted = false
  let welcomed = false
  let joined = false
  let timers: ReturnType<typeof setInterval>[] = []
  let lastPlacing = 0
  let showTimer: ReturnType<typeof setTimeout> | undefined
  const iceServers = signal<readonly IceServerMessage[]>([])
  let iceTransportPolicy: RTCIceTransportPolicy = 'all'
  let endRenewals: (() => void) | undefined
  /** Who was connected when the socket was lost, until the server confirms it. */
  const unconfirmed = new Map<string, string>()
  let confirmTimer: ReturnType<typeof setTimeout> | undefined

  const peers = createPeerConnections({
    sendDescription: ({ agentId, link }, description) =>
      signaling.send({ type: 'description', to: agentId, link, description }),
    sendCandidate: ({ agentId, link }, candidate) =>
      signaling.send({ type: 'candidate', to: agentId, link, candidate }),
    onStream(agentId, stream) {
      openMixer().add(agentId, stream, room.placementOf(agentId, performance.now()))
    },
    onStateChange: (agentId) => refreshReport(agentId),
    onClosed(agentId) {
      mixer?.remove(agentId)
      room.report(agentId, { media: undefined, quality: undefined })
    },
    onError(agentId, error) {
      const reason = error instanceof Error ? error.message : String(error)
      problem.value = { code: 'peer', message: `${room.nameOf(agentId) ?? agentId}: ${reason}` }
    },
  })

  const room = createRoomPeople({ volumeOf: volumes.of, levelOf: peers.level })

  const talk = createTalk(settings, {
    onTrack: (track, performer) => peers.setMicrophone(track, performer),
    // Before that, the join will say it.
    onMuted: (muted) => joined && signaling.send({ type: 'microphone', muted }),
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
        return place()
      case 'ice-servers':
        return useIceServers(message.iceServers)
      case 'feed':
        feedLost.value = message.lost
        return
      case 'participant-joined':
        room.add(message.participant, performance.now())
        return showSoon()
      case 'participant-changed':
        if (message.participant.agentId === selfId)
          mutedByModerator.value = message.participant.mutedByModerator
        room.change(message.participant)
        return showSoon()
      case 'participant-left':
        room.remove(message.agentId)
        return showSoon()
      case 'peer-connect':
        unconfirmed.delete(message.agentId)
        return message.resumed ? peers.resume(message) : peers.connect(message, message)
      case 'peer-disconnect':
        return peers.disconnect(message)
      case 'description':
        return peers.receiveDescription({ agentId: message.from, link: message.link }, message.description)
      case 'candidate':
        return peers.receiveCandidate({ agentId: message.from, link: message.link }, message.candidate)
      case 'error':
        // A signal for somebody who left in that very moment is no news.
        if (message.code !== 'peer-unreachable') problem.value = message
        if (message.code === 'relay-unavailable') leave()
        return
    }
  }

  function welcome(message: ServerMessageOf<'welcome'>): void {
    const { agentId, name } = message
    iceTransportPolicy = message.iceTransportPolicy
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
  }

  function enterRoom(message: ServerMessageOf<'room'>): void {
    if (unconfirmed.size === 0) leaveRoom()
    else confirmWithin(CONFIRM_MS)
    batch(() => {
      channel.value = message.channel
      mutedByModerator.value = message.self.mutedByModerator
      feedLost.value = message.feedLost
      selfId = message.self.agentId
      room.enter(message, new Set(unconfirmed.keys()), performance.now())
      phase.value = { name: 'connected' }
    })
    startTimers()
    show()
  }

  function leaveRoomFor(reason: ServerMessageOf<'no-room'>['reason']): void {
    const places = reason === 'voice-off' || reason === 'channel-full' ? reason : 'waiting'
    const waits = wanted && (reason === 'not-in-world' || places === reason)
    if (reason === 'not-in-world' && unconfirmed.size > 0) confirmWithin(CONFIRM_WAITING_MS)
    else leaveRoom()
    phase.value = { name: waits ? places : 'ready' }
  }

  function leaveRoom(): void {
    stopTimers()
    clearTimeout(confirmTimer)
    unconfirmed.clear()
    peers.close()
    room.clear()
    batch(() => {
      channel.value = undefined
      people.value = []
      mutedByModerator.value = false
      feedLost.value = false
    })
  }

  function confirmWithin(milliseconds: number): void {
    clearTimeout(confirmTimer)
    confirmTimer = setTimeout(() => {
      for (const [agentId, link] of unconfirmed) {
        peers.disconnect({ agentId, link })
        room.forgetAbsent(agentId)
      }
      unconfirmed.clear()
      showSoon()
    }, milliseconds)
  }

  function startTimers(): void {
    stopTimers()
    timers = [
      setTimeout(openMixer, OPEN_MIXER_DELAY_MS),
      setInterval(place, PLACE_INTERVAL_MS),
      setInterval(show, SHOW_INTERVAL_MS),
      setInterval(() => {
        for (const { agentId } of peers.links()) refreshReport(agentId)
      }, REPORT_INTERVAL_MS),
    ]
  }

  function stopTimers(): void {
    for (const timer of timers) clearInterval(timer)
    timers = []
  }

  /** Gives every voice its gain and direction of this moment. */
  function place(): void {
    const now = performance.now()
    const ear = room.selfPose(now)
    if (!ear || !mixer) return
    // A hidden tab's timers run once a second: then the way to the next moment is longer.
    const seconds = Math.min(1, Math.max(PLACE_INTERVAL_MS * 3, now - lastPlacing) / 1000)
    lastPlacing = now
    for (const agentId of room.agentIds()) mixer.place(agentId, room.placementOf(agentId, now, ear), seconds)
  }

  /** Once for all the news of a moment, and not before what they need has been sent. */
  function showSoon(): void {
    if (showTimer !== undefined) return
    showTimer = setTimeout(() => {
      showTimer = undefined
      show()
    }, SHOW_DELAY_MS)
  }

  function show(): void {
    const now = performance.now()
    if (room.selfPose(now)) people.value = room.list(now)
  }

  async function refreshReport(agentId: string): Promise<void> {
    room.report(agentId, await peers.report(agentId))
    showSoon()
  }

  function prefer(agentId: string, change: Partial<PersonalVolume>): void {
    volumes.change(agentId, change)
    place()
    show()
  }

  function sendJoin(): void {
    if (!welcomed) return
    joined = true
    const links = peers.links()
    for (const { agentId, link } of links) unconfirmed.set(agentId, link)
    if (links.length === 0) phase.value = { name: 'joining' }
    const { hideAddress } = settings.values.value
    signaling.send({ type: 'join', muted: talk.muted(), hideAddress, ...(links.length > 0 && { links }) })
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

  /** Not before it is needed or there is time: starting the browser's audio output delays what connects. */
  function openMixer(): SpatialMixer {
    if (!mixer) {
      mixer = createSpatialMixer(new AudioContext({ latencyHint: 'interactive' }))
      applySettings()
      unblockPlayback()
    }
    return mixer
  }

  function applySettings(): void {
    const { headphones, masterVolume, outputDevice } = settings.values.value
    mixer?.setHeadphones(headphones)
    mixer?.setVolume(masterVolume)
    if (mixer && outputDevice !== outputInUse) {
      outputInUse = outputDevice
      mixer.setOutputDevice(outputDevice).then((done) => {
        outputFailed.value = !done
      })
    }
  }
  let outputInUse = ''
  effect(applySettings)

  async function unblockPlayback(): Promise<void> {
    const playing = await mixer?.resume()
    playbackBlocked.value = playing === false
    if (playing && mixer) talk.useContext(mixer.context)
  }

  function stopMedia(): void {
    leaveRoom()
    talk.close()
    mixer?.close()
    mixer = undefined
    outputInUse = ''
  }

  watchWaking({
    // Nobody knows whether a socket outlived the sleep; the voices go on meanwhile if they did.
    onWake: () => {
      if (wanted) signaling.reconnect()
      unblockPlayback()
    },
    onShown: () => unblockPlayback(),
    onNetwork: () => {
      signaling.reconnect()
      peers.restart()
    },
  })

  return {
    phase,
    ownName,
    channel,
    people,
    settings,
    talk,
    mutedByModerator,
    playbackBlocked,
    feedLost,
    outputFailed,
    problem,
    /** What the operator offers for finding ways through networks. */
    iceServers: () => iceServers.value,
    /** Whether there is a TURN server to hide one's address behind. */
    canHideAddress: () => iceServers.value.some(({ credential }) => credential !== undefined),
    /** For the radar: everybody, and the resident's own pose, at this moment. */
    blips: () => room.blips(performance.now()),
    selfPose: () => room.selfPose(performance.now()),
    /** The audio output, opened where it is not yet. */
    audioContext: () => openMixer().context,
    join,
    leave,
    unblockPlayback,
    setVolume: (agentId: string, volume: number) => prefer(agentId, { volume }),
    setSilenced: (agentId: string, silenced: boolean) => prefer(agentId, { silenced }),
    dismissProblem() {
      problem.value = undefined
    },
  }
}
