/**
 * A WebRTC peer of the media hub without a browser: offers what a viewer or a page offers, sends encoded voices
 * over a network as bad as asked for, and decodes what it gets. An exception in a callback of its library
 * would end the process, so the callbacks here only take notes.
 */

import { Encoder } from '@evan/opus'
import { createDecoder } from 'libopus-wasm'
import { Audio, cleanup, type DataChannel, PeerConnection, type Track } from 'node-datachannel'
import { holdWhileOpen } from '../../../src/media/peers/hold.js'
import { FRAME_SAMPLES, rootMeanSquare, type Sound, toneLevel } from '../browser/voice-sound.js'

const FRAME_MS = 20
const PAYLOAD_TYPE = 111
const LEVEL_ID = 1
const FMTP = 'minptime=10;useinbandfec=1;stereo=1;sprop-stereo=1'
/** No more of the received sound is kept. */
const MAX_HEARD_FRAMES = 3000

/** What happens to the packets on their way to the hub. */
export interface BadNetwork {
  /** Share of packets that never arrive, 0..1. */
  readonly loss: number
  /** Each packet takes up to that much longer, and so overtakes others. */
  readonly jitterMs: number
  /** The same random numbers every time. */
  readonly seed: number
}

export interface MediaPeerOptions {
  /** A viewer has one audio section in both directions, a page one to speak and some to hear. */
  readonly shape: 'viewer' | { readonly slots: number }
  /** Whether it opens the data channel `SLData`; by default as a viewer does. */
  readonly channel?: boolean
  readonly network?: BadNetwork
  readonly iceServers?: string[]
  /** UDP ports that it may use. */
  readonly ports?: readonly [begin: number, end: number]
  /** Decodes nothing: for crowds whose listeners only count packets. */
  readonly deaf?: boolean
}

/** What arrived through one audio section since it was last taken. */
export interface Heard {
  readonly seconds: number
  readonly packets: number
  readonly left: Float32Array
  readonly right: Float32Array
  /** Root mean square of each ear, full scale 1. */
  readonly rms: { readonly left: number; readonly right: number }
  /** Root mean square of one frequency at each ear. */
  tone(frequencyHz: number): { left: number; right: number }
  /** For each packet: when it arrived (`performance.now()`), and its own numbers. */
  readonly arrivals: readonly Arrival[]
}

export interface Arrival {
  readonly atMs: number
  readonly sequence: number
  readonly timestamp: number
  readonly marker: boolean
  readonly bytes: number
}

export interface MediaPeer {
  /** With all candidates. */
  readonly offer: string
  readonly ssrc: number
  /**
   * @throws OvertakenError where the other end already knew this end's candidates and finished its handshake before
   * the library had stored the fingerprint: the peer is lost, and another one is needed
   */
  accept(answer: string): void
  isConnected(): boolean
  state(): string
  /** Speaks from now on, in real time; `undefined` sends nothing at all. */
  speak(sound: Sound | undefined): void
  /** Sends raw bytes, unchanged, on the audio section that it speaks through. */
  sendRaw(packet: Buffer): void
  /** @param slot of a page's sections to hear through */
  take(slot?: number): Heard
  /** Packets received through all sections since the last call; cheaper than `take`. */
  takeCount(): number
  tell(text: string): void
  /** Sends bytes on the data channel. */
  tellRaw(bytes: Buffer): void
  isChannelOpen(): boolean
  /** Everything that arrived over the data channel. */
  readonly texts: readonly string[]
  close(): void
}

/** For an answering side that must not be first: the library could be connected before it has taken in the answer. */
export function withoutCandidates(offer: string): string {
  return offer.replace(/^a=candidate:.*\r\n/gm, '')
}

export class OvertakenError extends Error {}

/** Must be called once all peers are closed: the library's threads would keep the process alive. */
export async function endMediaPeers(): Promise<void> {
  // The library closes connections in its own threads and tells nobody when it is done; cleaning up earlier may crash here.
  await new Promise((resolve) => setTimeout(resolve, 1000))
  cleanup()
}

interface Ear {
  frames: Float32Array[]
  arrivals: Arrival[]
}

