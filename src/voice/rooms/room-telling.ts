/** What the participants of a room are told about each other. */

import type { ChannelSettings, RoomChannel } from '../channels/channel.js'
import type { Outsiders } from './borders/outsiders.js'
import type { Participation } from './participation.js'
import type { ParticipantView, RoomEvent, RoomRules, RoomSilence } from './room-event.js'

/** Moderators' mutes, which hold even while the muted avatar is away. */
export interface RoomMutes {
  /** Why nobody hears the avatar: a moderator's mute, or the channel's mode. */
  silenceOf(agentId: string, settings: ChannelSettings): RoomSilence | undefined
  /** Whether the channel's mode lets the avatar speak at all. */
  maySpeak(agentId: string, settings: ChannelSettings): boolean
  hasFloor(agentId: string): boolean
  areAllMuted(): boolean
}

export interface RoomTellingOptions {
  readonly participations: ReadonlyMap<string, Participation>
  readonly channel: () => RoomChannel
  readonly settings: () => ChannelSettings
  readonly mutes: Pick<RoomMutes, 'silenceOf' | 'hasFloor'>
  readonly rules: () => RoomRules
  /** The number of somebody's raised hand. */
  readonly handOf: (agentId: string) => number | undefined
  /** Who is heard here from beyond a border. */
  readonly outsiders: Pick<Outsiders, 'viewsFor'>
  /** Called when something about a participant has changed. */
  readonly onChanged: (agentId: string) => void
}

export interface RoomTelling {
  viewOf(participation: Participation): ParticipantView
  /** Tells a participant everything there is to know. @param goesOn it comes from another room, and keeps its connections */
  welcome(participation: Participation, goesOn?: boolean): void
  /** Tells the others who has come, and how. */
  joined(participation: Participation): void
  /** Tells the others how a participant takes part from now on. */
  arrived(participation: Participation): void
  /** Tells the others what a participant is now. */
  changed(participation: Participation): void
  /** Tells everybody, the participant included. @returns the participation, if there is one */
  participant(agentId: string): Participation | undefined
  /** Tells everybody who of those may speak, moderates or has raised a hand, and did not before, or the reverse. */
  changedSince(before: readonly ParticipantView[]): void
  rules(): void
  all(event: RoomEvent): void
}

export function createRoomTelling(options: RoomTellingOptions): RoomTelling {
  const { participations, channel, settings, mutes, rules, handOf, outsiders, onChanged } = options

  function viewOf({ participant, index }: Participation): ParticipantView {
    const { agentId, name, muted, effort, pose, pictures } = participant
    const inForce = settings()
    const silence = mutes.silenceOf(agentId, inForce)
    const { position, look } = pose
    return {
      agentId,
      name,
      index,
      muted,
      ...(effort !== undefined && effort !== 'talk' && { effort }),
      mutedByModerator: silence !== undefined,
      silence,
      moderator: inForce.moderators.includes(agentId),
      floor: mutes.hasFloor(agentId),
      hand: handOf(agentId),
      pictures,
      position,
      look,
    }
  }

  function others(participation: Participation): Participation[] {
    return [...participations.values()].filter((other) => other !== participation)
  }

  function tellOthers(participation: Participation, event: RoomEvent): void {
    for (const { participant } of others(participation)) participant.tell(event)
  }

  function arrived(participation: Participation): void {
    const { agentId, kind } = participation.participant
    tellOthers(participation, { type: 'participant-arrived', agentId, by: kind })
  }

  function all(event: RoomEvent): void {
    for (const { participant } of participations.values()) participant.tell(event)
  }

  return {
    viewOf,
    welcome(participation, goesOn = false) {
      const { participant } = participation
      participant.tell({
        type: 'room-entered',
        channel: channel(),
        self: viewOf(participation),
        others: [...others(participation).map(viewOf), ...outsiders.viewsFor(participant)],
        feedLost: participant.feedLost,
        rules: rules(),
        ...(goesOn && { goesOn }),
      })
    },
    joined(participation) {
      tellOthers(participation, { type: 'participant-joined', participant: viewOf(participation) })
      arrived(participation)
    },
    arrived,
    changed(participation) {
      tellOthers(participation, { type: 'participant-changed', participant: viewOf(participation) })
      onChanged(participation.participant.agentId)
    },
    participant(agentId) {
      const participation = participations.get(agentId)
      if (!participation) return undefined
      all({ type: 'participant-changed', participant: viewOf(participation) })
      onChanged(agentId)
      return participation
    },
    changedSince(before) {
      for (const earlier of before) {
        const participation = participations.get(earlier.agentId)
        const participant = participation && viewOf(participation)
        const isSame = (what: 'silence' | 'moderator' | 'hand') => participant?.[what] === earlier[what]
        if (!participant || (isSame('silence') && isSame('moderator') && isSame('hand'))) continue
        all({ type: 'participant-changed', participant })
        onChanged(earlier.agentId)
      }
    },
    rules: () => all({ type: 'rules-changed', rules: rules() }),
    all,
  }
}
