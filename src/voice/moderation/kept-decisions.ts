/** Decisions of moderators and residents that a node could not write down before it ended: made again by the one that follows it. */

import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Blocks } from '../residents/blocks.js'
import type { Sessions } from '../sign-in/sessions.js'
import type { Bans } from './bans.js'
import type { Mutes } from './mutes.js'

const Decision = Type.Object({
  by: Type.String(),
  at: Type.Number(),
  until: Type.Optional(Type.Number()),
  explanation: Type.Optional(Type.String()),
})
const Kind = Type.Union([
  Type.Literal('muted'),
  Type.Literal('floor'),
  Type.Literal('all-muted'),
  Type.Literal('spared'),
  Type.Literal('writing-muted'),
])
const OfChannel = { grid: Type.String(), channelId: Type.Integer() }
const OfAvatar = { ...OfChannel, agentId: Type.String() }
const Filter = Type.Object({
  ...OfChannel,
  kind: Type.Optional(Kind),
  agentId: Type.Optional(Type.String()),
})
/** The rules about one avatar, of one kind, or all of a channel. */
export type RuleFilter = Static<typeof Filter>

const Blocked = { grid: Type.String(), agentId: Type.String(), blockedId: Type.String() }

/** One of them is there. */
const Decided = Type.Object({
  ban: Type.Optional(
    Type.Object({
      ...OfAvatar,
      name: Type.String(),
      until: Type.Number(),
      by: Type.String(),
      explanation: Type.Optional(Type.String()),
    }),
  ),
  liftedBan: Type.Optional(Type.Object(OfAvatar)),
  rule: Type.Optional(Type.Object({ ...OfAvatar, kind: Kind, decision: Type.Optional(Decision) })),
  liftedRules: Type.Optional(Filter),
  block: Type.Optional(Type.Object({ ...Blocked, name: Type.String(), createdAt: Type.Number() })),
  liftedBlock: Type.Optional(Type.Object(Blocked)),
  /** Sessions that were ended. */
  revocation: Type.Optional(
    Type.Object({ grid: Type.String(), sessionId: Type.String(), until: Type.Number() }),
  ),
})
export type Decided = Static<typeof Decided>

/** `at`: when it was decided, in milliseconds since 1970. */
const Kept = Compile(Type.Intersect([Type.Object({ at: Type.Number() }), Decided]))

export interface Deciders {
  readonly bans: Pick<Bans, 'add' | 'remove'>
  readonly mutes: Pick<Mutes, 'decide' | 'lift'>
  readonly blocks: Pick<Blocks, 'addAgain' | 'liftAgain'>
  readonly sessions: Pick<Sessions, 'revokeAgain'>
  /** Called with errors of work that nobody awaits. */
  readonly onError: (error: unknown) => void
}

/** @param kept what the journal was told, by what it is about; what cannot be read is left out */
export function decideAgain(
  kept: ReadonlyMap<string, unknown>,
  { bans, mutes, blocks, sessions, onError }: Deciders,
): void {
  const decisions = [...kept.values()].flatMap((one) => (Kept.Check(one) ? [one] : []))
  for (const decision of decisions.sort((one, other) => one.at - other.at)) {
    const { ban, liftedBan, rule, liftedRules, block, liftedBlock, revocation } = decision
    if (ban) bans.add(ban)
    if (liftedBan) bans.remove({ grid: liftedBan.grid, id: liftedBan.channelId }, liftedBan.agentId)
    if (rule) mutes.decide({ grid: rule.grid, id: rule.channelId }, rule, true)
    if (liftedRules) mutes.lift(liftedRules)
    if (block) blocks.addAgain(block)
    if (liftedBlock) blocks.liftAgain(liftedBlock)
    if (revocation) sessions.revokeAgain(revocation).catch(onError)
  }
}
