/** One page's connection, as the message handlers see it. */

import type { ClientMessageType, ServerMessage } from '../protocol/messages.js'
import type { Calls } from '../voice/calls/calls.js'
import type { ChannelRef } from '../voice/channels/channel.js'
import type { PrivateChat } from '../voice/chat/private-chat.js'
import type { RoomChat } from '../voice/chat/room-chat.js'
import type { Avatar, GridId } from '../voice/grids/grid.js'
import type { TokenBucket } from '../voice/limits/rates.js'
import type { Complaints } from '../voice/moderation/complaints.js'
import type { DoneAct, ModeratorAct } from '../voice/moderation/moderator-acts.js'
import type { ConfinedSessions } from '../voice/region-keys/confined-sessions.js'
import type { VoiceReporter } from '../voice/reports/voice-reports.js'
import type { Blocks } from '../voice/residents/blocks.js'
import type { Headphones } from '../voice/residents/headphones.js'
import type { Resident, ResidentPage, Residents } from '../voice/residents/residents.js'
import type { PageParticipant } from '../voice/rooms/participants/page-participant.js'
import type { Tell } from '../voice/rooms/room-event.js'
import type { Rooms } from '../voice/rooms/rooms.js'
import type { Session } from '../voice/sign-in/sessions.js'
import type { HeldBack } from './held-back.js'

/** The rooms in which a session takes part. */
export interface Participations {
  /** In the room of the avatar's place. */
  place: PageParticipant | undefined
}

/** Who moderates, as the audit log names them. */
export interface Moderator {
  readonly grid: GridId
  readonly name: string
  readonly address: string
}

/** What a page can do besides listening and speaking: call people, write, and be reached. */
export interface Reach {
  readonly calls: Calls
  readonly residents: Residents
  /** Avatars of a grid whose name contains that text and who can be rung in-world, with a page or without. */
  inWorld(grid: GridId, text: string): readonly Resident[]
  /** Who of a group of the avatar's is in voice and may be called by it; nobody where the group is none of theirs. */
  groupInVoice(avatar: Avatar, groupId: string): readonly Resident[]
  readonly blocks: Pick<Blocks, 'add' | 'lift'>
  readonly headphones: Pick<Headphones, 'choose'>
  readonly complaints: Pick<Complaints, 'add'>
  /** What the room of an avatar's place is called; empty if it is in none. */
  placeOf(avatar: Avatar): string
  readonly roomChat: RoomChat
  readonly privateChat: PrivateChat
  /** An avatar's name, or a placeholder while it is not known. */
  nameOf(avatar: Avatar): string
  /** Whether one may call or write to the other. */
  mayReach(from: Avatar, to: Avatar): boolean
  /** Does what a moderator of that channel wants, and notes it. @throws VoiceError as PerformAct does */
  moderate(channel: ChannelRef, act: ModeratorAct, by: Moderator): Promise<void>
  /** Notes what a moderator has done. */
  noteAct(done: DoneAct, by: Moderator): Promise<void>
}

export interface Connection {
  readonly session: Session
  readonly confined: Pick<ConfinedSessions, 'of' | 'watch'>
  readonly rooms: Rooms
  readonly reach: Reach
  /** This page among the resident's open ones. */
  readonly page: ResidentPage
  /** Whether there is a TURN server or a media hub to hide behind. */
  readonly addressesCanHide: boolean
  /** The rooms in which the session takes part. */
  readonly participations: Participations
  /** Takes the page's reports about its own voice. */
  readonly reporter: VoiceReporter
  readonly reportBudget: TokenBucket
  readonly hubBudget: TokenBucket
  readonly lostLinkBudget: TokenBucket
  /** Limits changes that everybody in the room is told about. */
  readonly joins: HeldBack
  readonly microphone: HeldBack
  readonly callMicrophone: HeldBack
  /** Changes of the effort. */
  readonly efforts: HeldBack
  readonly pictures: HeldBack
  readonly hands: HeldBack
  readonly moderationBudget: TokenBucket
  /** The page's network address. */
  readonly address: string
  /** Limits searches for people. */
  readonly searchBudget: TokenBucket
  /** Limits hints that the resident is about to write. */
  readonly hintBudget: TokenBucket
  /** Limits requests for what was written. */
  readonly readBudget: TokenBucket
  /** Sends what the core tells this page. */
  readonly tell: Tell
  /** The same for what happens in the room of a call. */
  tellOfCall(callId: string): Tell
  send(message: ServerMessage): void
  /** Wraps a step that runs later than its message, so that an error is still answered. */
  guarded(about: ClientMessageType, step: () => void): () => void
}
