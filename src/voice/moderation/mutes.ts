/** Who is muted and who has the floor, by channel: decided by moderators, and kept over a restart. */

import type { SpeechRule, SpeechRuleStore } from '../admins/admin-ports.js'
import type { ChannelSettings } from '../channels/channel.js'
import type { RoomSilence } from '../rooms/room-event.js'
import { createWriteQueue } from '../storage/write-queue.js'

/** Sticky: what was decided holds until it is taken back or the channel is deleted. */
export type Mutes = ReturnType<typeof createMutes>

interface ChannelRules {
  all: boolean
  readonly muted: Set<string>
  readonly floor: Set<string>
}

/**
 * @param store `undefined` keeps the rules until the end of the process only
 * @param onError what went wrong while a rule was written down; it holds all the same until a restart
 */
export function createMutes(store: SpeechRuleStore | undefined, onError: (error: unknown) => void) {
  const channels = new Map<number, ChannelRules>()
  const inTurn = createWriteQueue(onError)

  function rulesOf(channelId: number): ChannelRules {
    const known = channels.get(channelId) ?? { all: false, muted: new Set(), floor: new Set() }
    channels.set(channelId, known)
    return known
  }

  function apply({ channelId, kind, agentId }: SpeechRule, holds: boolean): void {
    const rules = rulesOf(channelId)
    if (kind === 'all-muted') rules.all = holds
    else if (holds) rules[kind].add(agentId)
    else rules[kind].delete(agentId)
  }

  function write(work: (kept: SpeechRuleStore) => Promise<void>): void {
    if (store) inTurn(() => work(store))
  }

  function decide(rule: SpeechRule, holds: boolean): void {
    apply(rule, holds)
    write((kept) => (holds ? kept.add(rule) : kept.delete(rule)))
  }

  return {
    /** Reads what is kept; to be called once, before the service listens. */
    async load(): Promise<void> {
      for (const rule of (await store?.list()) ?? []) apply(rule, true)
    },
    /** Muting everybody does not mean the moderators; muting one of them does. */
    isMuted(
      channelId: number,
      agentId: string,
      { moderators }: Pick<ChannelSettings, 'moderators'>,
    ): boolean {
      const rules = channels.get(channelId)
      if (!rules) return false
      return rules.muted.has(agentId) || (rules.all && !moderators.includes(agentId))
    },
    /** Whether the channel's mode lets that avatar speak at all. */
    maySpeak(
      channelId: number,
      agentId: string,
      { mode, moderators }: Pick<ChannelSettings, 'mode' | 'moderators'>,
    ): boolean {
      if (mode === 'open' || moderators.includes(agentId)) return true
      return mode !== 'lecture' && this.hasFloor(channelId, agentId)
    },
    /** Why nobody in the channel is to hear that avatar. */
    silenceOf(
      channelId: number,
      agentId: string,
      settings: Pick<ChannelSettings, 'mode' | 'moderators'>,
    ): RoomSilence | undefined {
      if (this.isMuted(channelId, agentId, settings)) return 'muted-by-moderator'
      if (this.maySpeak(channelId, agentId, settings)) return undefined
      return settings.mode === 'lecture' ? 'moderators-only' : 'floor-needed'
    },
    hasFloor: (channelId: number, agentId: string) => channels.get(channelId)?.floor.has(agentId) ?? false,
    isMutedAlone: (channelId: number, agentId: string) =>
      channels.get(channelId)?.muted.has(agentId) ?? false,
    areAllMuted: (channelId: number) => channels.get(channelId)?.all ?? false,
    setMuted: (channelId: number, agentId: string, muted: boolean) =>
      decide({ channelId, kind: 'muted', agentId }, muted),
    setFloor: (channelId: number, agentId: string, given: boolean) =>
      decide({ channelId, kind: 'floor', agentId }, given),
    /** Taking everybody's mute back takes back those of single avatars too. */
    setAllMuted(channelId: number, muted: boolean): void {
      decide({ channelId, kind: 'all-muted', agentId: '' }, muted)
      if (muted) return
      rulesOf(channelId).muted.clear()
      write((kept) => kept.delete({ channelId, kind: 'muted' }))
    },
    forget(channelId: number): void {
      if (channels.delete(channelId)) write((kept) => kept.delete({ channelId }))
    },
  }
}
