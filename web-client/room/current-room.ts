/** The room that the page is in: what the page takes over from the service on entering, and drops on leaving. */

import { batch } from '@preact/signals-core'
import type { ServerMessageOf } from '../../src/protocol/messages.js'
import type { UnconfirmedLinks } from '../media/unconfirmed-links.js'
import type { VoiceWays } from '../media/voice-ways.js'
import type { PageTime } from '../page/page-time.js'
import { type PhaseMachine, type WaitingFor, wantsVoice } from '../page/phase.js'
import type { VoiceState } from '../page/voice-state.js'
import type { OwnReport } from '../service/own-report.js'
import type { Talk } from '../speaking/talk.js'
import type { Comings } from './comings.js'
import type { RoomClock } from './room-clock.js'
import type { RoomPeople } from './room-people.js'

export interface CurrentRoomOptions extends Pick<VoiceWays, 'voices' | 'hub'> {
  readonly machine: PhaseMachine
  readonly state: VoiceState
  readonly room: RoomPeople
  readonly comings: Pick<Comings, 'entered'>
  readonly clock: RoomClock
  readonly unconfirmed: UnconfirmedLinks
  readonly ownReport: OwnReport
  readonly talk: Pick<Talk, 'setRoomSilence'>
  readonly time: PageTime
}

export interface CurrentRoom {
  enterRoom(message: ServerMessageOf<'room'>): void
  leaveRoomFor(message: ServerMessageOf<'no-room'>): void
  /** Something about a participant has changed; the participant may be the resident. */
  participantChanged(participant: ServerMessageOf<'participant-changed'>['participant']): void
  leaveRoom(): void
}

const places: Record<Exclude<ServerMessageOf<'no-room'>['reason'], 'left'>, WaitingFor | 'kicked'> = {
  'not-in-world': 'waiting',
  'no-positions': 'no-positions',
  'region-away': 'region-away',
  'voice-off': 'voice-off',
  'channel-full': 'channel-full',
  'grid-full': 'grid-full',
  locked: 'locked',
  'link-confined': 'link-confined',
  kicked: 'kicked',
}

/**
 * A restarted service has yet to hear where the avatars are: until then the voices go on. A service that has not
 * restarted disconnects first whom it takes out of a room.
 */
const mayComeBack: ReadonlySet<string> = new Set(['not-in-world', 'no-positions', 'region-away'])

export function createCurrentRoom({
  machine,
  state,
  room,
  comings,
  clock,
  voices,
  hub,
  unconfirmed,
  ownReport,
  talk,
  time,
}: CurrentRoomOptions): CurrentRoom {
  let selfId = ''

  const isWanted = () => wantsVoice(machine.phase.value.name)

  function leaveRoom(): void {
    clock.stop()
    ownReport.leftRoom()
    unconfirmed.clear()
    voices.close()
    room.clear()
    talk.setRoomSilence(undefined)
    batch(() => {
      state.channel.value = undefined
      state.people.value = []
      state.feedLost.value = false
    })
  }

  return {
    leaveRoom,
    participantChanged({ agentId, silence }) {
      if (agentId === selfId) talk.setRoomSilence(silence ?? undefined)
    },
    enterRoom(message) {
      // The message may have been on its way when the resident left.
      if (!isWanted()) return
      const goesOn = message.goesOn === true && state.channel.value !== undefined
      const kept = goesOn ? new Set(room.agentIds()) : new Set([...unconfirmed.agentIds(), ...hub.agentIds()])
      if (!goesOn && kept.size === 0) leaveRoom()
      else if (!goesOn) unconfirmed.expectWithin('room')
      // First of all, so that nothing goes out even for a moment that nobody may hear.
      talk.setRoomSilence(message.self.silence ?? undefined)
      batch(() => {
        state.channel.value = message.channel
        state.feedLost.value = message.feedLost
        selfId = message.self.agentId
        room.enter(message, kept, time.now())
        // Whoever is not heard here, and is not on the way back, was left behind.
        if (goesOn)
          for (const agentId of kept) if (!unconfirmed.agentIds().has(agentId)) room.forgetAbsent(agentId)
        comings.entered()
        // Whoever sees that the page is connected sees at once who is there.
        clock.show()
        machine.tell('room')
      })
      clock.start()
    },
    leaveRoomFor({ reason, type, ...words }) {
      // This answers `leave`: the resident may already be joining again.
      if (reason === 'left' || !isWanted()) return
      if (mayComeBack.has(reason) && (unconfirmed.agentIds().size > 0 || hub.agentIds().length > 0))
        unconfirmed.expectWithin('waiting')
      else leaveRoom()
      if (reason === 'kicked') state.expulsion.value = words
      machine.tell(places[reason])
    },
  }
}
