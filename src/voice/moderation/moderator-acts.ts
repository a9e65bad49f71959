/** What moderators do to the people in a channel's room, with the entry that the audit log keeps: the same from a page and from the console. */

import { VoiceError } from '../../errors.js'
import type { Decision } from '../admins/admin-ports.js'
import { type Channel, type ChannelRef, settingsOf } from '../channels/channel.js'
import type { Channels } from '../channels/channels.js'
import type { Clock } from '../ports.js'
import type { Resident } from '../residents/residents.js'
import type { Rooms } from '../rooms/rooms.js'
import { type Decided, type DecisionChange, takenBack, watched } from './decisions.js'

/** One avatar, or several at once. */
type Whom = { readonly agentId: string } | { readonly agentIds: readonly string[] }

/** An act on avatars. */
type PeopleAct =
  | {
      readonly act:
        | 'mute'
        | 'unmute'
        | 'mute-writing'
        | 'unmute-writing'
        | 'give-floor'
        | 'take-floor'
        | 'lower-hand'
        | 'unban'
      /** For mutes; without it they hold until they are taken back. */
      readonly minutes?: number
      /** For mutes. */
      readonly explanation?: string
    }
  | { readonly act: 'kick'; readonly explanation?: string }
  | { readonly act: 'ban'; readonly minutes: number; readonly explanation?: string }

/** `end-lecture`: from now on everybody may speak; floors and raised hands are over. */
type RoomAct = 'mute-all' | 'unmute-all' | 'lock' | 'unlock' | 'end-lecture'

/** An act on avatars, or on the whole room. */
export type ModeratorAct =
  | (PeopleAct & Whom)
  | {
      readonly act: RoomAct
      /** For `mute-all`: the agent who goes on speaking. */
      readonly sparing?: string
    }

/** An entry for the audit log. */
export interface DoneAct {
  readonly act: string
  /** In words for people. */
  readonly subject: string
  readonly detail: Readonly<Record<string, unknown>>
}

export interface ModeratorActsOptions {
  readonly channels: Pick<Channels, 'get' | 'updateAll'>
  readonly rooms: Decided &
    Pick<
      Rooms,
      | 'nameOf'
      | 'setMuted'
      | 'setWritingMuted'
      | 'setAllMuted'
      | 'setFloor'
      | 'takeFloors'
      | 'lowerHand'
      | 'kick'
    >
  readonly clock: Clock
}

export interface ModeratorActs {
  /**
   * Does it, and says what was done. Whether that moderator may do it is checked before. Of several avatars, those are
   * left out to whom it cannot be done.
   * @param by who does it, as the decision names them
   * @throws VoiceError `channel-not-found`; `not-found` where nobody is there to take out, lower a hand or lock;
   * `bad-request` where the channel's mode knows no such act
   */
  perform(which: ChannelRef, act: ModeratorAct, by: string): Promise<DoneAct>
  /**
   * Takes an act's changes back, each only where nobody has decided something else since.
   * @throws VoiceError `channel-not-found`; `channel-changed-meanwhile` where nothing is left to take back
   */
  takeBack(which: ChannelRef, changes: readonly DecisionChange[]): Promise<readonly DecisionChange[]>
}

export type PerformAct = ModeratorActs['perform']

/** Names that an entry of the log tells; of more people it tells the number. */
const NAMED = 3

