/** What moderators do from inside the world, with their viewers, as their regions pass it on: who may do it, and what it is here. */

import { VoiceError } from '../../errors.js'
import type { AuditLog } from '../admins/audit-log.js'
import { viewerCallKey } from '../calls/viewer-calls.js'
import { type Channel, type ChannelDraft, settingsOf } from '../channels/channel.js'
import { type Avatar, avatarKey, type Region } from '../grids/grid.js'
import { createRequestLimit } from '../limits/rates.js'
import type { Stopwatch } from '../ports.js'
import { isConfined, type RegionAuthority } from '../region-keys/authority.js'
import type { Rooms } from '../rooms/rooms.js'
import type { ModeratorActs } from './moderator-acts.js'

/** Acts of one avatar; each is written down. */
const COUNT = 30
const WINDOW_MS = 10_000

/** What a viewer has buttons for. */
export type RegionAct =
  | { readonly act: 'mute' | 'unmute'; readonly agentId: string }
  | { readonly act: 'mute-all' | 'unmute-all' }

/** The avatar that moderates, and the region that passes it on. */
export interface InWorldModerator extends Avatar, Region {
  /** Whether the region says that this avatar may moderate voice there. */
  readonly vouched: boolean
  readonly authority: RegionAuthority
  /** The region's network address. */
  readonly address: string
}

/** A place whose channel is stored when something is decided there, if it is not stored yet. */
export interface ModeratedPlace {
  readonly channel: Channel | ChannelDraft
  open(): Promise<Channel>
}

export interface RegionActs {
  /**
   * Acts on the people of a place in the region, and writes it down. It is done for whom the region vouches, and for
   * the channel's own moderators; who is muted by name there lifts no mute by a region's word.
   * @throws VoiceError `not-allowed`, `rate-limited`, or as `ModeratorActs.perform`
   */
  perform(place: ModeratedPlace, act: RegionAct, by: InWorldModerator): Promise<void>
  /**
   * The same in a call of viewers, for as long as the call lasts. Nothing of it is stored.
   * @param callId the region's id of the call
   * @throws VoiceError `not-allowed`, also for a key that speaks for some regions only; `not-found`, `rate-limited`
   */
  performInCall(callId: string, act: RegionAct, by: InWorldModerator): void
}

export interface RegionActsOptions {
  readonly acts: Pick<ModeratorActs, 'perform'>
  readonly rooms: Pick<Rooms, 'nameOf' | 'decided' | 'moderationOfCall'>
  readonly audit: Pick<AuditLog, 'note'>
  readonly stopwatch: Stopwatch
}

export function createRegionActs({ acts, rooms, audit, stopwatch }: RegionActsOptions): RegionActs {
  const limit = createRequestLimit(stopwatch, COUNT, WINDOW_MS)

  function takeTurn(by: InWorldModerator): void {
    if (limit.take(avatarKey(by))) return
    throw new VoiceError('rate-limited', 'This avatar moderates too often: wait ten seconds.')
  }

  return {
    async perform({ channel, open }, act, by) {
      const { grid, agentId, regionId, address, vouched } = by
      if (!settingsOf(channel).moderators.includes(agentId)) {
        requireVouched(vouched)
        const { id } = channel
        requireUnmuted(id !== undefined && rooms.decided({ grid, id }, 'muted', agentId) !== undefined)
      }
      takeTurn(by)
      const name = rooms.nameOf(by)
      const done = await acts.perform(await open(), sparing(act, agentId), name)
      await audit.note({ actor: name, address, grid, ...done, detail: { ...done.detail, regionId } })
    },
    performInCall(callId, act, by) {
      requireVouched(by.vouched)
      if (isConfined(by.authority)) {
        throw new VoiceError(
          'not-allowed',
          'A call reaches beyond the regions of this region key, so nobody is moderated in it for their word.',
        )
      }
      takeTurn(by)
      const call = rooms.moderationOfCall(viewerCallKey(by.grid, callId))
      if (!call) throw new VoiceError('not-found', 'There is no such call.')
      requireUnmuted(call.isMutedAlone(by.agentId))
      if ('agentId' in act) call.setMuted(act.agentId, act.act === 'mute')
      else call.setAllMuted(act.act === 'mute-all', by.agentId)
    },
  }
}

/** Whoever mutes everybody goes on speaking. */
function sparing(act: RegionAct, agentId: string) {
  return act.act === 'mute-all' ? { act: act.act, sparing: agentId } : act
}

/** @throws VoiceError `not-allowed` */
function requireVouched(vouched: boolean): void {
  if (vouched) return
  throw new VoiceError(
    'not-allowed',
    'This avatar may not moderate voice here: neither does its region say so, nor is it a moderator of the channel.',
  )
}

/** @throws VoiceError `not-allowed` */
function requireUnmuted(isMuted: boolean): void {
  if (!isMuted) return
  throw new VoiceError('not-allowed', 'This avatar is muted here: another moderator must unmute it first.')
}