/** @throws Error where the library cannot make an offer */
export async function createMediaPeer(name: string, options: MediaPeerOptions): Promise<MediaPeer> {
  const connection = new PeerConnection(name, {
    iceServers: options.iceServers ?? [],
    disableAutoNegotiation: true,
    // On one machine the library may be connected before it has stored the fingerprint that it was just given.
    disableFingerprintVerification: true,
    ...(options.ports && { portRangeBegin: options.ports[0], portRangeEnd: options.ports[1] }),
  })
  const ssrc = 1 + Math.floor(Math.random() * 0x7fff_ffff)
  const { shape } = options
  const mouth = addSection(connection, '0', shape === 'viewer' ? 'SendRecv' : 'SendOnly', ssrc)
  const heardThrough =
    shape === 'viewer'
      ? [mouth]
      : Array.from({ length: shape.slots }, (_, slot) =>
          addSection(connection, String(slot + 1), 'RecvOnly', undefined),
        )
  const ears = await Promise.all(heardThrough.map((track) => openEar(track, options.deaf === true)))
  const texts: string[] = []
  const hasChannel = options.channel ?? shape === 'viewer'
  const channel = hasChannel ? holdWhileOpen(connection.createDataChannel('SLData')) : undefined
  channel?.onMessage((message) => texts.push(String(message)))
  const offer = await gatheredOffer(connection)

  let closed = false
  const isOpen = () => !closed && mouth.isOpen()
  const send = overNetwork(options.network, (packet) => {
    if (isOpen()) mouth.sendMessageBinary(packet)
  })
  const speaker = createSpeaker(ssrc, send, isOpen)

  return {
    offer,
    ssrc,
    accept(answer) {
      try {
        connection.setRemoteDescription(answer, 'answer')
      } catch (error) {
        // Removes what is left of a connection whose handshake has failed meanwhile.
        if (!String(error).includes('without ICE transport')) throw error
        throw new OvertakenError('the handshake came before the answer was taken', { cause: error })
      }
    },
    isConnected: () => !closed && connection.state() === 'connected',
    state: () => (closed ? 'closed' : connection.state()),
    speak: speaker.speak,
    sendRaw(packet) {
      if (isOpen()) mouth.sendMessageBinary(packet)
    },
    take: (slot = 0) => takeHeard(ears[slot]),
    takeCount: () => ears.reduce((sum, ear) => sum + ear.arrivals.splice(0).length, 0),
    tell: (text) => withChannel(channel, closed, (open) => open.sendMessage(text)),
    tellRaw: (bytes) => withChannel(channel, closed, (open) => open.sendMessageBinary(bytes)),
    isChannelOpen: () => !closed && channel?.isOpen() === true,
    texts,
    close() {
      if (closed) return
      closed = true
      speaker.speak(undefined)
      connection.close()
    },
  }
}

function withChannel(
  channel: DataChannel | undefined,
  closed: boolean,
  step: (channel: DataChannel) => void,
): void {
  if (!closed && channel?.isOpen()) step(channel)
}

function addSection(
  connection: PeerConnection,
  mid: string,
  direction: 'SendRecv' | 'SendOnly' | 'RecvOnly',
  ssrc: number | undefined,
): Track {
  const section = new Audio(mid, direction)
  section.addOpusCodec(PAYLOAD_TYPE, FMTP)
  if (ssrc !== undefined) {
    section.addSSRC(ssrc, 'voice', 'SLStream', 'SLAudio')
    section.parseSdpLine(`a=extmap:${LEVEL_ID} urn:ietf:params:rtp-hdrext:ssrc-audio-level`)
  }
  return holdWhileOpen(connection.addTrack(section))
}

function gatheredOffer(connection: PeerConnection): Promise<string> {
  return new Promise((resolve, reject) => {
    connection.onGatheringStateChange((state) => {
      if (state !== 'complete') return
      const sdp = connection.localDescription()?.sdp
      if (sdp) resolve(sdp)
      else reject(new Error('no offer came of gathering'))
    })
    connection.setLocalDescription('offer')
  })
}

async function openEar(track: Track, deaf: boolean): Promise<Ear> {
  const decoder = deaf ? undefined : await createDecoder({ channels: 2, sampleRate: 48_000 })
  const ear: Ear = { frames: [], arrivals: [] }
  track.onMessage((bytes) => {
    const type = bytes[1] ?? 0
    if (bytes.length < 12 || (type >= 192 && type <= 223)) return
    const start = 12 + ((bytes[0] ?? 0) & 0x0f) * 4
    ear.arrivals.push({
      atMs: performance.now(),
      sequence: bytes.readUInt16BE(2),
      timestamp: bytes.readUInt32BE(4),
      marker: (type & 0x80) !== 0,
      bytes: bytes.length,
    })
    try {
      if (decoder) ear.frames.push(Float32Array.from(decoder.decodeFloat(bytes.subarray(start))))
    } catch {
      // Not Opus: heard as nothing, which the test will notice.
    }
    if (ear.frames.length > MAX_HEARD_FRAMES) ear.frames.shift()
    if (ear.arrivals.length > MAX_HEARD_FRAMES) ear.arrivals.shift()
  })
  return ear
}