export function createModeratorActs({ channels, rooms, clock }: ModeratorActsOptions): ModeratorActs {
  async function perform(which: ChannelRef, act: ModeratorAct, by: string): Promise<DoneAct> {
    const channel = await channels.get(which)
    const about = aboutPlace(channel)
    const where = about.place
    if (!('agentId' in act || 'agentIds' in act)) {
      const work = () => performOnRoom(channel, act, by)
      const [done, decisions] = await watched(rooms, channel, [], work)
      return { subject: where, ...done, detail: { ...about, ...done.detail, decisions } }
    }
    const wanted = 'agentIds' in act ? [...new Set(act.agentIds)] : [act.agentId]
    const work = async () => wanted.filter((agentId) => couldDo(channel, act, agentId, by, wanted.length))
    const [agentIds, decisions] = await watched(rooms, channel, wanted, work)
    if (agentIds.length === 0) throw notHere('None of them is in this channel.')
    const names = agentIds.map((agentId) => rooms.nameOf({ grid: which.grid, agentId }))
    const more = names.length - NAMED
    const told = `${names.slice(0, NAMED).join(', ')}${more > 0 ? ` + ${more}` : ''}`
    const whom = wanted.length === 1 ? { agentId: wanted[0] } : { agentIds }
    const how = {
      ...('minutes' in act && act.minutes !== undefined && { minutes: act.minutes }),
      ...('explanation' in act && explained(act.explanation)),
    }
    return {
      act: ENTRIES[act.act],
      subject: `${told} in ${where}`,
      detail: { ...whom, ...about, names, ...how, decisions },
    }
  }

  /** @returns false for an avatar of several to whom it cannot be done */
  function couldDo(channel: Channel, act: PeopleAct, agentId: string, by: string, many: number): boolean {
    try {
      performOn(channel, act, agentId, by)
      return true
    } catch (error) {
      if (many > 1 && error instanceof VoiceError && error.code === 'not-found') return false
      throw error
    }
  }

  function performOn(channel: Channel, act: PeopleAct, agentId: string, by: string): void {
    const { grid, id: channelId } = channel
    switch (act.act) {
      case 'mute':
      case 'mute-writing': {
        const set = act.act === 'mute' ? rooms.setMuted : rooms.setWritingMuted
        return set(channel, agentId, true, decisionOf(act, by))
      }
      case 'unmute':
        return rooms.setMuted(channel, agentId, false, decisionOf({}, by))
      case 'unmute-writing':
        return rooms.setWritingMuted(channel, agentId, false)
      case 'give-floor':
        requireFloor(channel)
        return rooms.setFloor(channel, agentId, true, decisionOf({}, by))
      case 'take-floor':
        return rooms.setFloor(channel, agentId, false)
      case 'lower-hand':
        if (!rooms.lowerHand(channel, agentId)) throw notHere('That hand is not raised.')
        return
      case 'kick':
        if (!rooms.kick(channel, agentId, explained(act.explanation)))
          throw notHere('That avatar is not in this channel.')
        return
      case 'ban': {
        const until = clock() + act.minutes * 60_000
        const name = rooms.nameOf({ grid, agentId })
        rooms.ban({ grid, channelId, agentId, name, until, by, ...explained(act.explanation) })
        return
      }
      case 'unban':
        return rooms.unban(channel, agentId)
    }
  }

  function decisionOf(
    { minutes, explanation }: { readonly minutes?: number; readonly explanation?: string },
    by: string,
  ): Decision {
    const at = clock()
    return {
      by,
      at,
      ...(minutes !== undefined && { until: at + minutes * 60_000 }),
      ...explained(explanation),
    }
  }

  async function performOnRoom(
    channel: Channel,
    { act, sparing }: { readonly act: RoomAct; readonly sparing?: string },
    by: string,
  ): Promise<Omit<DoneAct, 'subject'>> {
    switch (act) {
      case 'mute-all':
      case 'unmute-all':
        rooms.setAllMuted(channel, act === 'mute-all', decisionOf({}, by))
        if (act === 'mute-all' && sparing !== undefined)
          rooms.setMuted(channel, sparing, false, decisionOf({}, by))
        return { act: act === 'mute-all' ? 'all-muted' : 'all-unmuted', detail: {} }
      case 'lock':
      case 'unlock':
        if (!rooms.setLocked(channel, act === 'lock')) throw notHere('Nobody is in this channel.')
        return { act: act === 'lock' ? 'locked' : 'unlocked', detail: {} }
      case 'end-lecture':
        return { act: 'channel-changed', detail: { changes: [await openMode(channel)] } }
    }
  }

  /** @returns what an admin can take back in the console */
  async function openMode(channel: Channel) {
    if (settingsOf(channel).mode === 'open')
      throw new VoiceError('bad-request', 'Everybody may speak in this channel already.')
    const { grid, id, pinned } = channel
    const before = { adminSettings: channel.adminSettings, pinned }
    const after = { adminSettings: { ...channel.adminSettings, mode: 'open' as const }, pinned }
    await channels.updateAll([{ grid, id, patch: after, expected: before }])
    rooms.takeFloors(channel)
    return { grid, id, before, after }
  }

  return {
    perform,
    async takeBack(which, changes) {
      const channel = await channels.get(which)
      const nameOf = (agentId: string) => rooms.nameOf({ grid: which.grid, agentId })
      const done = takenBack(rooms, channel, changes, nameOf)
      if (done.length > 0) return done
      throw new VoiceError('channel-changed-meanwhile', 'Somebody has decided something else meanwhile.')
    },
  }
}

/** A moderator has removed somebody's line: the log tells whose and where, and never what it said. */
export function lineRemoved(
  channel: Channel,
  { agentId, name }: Pick<Resident, 'agentId' | 'name'>,
): DoneAct {
  const about = aboutPlace(channel)
  const subject = `${name} in ${about.place}`
  return { act: 'line-removed', subject, detail: { agentId, ...about, names: [name] } }
}

/** A moderator has slowed writing in a room down, or no longer does. */
export function writingSlowed(channel: Channel, seconds: number): DoneAct {
  const about = aboutPlace(channel)
  return { act: 'writing-slowed', subject: about.place, detail: { ...about, seconds } }
}

const aboutPlace = (channel: Channel) => ({
  grid: channel.grid,
  channelId: channel.id,
  place: channel.description || channel.name,
})

/** How the log names each act. */
const ENTRIES: Readonly<Record<PeopleAct['act'], string>> = {
  mute: 'muted',
  unmute: 'unmuted',
  'mute-writing': 'writing-muted',
  'unmute-writing': 'writing-unmuted',
  'give-floor': 'floor-given',
  'take-floor': 'floor-taken',
  'lower-hand': 'hand-lowered',
  kick: 'kicked',
  ban: 'banned',
  unban: 'unbanned',
}

function requireFloor(channel: Channel): void {
  const { mode } = settingsOf(channel)
  if (mode !== 'open' && mode !== 'lecture') return
  throw new VoiceError('bad-request', `A channel in mode "${mode}" knows no floor: make it a presentation.`)
}

const notHere = (message: string) => new VoiceError('not-found', message)

/** An explanation, if it is not empty. */
function explained(explanation = ''): { explanation?: string } {
  const words = explanation.trim()
  return words === '' ? {} : { explanation: words }
}
