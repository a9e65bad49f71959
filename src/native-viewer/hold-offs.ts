/** Viewers try again by themselves: who was turned away for a reason stays so for a while. */

import { VoiceError } from '../errors.js'
import type { Stopwatch } from '../voice/ports.js'

/** Somebody taken out by a moderator is out for so long at least. */
export const KICKED_MS = 60_000

/** More than are ever held off at a time; beyond it the oldest may try again. */
const MAX_HELD = 10_000

export interface HoldOffs {
  kicked(agentId: string, channelId: number): void
  /** The resident has taken its voice to the page. */
  yielded(agentId: string, channelId: number): void
  /** The resident has switched its viewer's voice off: what was yielded is forgotten. */
  loggedOut(agentId: string): void
  /**
   * @param present whether the avatar is in the room already
   * @throws VoiceError `not-allowed` or `session-replaced`
   */
  check(agentId: string, channelId: number, present: boolean): void
}

export function createHoldOffs(stopwatch: Stopwatch): HoldOffs {
  const kickedUntil = new Map<string, number>()
  const elsewhere = new Map<string, number>()
  const keyOf = (agentId: string, channelId: number) => `${agentId} ${channelId}`

  function put(map: Map<string, number>, key: string, value: number): void {
    map.set(key, value)
    const [oldest] = map.keys()
    if (map.size > MAX_HELD && oldest !== undefined) map.delete(oldest)
  }

  return {
    kicked: (agentId, channelId) => put(kickedUntil, keyOf(agentId, channelId), stopwatch.now() + KICKED_MS),
    yielded: (agentId, channelId) => put(elsewhere, agentId, channelId),
    loggedOut: (agentId) => {
      elsewhere.delete(agentId)
    },
    check(agentId, channelId, present) {
      const key = keyOf(agentId, channelId)
      if ((kickedUntil.get(key) ?? Number.NEGATIVE_INFINITY) > stopwatch.now()) {
        throw new VoiceError('not-allowed', 'A moderator has taken this avatar out of the channel.')
      }
      kickedUntil.delete(key)
      if (elsewhere.get(agentId) !== channelId) return
      if (present) throw new VoiceError('session-replaced', 'This avatar is in voice on its page.')
      elsewhere.delete(agentId)
    },
  }
}
