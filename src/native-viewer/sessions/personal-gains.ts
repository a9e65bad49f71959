/** How loud one resident wants single people, from all that its viewer said. */

import { forgetOldest } from '../../voice/limits/remember.js'
import type { ViewerMessage } from '../data-channel.js'

/** More people than anybody ever adjusts; the volume that was set longest ago is forgotten first. */
export const MAX_VOLUMES = 1000

/** More than a viewer's mute list holds. Counted apart: a volume never takes the place of a mute. */
export const MAX_MUTES = 2000

export interface PersonalGains {
  /** Takes what a message says; whether that changed anything. */
  change(message: ViewerMessage): boolean
  /** Factors by agent id, 0 for who is muted; who is unchanged is left out. */
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
