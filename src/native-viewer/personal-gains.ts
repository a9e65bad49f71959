/** How loud one resident wants single people, from all that its viewer said. */

import type { ViewerMessage } from './data-channel.js'

/** More people than anybody ever adjusted; what comes on top is not taken. */
export const MAX_PEOPLE = 1000

export interface PersonalGains {
  /** Takes what a message says; whether that changed anything. */
  change(message: ViewerMessage): boolean
  /** Factors by agent id, 0 for who is muted; who is unchanged is left out. */
  all(): ReadonlyMap<string, number>
}

export function createPersonalGains(): PersonalGains {
  const people = new Map<string, { readonly gain: number; readonly muted: boolean }>()

  function set(agentId: string, patch: { gain?: number; muted?: boolean }): boolean {
    const before = people.get(agentId) ?? { gain: 1, muted: false }
    const after = { ...before, ...patch }
    if (after.gain === before.gain && after.muted === before.muted) return false
    if (after.gain === 1 && !after.muted) people.delete(agentId)
    else if (people.size < MAX_PEOPLE || people.has(agentId)) people.set(agentId, after)
    else return false
    return true
  }

  return {
    change({ gains, mutes }) {
      let changed = false
      for (const [agentId, gain] of gains ?? []) changed = set(agentId, { gain }) || changed
      for (const [agentId, muted] of mutes ?? []) changed = set(agentId, { muted }) || changed
      return changed
    },
    all: () => new Map([...people].map(([agentId, { gain, muted }]) => [agentId, muted ? 0 : gain])),
  }
}
