/** The room of the page's call: its voices come by ways of their own, flat, whatever the place does. */

import { type ReadonlySignal, signal } from '@preact/signals-core'
import type {
  ClientMessage,
  ParticipantMessage,
  ServerMessage,
  ServerMessageOf,
} from '../../src/protocol/messages.js'
import type { PersonalVolume } from '../hearing/personal-volumes.js'
import type { VoicePlacement } from '../hearing/placed-sound.js'
import type { Playback } from '../hearing/playback.js'
import type { PeerBrowser } from '../media/peer-connection.js'
import { createPictureSection, type OwnPicture } from '../media/pictures/picture-section.js'
import { createUnconfirmedLinks } from '../media/unconfirmed-links.js'
import type { MediaKind, OwnVoice, VoiceReport } from '../media/voice-source.js'
import { createVoiceWays, type VoiceWays } from '../media/voice-ways.js'
import { receiveForWays } from '../media/way-messages.js'
import type { SignalingClient } from '../service/signaling-client.js'

/** What the room knows of somebody whose page takes part. */
export interface CallVoiceView {
  readonly muted: boolean
  readonly speaking: boolean
  /** `undefined` while there is no connection. */
  readonly media: MediaKind | undefined
  /** A fault of the other end. */
  readonly incompatible: boolean
  /** What their page takes and shows; `undefined` until it has said so. */
  readonly pictures: ParticipantMessage['pictures']
}

/** What a page still has of a call after its socket was lost. */
export type KeptOfCall = Pick<Extract<ClientMessage, { type: 'call-return' }>, 'links' | 'resumes'>

export interface CallRoomOptions {
  readonly browser: PeerBrowser
  readonly signaling: Pick<SignalingClient, 'send' | 'check'>
  readonly playback: Pick<Playback, 'add' | 'remove' | 'open' | 'mixer'>
  readonly volumeOf: (agentId: string) => PersonalVolume
  /** Whether the others in the call do not hear the resident. */
  readonly muted: () => boolean
}

export interface CallRoom extends Pick<VoiceWays, 'peers' | 'hub'> {
  /** Who is in the room besides the resident, by agent id. */
  readonly voices: ReadonlySignal<ReadonlyMap<string, CallVoiceView>>
  /** The pictures that arrive, by agent id. */
  readonly pictures: ReadonlySignal<ReadonlyMap<string, MediaStreamTrack>>
  /** How loud somebody sends at this moment, 0..1 (RMS). */
  level(agentId: string): number
  /** The page takes part in that call from now on. */
  open(callId: string): void
  /** A message about the room of that call. */
  receive(message: ServerMessage): void
  /** The socket was lost. Voices go on. */
  lost(): void
  /** The socket is back: what the page still has. */
  kept(): KeptOfCall
  send(own: OwnVoice): void
  /** The others see whether they may hear the resident. */
  tellMuted(): void
  showPicture(own: OwnPicture): void
  /** The others see what this page takes and shows, also those who come. */
  tellPictures(pictures: NonNullable<ParticipantMessage['pictures']>): void
  /** The service does not hand on pictures: what was offered is taken back. */
  pictureRefused(): void
  restart(): void
  close(): void
}

const PLACE_INTERVAL_MS = 100
const REPORT_EVERY = 30
const SPEAKING_LEVEL = 0.01
const SPEAKING_HOLD_MS = 400
/** Later than the first connections, which opening the output would delay. */
const OPEN_PLAYBACK_DELAY_MS = 400

const SILENT: CallVoiceView = {
  muted: false,
  speaking: false,
  media: undefined,
  incompatible: false,
  pictures: undefined,
}

