/** The participants of the room: where each is at this moment, and how loud and from where each is heard. */

import { signal } from '@preact/signals-core'
import type { ChannelMessage, ParticipantMessage } from '../../src/protocol/messages.js'
import type { PositionEntry } from '../../src/protocol/position-frame.js'
import { directionInEarFrame, distanceMetres, type Pose } from '../../src/spatial/direction.js'
import type { Effort } from '../../src/spatial/effort.js'
import { type Heard, heardAt, reachMetres } from '../../src/spatial/heard.js'
import type { PersonalVolume } from '../hearing/personal-volumes.js'
import type { VoicePlacement } from '../hearing/placed-sound.js'
import { createPoseTrack, MAX_GLIDE_MS, type PoseTrack } from '../hearing/pose-track.js'
import type { MediaKind, Quality, VoiceReport } from '../media/voice-source.js'

/** From where a participant is heard, as the resident's avatar looks. */
export type Side =
  | 'ahead'
  | 'ahead-right'
  | 'right'
  | 'behind-right'
  | 'behind'
  | 'behind-left'
  | 'left'
  | 'ahead-left'

/** One other participant, as the page shows them. */
export interface Person {
  readonly agentId: string
  readonly name: string
  readonly distanceMetres: number
  /** `undefined` where both stand on one spot. */
  readonly side: Side | undefined
  /** The gain of the attenuation, 0..1, without the personal volume. */
  readonly gain: number
  readonly speaking: boolean
  readonly muted: boolean
  /** Whispers, talks or shouts. */
  readonly effort: Effort
  /** Nobody hears this participant, whatever arrives. */
  readonly listensOnly: boolean
  readonly moderator: boolean
  readonly floor: boolean
  /** The hand is raised; who raised theirs earlier has a smaller number. */
  readonly hand: number | undefined
  /** Takes part in another room, and is heard over the region's border. */
  readonly beyond: boolean
  /** This resident blocks the participant. */
  readonly blocked: boolean
  /** `undefined` while there is no connection. */
  readonly media: MediaKind | undefined
  readonly quality: Quality | undefined
  readonly trouble: Trouble | undefined
  /** Personal volume (1 leaves it unchanged), and whether this resident muted the participant. */
  readonly volume: number
  readonly silenced: boolean
}

/** Why a participant who could be heard is not: a fault of the other end. */
export type Trouble = 'incompatible' | 'no-audio'

/** A participant on the radar. */
export interface Blip {
  readonly agentId: string
  readonly name: string
  /** The same object for as long as the avatar stands still. */
  readonly pose: Pose
  /** How well this resident hears the participant, 0..1; 0 where anything prevents it. */
  readonly loudness: number
  /** Near enough to be heard, whatever else prevents it. */
  readonly inReach: boolean
  readonly speaking: boolean
  /** As `Person.effort`. */
  readonly effort: Effort
  /** As `Person.hand`. */
  readonly hand: number | undefined
}

interface PageParticipantView {
  /** A participant as last seen who is not in the room (yet): kept over a restart of the service. */
  absent: boolean
  message: ParticipantMessage
  readonly track: PoseTrack
  report: VoiceReport
  /** The other end sent something that makes no sense, and nothing better since. */
  incompatible: boolean
  heardAt: number
}

/** Levels above this are speech. Speech ends after a while without any, so that words do not flicker. */
const SPEAKING_LEVEL = 0.01
const SPEAKING_HOLD_MS = 400

/** Clockwise, each an eighth of the circle. */
const SIDES: readonly Side[] = [
  'ahead',
  'ahead-right',
  'right',
  'behind-right',
  'behind',
  'behind-left',
  'left',
  'ahead-left',
]
/** Nearer than this nobody would say on which side somebody stands. */
const ON_ONE_SPOT_METRES = 0.5

const SILENT: VoicePlacement = { gain: 0, dullness: 0, direction: undefined }
const NOBODY: ReadonlySet<string> = new Set()
const UNHEARD: Heard = { gain: 0, dullness: 0 }
const UNKNOWN: VoiceReport = { media: undefined, quality: undefined }

export interface RoomPeopleOptions {
  readonly volumeOf: (agentId: string) => PersonalVolume
  /** Audio level 0..1 of what a participant sends. */
  readonly levelOf: (agentId: string) => number
  /** Whether this resident blocks a participant. */
  readonly isBlocked?: (agentId: string) => boolean
}

export type RoomPeople = ReturnType<typeof createRoomPeople>

