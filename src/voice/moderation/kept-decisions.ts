/** Decisions of moderators that a node could not write down before it ended: made again by the one that follows it. */

import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
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
})
export type Decided = Static<typeof Decided>

/** `at`: when it was decided, in milliseconds since 1970. */
const Kept = Compile(Type.Intersect([Type.Object({ at: Type.Number() }), Decided]))

/** @param kept what the journal was told, by what it is about; what cannot be read is left out */
export function decideAgain(
  kept: ReadonlyMap<string, unknown>,
  {
    bans,
    mutes,
  }: { readonly bans: Pick<Bans, 'add' | 'remove'>; readonly mutes: Pick<Mutes, 'decide' | 'lift'> },
): void {
  const decisions = [...kept.values()].flatMap((one) => (Kept.Check(one) ? [one] : []))
  for (const { ban, liftedBan, rule, liftedRules } of decisions.sort((one, other) => one.at - other.at)) {
    if (ban) bans.add(ban)
    if (liftedBan) bans.remove({ grid: liftedBan.grid, id: liftedBan.channelId }, liftedBan.agentId)
    if (rule) mutes.decide({ grid: rule.grid, id: rule.channelId }, rule, true)
    if (liftedRules) mutes.lift(liftedRules)
  }
}
