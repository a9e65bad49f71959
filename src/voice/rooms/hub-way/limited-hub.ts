/** The media hub as grids may use it: every connection counts for its grid, and one beyond its limits is not made. */

import { VoiceError } from '../../../errors.js'
import type { GridUses } from '../../grids/use/grid-use.js'
import type { Hub, HubPeerRequest } from '../hub.js'

/** A connection, and for whom it was made. */
interface Counted {
  readonly avatar: string
  readonly letGo: () => void
}

export function createLimitedHub<Whole extends Hub>(
  hub: Whole,
  uses: Pick<GridUses, 'hold' | 'spare' | 'isBandwidthUsed' | 'refused'>,
): Whole {
  const peers = new Map<string, Counted>()

  function release(peerId: string): void {
    peers.get(peerId)?.letGo()
    peers.delete(peerId)
  }

  hub.events.on('closed', release)

  /** An avatar's new connection is made before its old one is given up. */
  function isReplacement(avatar: string): boolean {
    let own = 0
    for (const peer of peers.values()) if (peer.avatar === avatar) own += 1
    return own === 1
  }

  /** @throws VoiceError `grid-full` */
  function requireSpace({ grid, agentId }: HubPeerRequest): void {
    const limit =
      uses.spare(grid, 'hubPeers') <= 0
        ? 'hubPeers'
        : uses.isBandwidthUsed(grid)
          ? 'bytesPerSecond'
          : undefined
    if (!limit || isReplacement(`${grid}/${agentId}`)) return
    uses.refused(grid, limit)
    throw new VoiceError(
      'grid-full',
      limit === 'hubPeers'
        ? 'This grid has as many connections to the media hub as it may have: wait until somebody leaves.'
        : 'The media hub sends as much for this grid as it may: wait until fewer people talk.',
      { retryAfterSeconds: 5 },
    )
  }

  return {
    ...hub,
    async connect(request) {
      const { grid, agentId, peerId } = request
      requireSpace(request)
      peers.set(peerId, { avatar: `${grid}/${agentId}`, letGo: uses.hold(grid, 'hubPeers', peerId) })
      try {
        return await hub.connect(request)
      } catch (error) {
        release(peerId)
        throw error
      }
    },
    disconnect(peerId) {
      release(peerId)
      hub.disconnect(peerId)
    },
    dismiss(peerId) {
      release(peerId)
      hub.dismiss(peerId)
    },
  }
}
