/** Peers of this process whose room is in another one: what they send goes there, and what they get comes from there. */

import type { HubCarriage } from '../../messages.js'
import type { HubPeer } from '../../peers/peer.js'
import type { RtpPacket } from '../../peers/rtp.js'
import type { Carrier } from './carrier.js'
import type { CarriedFrame } from './frames.js'

export interface Carriages {
  /** Carries those peers from now on; see `HubCarriage`. */
  carry(carriage: HubCarriage): void
  /** Takes a peer's own packet, where it is carried anywhere. */
  packet(peerId: string, packet: RtpPacket): void
  /** The peer is in no room of another process any more. @returns whether it was */
  end(peerId: string): boolean
  /** Takes what the process of a peer's room sends: `sound` and `lost`. */
  take(frame: CarriedFrame): void
  /** Tells the rooms' processes what share of their packets the peers lose. To be called every second or two. */
  tellLosses(): void
}

interface Carriage {
  readonly peerId: string
  readonly id: number
  readonly to: string
  readonly isWhole: boolean
}

export function createCarriages(
  send: Carrier['send'],
  peerOf: (peerId: string) => HubPeer | undefined,
): Carriages {
  const byPeer = new Map<string, readonly Carriage[]>()
  const byId = new Map<number, Carriage>()

  function end(peerId: string): boolean {
    for (const { id } of byPeer.get(peerId) ?? []) byId.delete(id)
    return byPeer.delete(peerId)
  }

  return {
    end,
    carry({ to, peers, isWhole }) {
      for (const { peerId, carriageId: id } of peers) {
        const others = (byPeer.get(peerId) ?? []).filter((other) => other.id !== id)
        if (isWhole) end(peerId)
        const carriage: Carriage = { peerId, id, to, isWhole }
        byPeer.set(peerId, isWhole ? [carriage] : [...others, carriage])
        byId.set(id, carriage)
        if (isWhole) for (const outlet of peerOf(peerId)?.outlets ?? []) outlet.changeSource()
      }
    },
    packet(peerId, { marker, sequence, timestamp, level, payload }) {
      const carriages = byPeer.get(peerId)
      if (!carriages) return
      for (const { id, to } of carriages)
        send(to, { type: 'voice', id, marker, sequence, timestamp, level, payload })
    },
    take(frame) {
      const carriage = byId.get(frame.id)
      if (!carriage?.isWhole) return
      const peer = peerOf(carriage.peerId)
      if (frame.type === 'sound') peer?.outlets[frame.outlet]?.send(frame, frame.payload)
      else if (frame.type === 'lost') peer?.lostByListeners(frame.share)
    },
    tellLosses() {
      for (const [peerId, carriages] of byPeer) {
        const share = peerOf(peerId)?.sentLossShare()
        if (share !== undefined) for (const { id, to } of carriages) send(to, { type: 'losses', id, share })
      }
    },
  }
}
