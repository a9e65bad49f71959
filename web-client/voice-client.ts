/** The page without its face: joins, hears, speaks, and keeps a state that the user interface shows. */

import { batch, signal } from '@preact/signals'
import type {
  ChannelMessage,
  ParticipantMessage,
  ServerMessage,
  ServerMessageOf,
} from '../src/protocol/messages.js'
import type { PositionEntry } from '../src/protocol/position-frame.js'
import { attenuationGain } from '../src/spatial/attenuation.js'
import { directionInEarFrame, distanceMetres, type Pose } from '../src/spatial/direction.js'
import { type MicrophoneFault, openMicrophone } from './microphone.js'
import { createPeerConnections, type MediaRoute } from './peer-connections.js'
import { createPoseTrack, type PoseTrack } from './pose-track.js'
import { keepSignedIn } from './sign-in-client.js'
import { createSignalingClient, type OverReason, type SignalingClient } from './signaling-client.js'
import { createSpatialMixer, type SpatialMixer, type VoicePlacement } from './spatial-mixer.js'

/** Where the resident is with the service. */
export type Phase =
  | { readonly name: 'connecting' }
  | { readonly name: 'ready' }
  | { readonly name: 'joining' }
  | { readonly name: 'waiting' }
  | { readonly name: 'connected' }
  | { readonly name: 'reconnecting' }
  | { readonly name: 'over'; readonly reason: OverReason }

/** One other person, as the page shows it. */
export interface Person {
  readonly agentId: string
  readonly name: string
  readonly distanceMetres: number
  /** The attenuation's gain, 0..1, without the personal volume. */
  readonly gain: number
  readonly speaking: boolean
  readonly muted: boolean
  readonly mutedByModerator: boolean
  /** `undefined` while there is no connection. */
  readonly media: MediaRoute | undefined
  /** Personal volume, 1 as it comes, and whether this resident muted that person. */
  readonly volume: number
  readonly silenced: boolean
}

interface Participant {
  message: ParticipantMessage
  readonly track: PoseTrack
  media: MediaRoute | undefined
  speaking: boolean
  heardAt: number
}

/** How often gains and directions follow the walk. */
const PLACE_INTERVAL_MS = 50
/** How often the list on the screen does. */
const SHOW_INTERVAL_MS = 200

const SHOW_DELAY_MS = 40
const OPEN_MIXER_DELAY_MS = 400

/** Levels above this are speech; it ends when there was none for a while, so that words do not flicker. */
const SPEAKING_LEVEL = 0.01
const SPEAKING_HOLD_MS = 400

const SILENT: VoicePlacement = { gain: 0, direction: undefined }

const JOINED_KEY = 'voice-joined'

export type VoiceClient = ReturnType<typeof createVoiceClient>

