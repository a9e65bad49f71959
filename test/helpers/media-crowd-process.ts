/** A crowd of media peers in a process of their own: so that their work is not the hub's, and all can die at once. */

import { Encoder } from '@evan/opus'
import { createMediaPeer, type MediaPeer, rtpPacket } from './media-peer.js'
import { rootMeanSquare, speech } from './voice-sound.js'

export type CrowdOrder =
  | { type: 'open'; id: string; shape: 'viewer' | { slots: number } }
  | { type: 'accept'; id: string; answer: string }
  | { type: 'talk'; ids: string[] }
  | { type: 'close'; id: string }
  | { type: 'count'; ticket: number }

export type CrowdReport =
  | { type: 'offer'; id: string; offer: string }
  | { type: 'accepted'; id: string; accepted: boolean }
  | { type: 'counts'; ticket: number; connected: number; packets: Record<string, number> }

interface Talker {
  readonly peer: MediaPeer
  sequence: number
  timestamp: number
  at: number
}

const FRAME_MS = 20
const CLIP_FRAMES = 500

const peers = new Map<string, MediaPeer>()
let talkers: Talker[] = []
let clip: { payload: Uint8Array; level: number }[] = []
let due = performance.now()

const report = (message: CrowdReport) => process.send?.(message)

/** Encoded once, played by everybody from another place in it. */
function clipOf(): typeof clip {
  const encoder = new Encoder({ channels: 1, sample_rate: 48_000, application: 'voip' })
  encoder.bitrate = 32_000
  const sound = speech('anna')
  return Array.from({ length: CLIP_FRAMES }, () => {
    const frame = sound()
    const rms = rootMeanSquare(frame, 32_768)
    const level = rms === 0 ? 127 : Math.min(127, Math.round(-20 * Math.log10(rms)))
    return { payload: Uint8Array.from(encoder.encode(frame)), level }
  })
}

function beat(): void {
  for (; due <= performance.now(); due += FRAME_MS) {
    for (const talker of talkers) {
      const frame = clip[talker.at++ % clip.length]
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
      } catch {
        accepted = false
      }
      report({ type: 'accepted', id: order.id, accepted })
      return
    }
    case 'talk':
      if (clip.length === 0) clip = clipOf()
      talkers = order.ids.flatMap((id, index) => {
        const peer = peers.get(id)
        return peer ? [{ peer, sequence: 1, timestamp: 960, at: index * 61 }] : []
      })
      return
    case 'close':
      peers.get(order.id)?.close()
      peers.delete(order.id)
      return
    case 'count': {
      const connected = [...peers.values()].filter((peer) => peer.isConnected()).length
      const packets = Object.fromEntries([...peers].map(([id, peer]) => [id, peer.takeCount()]))
      report({ type: 'counts', ticket: order.ticket, connected, packets })
      return
    }
  }
}