export function createRoomPeople({ volumeOf, levelOf, isBlocked = () => false }: RoomPeopleOptions) {
  const participants = new Map<string, PageParticipantView>()
  const byIndex = new Map<number, PoseTrack>()
  /** Counts every change of a pose; the radar rests while the count stays the same. */
  const moves = signal(0)
  /** Nobody moves after this moment, unless another report comes. */
  let movingUntil = 0
  let listed: readonly Person[] = []
  let self: PoseTrack | undefined
  let channel: ChannelMessage | undefined

  function heardFor(ear: Pose, { message, track }: PageParticipantView, now: number): Heard {
    const sound = message.beyond ?? channel
    if (!sound) return UNHEARD
    return heardAt(ear.position, { ...track.at(now), effort: message.effort }, sound)
  }

  const gainFor = (ear: Pose, participant: PageParticipantView, now: number): number =>
    heardFor(ear, participant, now).gain

  const speaks = ({ heardAt, message }: PageParticipantView, now: number): boolean =>
    heardAt > 0 && now - heardAt < SPEAKING_HOLD_MS && !message.muted && !message.listensOnly

  /** Listens to a participant for a moment. @returns the level of what they send, 0 where nobody may hear it */
  function hear(agentId: string, participant: PageParticipantView, now: number): number {
    const level = levelOf(agentId)
    if (level > SPEAKING_LEVEL) participant.heardAt = now
    return participant.message.muted || participant.message.listensOnly ? 0 : level
  }

  function troubleOf({ incompatible, report, message }: PageParticipantView): Trouble | undefined {
    if (incompatible) return 'incompatible'
    // A whisper is not even sent to whoever stands too far away.
    return report.silent && !message.muted && message.effort !== 'whisper' ? 'no-audio' : undefined
  }

  /** @returns whether the participant was not in the room, not even as last seen */
  function add(message: ParticipantMessage, now: number): boolean {
    const known = participants.get(message.agentId)
    const track = createPoseTrack(message, now)
    participants.set(message.agentId, {
      absent: false,
      message,
      track,
      report: known?.report ?? UNKNOWN,
      incompatible: false,
      heardAt: known?.heardAt ?? 0,
    })
    byIndex.set(message.index, track)
    return known === undefined
  }

  function loudnessFor(ear: Pose, agentId: string, participant: PageParticipantView, now: number): number {
    const { message, report } = participant
    const { volume, silenced } = volumeOf(agentId)
    if (silenced || message.muted || message.listensOnly || !report.media) return 0
    return Math.min(1, gainFor(ear, participant, now) * volume)
  }

  return {
    moves,
    /**
     * Replaces all participants.
     * @param keeps who stays as last seen, though not in the room (yet)
     */
    enter(
      room: {
        readonly channel: ChannelMessage
        readonly self: ParticipantMessage
        readonly participants: readonly ParticipantMessage[]
      },
      keeps: ReadonlySet<string>,
      now: number,
    ): void {
      byIndex.clear()
      for (const [agentId, participant] of participants) {
        if (keeps.has(agentId)) participant.absent = true
        else participants.delete(agentId)
      }
      channel = room.channel
      self = createPoseTrack(room.self, now)
      byIndex.set(room.self.index, self)
      for (const message of room.participants) add(message, now)
    },
    setChannel(next: ChannelMessage) {
      channel = next
    },
    clear() {
      participants.clear()
      byIndex.clear()
      self = undefined
      channel = undefined
    },
    add,
    change(message: ParticipantMessage) {
      const participant = participants.get(message.agentId)
      if (participant) participant.message = message
    },
    remove(agentId: string) {
      const participant = participants.get(agentId)
      if (!participant) return
      participants.delete(agentId)
      if (byIndex.get(participant.message.index) === participant.track)
        byIndex.delete(participant.message.index)
    },
    /** Forgets a participant who has not come back to the room. */
    forgetAbsent(agentId: string) {
      if (participants.get(agentId)?.absent) participants.delete(agentId)
    },
    move(entries: readonly PositionEntry[], now: number) {
      for (const { index, ...pose } of entries) byIndex.get(index)?.moveTo(pose, now)
      movingUntil = now + MAX_GLIDE_MS
      moves.value += 1
    },
    /** The report of a participant's connection; where the quality is unknown the last one stays. */
    report(agentId: string, { media, quality, silent = false }: VoiceReport) {
      const participant = participants.get(agentId)
      if (!participant) return
      participant.report = { media, quality: quality ?? (media && participant.report.quality), silent }
      if (media) participant.incompatible = false
    },
    failed(agentId: string) {
      const participant = participants.get(agentId)
      if (participant) participant.incompatible = true
    },
    /** The level at this moment of what a participant sends, 0..1; 0 for anybody who is not there. */
    hear(agentId: string, now: number): number {
      const participant = participants.get(agentId)
      return participant ? hear(agentId, participant, now) : 0
    },
    /** Whether somebody may be elsewhere than a moment ago. */
    isMoving: (now: number) => now <= movingUntil,
    agentIds: () => participants.keys(),
    has: (agentId: string) => participants.has(agentId),
    count: () => participants.size,
    selfPose: (now: number) => self?.at(now),
    /** Whom a whisper of this resident must not reach. Nobody while they talk or shout: no farther than that they are connected. */
    beyondWhisper(effort: Effort, now: number): ReadonlySet<string> {
      const mouth = self?.at(now)
      if (effort !== 'whisper' || !mouth || !channel) return NOBODY
      const reach = reachMetres(channel, effort)
      const isBeyond = ({ track }: PageParticipantView) =>
        !(distanceMetres(mouth.position, track.at(now).position) <= reach)
      return new Set([...participants].filter(([, other]) => isBeyond(other)).map(([agentId]) => agentId))
    },
    /** Where a participant is heard from at a moment, and how loud. */
    placementOf(agentId: string, now: number, ear = self?.at(now)): VoicePlacement {
      const participant = participants.get(agentId)
      if (!participant || !ear || !channel) return SILENT
      const { volume, silenced } = volumeOf(agentId)
      const { gain, dullness } = heardFor(ear, participant, now)
      return {
        gain: silenced || participant.message.listensOnly ? 0 : gain * volume,
        dullness,
        direction: hasDirection(participant, channel)
          ? directionInEarFrame(ear, participant.track.at(now).position)
          : undefined,
      }
    },
    /** All participants, loudest first, then nearest. What has not changed is the same object, and so is the list. */
    list(now: number): readonly Person[] {
      const ear = self?.at(now)
      if (!ear) return []
      const before = new Map(listed.map((person) => [person.agentId, person]))
      const people = [...participants].map(([agentId, participant]): Person => {
        hear(agentId, participant, now)
        const { name, muted, listensOnly, effort = 'talk' } = participant.message
        const { position } = participant.track.at(now)
        const person: Person = {
          agentId,
          name,
          distanceMetres: rounded(distanceMetres(ear.position, position), 100),
          side: sideOf(ear, position),
          gain: rounded(gainFor(ear, participant, now), 10_000),
          speaking: speaks(participant, now),
          muted,
          effort,
          listensOnly,
          moderator: participant.message.moderator ?? false,
          floor: participant.message.floor ?? false,
          hand: participant.message.hand,
          beyond: participant.message.beyond !== undefined,
          blocked: isBlocked(agentId),
          media: participant.report.media,
          quality: participant.report.quality,
          trouble: troubleOf(participant),
          ...volumeOf(agentId),
        }
        const known = before.get(agentId)
        return known && isSame(known, person) ? known : person
      })
      people.sort((a, b) => b.gain - a.gain || a.distanceMetres - b.distanceMetres)
      const changed = people.length !== listed.length || people.some((person, i) => person !== listed[i])
      if (changed) listed = people
      return listed
    },
    blips(now: number): Blip[] {
      const ear = self?.at(now)
      if (!ear) return []
      return [...participants].map(([agentId, participant]) => ({
        agentId,
        name: participant.message.name,
        pose: participant.track.at(now),
        loudness: loudnessFor(ear, agentId, participant, now),
        inReach: gainFor(ear, participant, now) > 0,
        speaking: speaks(participant, now),
        effort: participant.message.effort ?? 'talk',
        hand: participant.message.hand,
      }))
    },
  }
}

/** Whoever is heard over a border always comes from somewhere. */
function hasDirection({ message }: PageParticipantView, channel: ChannelMessage): boolean {
  return message.beyond !== undefined || channel.distanceModel !== 'none' || channel.mode === 'auditorium'
}

/** On which side of the resident a position is; above and below do not count. */
function sideOf(ear: Pose, position: Pose['position']): Side | undefined {
  const [east, north] = [position[0] - ear.position[0], position[1] - ear.position[1]]
  if (!(Math.hypot(east, north) >= ON_ONE_SPOT_METRES)) return undefined
  const [right, , behind] = directionInEarFrame(ear, position)
  const eighths = Math.round(Math.atan2(right, -behind) / (Math.PI / 4))
  return SIDES.at(eighths)
}

/** Rounded to what the page shows, so that invisible differences change nothing. */
function rounded(value: number, parts: number): number {
  return Math.round(value * parts) / parts
}

function isSame(one: Person, other: Person): boolean {
  return (Object.keys(other) as (keyof Person)[]).every((key) => Object.is(one[key], other[key]))
}
