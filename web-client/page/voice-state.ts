/** What the page knows and shows: each value is a signal that the user interface follows. */

import { signal } from '@preact/signals-core'
import type { ChannelMessage, IceServerMessage, ServerMessageOf } from '../../src/protocol/messages.js'
import type { OutputState } from '../hearing/output-watch.js'
import type { Person } from '../room/room-people.js'

/** What a moderator told a resident who was removed. */
export type ExpulsionNotice = Pick<ServerMessageOf<'no-room'>, 'until' | 'explanation'>

export interface Problem {
  readonly code: string
  readonly message: string
  /** The type of the page's message that was refused, if any. */
  readonly about?: string
}

export type VoiceState = ReturnType<typeof createVoiceState>

export function createVoiceState() {
  return {
    ownName: signal(''),
    channel: signal<ChannelMessage | undefined>(undefined),
    people: signal<readonly Person[]>([]),
    /** Whether anything can be heard. */
    output: signal<OutputState>('closed'),
    feedLost: signal(false),
    /** The service cannot store anything. */
    storeFailing: signal(false),
    /** The chosen loudspeaker cannot be used. */
    outputFailed: signal(false),
    /** Whether this page's network address can be hidden from others. */
    hidesAddresses: signal(false),
    expulsion: signal<ExpulsionNotice>({}),
    /** The page's own address, where the page was opened at another one. */
    ownAddress: signal<string | undefined>(undefined),
    problem: signal<Problem | undefined>(undefined),
    /** The STUN and TURN servers that the operator offers. */
    iceServers: signal<readonly IceServerMessage[]>([]),
    /** Whom this resident blocks, by agent id. */
    blocked: signal<ReadonlySet<string>>(new Set()),
    /** A call rings at this page. */
    rings: signal(false),
  }
}
