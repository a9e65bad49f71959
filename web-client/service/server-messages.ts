/** What the page does with each message of the service. */

import type { ServerMessage, ServerMessageOf } from '../../src/protocol/messages.js'
import type { HubConnection } from '../media/hub-connection.js'
import type { PeerConnections } from '../media/peer-connections.js'
import type { UnconfirmedLinks } from '../media/unconfirmed-links.js'
import { receiveForWays } from '../media/way-messages.js'
import type { PageTime } from '../page/page-time.js'
import type { VoiceState } from '../page/voice-state.js'
import type { Comings } from '../room/comings.js'
import type { RoomClock } from '../room/room-clock.js'
import type { RoomPeople } from '../room/room-people.js'
import type { LateFeatures } from '../start/late-features.js'
import type { OwnReport } from './own-report.js'

export interface MessageParts {
  readonly state: VoiceState
  readonly peers: PeerConnections
  readonly hub: HubConnection
  readonly room: RoomPeople
  readonly comings: Comings
  readonly clock: RoomClock
  readonly unconfirmed: UnconfirmedLinks
  readonly ownReport: OwnReport
  readonly features: Pick<LateFeatures, 'receive'>
  readonly time: PageTime
  welcome(message: ServerMessageOf<'welcome'>): void
  useIceServers(servers: ServerMessageOf<'ice-servers'>['iceServers']): void
  enterRoom(message: ServerMessageOf<'room'>): void
  leaveRoomFor(message: ServerMessageOf<'no-room'>): void
  /** Something about a participant has changed; the participant may be the resident. */
  participantChanged(participant: ServerMessageOf<'participant-changed'>['participant']): void
  leave(): void
  /** @returns whether a refused join is said again */
  joinRefused(): boolean
}

export function handleServerMessage(parts: MessageParts, message: ServerMessage): void {
  if (parts.features.receive(message)) return
  noteExpected(parts.ownReport, message)
  if (receiveForWays(parts, message)) return
  const { state, hub, room, comings, clock, time } = parts
  switch (message.type) {
    case 'welcome':
      // A service that cannot store anything says so in its next message.
      state.storeFailing.value = false
      return parts.welcome(message)
    case 'room':
      return parts.enterRoom(message)
    case 'no-room':
      return parts.leaveRoomFor(message)
    case 'channel':
      state.channel.value = message.channel
      room.setChannel(message.channel)
      return clock.place()
    case 'ice-servers':
      return parts.useIceServers(message.iceServers)
    case 'feed':
      state.feedLost.value = message.lost
      return
    case 'store':
      state.storeFailing.value = !message.writable
      return
    case 'participant-joined':
      if (room.add(message.participant, time.now())) comings.came(room.count())
      return clock.showSoon()
    case 'participant-changed':
      parts.participantChanged(message.participant)
      room.change(message.participant)
      // A whisper or a shout is heard as such at once.
      clock.place()
      return clock.showSoon()
    case 'participant-left':
      if (room.has(message.agentId)) comings.left(room.count())
      room.remove(message.agentId)
      return clock.showSoon()
    case 'pong':
      return
    case 'error':
      if (message.about === 'hub-offer') {
        if (message.code === 'grid-full') state.problem.value = message
        return hub.refused()
      }
      if (message.code === 'message-invalid' && parts.joinRefused()) return
      if (message.url !== undefined) state.ownAddress.value = message.url
      // A signal for a participant who has just left needs no notice, nor does one that came before a room: it is sent again.
      if (message.code === 'peer-unreachable' || message.code === 'not-in-room') return
      // A message that was too much for its receiver is sent again later, like every lost message.
      if (
        message.code === 'rate-limited' &&
        (message.about === 'description' || message.about === 'candidate')
      )
        return
      // Refused reports matter to statistics only.
      if (message.about !== 'report') state.problem.value = message
      if (message.code === 'relay-unavailable') parts.leave()
      return
  }
}

/** Whose voice is to come, or not any more: the page reports how long it took. */
function noteExpected(ownReport: OwnReport, message: ServerMessage): void {
  switch (message.type) {
    case 'peer-connect':
      return message.resumed ? undefined : ownReport.expect(message.agentId)
    case 'peer-disconnect':
      return ownReport.forget(message.agentId)
    case 'hub-connect':
      return ownReport.expectHub()
    case 'hub-slots':
      return message.agentIds.some(Boolean) ? ownReport.expectThroughHub() : undefined
    case 'hub-disconnect':
      return ownReport.forgetHub()
  }
}
