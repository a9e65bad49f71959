/** A room's channel as it is in force: as stored, or without distance while somebody's position is not known. */

import {
  type Channel,
  type ChannelSettings,
  isDirectional,
  type RoomChannel,
  settingsChanged,
  settingsOf,
  withoutDistance,
} from '../channels/channel.js'
import type { Participant } from './participants/participant.js'
import type { RoomSubject } from './room-key.js'

export interface RoomChannelOptions {
  readonly subject: RoomSubject
  readonly participants: () => readonly Participant[]
  /**
   * Called with what puts another channel in force, and must call it.
   * @param isOfSpeech whether others may speak then, or others moderate
   */
  readonly onChange: (isOfSpeech: boolean, put: () => RoomChannel) => void
}

export interface ChannelInForce {
  /** As it is stored. */
  stored(): Channel
  /** As its participants are told. */
  told(): RoomChannel
  settings(): ChannelSettings
  /** Takes another one from the store. @returns which settings in force are others now */
  store(channel: Channel): ReadonlySet<keyof ChannelSettings>
  /** Whether everybody's position is known has changed, perhaps. @param coming somebody who is about to enter */
  review(coming?: Participant): void
}

export function createChannelInForce(options: RoomChannelOptions): ChannelInForce {
  const { subject, participants, onChange } = options
  let stored: Channel = subject.channel
  let told: RoomChannel = stored
  let settings = settingsOf(told)

  function wanted(coming?: Participant): RoomChannel {
    const isUnplaced = coming?.unplaced || participants().some(({ unplaced }) => unplaced)
    return isUnplaced && subject.kind === 'place' && isDirectional(settingsOf(stored))
      ? withoutDistance(stored)
      : stored
  }

  function putInForce(next: RoomChannel): ReadonlySet<keyof ChannelSettings> {
    const changed = settingsChanged(told, next)
    onChange(changed.has('mode') || changed.has('moderators'), () => {
      told = next
      settings = settingsOf(told)
      return told
    })
    return changed
  }

  return {
    stored: () => stored,
    told: () => told,
    settings: () => settings,
    store(channel) {
      stored = channel
      return putInForce(wanted())
    },
    review(coming) {
      const next = wanted(coming)
      if (next.unplaced !== told.unplaced) putInForce(next)
    },
  }
}
