/** What an act of a moderator changed, from what to what: kept with the act, read in the log, and taken back from it. */

import type { Ban, Decision, SpeechRule } from '../admins/admin-ports.js'
import type { ChannelRef } from '../channels/channel.js'
import type { ChannelModeration } from './moderation.js'

/** Something about one avatar, or about the whole room, that moderators decide. */
export type DecisionKind = SpeechRule['kind'] | 'banned' | 'locked'

/** One change of an act. `null`: nothing is decided. */
export interface DecisionChange {
  readonly kind: DecisionKind
  /** Empty for what concerns the whole room. */
  readonly agentId: string
  readonly before: Decision | null
  readonly after: Decision | null
}

export type Decided = Pick<
  ChannelModeration,
  'speechRules' | 'decided' | 'decide' | 'findBan' | 'ban' | 'unban' | 'isLocked' | 'setLocked'
>

/** More would make an entry of the log too large to be taken back. */
const MAX_CHANGES = 500

/** Nothing is known about the decisions of earlier versions, and of regions. */
const UNKNOWN: Decision = { by: '', at: 0 }

const ofRule = (rule: SpeechRule | undefined): Decision | null => (rule ? (rule.decision ?? UNKNOWN) : null)

const ofBan = (ban: Ban | undefined): Decision | null =>
  ban
    ? { by: ban.by, at: 0, until: ban.until, ...(ban.explanation && { explanation: ban.explanation }) }
    : null

const LOCKED: Decision = UNKNOWN

/** Everything that is decided about a channel now, and the bans on some avatars; by kind and agent id. */
function stateOf(
  decided: Decided,
  channel: ChannelRef,
  agentIds: readonly string[],
): Map<string, Omit<DecisionChange, 'before'>> {
  const state = new Map<string, Omit<DecisionChange, 'before'>>()
  const note = (kind: DecisionKind, agentId: string, after: Decision | null) =>
    state.set(`${kind} ${agentId}`, { kind, agentId, after })
  for (const rule of decided.speechRules(channel)) note(rule.kind, rule.agentId, ofRule(rule))
  for (const agentId of agentIds) note('banned', agentId, ofBan(decided.findBan(channel, agentId)))
  note('locked', '', decided.isLocked(channel) ? LOCKED : null)
  return state
}

const isSame = (one: Decision | null, other: Decision | null) => JSON.stringify(one) === JSON.stringify(other)

/**
 * Runs an act, and says what it changed.
 * @param agentIds whom it is about
 * @returns the changes, empty where there are too many to be kept
 */
export async function watched<T>(
  decided: Decided,
  channel: ChannelRef,
  agentIds: readonly string[],
  act: () => Promise<T>,
): Promise<readonly [T, readonly DecisionChange[]]> {
  const before = stateOf(decided, channel, agentIds)
  const done = await act()
  const after = stateOf(decided, channel, agentIds)
  const changes = [...new Set([...before.keys(), ...after.keys()])].flatMap((key): DecisionChange[] => {
    const [was, is] = [before.get(key), after.get(key)]
    const some = was ?? is
    if (!some || isSame(was?.after ?? null, is?.after ?? null)) return []
    return [{ kind: some.kind, agentId: some.agentId, before: was?.after ?? null, after: is?.after ?? null }]
  })
  return [done, changes.length > MAX_CHANGES ? [] : changes]
}

/**
 * Takes changes back, each only where nobody has decided something else since.
 * @param nameOf what the residents of bans are called
 * @returns those that were taken back
 */
export function takenBack(
  decided: Decided,
  channel: ChannelRef,
  changes: readonly DecisionChange[],
  nameOf: (agentId: string) => string,
): readonly DecisionChange[] {
  const agentIds = changes.map(({ agentId }) => agentId)
  const now = stateOf(decided, channel, agentIds)
  return changes
    .filter(({ kind, agentId, after }) => isSame(now.get(`${kind} ${agentId}`)?.after ?? null, after))
    .map(({ kind, agentId, before, after }) => {
      restore(decided, channel, { kind, agentId, before }, nameOf)
      return { kind, agentId, before: after, after: before }
    })
}

function restore(
  decided: Decided,
  { grid, id }: ChannelRef,
  { kind, agentId, before }: Pick<DecisionChange, 'kind' | 'agentId' | 'before'>,
  nameOf: (agentId: string) => string,
): void {
  const channel = { grid, id }
  if (kind === 'locked') return void decided.setLocked(channel, before !== null)
  if (kind !== 'banned') {
    const known = before && before.at > 0 ? { decision: before } : {}
    return decided.decide({ grid, channelId: id, kind, agentId, ...known }, before !== null)
  }
  if (!before) return decided.unban(channel, agentId)
  const { by, until = 0, explanation } = before
  const why = explanation === undefined ? {} : { explanation }
  decided.ban({ grid, channelId: id, agentId, name: nameOf(agentId), until, by, ...why })
}
