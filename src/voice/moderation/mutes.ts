/** Who is muted and who has the floor, by channel: decided by moderators, and stored over a restart. */

import type { SpeechRule, SpeechRuleStore } from '../admins/admin-ports.js'
import { type Bus, type BusMessages, createLoopbackBus } from '../bus.js'
import type { ChannelRef, ChannelSettings } from '../channels/channel.js'
import { gridKey } from '../grids/grid.js'
import type { RoomSilence } from '../rooms/room-event.js'
import { createInTurn } from '../storage/in-turn.js'

/** Sticky: a decision holds until it is taken back or the channel is deleted. */
export type Mutes = ReturnType<typeof createMutes>

interface ChannelRules {
  all: boolean
  readonly muted: Set<string>
  readonly floor: Set<string>
}

/**
 * @param store `undefined` keeps the rules until the end of the process only
 * @param onError called when a rule could not be stored; it holds all the same until a restart
 */
export function createMutes(
  store: SpeechRuleStore | undefined,
  onError: (error: unknown) => void,
  bus: Bus = createLoopbackBus(),
) {
  const channels = new Map<string, ChannelRules>()
  const inTurn = createInTurn()
  const keyOf = ({ grid, id }: ChannelRef) => gridKey(grid, id)

  function rulesOf(channel: ChannelRef): ChannelRules {
    const known = channels.get(keyOf(channel)) ?? { all: false, muted: new Set(), floor: new Set() }
    channels.set(keyOf(channel), known)
    return known
  }

  function apply({ grid, channelId, kind, agentId }: SpeechRule, holds: boolean): void {
    const rules = rulesOf({ grid, id: channelId })
    if (kind === 'all-muted') rules.all = holds
    else if (holds) rules[kind].add(agentId)
    else rules[kind].delete(agentId)
  }

  function lift({ grid, channelId, kind }: BusMessages['speech-rules-lifted']): void {
    const channel = { grid, id: channelId }
    if (kind === undefined) channels.delete(keyOf(channel))
    else if (kind === 'all-muted') rulesOf(channel).all = false
    else rulesOf(channel)[kind].clear()
  }

  bus.subscribe('speech-rule-changed', (rule) => apply(rule, rule.holds))
  bus.subscribe('speech-rules-lifted', lift)

  function write(work: (kept: SpeechRuleStore) => Promise<void>): void {
    // In turn, so that the last decision is the one stored.
    if (store) inTurn(() => work(store)).catch(onError)
  }

  function decide(
    { grid, id }: ChannelRef,
    about: Pick<SpeechRule, 'kind' | 'agentId'>,
    holds: boolean,
  ): void {
    const rule = { grid, channelId: id, ...about }
    bus.publish('speech-rule-changed', { ...rule, holds })
    write((kept) => (holds ? kept.add(rule) : kept.delete(rule)))
  }

  return {
    /** Loads the stored rules; to be called once, before the service listens. */
    async load(): Promise<void> {
      const told: (() => void)[] = []
      const ends = [
        bus.subscribe('speech-rule-changed', (rule) => told.push(() => apply(rule, rule.holds))),
        bus.subscribe('speech-rules-lifted', (lifted) => told.push(() => lift(lifted))),
      ]
      for (const rule of (await store?.list()) ?? []) apply(rule, true)
      for (const again of told) again()
      for (const end of ends) end()
    },
    /** Muting everybody spares moderators; muting one of them by name does not. */
    isMuted(
      channel: ChannelRef,
      agentId: string,
      { moderators }: Pick<ChannelSettings, 'moderators'>,
    ): boolean {
      const rules = channels.get(keyOf(channel))
      if (!rules) return false
      return rules.muted.has(agentId) || (rules.all && !moderators.includes(agentId))
    },
    /** Whether the channel's mode lets that avatar speak at all. */
    maySpeak(
      channel: ChannelRef,
      agentId: string,
      { mode, moderators }: Pick<ChannelSettings, 'mode' | 'moderators'>,
    ): boolean {
      if (mode === 'open' || moderators.includes(agentId)) return true
      return mode !== 'lecture' && this.hasFloor(channel, agentId)
    },
    /** Why nobody in the channel hears that avatar. */
    silenceOf(
      channel: ChannelRef,
      agentId: string,
      settings: Pick<ChannelSettings, 'mode' | 'moderators'>,
    ): RoomSilence | undefined {
      if (this.isMuted(channel, agentId, settings)) return 'muted-by-moderator'
      if (this.maySpeak(channel, agentId, settings)) return undefined
      return settings.mode === 'lecture' ? 'moderators-only' : 'floor-needed'
    },
    hasFloor: (channel: ChannelRef, agentId: string) =>
      channels.get(keyOf(channel))?.floor.has(agentId) ?? false,
    isMutedAlone: (channel: ChannelRef, agentId: string) =>
      channels.get(keyOf(channel))?.muted.has(agentId) ?? false,
    areAllMuted: (channel: ChannelRef) => channels.get(keyOf(channel))?.all ?? false,
    setMuted: (channel: ChannelRef, agentId: string, muted: boolean) =>
      decide(channel, { kind: 'muted', agentId }, muted),
    setFloor: (channel: ChannelRef, agentId: string, given: boolean) =>
      decide(channel, { kind: 'floor', agentId }, given),
    /** Unmuting everybody also unmutes single avatars. */
    setAllMuted({ grid, id }: ChannelRef, muted: boolean): void {
      decide({ grid, id }, { kind: 'all-muted', agentId: '' }, muted)
      if (muted) return
      const lifted = { grid, channelId: id, kind: 'muted' } as const
      bus.publish('speech-rules-lifted', lifted)
      write((kept) => kept.delete(lifted))
    },
    forget({ grid, id }: ChannelRef): void {
      if (!channels.has(keyOf({ grid, id }))) return
      const lifted = { grid, channelId: id }
      bus.publish('speech-rules-lifted', lifted)
      write((kept) => kept.delete(lifted))
    },
  }
}