export function createVoiceClient() {
  const phase = signal<Phase>({ name: 'connecting' })
  const ownName = signal('')
  const channel = signal<ChannelMessage | undefined>(undefined)
  const people = signal<readonly Person[]>([])
  const microphoneOn = signal(true)
  const microphoneFault = signal<MicrophoneFault | undefined>(undefined)
  const mutedByModerator = signal(false)
  const playbackBlocked = signal(false)
  const problem = signal<string | undefined>(undefined)

  const avatar = settleAddress()
  const participants = new Map<string, Participant>()
  const byIndex = new Map<number, PoseTrack>()
  const volumes = new Map<string, { volume: number; silenced: boolean }>()
  let self: PoseTrack | undefined
  let selfId = ''
  let microphone: MediaStreamTrack | undefined
  let mixer: SpatialMixer | undefined
  /** The resident wants to talk; the server said welcome on this socket; the join was sent on it. */
  let wanted = false
  let welcomed = false
  let joined = false
  let timers: ReturnType<typeof setInterval>[] = []
  let lastPlacing = 0
  let showTimer: ReturnType<typeof setTimeout> | undefined
  let endRenewals: (() => void) | undefined

  const peers = createPeerConnections({
    sendDescription: ({ agentId, link }, description) =>
      signaling.send({ type: 'description', to: agentId, link, description }),
    sendCandidate: ({ agentId, link }, candidate) =>
      signaling.send({ type: 'candidate', to: agentId, link, candidate }),
    onStream(agentId, stream) {
      openMixer().add(agentId, stream, placementOf(agentId))
    },
    onStateChange: (agentId) => refreshRoute(agentId),
    onClosed(agentId) {
      mixer?.remove(agentId)
      const participant = participants.get(agentId)
      if (participant) participant.media = undefined
    },
    onError(agentId, error) {
      const name = participants.get(agentId)?.message.name ?? agentId
      problem.value = `${name}: ${error instanceof Error ? error.message : String(error)}`
    },
  })

  const signaling: SignalingClient = createSignalingClient(() => new WebSocket(signalUrl(avatar)), {
    onOpen: () => undefined,
    onMessage: receive,
    onPositions: move,
    onLost() {
      welcomed = false
      joined = false
      leaveRoom()
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

  function receive(message: ServerMessage): void {
    switch (message.type) {
      case 'welcome':
        return welcome(message)
      case 'room':
        return enterRoom(message)
      case 'no-room':
        leaveRoom()
        phase.value = { name: wanted && message.reason === 'not-in-world' ? 'waiting' : 'ready' }
        return
      case 'channel':
        channel.value = message.channel
        return place()
      case 'participant-joined':
        return addParticipant(message.participant)
      case 'participant-changed':
        return changeParticipant(message.participant)
      case 'participant-left':
        return removeParticipant(message.agentId)
      case 'peer-connect':
        return peers.connect(message, message.offers)
      case 'peer-disconnect':
        return peers.disconnect(message)
      case 'description':
        return peers.receiveDescription({ agentId: message.from, link: message.link }, message.description)
      case 'candidate':
        return peers.receiveCandidate({ agentId: message.from, link: message.link }, message.candidate)
      case 'error':
        // A signal for somebody who left in that very moment is no news.
        if (message.code !== 'peer-unreachable') problem.value = message.message
        return
    }
  }

  function welcome({ agentId, name, iceServers, iceTransportPolicy }: ServerMessageOf<'welcome'>): void {
    ownName.value = name
    endRenewals ??= keepSignedIn(agentId)
    welcomed = true
    peers.configure(iceServers, iceTransportPolicy)
    if (wanted) sendJoin()
    else if (sessionStorage.getItem(JOINED_KEY)) join()
    else phase.value = { name: 'ready' }
  }

  function enterRoom(room: ServerMessageOf<'room'>): void {
    leaveRoom()
    batch(() => {
      channel.value = room.channel
      self = createPoseTrack(room.self, performance.now())
      byIndex.set(room.self.index, self)
      mutedByModerator.value = room.self.mutedByModerator
      selfId = room.self.agentId
      for (const participant of room.participants) addParticipant(participant)
      phase.value = { name: 'connected' }
    })
    timers = [
      setTimeout(openMixer, OPEN_MIXER_DELAY_MS),
      setInterval(place, PLACE_INTERVAL_MS),
      setInterval(show, SHOW_INTERVAL_MS),
    ]
    show()
  }

  function leaveRoom(): void {
    for (const timer of timers) clearInterval(timer)
    timers = []
    peers.close()
    participants.clear()
    byIndex.clear()
    self = undefined
    batch(() => {
      channel.value = undefined
      people.value = []
      mutedByModerator.value = false
    })
  }

  function addParticipant(message: ParticipantMessage): void {
    const track = createPoseTrack(message, performance.now())
    participants.set(message.agentId, { message, track, media: undefined, speaking: false, heardAt: 0 })
    byIndex.set(message.index, track)
    showSoon()
  }

  function changeParticipant(message: ParticipantMessage): void {
    if (message.agentId === selfId) mutedByModerator.value = message.mutedByModerator
    const participant = participants.get(message.agentId)
    if (participant) participant.message = message
    showSoon()
  }

  function removeParticipant(agentId: string): void {
    const participant = participants.get(agentId)
    if (!participant) return
    participants.delete(agentId)
    byIndex.delete(participant.message.index)
    showSoon()
  }

  function move(entries: readonly PositionEntry[]): void {
    const now = performance.now()
    for (const { index, ...pose } of entries) byIndex.get(index)?.moveTo(pose, now)
  }

  function gainFor(ear: Pose, participant: Participant, now: number): number {
    if (!channel.value) return 0
    return attenuationGain(distanceMetres(ear.position, participant.track.at(now).position), channel.value)
  }

  /** Where somebody is heard from at this moment, and how loud. */
  function placementOf(agentId: string, now = performance.now(), ear = self?.at(now)): VoicePlacement {
    const participant = participants.get(agentId)
    if (!participant || !ear || !channel.value) return SILENT
    const { volume, silenced } = preferenceOf(agentId)
    const heard = !silenced && !participant.message.mutedByModerator
    return {
      gain: heard ? gainFor(ear, participant, now) * volume : 0,
      direction:
        channel.value.distanceModel === 'none'
          ? undefined
          : directionInEarFrame(ear, participant.track.at(now).position),
    }
  }

  /** Gives every voice its gain and direction of this moment. */
  function place(): void {
    if (!self || !mixer) return
    const now = performance.now()
    // A hidden tab's timers run once a second: then the way to the next moment is longer.
    const seconds = Math.min(1, Math.max(PLACE_INTERVAL_MS * 3, now - lastPlacing) / 1000)
    lastPlacing = now
    const ear = self.at(now)
    for (const agentId of participants.keys()) mixer.place(agentId, placementOf(agentId, now, ear), seconds)
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
    if (!self) return
    const now = performance.now()
    const ear = self.at(now)
    const shown = [...participants].map(([agentId, participant]): Person => {
      if (peers.level(agentId) > SPEAKING_LEVEL) participant.heardAt = now
      const { name, muted, mutedByModerator: silencedForAll } = participant.message
      return {
        agentId,
        name,
        distanceMetres: distanceMetres(ear.position, participant.track.at(now).position),
        gain: gainFor(ear, participant, now),
        speaking: participant.heardAt > 0 && now - participant.heardAt < SPEAKING_HOLD_MS && !muted,
        muted,
        mutedByModerator: silencedForAll,
        media: participant.media,
        ...preferenceOf(agentId),
      }
    })
    people.value = shown.sort((a, b) => b.gain - a.gain || a.distanceMetres - b.distanceMetres)
  }

  async function refreshRoute(agentId: string): Promise<void> {
    const media = await peers.route(agentId)
    const participant = participants.get(agentId)
    if (participant) participant.media = media
    showSoon()
  }

  function preferenceOf(agentId: string) {
    return volumes.get(agentId) ?? { volume: 1, silenced: false }
  }

  function prefer(agentId: string, change: Partial<{ volume: number; silenced: boolean }>): void {
    volumes.set(agentId, { ...preferenceOf(agentId), ...change })
    place()
    show()
  }

  function sendJoin(): void {
    if (!welcomed) return
    joined = true
    phase.value = { name: 'joining' }
    signaling.send({ type: 'join', muted: !canSpeak() })
  }

  /**
   * May be called before the socket is open: the join goes out with the welcome. The connections are made
   * while the browser still asks for the microphone.
   */
  function join(): void {
    wanted = true
    sessionStorage.setItem(JOINED_KEY, 'yes')
    sendJoin()
    useMicrophone()
  }

  /** Not before it is needed or there is time: starting the browser's audio output delays what connects. */
  function openMixer(): SpatialMixer {
    if (!mixer) {
      mixer = createSpatialMixer(new AudioContext({ latencyHint: 'interactive' }))
      unblockPlayback()
    }
    return mixer
  }

  async function unblockPlayback(): Promise<void> {
    const playing = await mixer?.resume()
    playbackBlocked.value = playing === false
  }

  async function useMicrophone(): Promise<void> {
    const result = await openMicrophone()
    const opened = 'track' in result ? result.track : undefined
    if (!wanted) return opened?.stop()
    microphone = opened
    microphoneFault.value = 'fault' in result ? result.fault : undefined
    if (opened) {
      opened.onended = () => {
        microphone = undefined
        microphoneFault.value = 'missing'
        tellMicrophone()
      }
    }
    tellMicrophone()
    peers.setMicrophone(microphone ?? null)
  }

  function canSpeak(): boolean {
    return microphoneOn.value && microphoneFault.value === undefined
  }

  function tellMicrophone(): void {
    if (microphone) microphone.enabled = microphoneOn.value
    // Before that, the join will say it.
    if (joined) signaling.send({ type: 'microphone', muted: !canSpeak() })
  }

  function stopMedia(): void {
    leaveRoom()
    peers.setMicrophone(null)
    microphone?.stop()
    microphone = undefined
    mixer?.close()
    mixer = undefined
  }

  return {
    phase,
    ownName,
    channel,
    people,
    microphoneOn,
    microphoneFault,
    mutedByModerator,
    playbackBlocked,
    problem,
    join,
    leave() {
      wanted = false
      joined = false
      sessionStorage.removeItem(JOINED_KEY)
      signaling.send({ type: 'leave' })
      stopMedia()
      phase.value = { name: 'ready' }
    },
    toggleMicrophone() {
      if (microphoneFault.value) {
        useMicrophone()
        return
      }
      microphoneOn.value = !microphoneOn.value
      tellMicrophone()
    },
    unblockPlayback,
    setVolume: (agentId: string, volume: number) => prefer(agentId, { volume }),
    setSilenced: (agentId: string, silenced: boolean) => prefer(agentId, { silenced }),
    dismissProblem() {
      problem.value = undefined
    },
  }
}

/** The avatar that this page is for: a voice link's document names it, later the address does. */
function settleAddress(): string | undefined {
  const avatar = document.querySelector<HTMLMetaElement>('meta[name=avatar]')?.content
  if (!avatar) return new URLSearchParams(location.search).get('avatar') ?? undefined
  // The link is used up; what stays in the address bar works again.
  history.replaceState(null, '', new URL(`?avatar=${avatar}`, document.baseURI))
  document.querySelector('base')?.remove()
  return avatar
}

/** The socket's address beside the page's own, so that a sub-path and either scheme work. */
function signalUrl(avatar: string | undefined): URL {
  const url = new URL('signal', location.href)
  url.protocol = url.protocol.replace('http', 'ws')
  if (avatar) url.searchParams.set('avatar', avatar)
  return url
}