function takeHeard(ear: Ear | undefined): Heard {
  const { frames, arrivals } = ear ?? { frames: [], arrivals: [] }
  if (ear) Object.assign(ear, { frames: [], arrivals: [] })
  const length = frames.reduce((sum, frame) => sum + frame.length / 2, 0)
  const left = new Float32Array(length)
  const right = new Float32Array(length)
  let at = 0
  for (const frame of frames) {
    for (let index = 0; index + 1 < frame.length; index += 2) {
      left[at] = frame[index] ?? 0
      right[at] = frame[index + 1] ?? 0
      at += 1
    }
  }
  return {
    seconds: length / 48_000,
    packets: arrivals.length,
    left,
    right,
    rms: { left: rootMeanSquare(left), right: rootMeanSquare(right) },
    tone: (frequency) => ({ left: toneLevel(left, frequency), right: toneLevel(right, frequency) }),
    arrivals,
  }
}

/** Encodes as viewers and pages do: speech mode, a coarse copy of each frame in the next, few packets in pauses. */
function createSpeaker(ssrc: number, send: (packet: Buffer) => void, isOpen: () => boolean) {
  const encoder = new Encoder({ channels: 1, sample_rate: 48_000, application: 'voip' })
  encoder.bitrate = 32_000
  encoder.inband_fec = true
  encoder.packet_loss = 10
  let quietFrames = 0
  let sequence = Math.floor(Math.random() * 0xffff)
  let timestamp = Math.floor(Math.random() * 0xffff_ffff)
  let timer: ReturnType<typeof setTimeout> | undefined

  function sendFrame(frame: Int16Array): void {
    const payload = encoder.encode(frame)
    timestamp = (timestamp + FRAME_SAMPLES) >>> 0
    const rms = rootMeanSquare(frame, 32_768)
    // The peer does discontinuous transmission itself: Opus would take a long tone for noise.
    quietFrames = rms === 0 ? quietFrames + 1 : 0
    if ((quietFrames > 10 && quietFrames % 20 !== 0) || !isOpen()) return
    sequence = (sequence + 1) & 0xffff
    const level = rms === 0 ? 127 : Math.min(127, Math.max(0, Math.round(-20 * Math.log10(rms))))
    send(rtpPacket({ ssrc, sequence, timestamp, level, payload }))
  }

  return {
    speak(sound: Sound | undefined): void {
      clearTimeout(timer)
      timer = undefined
      if (!sound) return
      let due = performance.now()
      const beat = () => {
        for (; due <= performance.now(); due += FRAME_MS) sendFrame(sound())
        timer = setTimeout(beat, Math.max(1, due - performance.now()))
      }
      beat()
    },
  }
}

/** A packet with the level's header extension (RFC 6464), as browsers send it. */
export function rtpPacket({
  ssrc,
  sequence,
  timestamp,
  level,
  payload,
}: {
  readonly ssrc: number
  readonly sequence: number
  readonly timestamp: number
  /** −dBov. */
  readonly level: number
  readonly payload: Uint8Array
}): Buffer {
  const header = Buffer.from([
    ...[0x90, PAYLOAD_TYPE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    ...[0xbe, 0xde, 0, 1, LEVEL_ID << 4, level, 0, 0],
  ])
  header.writeUInt16BE(sequence & 0xffff, 2)
  header.writeUInt32BE(timestamp >>> 0, 4)
  header.writeUInt32BE(ssrc, 8)
  return Buffer.concat([header, payload])
}

/** Mulberry32: the same numbers from the same seed. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function overNetwork(network: BadNetwork | undefined, send: (packet: Buffer) => void) {
  if (!network) return send
  const random = seededRandom(network.seed)
  return (packet: Buffer): void => {
    if (random() < network.loss) return
    setTimeout(() => send(packet), random() * network.jitterMs)
  }
}
