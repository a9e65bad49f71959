/** Encodes what the core tells a page, one encoder for each event: text frames are JSON messages, binary frames are positions. */

import type { LineMessage } from '../protocol/chat-messages.js'
import type { ChannelMessage, ParticipantMessage, ServerMessage } from '../protocol/messages.js'
import { encodePositions } from '../protocol/position-frame.js'
import type { Vector3 } from '../spatial/direction.js'
import { type RoomChannel, settingsOf, soundOf, titleOf } from '../voice/channels/channel.js'
import type { Line } from '../voice/chat/line.js'
import type { ResidentEvent, ResidentEventOf, ResidentEventType } from '../voice/residents/resident-event.js'
import type {
  Movement,
  ParticipantView,
  RoomEvent,
  RoomEventOf,
  RoomEventType,
} from '../voice/rooms/room-event.js'

/** Removes everything from a signal that gives away its sender's network address. */
export interface AddressFilter {
  description(sdp: string): string
  /** `undefined` if nothing is left. */
  candidate(line: string): string | undefined
}

/** The page for which an event is encoded, and the means. */
export interface Reader {
  readonly agentId: string
  readonly addressFilter: AddressFilter
  readonly encodeMovements: (movements: readonly Movement[]) => Uint8Array
}

/** A message, or a frame as it is; `undefined`: the page is not told. */
type Encoded = ServerMessage | Uint8Array | undefined

const SAME_FOR_ALL: ReadonlySet<RoomEventType> = new Set([
  'participant-left',
  'participant-arrived',
  'channel-changed',
  'rules-changed',
])

/** Whether all pages are sent the same for it. Whom a participant's news concerns learns more than the others. */
function isSameForAll(event: RoomEvent, { agentId }: Reader): boolean {
  if (event.type === 'participant-joined' || event.type === 'participant-changed')
    return event.participant.agentId !== agentId
  return SAME_FOR_ALL.has(event.type)
}

const encoders: {
  readonly [Type in RoomEventType]: (event: RoomEventOf<Type>, reader: Reader) => Encoded
} = {
  'room-entered': ({ channel, self, others, feedLost, rules, goesOn }, { agentId }) => ({
    type: 'room',
    channel: channelMessage(channel),
    self: participantMessage(self, agentId),
    participants: others.map((other) => participantMessage(other, agentId)),
    feedLost,
    rules: { ...rules },
    ...(goesOn && { goesOn }),
  }),
  'room-left': ({ reason }) => ({ type: 'no-room', reason }),
  'participant-joined': ({ participant }, { agentId }) => ({
    type: 'participant-joined',
    participant: participantMessage(participant, agentId),
  }),
  'participant-arrived': ({ agentId, by }) => ({ type: 'participant-arrived', agentId, by }),
  'participant-changed': ({ participant }, { agentId }) => ({
    type: 'participant-changed',
    participant: participantMessage(participant, agentId),
  }),
  'participant-left': ({ agentId }) => ({ type: 'participant-left', agentId }),
  'channel-changed': ({ channel }) => ({ type: 'channel', channel: channelMessage(channel) }),
  'rules-changed': ({ rules }) => ({ type: 'rules', rules: { ...rules } }),
  'feed-changed': ({ lost }) => ({ type: 'feed', lost }),
  moved: ({ movements }, { encodeMovements }) => encodeMovements(movements),
  'peer-connected': ({ agentId, linkId: link, offers, offered, resumed, relayOnly }) => ({
    type: 'peer-connect',
    agentId,
    link,
    offers,
    ...(offered && { offered }),
    resumed,
    relayOnly,
  }),
  'peer-disconnected': ({ agentId, linkId: link }) => ({ type: 'peer-disconnect', agentId, link }),
  signalled: (signal, { addressFilter }) => signalMessage(signal, addressFilter),
  'hub-wanted': () => ({ type: 'hub-connect' }),
  'hub-slots': ({ agentIds }) => ({ type: 'hub-slots', agentIds: [...agentIds] }),
  'hub-released': () => ({ type: 'hub-disconnect' }),
  line: ({ line }) => ({ type: 'chat-line', line: lineMessage(line) }),
  writes: ({ agentId: from }) => ({ type: 'chat-writes', from }),
  'chat-rules': ({ rules }) => ({ type: 'chat-rules', ...rules }),
  // The other reasons are told by the socket's close code.
  ended: (ending) =>
    ending.reason === 'kicked' ? { type: 'no-room', reason: 'kicked', ...ending.expulsion } : undefined,
}

/** What a page is sent for an event. */
export function encodeEvent(event: RoomEvent, reader: Reader): Encoded
export function encodeEvent<Type extends RoomEventType>(
  event: RoomEventOf<Type> & { readonly type: Type },
  reader: Reader,
): Encoded {
  return encoders[event.type](event, reader)
}

const OF_PLACES: ReadonlySet<RoomEventType> = new Set([
  'moved',
  'feed-changed',
  'channel-changed',
  'rules-changed',
])

