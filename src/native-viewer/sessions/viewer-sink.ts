/** A viewer's wire to its room: the room's board tells it of people, so that only the end is of interest. */

import type { EndReason, ParticipantSink } from '../../voice/rooms/participant.js'

export function viewerSink(ended: (reason: EndReason) => void): ParticipantSink {
  return {
    ended,
    roomEntered: nothing,
    roomLeft: nothing,
    participantJoined: nothing,
    participantChanged: nothing,
    participantLeft: nothing,
    channelChanged: nothing,
    feedChanged: nothing,
    moved: nothing,
    peerConnected: nothing,
    hubWanted: nothing,
    hubSlots: nothing,
    hubReleased: nothing,
    peerDisconnected: nothing,
    signalled: nothing,
  }
}

function nothing(): void {}
