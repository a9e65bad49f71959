/** How a peer's connection does, as the service is told of it. */

import type { HubPeerRequest } from '../../../voice/rooms/hub.js'
import type { RoomKey } from '../../../voice/rooms/room-key.js'
import type { HubPeerReport } from '../../messages.js'
import type { HubPeer } from '../../peers/peer.js'

/** @param answered `undefined` until the offer is answered */
export function statusOf({
  request,
  roomKey,
  answered,
}: {
  readonly request: HubPeerRequest
  readonly roomKey: RoomKey | undefined
  readonly answered: { readonly peer: HubPeer } | undefined
}): HubPeerReport {
  const { peerId, agentId, kind } = request
  const peer = answered?.peer
  const nowMs = performance.now()
  const lastAtMs = peer?.statistics.lastAtMs()
  const soundAtMs = peer?.statistics.soundAtMs()
  return {
    peerId,
    roomKey,
    agentId,
    kind,
    state: peer?.isConnected() ? 'connected' : 'connecting',
    packetsReceived: peer?.statistics.received() ?? 0,
    packetsSent: peer?.packetsSent() ?? 0,
    lossShare: peer?.statistics.lossShare() ?? 0,
    sentLossShare: peer?.sentLossShare(),
    jitterMs: peer?.statistics.jitterMs() ?? 0,
    heardAgoMs: lastAtMs === undefined ? undefined : nowMs - lastAtMs,
    soundAgoMs: typeof soundAtMs === 'number' ? nowMs - soundAtMs : soundAtMs,
    remote: peer?.remote(),
  }
}
