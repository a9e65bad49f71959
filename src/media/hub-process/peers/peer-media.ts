/** What a peer speaks and hears through: the decoder of its voice, and a mix of its own or the voices of others as they are. */

import { randomInt } from 'node:crypto'
import type { Pose } from '../../../spatial/direction.js'
import type { HubPeerRequest } from '../../../voice/rooms/hub.js'
import { createDecodedVoice, type DecodedVoice } from '../../mixing/decoded-voice.js'
import { createMixStream, type MixStream } from '../../mixing/mix-stream.js'
import { createNoiseGate, type NoiseGate } from '../../mixing/noise-gate.js'
import { createMixEncoder, createVoiceDecoder } from '../../opus/opus.js'
import type { Outlet } from '../../peers/peer-tracks.js'
import { createForwarder, type Forwarder } from '../forwarder.js'
import type { GridShares } from '../shares/grid-shares.js'

export interface PeerMedia {
  readonly peerId: string
  readonly agentId: string
  /** Where its avatar is no speaker of the room, or listens from elsewhere; else `undefined`. */
  ear: Pose | undefined
  personalGains: ReadonlyMap<string, number>
  /** Whether its mix is for headphones; `undefined`: as its room has it. */
  headphones: boolean | undefined
  /** As its room hears it. In another room it is another one: each room goes on with what it has heard. */
  voice: DecodedVoice
  /** Of its packets, wherever they are heard: all rooms get the same numbers. */
  readonly gate: Pick<NoiseGate, 'pass'>
  /** Of a peer that gets a mix. */
  readonly stream: MixStream | undefined
  /** Of a peer that gets voices as they are. */
  readonly forwarder: Forwarder | undefined
  readonly losses: PeerLosses
}

export interface PeerLosses {
  /** Share of the packets sent to the peer that it reports lost, 0..1; `undefined` before its first report. */
  sentLossShare(): number | undefined
  /** Sets the share of its packets that a listener who gets them untouched loses, 0..1: of the one who loses most. */
  lostByListeners(share: number): void
}

/** Of one that gets nothing here: nothing can be lost. */
export const NOTHING_SENT: PeerLosses = { sentLossShare: () => undefined, lostByListeners: () => undefined }

/** Where the sound goes that a peer gets, and what is lost on the way. */
export interface MediaEnds extends PeerLosses {
  readonly outlets: readonly Outlet[]
}

/** Decoder and encoder of a peer, made before its offer is answered: nothing is awaited between its answer and its room. */
export interface PeerCodecs {
  /** To be called once, with the peer that was answered. */
  mediaFor(peer: MediaEnds): PeerMedia
  /** To be called where no peer comes of it. */
  free(): void
}

/** @param shares where what is sent counts for the peer's grid */
export async function createPeerCodecs(
  { peerId, grid, agentId, kind }: Pick<HubPeerRequest, 'peerId' | 'grid' | 'agentId' | 'kind'>,
  shares: Pick<GridShares, 'metered'>,
): Promise<PeerCodecs> {
  const voice = createDecodedVoice(await createVoiceDecoder())
  const encoder = kind === 'mix' ? await createMixEncoder() : undefined

  function streamTo(peer: MediaEnds): MixStream | undefined {
    const [outlet] = shares.metered(grid, peer.outlets)
    if (encoder && outlet) {
      const lossShare = () => peer.sentLossShare() ?? 0
      return createMixStream(encoder, outlet, () => randomInt(2 ** 32), lossShare)
    }
    encoder?.free()
    return undefined
  }

  return {
    mediaFor: (peer) => ({
      peerId,
      agentId,
      ear: undefined,
      personalGains: new Map(),
      headphones: undefined,
      voice,
      gate: createNoiseGate(),
      stream: streamTo(peer),
      forwarder: kind === 'forward' ? createForwarder(shares.metered(grid, peer.outlets)) : undefined,
      losses: peer,
    }),
    free() {
      voice.free()
      encoder?.free()
    },
  }
}
