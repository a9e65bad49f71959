/** The volumes that one resident has set for single people, from all messages of the viewer. */

import { forgetOldest } from '../../voice/limits/remember.js'
import type { ViewerMessage } from '../data-channel.js'

/** More people than anybody adjusts; the volume set longest ago is forgotten first. */
export const MAX_VOLUMES = 1000

/** More than a viewer's mute list holds. Counted apart, so that volumes never displace mutes. */
export const MAX_MUTES = 2000

export interface PersonalGains {
  /** Applies a message. @returns whether anything changed */
  change(message: ViewerMessage): boolean
  /** Factors by agent id, 0 for muted people; unchanged people are left out. */
  all(): ReadonlyMap<string, number>
}

export function createPersonalGains(): PersonalGains {
  const volumes = new Map<string, number>()
  const muted = new Set<string>()

  function setVolume(agentId: string, gain: number): boolean {
    const before = volumes.get(agentId) ?? 1
    if (gain === before) return false
    volumes.delete(agentId)
    if (gain === 1) return true
    volumes.set(agentId, gain)
    forgetOldest(volumes, MAX_VOLUMES)
    return true
  }

  function setMuted(agentId: string, mute: boolean): boolean {
    if (muted.has(agentId) === mute) return false
    if (!mute) return muted.delete(agentId)
    muted.add(agentId)
    forgetOldest(muted, MAX_MUTES)
    return true
  }

  return {
    change({ gains, mutes }) {
      let changed = false
      for (const [agentId, gain] of gains ?? []) changed = setVolume(agentId, gain) || changed
      for (const [agentId, mute] of mutes ?? []) changed = setMuted(agentId, mute) || changed
      return changed
    },
    all: () => new Map([...volumes, ...[...muted].map((agentId) => [agentId, 0] as const)]),
  }
}
