/** In which region an avatar stands: as the feed sees it, for some seconds as its viewer says at a border, and by that word alone where no feed tells. */

import type { Vector3 } from '../../spatial/direction.js'
import type { Stopwatch } from '../../voice/ports.js'
import type { AvatarState } from '../../voice/presence/avatar-state.js'
import type { Presence } from '../../voice/presence/presence.js'
import { GRID_METRES } from '../../voice/presence/region-corners.js'
import type { RegionFrames } from '../places/region-frames.js'
import { createPatience } from './grace-periods.js'

/** A viewer that says it has crossed is believed for so long against a feed that does not know it yet… */
export const BELIEVED_MS = 5000
/** …which is given back so much slower… */
const BELIEVED_SLOWNESS = 10
/** …and only of somebody whom the feed saw as near to a border as one comes between two of its words. */
export const NEAR_BORDER_METRES = 32

/** What of a session matters here. */
interface Claimant {
  readonly peerId: string
  readonly agentId: string
  readonly regionId: string
}

export interface Standing {
  /** The viewer says whether its avatar is in that session's region: there, and nowhere else. */
  claim(session: Claimant, here: boolean): void
  /** Whether the avatar counts as standing in that session's region. */
  isHere(session: Claimant): boolean
  /** That session is over. */
  leave(session: Claimant): void
}

interface Claim {
  readonly regionId: string
  readonly at: number
}

export function createStanding(
  presence: Pick<Presence, 'seen' | 'find'>,
  frames: Pick<RegionFrames, 'toGlobal' | 'toLocal'>,
  stopwatch: Stopwatch,
): Standing {
  /** By avatar and session, the newest last. */
  const claims = new Map<string, Map<string, Claim>>()
  const patience = createPatience({ stopwatch, limitMs: BELIEVED_MS, slowness: BELIEVED_SLOWNESS })

  function newest(agentId: string): readonly [peerId: string, claim: Claim] | undefined {
    return [...(claims.get(agentId) ?? [])].at(-1)
  }

  /** Whether somebody may have walked from where the feed saw it last into that region. */
  function isNear({ regionId, position }: AvatarState, other: string): boolean {
    const toBorder = (metres: number) => Math.abs(metres - Math.round(metres / GRID_METRES) * GRID_METRES)
    // Regions begin and end on the lines of the grid; a large one has some inside, too.
    if (Math.min(toBorder(position[0]), toBorder(position[1])) > NEAR_BORDER_METRES) return false
    const global = frames.toGlobal(regionId, position)
    const there: Vector3 | undefined = global && frames.toLocal(other, global, false)
    return !there || (there[0] >= -NEAR_BORDER_METRES && there[1] >= -NEAR_BORDER_METRES)
  }

  /** Whether the viewer's newest word counts for more than what the feed says. */
  function isBelieved(agentId: string, peerId: string, claim: Claim, state: AvatarState): boolean {
    const ahead = claim.regionId !== state.regionId && claim.at > state.arrivedAt
    const near = ahead && isNear(state, claim.regionId)
    return !patience.note(agentId, peerId, near) && near
  }

  function leave({ agentId, peerId }: Claimant): void {
    const own = claims.get(agentId)
    patience.leave(agentId, peerId)
    if (own?.delete(peerId) && own.size === 0) claims.delete(agentId)
  }

  return {
    leave,
    claim(session, here) {
      const { agentId, peerId, regionId } = session
      const own = claims.get(agentId) ?? new Map<string, Claim>()
      // Said again, it is no news.
      if (here && own.has(peerId) && newest(agentId)?.[0] === peerId) return
      leave(session)
      if (!here) return
      claims.set(agentId, own.set(peerId, { regionId, at: stopwatch.now() }))
    },
    isHere({ agentId, peerId, regionId }) {
      const state = presence.seen(agentId)
      const [claimant, claim] = newest(agentId) ?? []
      if (!state) {
        // A feed that fell silent: what it said last holds, until the viewer says something newer.
        const last = presence.find(agentId)
        if (last && !(claim && claim.at > last.seenAt)) return last.regionId === regionId
        return claims.get(agentId)?.has(peerId) === true && claim?.regionId === regionId
      }
      if (claimant !== undefined && claim && isBelieved(agentId, claimant, claim, state)) {
        return claim.regionId === regionId
      }
      return state.regionId === regionId
    },
  }
}