/** What happens in the room of a call, marked as such. Nobody moves in a call, and it has no settings of its own. */
export function encodeCallEvent(event: RoomEvent, callId: string, reader: Reader): ServerMessage | undefined {
  if (OF_PLACES.has(event.type)) return undefined
  const encoded = encodeEvent(event, reader)
  return encoded && 'type' in encoded ? ({ ...encoded, call: callId } as ServerMessage) : undefined
}

const residentEncoders: {
  readonly [Type in ResidentEventType]: (event: ResidentEventOf<Type>) => ServerMessage
} = {
  'call-changed': ({ call: { callId: call, from, rings, here, members, returnToken: token } }) => ({
    type: 'call',
    call,
    from,
    rings,
    here,
    members: [...members],
    ...(token !== undefined && { token }),
  }),
  'blocks-changed': ({ blocked }) => ({ type: 'blocks', people: [...blocked] }),
  'headphones-chosen': ({ headphones }) => ({ type: 'viewer-headphones', headphones }),
  'friends-changed': ({ friends }) => ({ type: 'friends', people: [...friends] }),
  'groups-changed': ({ groups }) => ({
    type: 'groups',
    groups: groups.map(({ groupId, name, people }) => ({ groupId, name, people: [...people] })),
  }),
  'call-ended': ({ callId: call, reason, by, words }) => ({
    type: 'call-ended',
    call,
    reason,
    ...(by !== undefined && { by }),
    ...(words !== undefined && { words }),
  }),
  'call-refused': ({ callId: call, by, reason, words }) => ({
    type: 'call-refused',
    call,
    by,
    reason,
    ...(words !== undefined && { words }),
  }),
  'private-line': ({ with: other, line }) => ({ type: 'chat-line', with: other, line: lineMessage(line) }),
  'private-writes': ({ with: from }) => ({ type: 'chat-writes', with: from, from }),
}

/** What a page is sent for an event that concerns its resident, in a room or not. */
export function encodeResidentEvent(event: ResidentEvent): ServerMessage
export function encodeResidentEvent<Type extends ResidentEventType>(
  event: ResidentEventOf<Type> & { readonly type: Type },
): ServerMessage {
  return residentEncoders[event.type](event)
}

function signalMessage(
  { from, linkId: link, relayOnly, payload }: RoomEventOf<'signalled'>,
  filter: AddressFilter,
): ServerMessage | undefined {
  if ('description' in payload) {
    const { type, sdp } = payload.description
    const description = { type, sdp: relayOnly ? filter.description(sdp) : sdp }
    return { type: 'description', from, link, description }
  }
  const line = payload.candidate.candidate
  const candidate = relayOnly ? filter.candidate(line) : line
  if (candidate === undefined) return undefined
  return { type: 'candidate', from, link, candidate: { ...payload.candidate, candidate } }
}

export function encodeMessage(message: ServerMessage): string {
  return JSON.stringify(message)
}

/** Encodes an event once for all pages that are sent the same for it, one after the other. */
export function createEventEncoder(): (event: RoomEvent, reader: Reader) => Encoded | string {
  let last: { readonly event: RoomEvent; readonly text: string } | undefined
  return (event, reader) => {
    if (!isSameForAll(event, reader)) return encodeEvent(event, reader)
    if (last?.event !== event) {
      const encoded = encodeEvent(event, reader)
      if (!encoded || encoded instanceof Uint8Array) return encoded
      last = { event, text: encodeMessage(encoded) }
    }
    return last.text
  }
}

/** Encodes movements once for all pages that are told the same ones. */
export function createMovementEncoder(): (movements: readonly Movement[]) => Uint8Array {
  let last: { movements: readonly Movement[]; frame: Uint8Array } | undefined
  return (movements) => {
    if (last?.movements !== movements) last = { movements, frame: encodePositions(movements) }
    return last.frame
  }
}

/** A channel as residents see it: its title, and how gain is computed. */
function channelMessage(channel: RoomChannel): ChannelMessage {
  const settings = settingsOf(channel)
  return {
    id: channel.id,
    name: titleOf(channel),
    mode: settings.mode,
    ...soundOf(settings),
    ...(channel.unplaced && { unplaced: true }),
  }
}

/**
 * A participant as a page sees it. Only their own page learns why a participant is not heard.
 * @param reader the agent whose page it is
 */
function participantMessage(view: ParticipantView, reader: string): ParticipantMessage {
  const { agentId, name, index, muted, effort, mutedByModerator: listensOnly, silence, position, look } = view
  const { moderator, floor, hand, pictures, beyond } = view
  return {
    agentId,
    name,
    index,
    muted,
    ...(effort && { effort }),
    listensOnly,
    ...(agentId === reader && { silence: silence ?? null }),
    ...(moderator && { moderator }),
    ...(floor && { floor }),
    ...(hand !== undefined && { hand }),
    ...(pictures && { pictures }),
    ...(beyond && { beyond }),
    position: tuple(position),
    look: tuple(look),
  }
}

/** A line as every reader sees it. */
export function lineMessage({ edited, removedBy, inWorld, ...line }: Line): LineMessage {
  return {
    ...line,
    ...(edited && { edited }),
    ...(removedBy && { removedBy }),
    ...(inWorld && { inWorld }),
  }
}

function tuple([x, y, z]: Vector3): [number, number, number] {
  return [x, y, z]
}
