/** What a resident's open pages are told, whether or not they are in a room, as one union. */

import type { Line } from '../chat/line.js'

/** Where a member of a call is: see call-states.ts. */
export type CallMemberState = 'ringing' | 'joined' | 'lost' | 'gone'

export interface CallMemberView {
  readonly agentId: string
  readonly name: string
  readonly state: CallMemberState
}

/** Why a call has ended for a resident. */
export type CallEnding =
  /** The resident hung up or declined, or the last others did. */
  | 'hung-up'
  | 'declined'
  | 'no-answer'
  /** The other is in a call, or in too many that ring. */
  | 'busy'
  | 'do-not-disturb'
  /** The other has no page open, and cannot be told in-world. */
  | 'unreachable'
  /** The other's connection was lost for too long. */
  | 'lost'
  /** The resident took or declined it in another window. */
  | 'elsewhere'

export interface CallView {
  readonly callId: string
  /** Who began it. */
  readonly from: string
  /** Whether this resident has yet to answer. */
  readonly rings: boolean
  /** Whether the resident takes part with this very page. */
  readonly here: boolean
  readonly members: readonly CallMemberView[]
  /** For a page that takes part: lets it come back after a reload, or after a restart of the service. */
  readonly returnToken: string | undefined
}

/** Somebody whom the resident has blocked. */
export interface BlockedView {
  readonly agentId: string
  readonly name: string
}

/** Somebody who can be reached. */
export interface ReachableView {
  readonly agentId: string
  readonly name: string
  /** In the room of some place; otherwise they have a page open. */
  readonly inVoice: boolean
}

/** A group of the resident's in which somebody can be reached. */
export interface GroupView {
  readonly groupId: string
  readonly name: string
  readonly people: readonly ReachableView[]
}

export type ResidentEvent =
  /** Which friends can be reached by now; also told to a page that opens, unless it is nobody. */
  | { readonly type: 'friends-changed'; readonly friends: readonly ReachableView[] }
  /** Which members of the resident's groups can be reached by now; told in the same way. */
  | { readonly type: 'groups-changed'; readonly groups: readonly GroupView[] }
  /** Whom the resident blocks; also told to a page that opens, unless it is nobody. */
  | { readonly type: 'blocks-changed'; readonly blocked: readonly BlockedView[] }
  /** What the resident chose for their own viewer (`null`: as each place has it); also told to a page that opens, unless it is that. */
  | { readonly type: 'headphones-chosen'; readonly headphones: boolean | null }
  | { readonly type: 'call-changed'; readonly call: CallView }
  | {
      readonly type: 'call-ended'
      readonly callId: string
      readonly reason: CallEnding
      /** Whose act it was, if anybody's. */
      readonly by: string | undefined
      /** Said with a decline. */
      readonly words: string | undefined
    }
  /** Between the resident and one other: a new line, or one that was changed or removed. */
  | { readonly type: 'private-line'; readonly with: string; readonly line: Line }
  | { readonly type: 'private-writes'; readonly with: string }
  /** Somebody who was called into a call does not come; the call goes on. */
  | {
      readonly type: 'call-refused'
      readonly callId: string
      readonly by: string
      readonly reason: CallEnding
      readonly words: string | undefined
    }

export type ResidentEventType = ResidentEvent['type']

/** The event of one type. */
export type ResidentEventOf<Type extends ResidentEventType> = Extract<ResidentEvent, { readonly type: Type }>
