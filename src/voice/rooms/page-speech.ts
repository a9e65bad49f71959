/** What a page can do in whatever room it is: speak or not, hide, and negotiate its connections. */

import { VoiceError } from '../../errors.js'
import type { Participation } from './participant.js'
import type { Room } from './room.js'
import type { Member } from './room-state.js'

/** A page's member, and the room that it is in at the moment. */
export interface Visitor extends Member {
  readonly room: Room | undefined
}

export function speechOf(visit: Visitor): Omit<Participation, 'leave' | 'lost'> {
  function roomNow(): Room {
    if (!visit.room) throw new VoiceError('not-in-room', 'You are in no room: wait until you are.')
    return visit.room
  }

  return {
    agentId: visit.agentId,
    setMuted(muted) {
      if (visit.muted === muted) return
      visit.muted = muted
      visit.room?.memberChanged(visit.agentId)
    },
    setAddressHidden(hidden) {
      if (visit.addressHidden === hidden) return
      visit.addressHidden = hidden
      visit.room?.privacyChanged()
    },
    signal(to, linkId, payload) {
      const link = roomNow().linked(visit.agentId, to, linkId)
      if (!link)
        throw new VoiceError('peer-unreachable', 'You are not connected to that avatar in this room.')
      link.tell({ type: 'signalled', from: visit.agentId, linkId, relayOnly: link.relayOnly, payload })
    },
    async connectHub(offer) {
      return roomNow().connectHub(visit.agentId, offer)
    },
    addHubCandidate: (candidate) => visit.room?.addHubCandidate(visit.agentId, candidate),
  }
}
