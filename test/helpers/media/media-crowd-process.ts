/** A crowd of media peers in a process of their own, so that their work is not the hub's and all can die at once. */

import { Encoder } from '@evan/opus'
import { buildReceiverReport } from '../../../src/media/peers/rtcp.js'
import { noise, rootMeanSquare, type Sound, speech } from '../browser/voice-sound.js'
import { createMediaPeer, type MediaPeer, rtpPacket } from './media-peer.js'

/** What the microphones of silent peers send: nothing, or the noise of a quiet room. */
export type Others = 'nothing' | 'room-noise'

export type CrowdOrder =
  | { type: 'open'; id: string; shape: 'viewer' | { slots: number } }
  | { type: 'accept'; id: string; answer: string }
  | { type: 'talk'; ids: string[]; others: Others }
  | { type: 'lose'; share: number }
  | { type: 'close'; id: string }
  | { type: 'count'; ticket: number }

export type CrowdReport =
  | { type: 'offer'; id: string; offer: string }
  | { type: 'accepted'; id: string; accepted: boolean }
  | { type: 'counts'; ticket: number; connected: number; packets: Record<string, number> }

interface Talker {
  readonly peer: MediaPeer
  readonly clip: Clip
  sequence: number
  timestamp: number
  at: number
}

const FRAME_MS = 20
const CLIP_FRAMES = 500
/** −68 dB: what a microphone hears at night, or what noise suppression leaves of a fan. */
const ROOM_NOISE_LEVEL = 0.0004

type Clip = readonly { payload: Uint8Array; level: number }[]

const REPORT_INTERVAL_MS = 1000

const peers = new Map<string, MediaPeer>()
/** The stream that each peer receives. */
const streams = new Map<string, number>()
let talkers: Talker[] = []
const clips = new Map<string, Clip>()
let due = performance.now()

const report = (message: CrowdReport) => process.send?.(message)

/** Encoded once; each peer plays it from another place. */
function clipOf(name: string, sound: () => Sound): Clip {
  const known = clips.get(name)
  if (known) return known
  const encoder = new Encoder({ channels: 1, sample_rate: 48_000, application: 'voip' })
  encoder.bitrate = 32_000
  const next = sound()
  const clip = Array.from({ length: CLIP_FRAMES }, () => {
    const frame = next()
    const rms = rootMeanSquare(frame, 32_768)
    const level = rms === 0 ? 127 : Math.min(127, Math.round(-20 * Math.log10(rms)))
    return { payload: Uint8Array.from(encoder.encode(frame)), level }
  })
  clips.set(name, clip)
  return clip
}

function beat(): void {
  for (; due <= performance.now(); due += FRAME_MS) {
    for (const talker of talkers) {
      const frame = talker.clip[talker.at++ % talker.clip.length]
      if (!frame) continue
      talker.sequence += 1
      talker.timestamp += 960
      const { sequence, timestamp } = talker
      talker.peer.sendRaw(rtpPacket({ ssrc: talker.peer.ssrc, sequence, timestamp, ...frame }))
    }
  }
  setTimeout(beat, Math.max(1, due - performance.now()))
}
beat()

/** Every peer reports that this share of its stream is lost. */
function complain(lossShare: number): void {
  const rest = { packetsLost: 0, highestSequence: 0, jitter: 0, senderClock: 0, senderClockAgeMs: 0 }
  for (const [id, ssrc] of streams) {
    const peer = peers.get(id)
    peer?.sendRaw(buildReceiverReport({ from: peer.ssrc, ssrc, lossShare, ...rest }))
  }
}

process.on('message', (order: CrowdOrder) => {
  void obey(order)
})
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))

async function obey(order: CrowdOrder): Promise<void> {
  switch (order.type) {
    case 'open': {
      const peer = await createMediaPeer(order.id, { shape: order.shape, deaf: true })
      peers.set(order.id, peer)
      report({ type: 'offer', id: order.id, offer: peer.offer })
      return
    }
    case 'accept': {
      let accepted = true
      try {
        peers.get(order.id)?.accept(order.answer)
        streams.set(order.id, Number(order.answer.match(/^a=ssrc:(\d+)/m)?.[1] ?? 0))
      } catch {
        accepted = false
      }
      report({ type: 'accepted', id: order.id, accepted })
      return
    }
    case 'talk':
      talkers = [...peers].flatMap(([id, peer], index) => {
        const talks = order.ids.includes(id)
        if (!talks && order.others === 'nothing') return []
        const clip = talks
          ? clipOf('speech', () => speech('anna'))
          : clipOf('room noise', () => noise(ROOM_NOISE_LEVEL))
        return [{ peer, clip, sequence: 1, timestamp: 960, at: index * 61 }]
      })
      return
    case 'lose':
      setInterval(() => complain(order.share), REPORT_INTERVAL_MS)
      return
    case 'close':
      peers.get(order.id)?.close()
      peers.delete(order.id)
      streams.delete(order.id)
      return
    case 'count': {
      const connected = [...peers.values()].filter((peer) => peer.isConnected()).length
      const packets = Object.fromEntries([...peers].map(([id, peer]) => [id, peer.takeCount()]))
      report({ type: 'counts', ticket: order.ticket, connected, packets })
      return
    }
  }
}
