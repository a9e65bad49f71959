/** Encodes what the core tells a page: one encoder for each event. */

import type { ServerMessage } from '../protocol/messages.js'
import type { Movement, RoomEvent, RoomEventOf, RoomEventType } from '../voice/rooms/room-event.js'
import { channelMessage, participantMessage } from './views.js'

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

/** A message, or a binary frame as it is; `undefined`: the page is not told. */
type Encoded = ServerMessage | Uint8Array | undefined

const encoders: {
  readonly [Type in RoomEventType]: (event: RoomEventOf<Type>, reader: Reader) => Encoded
} = {
  'room-entered': ({ channel, self, others, feedLost }, { agentId }) => ({
    type: 'room',
    channel: channelMessage(channel),
    self: participantMessage(self, agentId),
    participants: others.map((other) => participantMessage(other, agentId)),
    feedLost,
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
  'feed-changed': ({ lost }) => ({ type: 'feed', lost }),
  moved: ({ movements }, { encodeMovements }) => encodeMovements(movements),
  'peer-connected': ({ agentId, linkId: link, offers, resumed, relayOnly }) => ({
    type: 'peer-connect',
    agentId,
    link,
    offers,
    resumed,
    relayOnly,
  }),
  'peer-disconnected': ({ agentId, linkId: link }) => ({ type: 'peer-disconnect', agentId, link }),
  signalled: (signal, { addressFilter }) => signalMessage(signal, addressFilter),
  'hub-wanted': () => ({ type: 'hub-connect' }),
  'hub-slots': ({ agentIds }) => ({ type: 'hub-slots', agentIds: [...agentIds] }),
  'hub-released': () => ({ type: 'hub-disconnect' }),
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
