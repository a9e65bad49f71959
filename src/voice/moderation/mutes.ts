/** Who is muted, in voice or in writing, and who has the floor, by channel: decided by moderators, and stored over a restart. */

import type { Decision, SpeechRule, SpeechRuleStore } from '../admins/admin-ports.js'
import { type Bus, type BusMessages, createLoopbackBus } from '../bus.js'
import type { ChannelRef, ChannelSettings } from '../channels/channel.js'
import { type GridId, gridKey } from '../grids/grid.js'
import type { RoomSilence } from '../rooms/room-event.js'
import { createInTurn } from '../storage/in-turn.js'

/** Sticky: a decision holds until it is taken back or the channel is deleted. */
export type Mutes = ReturnType<typeof createMutes>

/** What is decided about one avatar; `all-muted` is about everybody. */
export type RuleKind = SpeechRule['kind']

/** By kind, then by agent id; the agent id of `all-muted` is empty. */
type ChannelRules = Readonly<Record<RuleKind, Map<string, SpeechRule>>>

const KINDS: readonly RuleKind[] = ['all-muted', 'spared', 'muted', 'floor', 'writing-muted']

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
    const known = channels.get(keyOf(channel)) ?? {
      'all-muted': new Map(),
      spared: new Map(),
      muted: new Map(),
      floor: new Map(),
      'writing-muted': new Map(),
    }
    channels.set(keyOf(channel), known)
    return known
  }

  function apply(rule: SpeechRule, holds: boolean): void {
    const rules = rulesOf({ grid: rule.grid, id: rule.channelId })[rule.kind]
    if (holds) rules.set(rule.agentId, rule)
    else rules.delete(rule.agentId)
  }

  function lift({ grid, channelId, kind }: BusMessages['speech-rules-lifted']): void {
    const channel = { grid, id: channelId }
    if (kind === undefined) channels.delete(keyOf(channel))
    else rulesOf(channel)[kind].clear()
  }

  bus.subscribe('speech-rule-changed', ({ holds, ...rule }) => apply(rule, holds))
  bus.subscribe('speech-rules-lifted', lift)

  function write(work: (kept: SpeechRuleStore) => Promise<void>): void {
    // In turn, so that the last decision is the one stored.
    if (store) inTurn(() => work(store)).catch(onError)
  }

  function decide(
    { grid, id }: ChannelRef,
    about: Pick<SpeechRule, 'kind' | 'agentId' | 'decision'>,
    holds: boolean,
  ): void {
    const rule = { grid, channelId: id, ...about }
    bus.publish('speech-rule-changed', { ...rule, holds })
    write((kept) => (holds ? kept.add(rule) : kept.delete(rule)))
  }

  function liftAll(lifted: BusMessages['speech-rules-lifted']): void {
    bus.publish('speech-rules-lifted', lifted)
    write((kept) => kept.delete(lifted))
  }

  return {
    /** Loads the stored rules: before the service listens, and again where messages of other nodes were lost. */
    async load(): Promise<void> {
      const told: (() => void)[] = []
      const ends = [
        bus.subscribe('speech-rule-changed', ({ holds, ...rule }) => told.push(() => apply(rule, holds))),
        bus.subscribe('speech-rules-lifted', (lifted) => told.push(() => lift(lifted))),
      ]
      // After what is being written: that is in force already.
      const stored = await inTurn(async () => (await store?.list()) ?? [])
      if (store) channels.clear()
      for (const rule of stored) apply(rule, true)
      for (const again of told) again()
      for (const end of ends) end()
    },
    /** Muting everybody spares moderators, and those who were let speak since; muting one of them by name does not. */
    isMuted(
      channel: ChannelRef,
      agentId: string,
      { moderators }: Pick<ChannelSettings, 'moderators'>,
    ): boolean {
      const rules = channels.get(keyOf(channel))
      if (!rules) return false
      if (rules.muted.has(agentId)) return true
      return rules['all-muted'].size > 0 && !moderators.includes(agentId) && !rules.spared.has(agentId)
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
    areAllMuted: (channel: ChannelRef) => (channels.get(keyOf(channel))?.['all-muted'].size ?? 0) > 0,
    /** What is decided about an avatar of that channel; the agent id of `all-muted` is empty. */
    find: (channel: ChannelRef, kind: RuleKind, agentId: string): SpeechRule | undefined =>
      channels.get(keyOf(channel))?.[kind].get(agentId),
    /** Everything that is decided about a channel. */
    of: (channel: ChannelRef): readonly SpeechRule[] => listed(channels.get(keyOf(channel))),
    /** Everything that is decided on a grid. */
    list: (grid: GridId): readonly SpeechRule[] =>
      [...channels.values()].flatMap(listed).filter((rule) => rule.grid === grid),
    /** Rules whose time is over, of all grids. @param now milliseconds since 1970 */
    over: (now: number): readonly SpeechRule[] =>
      [...channels.values()].flatMap(listed).filter(({ decision }) => (decision?.until ?? now + 1) <= now),
    decide,
    isWritingMuted: (channel: ChannelRef, agentId: string) =>
      channels.get(keyOf(channel))?.['writing-muted'].has(agentId) ?? false,
    /** Muting somebody's writing leaves their voice as it is. */
    setWritingMuted: (channel: ChannelRef, agentId: string, muted: boolean, decision?: Decision) =>
      decide(channel, { kind: 'writing-muted', agentId, ...(decision && { decision }) }, muted),
    /** Unmuting somebody where everybody is muted lets that one speak. */
    setMuted(channel: ChannelRef, agentId: string, muted: boolean, decision?: Decision): void {
      const about = { agentId, ...(decision && { decision }) }
      const rules = channels.get(keyOf(channel))
      decide(channel, { kind: 'muted', ...about }, muted)
      if (!muted && rules && rules['all-muted'].size > 0) decide(channel, { kind: 'spared', ...about }, true)
      if (muted && rules?.spared.has(agentId)) decide(channel, { kind: 'spared', agentId }, false)
    },
    setFloor: (channel: ChannelRef, agentId: string, given: boolean, decision?: Decision) =>
      decide(channel, { kind: 'floor', agentId, ...(decision && { decision }) }, given),
    takeFloors: ({ grid, id }: ChannelRef) => liftAll({ grid, channelId: id, kind: 'floor' }),
    /** Takes back what is decided: about one avatar, of one kind, or everything about a channel. */
    lift({
      grid,
      channelId,
      kind,
      agentId,
    }: Pick<SpeechRule, 'grid' | 'channelId'> & Partial<SpeechRule>): void {
      if (kind !== undefined && agentId !== undefined)
        decide({ grid, id: channelId }, { kind, agentId }, false)
      else liftAll({ grid, channelId, ...(kind && { kind }) })
    },
    /** Unmuting everybody also unmutes single avatars; muting everybody spares nobody who was spared before. */
    setAllMuted({ grid, id }: ChannelRef, muted: boolean, decision?: Decision): void {
      decide({ grid, id }, { kind: 'all-muted', agentId: '', ...(decision && { decision }) }, muted)
      if (!muted) liftAll({ grid, channelId: id, kind: 'muted' })
      if ((channels.get(keyOf({ grid, id }))?.spared.size ?? 0) > 0)
        liftAll({ grid, channelId: id, kind: 'spared' })
    },
    forget({ grid, id }: ChannelRef): void {
      if (!channels.has(keyOf({ grid, id }))) return
      liftAll({ grid, channelId: id })
    },
  }
}

function listed(rules: ChannelRules | undefined): SpeechRule[] {
  return rules ? KINDS.flatMap((kind) => [...rules[kind].values()]) : []
}
