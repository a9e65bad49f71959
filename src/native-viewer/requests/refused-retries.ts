/** Viewers try again by themselves: who was turned away for a reason stays so for a while. */

import { VoiceError } from '../../errors.js'
import { remember } from '../../voice/limits/remember.js'
import type { Stopwatch } from '../../voice/ports.js'
import type { Caller } from './requests.js'

/** Somebody taken out by a moderator is out for so long at least. */
export const KICKED_MS = 60_000

/** More than are ever held off at a time; beyond it the oldest may try again. */
const MAX_HELD = 10_000

export interface HoldOffs {
  kicked(agentId: string, channelId: number): void
  /** The resident has taken its voice to the page, away from a viewer session of that region. */
  yielded(caller: Caller, channelId: number): void
  /** The resident has switched its viewer's voice off there: what was yielded there is forgotten. */
  loggedOut(caller: Caller): void
  /**
   * @param present whether the avatar is in the room already
   * @throws VoiceError `not-allowed` or `session-replaced`
   */
  check(agentId: string, channelId: number, present: boolean): void
}

export function createHoldOffs(stopwatch: Stopwatch): HoldOffs {
  const kickedUntil = new Map<string, number>()
  const elsewhere = new Map<string, { readonly regionId: string; readonly channelId: number }>()
  const keyOf = (agentId: string, channelId: number) => `${agentId} ${channelId}`

  return {
    kicked: (agentId, channelId) =>
      remember(kickedUntil, keyOf(agentId, channelId), stopwatch.now() + KICKED_MS, MAX_HELD),
    yielded: ({ agentId, regionId }, channelId) =>
      remember(elsewhere, agentId, { regionId, channelId }, MAX_HELD),
    loggedOut({ agentId, regionId }) {
      // A viewer also leaves neighbours that it walks away from: that says nothing of the place where it stands.
      if (elsewhere.get(agentId)?.regionId === regionId) elsewhere.delete(agentId)
    },
    check(agentId, channelId, present) {
      const key = keyOf(agentId, channelId)
      if ((kickedUntil.get(key) ?? Number.NEGATIVE_INFINITY) > stopwatch.now()) {
        throw new VoiceError('not-allowed', 'A moderator has taken this avatar out of the channel.')
      }
      kickedUntil.delete(key)
      if (elsewhere.get(agentId)?.channelId !== channelId) return
      if (present) throw new VoiceError('session-replaced', 'This avatar is in voice on its page.')
      elsewhere.delete(agentId)
    },
  }
}
