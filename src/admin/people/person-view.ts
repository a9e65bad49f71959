/** Everything that the service knows about one resident: where now, what was decided, said and done about them. */

import type { AccountView } from '../../protocol/admin-api.js'
import type { Decision, DecisionView, PersonView } from '../../protocol/admin-people.js'
import { ACTS_ON_PEOPLE } from '../../pure/acts-on-people.js'
import type { Account } from '../../voice/accounts/account.js'
import { accountNameOf } from '../../voice/accounts/account-name.js'
import type { Accounts } from '../../voice/accounts/accounts.js'
import type { AuditLog } from '../../voice/admins/audit-log.js'
import { titleOf } from '../../voice/channels/channel.js'
import type { Channels } from '../../voice/channels/channels.js'
import type { Avatar, GridId } from '../../voice/grids/grid.js'
import type { Complaints } from '../../voice/moderation/complaints.js'
import type { Stopwatch } from '../../voice/ports.js'
import { silenceOf } from '../../voice/reports/silence.js'
import type { Blocks } from '../../voice/residents/blocks.js'
import { type LiveSources, liveRegion } from '../live/live-views.js'
import { placeRoomsOf } from './account-views.js'

export interface PersonViewsOptions {
  readonly sources: LiveSources
  readonly accounts: Pick<Accounts, 'find'>
  readonly accountView: (subject: Avatar, account: Account | undefined) => AccountView
  readonly channels: Pick<Channels, 'search'>
  readonly complaints: Pick<Complaints, 'list'>
  readonly blocks: Pick<Blocks, 'countsOf'>
  readonly audit: Pick<AuditLog, 'list'>
  readonly timers: Stopwatch
}

/** Acts that are shown of one person. */
const SHOWN = 100

export function createPersonViews(options: PersonViewsOptions) {
  const { sources, accounts, accountView, channels, complaints, blocks, audit, timers } = options
  const { rooms, presence, media, residents } = sources

  function liveOf(subject: Avatar) {
    const { grid, agentId } = subject
    const viewer = media.viewers().find((one) => one.grid === grid && one.agentId === agentId)
    const regionId = presence.find(subject)?.regionId ?? viewer?.regionId
    const region = regionId === undefined ? undefined : liveRegion({ grid, regionId }, sources, timers.now())
    return { region, person: region?.people.find((one) => one.agentId === agentId) }
  }

  /** Of somebody of whom no region tells. */
  function absentSilence(subject: Avatar) {
    return silenceOf({
      pageOpen: residents.pagesOf(subject).length > 0,
      inVoice: false,
      noRoom: rooms.noRoomOf(subject),
      connection: undefined,
      rule: undefined,
      muted: undefined,
      microphoneOff: false,
      voice: undefined,
      others: 0,
      nearestMetres: undefined,
      feedLost: false,
    })
  }

  /** Mutes and bans in force, the newest first; the floor is no sanction. */
  async function decisions(grid: GridId, agentId?: string): Promise<DecisionView[]> {
    const found: Omit<DecisionView, 'channel' | 'name'>[] = []
    for (const { kind, channelId, decision = UNKNOWN, ...rule } of rooms.speechRulesOf(grid)) {
      if (kind === 'all-muted' || kind === 'spared' || kind === 'floor') continue
      found.push({ kind, channelId, agentId: rule.agentId, decision: { ...decision } })
    }
    for (const { channelId, by, until, explanation, ...ban } of rooms.bans(grid)) {
      const why = explanation === undefined ? {} : { explanation }
      found.push({ kind: 'banned', channelId, agentId: ban.agentId, decision: { by, at: 0, until, ...why } })
    }
    const wanted = agentId === undefined ? found : found.filter((one) => one.agentId === agentId)
    if (wanted.length === 0) return []
    const titles = new Map((await channels.search({ grid })).map((channel) => [channel.id, titleOf(channel)]))
    return wanted
      .map((one) => ({
        ...one,
        channel: titles.get(one.channelId) ?? String(one.channelId),
        name: rooms.nameOf({ grid, agentId: one.agentId }),
      }))
      .sort((one, other) => other.decision.at - one.decision.at)
  }

  return {
    decisions,
    async read(subject: Avatar): Promise<PersonView> {
      const { grid, agentId } = subject
      const account = accountView(subject, await accounts.find(grid, accountNameOf(agentId)))
      const { region, person } = liveOf(subject)
      const room = placeRoomsOf(rooms, grid).find((one) => one.has(agentId))
      // Not what admins did to each other: moderators may read this.
      const acts = await audit.list({ limit: SHOWN, agentId, acts: ACTS_ON_PEOPLE, grids: [grid] })
      const { name, accountName, createdAt, lastSeenAt, disabled } = account
      return {
        agentId,
        name,
        homeGrid: name.includes('@') ? name.slice(name.lastIndexOf('@') + 1) : null,
        accountName,
        createdAt,
        lastSeenAt,
        disabled,
        region: region ? { id: region.regionId, name: region.name } : null,
        channel: room ? { id: room.channel.id, name: titleOf(room.channel) } : null,
        silence: person ? person.silence : absentSilence(subject),
        speaking: person?.speaking ?? false,
        decisions: await decisions(grid, agentId),
        complaints: [...(await complaints.list(grid, agentId))],
        ...blocks.countsOf(subject),
        acts: acts.map(({ id, at, actor, act, subject: about, detail }) => ({
          id,
          at,
          actor,
          act,
          subject: about,
          detail: { ...detail },
        })),
      }
    },
  }
}

const UNKNOWN: Decision = { by: '', at: 0 }
