/** Lines in rooms: who may write and read there, in which order, and what moderators do about it. */

import { VoiceError } from '../../errors.js'
import { heardAt } from '../../spatial/heard.js'
import type { Bus } from '../bus.js'
import { type ChannelRef, type ChannelSettings, settingsOf, soundOf } from '../channels/channel.js'
import type { Avatar } from '../grids/grid.js'
import type { Mutes } from '../moderation/mutes.js'
import type { Clock, Timers } from '../ports.js'
import type { Resident } from '../residents/residents.js'
import type { PageParticipant } from '../rooms/participants/page-participant.js'
import type { Participant } from '../rooms/participants/participant.js'
import type { Room } from '../rooms/room.js'
import type { ChatRules, RoomEvent } from '../rooms/room-event.js'
import { placeKey } from '../rooms/room-key.js'
import type { Rooms } from '../rooms/rooms.js'
import type { ChatLog, LoggedLine, Writing } from './chat-log.js'
import { type ChatLogs, createChatLogs } from './chat-logs.js'
import type { Cursor, History, Line } from './line.js'
import { type LineJudge, plainName } from './written.js'

/** A room can be slowed down to one line in that time. */
export const MAX_SLOW_SECONDS = 3600

/** A line as its page sends it. */
export type Sent = Pick<Line, 'nonce' | 'text'>

export interface RoomChat {
  /**
   * @throws VoiceError `not-in-room`, `not-allowed` (text is off, or a moderator has muted the writer), `rate-limited`,
   * `message-invalid`, `message-too-large`
   */
  write(page: PageParticipant, sent: Sent): void
  /** Changes the writer's own line, within `EDIT_MS`. @throws VoiceError `not-found`, and as `write` */
  edit(page: PageParticipant, lineId: string, text: string): void
  /**
   * Takes the writer's own line back within `EDIT_MS`, or removes anybody's for a moderator.
   * @returns whose line a moderator has removed
   * @throws VoiceError `not-found`, `not-allowed`
   */
  remove(page: PageParticipant, lineId: string): Pick<Resident, 'agentId' | 'name'> | undefined
  /** Tells the others that the participant is about to write. */
  writes(page: PageParticipant): void
  /** Tells the page what it may write. @returns what it may read */
  read(page: PageParticipant, after: Cursor | undefined): History
  /**
   * To be called before a moderator mutes somebody's writing, or lets them write again.
   * @returns whether that changes anything
   * @throws VoiceError `not-allowed`, `not-found` for an avatar that was never there
   */
  requireMutable(page: PageParticipant, agentId: string, muted: boolean): boolean
  /** For moderators: until the room has been empty for a while. @returns the seconds in force. @throws VoiceError `not-allowed` */
  setSlow(page: PageParticipant, seconds: number): number
  /** A line from local chat. @throws VoiceError as `write` */
  bringIn(room: Room, writer: Avatar & { readonly name: string }, sent: Sent): void
  /** The lines of a room, and the number of the last one. */
  linesOf(room: Room): { readonly log: string; readonly seq: number; readonly lines: readonly Line[] }
}

export interface RoomChatOptions {
  readonly judge: LineJudge
  readonly mutes: Pick<Mutes, 'isWritingMuted'>
  readonly rooms: Pick<Rooms, 'find' | 'onSettings'>
  readonly bus: Bus
  readonly mayReach: (from: Avatar, to: Avatar) => boolean
  readonly clock: Clock
  readonly timers: Timers
}