export function createCallRoom({ browser, signaling, playback, volumeOf, muted }: CallRoomOptions): CallRoom {
  const { time } = browser
  const participants = new Map<string, ParticipantMessage>()
  const reports = new Map<string, VoiceReport>()
  const heardAt = new Map<string, number>()
  const incompatible = new Set<string>()
  const voices = signal<ReadonlyMap<string, CallVoiceView>>(new Map())
  const pictures = signal<ReadonlyMap<string, MediaStreamTrack>>(new Map())
  let ownPictures: ParticipantMessage['pictures']
  let callId: string | undefined
  let ticks = 0
  let endTimers = () => {}

  const signals = ofCall(signaling, () => callId)
  const ways = createVoiceWays(browser, signals, {
    isOutputOpen: () => playback.mixer() !== undefined,
    onVoice(agentId, stream, stereo = false) {
      playback.add({ room: 'call', agentId, stream, stereo }, () => placementOf(agentId))
    },
    onVoiceGone(agentId) {
      playback.remove({ room: 'call', agentId })
      reports.delete(agentId)
    },
    onChange: (agentId) => refresh(agentId),
    pictures: {
      createSection: createPictureSection,
      onPicture(agentId, track) {
        const next = new Map(pictures.value)
        if (track) next.set(agentId, track)
        else next.delete(agentId)
        pictures.value = next
      },
    },
    onError: (agentId) => incompatible.add(agentId),
    onHubConnected: () => undefined,
  })
  const { peers, hub } = ways
  const unconfirmed = createUnconfirmedLinks({
    isConnected: peers.isConnected,
    giveUp: peers.disconnect,
    onDone: show,
    time,
  })

  const tellMuted = () => signals.send({ type: 'microphone', muted: muted() })

  function tellPictures(): void {
    if (ownPictures && callId !== undefined)
      signaling.send({ type: 'pictures', call: callId, ...ownPictures })
  }

  function placementOf(agentId: string): VoicePlacement {
    const { volume, silenced } = volumeOf(agentId)
    return { gain: silenced ? 0 : volume, dullness: 0, direction: undefined }
  }

  async function refresh(agentId: string): Promise<void> {
    const report = await ways.voices.report(agentId)
    if (!callId) return
    reports.set(agentId, report)
    if (report.media) incompatible.delete(agentId)
    show()
  }

  /** What their page sends after it was muted is not heard. */
  const level = (agentId: string) =>
    participants.get(agentId)?.muted
      ? 0
      : (playback.mixer()?.rooms.call.level(agentId) ?? ways.voices.level(agentId))

  function viewOf({ agentId, muted, pictures }: ParticipantMessage, now: number): CallVoiceView {
    if (level(agentId) > SPEAKING_LEVEL) heardAt.set(agentId, now)
    const speaking = !muted && now - (heardAt.get(agentId) ?? Number.NEGATIVE_INFINITY) < SPEAKING_HOLD_MS
    return {
      ...SILENT,
      muted,
      speaking,
      media: reports.get(agentId)?.media,
      incompatible: incompatible.has(agentId),
      pictures,
    }
  }

  /** What has not changed is the same object, and so is the whole. */
  function show(): void {
    const now = time.now()
    const before = voices.value
    const next = new Map<string, CallVoiceView>()
    for (const [agentId, participant] of participants) {
      const view = viewOf(participant, now)
      const known = before.get(agentId)
      next.set(agentId, known && isSame(known, view) ? known : view)
    }
    const changed = next.size !== before.size || [...next].some(([id, view]) => before.get(id) !== view)
    if (changed) voices.value = next
  }

  function tick(): void {
    ways.voices.settle()
    for (const agentId of participants.keys())
      playback.mixer()?.rooms.call.place(agentId, placementOf(agentId), (PLACE_INTERVAL_MS * 2) / 1000)
    show()
    ticks += 1
    if (ticks % REPORT_EVERY === 0) for (const agentId of ways.voices.agentIds()) refresh(agentId)
  }

  function clear(): void {
    endTimers()
    endTimers = () => {}
    unconfirmed.clear()
    ways.voices.close()
    participants.clear()
    reports.clear()
    heardAt.clear()
    incompatible.clear()
    show()
  }

  function enter({ self, participants: others }: ServerMessageOf<'room'>): void {
    participants.clear()
    for (const other of others) participants.set(other.agentId, other)
    // It may have been switched before the room was there.
    if (self.muted !== muted()) tellMuted()
    tellPictures()
    unconfirmed.expectWithin('room')
    show()
  }

  return {
    peers,
    hub,
    voices,
    pictures,
    level,
    open(id) {
      if (callId === id) return
      clear()
      callId = id
      const cancelOpening = time.after(OPEN_PLAYBACK_DELAY_MS, playback.open)
      const endTicks = time.every(PLACE_INTERVAL_MS, tick)
      endTimers = () => {
        cancelOpening()
        endTicks()
      }
    },
    receive(message) {
      switch (message.type) {
        case 'room':
          return enter(message)
        case 'participant-joined':
        case 'participant-changed':
          if (message.type === 'participant-joined' || participants.has(message.participant.agentId))
            participants.set(message.participant.agentId, message.participant)
          return show()
        case 'participant-left':
          participants.delete(message.agentId)
          return show()
        default:
          receiveForWays({ peers, hub, unconfirmed }, message)
      }
    },
    lost: unconfirmed.lost,
    kept() {
      const links = peers.keepLinks()
      unconfirmed.add(links)
      const resumes = links.length > 0 || hub.agentIds().length > 0
      return { ...(links.length > 0 && { links }), ...(resumes && { resumes }) }
    },
    send: ways.voices.send,
    tellMuted,
    showPicture: peers.showPicture,
    tellPictures(next) {
      ownPictures = next
      tellPictures()
    },
    pictureRefused: peers.pictureRefused,
    restart: ways.voices.restart,
    close() {
      callId = undefined
      clear()
    },
  }
}

/** A page's end of `/signal` that says of every message which call's room it is about. */
function ofCall(
  { send, check }: Pick<SignalingClient, 'send' | 'check'>,
  callId: () => string | undefined,
): Pick<SignalingClient, 'send' | 'check'> {
  return {
    check,
    send(message) {
      const call = callId()
      if (call !== undefined) send({ ...message, call } as ClientMessage)
    },
  }
}

function isSame(one: CallVoiceView, other: CallVoiceView): boolean {
  return (Object.keys(one) as (keyof CallVoiceView)[]).every((key) => one[key] === other[key])
}
