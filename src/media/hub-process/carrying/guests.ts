/** Peers in rooms of this process that are connected to another one: their packets come and go over the carrier. */

import type { RoomKey } from '../../../voice/rooms/room-key.js'
import type { HubGuest } from '../../messages.js'
import { FREE_AFTER_MS } from '../../mixing/decoded-voice.js'
import type { HubRooms } from '../hub-rooms.js'
import { createPeerCodecs, type MediaEnds, type PeerMedia } from '../peers/peer-media.js'
import type { GridShares } from '../shares/grid-shares.js'
import type { Carrier } from './carrier.js'
import type { CarriedFrame } from './frames.js'

/** Carried packets have no header of their own, and nobody looks at this any more. */
const NO_TYPE = 0

export interface Guests {
  /** Takes a peer in. Resolves when it is in its room, or no longer wanted. */
  host(guest: HubGuest): Promise<void>
  remove(peerId: string): void
  removeRoom(roomKey: RoomKey): void
  /** Changes how it hears. @returns whether it is a guest */
  change(peerId: string, step: (media: PeerMedia) => void): boolean
  /** Takes what its connection's process sends: `voice` and `losses`. */
  take(frame: CarriedFrame): void
  /** Frames encoded since the start, for those who are gone, too. */
  encodedFrames(): number
}

interface GuestRecord {
  readonly guest: HubGuest
  lossShare: number | undefined
  /** `undefined` until its codecs are made. */
  media: PeerMedia | undefined
  /** Changes that came before. */
  readonly early: ((media: PeerMedia) => void)[]
}

export function createGuests(
  rooms: HubRooms,
  send: Carrier['send'],
  shares: Pick<GridShares, 'metered'>,
): Guests {
  const guests = new Map<string, GuestRecord>()
  const byCarriage = new Map<number, GuestRecord>()
  let encodedByGone = 0

  function endsOf(record: GuestRecord): MediaEnds {
    const { from, carriageId: id, outlets } = record.guest
    // What the process before this one has told last is not known.
    let told = Number.NaN
    return {
      sentLossShare: () => record.lossShare,
      lostByListeners(share) {
        if (share === told) return
        told = share
        send(from, { type: 'lost', id, share })
      },
      outlets: Array.from({ length: outlets }, (_, outlet) => ({
        send({ marker, sequence, timestamp }, payload) {
          send(from, { type: 'sound', id, outlet, marker, sequence, timestamp, payload })
          return true
        },
      })),
    }
  }

  function remove(peerId: string): void {
    const record = guests.get(peerId)
    if (!record) return
    guests.delete(peerId)
    byCarriage.delete(record.guest.carriageId)
    const { media } = record
    if (!media) return
    rooms.leave(record.guest.roomKey, peerId)
    encodedByGone += media.stream?.encoded() ?? 0
    setTimeout(() => {
      media.voice.free()
      media.stream?.free()
    }, FREE_AFTER_MS)
  }

  return {
    async host(guest) {
      remove(guest.peerId)
      const record: GuestRecord = { guest, lossShare: undefined, media: undefined, early: [] }
      guests.set(guest.peerId, record)
      byCarriage.set(guest.carriageId, record)
      const codecs = await createPeerCodecs(guest, shares)
      if (guests.get(guest.peerId) !== record) return codecs.free()
      const media = codecs.mediaFor(endsOf(record))
      media.ear = guest.ear
      media.personalGains = guest.gains
      media.headphones = guest.headphones
      media.forwarder?.goOnWith(guest.slots)
      for (const step of record.early) step(media)
      record.media = media
      rooms.enter(guest.roomKey, media)
    },
    remove,
    removeRoom(roomKey) {
      for (const [peerId, { guest }] of [...guests]) if (guest.roomKey === roomKey) remove(peerId)
    },
    change(peerId, step) {
      const record = guests.get(peerId)
      if (!record) return false
      if (record.media) step(record.media)
      else record.early.push(step)
      rooms.get(record.guest.roomKey)?.listenerChanged(peerId)
      return true
    },
    take(frame) {
      const record = byCarriage.get(frame.id)
      if (!record) return
      if (frame.type === 'losses') record.lossShare = frame.share
      else if (frame.type === 'voice') {
        const { marker, sequence, timestamp, level } = frame
        const payload = Buffer.from(frame.payload)
        const packet = { payloadType: NO_TYPE, ssrc: frame.id, marker, sequence, timestamp, level, payload }
        rooms.packet(record.guest.roomKey, record.guest, packet)
      }
    },
    encodedFrames() {
      let frames = encodedByGone
      for (const { media } of guests.values()) frames += media?.stream?.encoded() ?? 0
      return frames
    },
  }
}