export function createRoomChat({ judge, rooms, mutes, bus, mayReach, ...time }: RoomChatOptions): RoomChat {
  const logs: ChatLogs = createChatLogs(time)
  const open = ({ key }: Room) => logs.open(key, () => rooms.find(key) !== undefined)
  /** What moderators decided, by log; it ends with the log. */
  const slow = new WeakMap<ChatLog, number>()

  const moderates = ({ agentId }: Avatar, room: Room) => room.kind === 'place' && room.isModerator(agentId)

  function slowSecondsOf(room: Room): number {
    const log = logs.find(room.key)
    return (log && slow.get(log)) ?? settingsOf(room.channel).textSlowSeconds
  }

  function rulesOf(room: Room, reader: Avatar): ChatRules {
    const { textOn: on, textReach: reach, textBridge } = settingsOf(room.channel)
    return {
      on,
      reach,
      slowSeconds: slowSecondsOf(room),
      bridged: textBridge && reach === 'room' && room.kind === 'place',
      muted: mutes.isWritingMuted(room.channel, reader.agentId),
      moderates: moderates(reader, room),
    }
  }

  /** @throws VoiceError `not-allowed` */
  function requireMayWrite(room: Room, writer: Avatar): void {
    const { on, muted } = rulesOf(room, writer)
    if (!on) throw new VoiceError('not-allowed', 'Writing is switched off in this place.')
    if (muted) throw new VoiceError('not-allowed', 'A moderator has muted your writing in this place.')
  }

  /** @throws VoiceError `rate-limited` */
  function requirePace(room: Room, log: ChatLog, writer: Avatar): void {
    const last = log.lastBy(writer.agentId)
    const seconds = slowSecondsOf(room)
    if (last === undefined || seconds === 0 || moderates(writer, room)) return
    const left = Math.ceil((last + seconds * 1000 - time.timers.now()) / 1000)
    if (left <= 0) return
    throw new VoiceError('rate-limited', `This place is slowed down: wait ${left} more seconds.`, {
      retryAfterSeconds: left,
    })
  }

  function readersOf(room: Room, writer: Avatar, from: Participant | undefined): readonly Participant[] {
    const { settings } = room
    return room
      .participants()
      .filter((reader) => mayReach(writer, reader) && (!from || isInReach(from, reader, settings)))
  }

  function tell(room: Room, writer: Avatar, event: RoomEvent, readers?: ReadonlySet<string>): void {
    for (const reader of room.participants())
      if ((readers?.has(reader.agentId) ?? true) && mayReach(writer, reader)) reader.tell(event)
  }

  function add(room: Room, writer: Avatar, writing: Omit<Writing, 'from' | 'readers'>): void {
    const here = room.participants().find(({ agentId }) => agentId === writer.agentId)
    const readers =
      settingsOf(room.channel).textReach === 'voice'
        ? new Set(readersOf(room, writer, here).map(({ agentId }) => agentId))
        : undefined
    const { name } = writing
    const line = open(room).add({
      ...writing,
      name: plainName(name),
      from: writer.agentId,
      ...(readers && { readers }),
    })
    tell(room, writer, { type: 'line', line }, readers)
  }

  function tellChange(room: Room, { line: { from }, readers }: LoggedLine, line: Line): void {
    tell(room, { grid: room.channel.grid, agentId: from }, { type: 'line', line }, readers)
  }

  /** @throws VoiceError `not-found` */
  function find(room: Room, lineId: string): { log: ChatLog; logged: LoggedLine } {
    const log = logs.find(room.key)
    const logged = log?.find(lineId)
    if (log && logged && !logged.line.removedBy) return { log, logged }
    throw new VoiceError('not-found', 'This line is gone.')
  }

  function tellRules(room: Room, agentId?: string): void {
    for (const participant of room.participants()) {
      if (agentId !== undefined && participant.agentId !== agentId) continue
      participant.tell({ type: 'chat-rules', rules: rulesOf(room, participant) })
    }
  }

  const placeOf = (channel: ChannelRef) => rooms.find(placeKey(channel))

  rooms.onSettings(['textOn', 'textReach', 'textBridge', 'textSlowSeconds', 'moderators'], (room) =>
    tellRules(room),
  )
  bus.subscribe('speech-rule-changed', ({ grid, channelId, kind, agentId }) => {
    const room = kind === 'writing-muted' && placeOf({ grid, id: channelId })
    if (room) tellRules(room, agentId)
  })

  /** @throws VoiceError `not-allowed` */
  function requireModerator(page: PageParticipant): Room {
    const room = roomOf(page)
    if (moderates(page, room)) return room
    throw new VoiceError('not-allowed', 'Only moderators of this place may do that.')
  }

  return {
    write(page, { nonce, text }) {
      const room = roomOf(page)
      const known = logs.find(room.key)?.known(page.agentId, nonce)
      if (known) return page.tell({ type: 'line', line: known })
      requireMayWrite(room, page)
      const plain = judge.text(text)
      requirePace(room, open(room), page)
      judge.spend(page)
      add(room, page, { name: page.name, text: plain, nonce })
    },
    bringIn(room, writer, { nonce, text }) {
      if (logs.find(room.key)?.known(writer.agentId, nonce)) return
      requireMayWrite(room, writer)
      const plain = judge.text(text)
      requirePace(room, open(room), writer)
      judge.spend(writer)
      add(room, writer, { name: writer.name, text: plain, nonce, inWorld: true })
    },
    edit(page, lineId, text) {
      const room = roomOf(page)
      const { log, logged } = find(room, lineId)
      if (logged.line.from !== page.agentId || !log.isFresh(logged)) throw tooLate()
      requireMayWrite(room, page)
      const plain = judge.text(text)
      judge.spend(page)
      tellChange(room, logged, log.edit(logged, plain))
    },
    remove(page, lineId) {
      const room = roomOf(page)
      const { log, logged } = find(room, lineId)
      const { from: agentId, name, removedBy } = logged.line
      const isOwn = agentId === page.agentId && log.isFresh(logged)
      if (!isOwn && !moderates(page, room)) throw tooLate()
      tellChange(room, logged, log.remove(logged, isOwn ? 'writer' : 'moderator'))
      return isOwn || removedBy ? undefined : { agentId, name }
    },
    writes(page) {
      const { room } = page
      if (!room || !rulesOf(room, page).on || rulesOf(room, page).muted) return
      const isByVoice = settingsOf(room.channel).textReach === 'voice'
      for (const reader of readersOf(room, page, isByVoice ? page : undefined))
        if (reader !== page) reader.tell({ type: 'writes', agentId: page.agentId })
    },
    read(page, after) {
      const room = roomOf(page)
      const log = logs.find(room.key)
      page.tell({ type: 'chat-rules', rules: rulesOf(room, page) })
      const { textOn, textHistory } = settingsOf(room.channel)
      if (!log || !textOn) return { lines: [], upTo: undefined, missed: false }
      const history = log.history(page.agentId, after, textHistory)
      const { grid } = page
      return {
        ...history,
        lines: history.lines.filter(({ from }) => mayReach({ grid, agentId: from }, page)),
      }
    },
    requireMutable(page, agentId, muted) {
      const room = requireModerator(page)
      const wasThere = room.has(agentId) || logs.find(room.key)?.lastBy(agentId) !== undefined
      if (muted && !wasThere) throw new VoiceError('not-found', 'That avatar was not in this place.')
      return mutes.isWritingMuted(room.channel, agentId) !== muted
    },
    setSlow(page, seconds) {
      const room = requireModerator(page)
      const inForce = Math.min(MAX_SLOW_SECONDS, Math.max(0, seconds))
      slow.set(open(room), inForce)
      tellRules(room)
      return inForce
    },
    linesOf(room) {
      const log = open(room)
      const lines = log.since(0).map(({ line }) => line)
      return { log: log.id, seq: lines.at(-1)?.seq ?? 0, lines }
    },
  }
}

/** Whether the reader would hear the writer. */
function isInReach(writer: Participant, reader: Participant, settings: ChannelSettings): boolean {
  if (writer.agentId === reader.agentId) return true
  const mouth = { ...writer.pose, effort: writer.effort }
  return heardAt(reader.pose.position, mouth, soundOf(settings)).gain > 0
}

/** @throws VoiceError `not-in-room` */
function roomOf({ room }: PageParticipant): Room {
  if (room) return room
  throw new VoiceError('not-in-room', 'You are in no room: wait until you are.')
}

function tooLate(): VoiceError {
  return new VoiceError('not-allowed', 'A line can be changed by its writer only, for five seconds.')
}
