/** The calls that native viewers make through their regions, and who may be in each. Nothing about a call is stored. */

import { VoiceError } from '../../errors.js'
import { UUID, uuidOfHex } from '../../pure/uuid.js'
import { type Avatar, avatarKey, type GridId } from '../grids/grid.js'
import { type CallSubject, callKey, type RoomKey } from '../rooms/room-key.js'
import { isSameSecret } from '../sign-in/same-secret.js'
import type { CallSubjects } from './call-subjects.js'

/** A resident is in one call. A viewer that changes from one to the next is in two for a moment, perhaps twice in each. */
export const MAX_CALLS_PER_AVATAR = 8

export interface CallRequest extends Avatar {
  /** The region's id of the call; anybody can compute the ids of private calls and groups. */
  readonly callId: string
  readonly credentials: string | undefined
}

/** One avatar's admission to a call. */
export interface CallEntry {
  /** The room of everybody in the call. */
  readonly room: CallSubject
  /** Calls back when the entry becomes void because the call belongs to others; at once if it is void already. */
  onExpelled(callback: () => void): void
  /** To be called when that avatar's connection has ended or failed. Idempotent. */
  release(): void
}

export interface ViewerCalls {
  /**
   * Admits an avatar to a call, which begins with the first avatar. The first avatar's credentials become the call's.
   * An id that is the XOR of two agent ids admits only these two.
   * @throws VoiceError `not-allowed`, `rate-limited`
   */
  enter(request: CallRequest): CallEntry
}

export interface ViewerCallsOptions {
  /** Whether the service knows an avatar from anything but calls. */
  readonly isKnown: (avatar: Avatar) => boolean
  readonly subjects: CallSubjects
}

interface AdmittedAgent {
  readonly agentId: string
  expelled: boolean
  expel: () => void
}

interface Call {
  readonly room: CallSubject
  /** Empty if the first avatar brought none; the others then must bring none either. */
  readonly credentials: string
  /** The agent who began it. */
  readonly first: string
  /** The other agent of a private call, if known. */
  other: string | undefined
  readonly entries: Set<AdmittedAgent>
}

export function createViewerCalls({ isKnown, subjects }: ViewerCallsOptions): ViewerCalls {
  const calls = new Map<RoomKey, Call>()
  const entriesOf = new Map<string, number>()

  function begin(key: RoomKey, id: string, { grid, credentials, agentId }: CallRequest): Call {
    const call: Call = {
      room: subjects('viewer', grid, id, (avatar) => avatar.grid === grid && isIn(call, avatar.agentId)),
      credentials: credentials ?? '',
      first: agentId,
      other: undefined,
      entries: new Set(),
    }
    calls.set(key, call)
    return call
  }

  const isIn = (call: Call, agentId: string) => [...call.entries].some((entry) => entry.agentId === agentId)

  /** The agent with whom that agent would share a private call of that id; XOR always yields some UUID. */
  function partnerOf(id: string, agentId: string): string | undefined {
    return UUID.test(id) ? xor(id, agentId) : undefined
  }

  /** Finds out whether the call is private: by its id, or because the other agent is known. */
  function lookForOther(id: string, call: Call): void {
    const { grid } = call.room
    const other = partnerOf(id, call.first)
    if (call.other !== undefined || other === undefined) return
    if ((isXor(id) && isRandom(other)) || isKnown({ grid, agentId: other }) || isIn(call, other))
      call.other = other
  }

  /** Whether a stranger began this private call: the other agent of the stranger's pair is unknown, this agent's is known. */
  function isUsurped(id: string, call: Call, agentId: string): boolean {
    const { grid } = call.room
    const partner = partnerOf(id, agentId)
    if (call.other === undefined || partner === undefined || !isKnown({ grid, agentId: partner }))
      return false
    return !isKnown({ grid, agentId: call.other }) && !isIn(call, call.other)
  }

  function expelAll(key: RoomKey, call: Call): void {
    calls.delete(key)
    for (const entry of [...call.entries]) {
      entry.expelled = true
      entry.expel()
    }
  }

  /** The call under that id; `undefined` if a new one is to begin. @throws VoiceError `not-allowed` */
  function callFor(key: RoomKey, id: string, { credentials, agentId }: CallRequest): Call | undefined {
    const call = calls.get(key)
    if (!call) return undefined
    lookForOther(id, call)
    if (call.other !== undefined && agentId !== call.first && agentId !== call.other) {
      if (!isUsurped(id, call, agentId)) {
        throw new VoiceError('not-allowed', 'This is a private call of two others.')
      }
      expelAll(key, call)
      return undefined
    }
    if (!isSameSecret(credentials ?? '', call.credentials)) {
      throw new VoiceError('not-allowed', "The credentials are not this call's.")
    }
    return call
  }

  return {
    enter(request) {
      const { grid, agentId } = request
      const owner = avatarKey(request)
      const own = entriesOf.get(owner) ?? 0
      if (own >= MAX_CALLS_PER_AVATAR) {
        throw new VoiceError('rate-limited', 'This avatar is in too many calls.')
      }
      const id = plainId(request.callId)
      const key = viewerCallKey(grid, id)
      const call = callFor(key, id, request) ?? begin(key, id, request)
      const entry: AdmittedAgent = { agentId, expelled: false, expel: () => undefined }
      call.entries.add(entry)
      entriesOf.set(owner, own + 1)
      return {
        room: call.room,
        onExpelled(callback) {
          entry.expel = callback
          if (entry.expelled) callback()
        },
        release() {
          if (!call.entries.delete(entry)) return
          const left = (entriesOf.get(owner) ?? 1) - 1
          if (left > 0) entriesOf.set(owner, left)
          else entriesOf.delete(owner)
          if (call.entries.size === 0 && calls.get(key) === call) calls.delete(key)
        },
      }
    },
  }
}

const plainId = (callId: string) => (UUID.test(callId) ? callId.toLowerCase() : callId)

/** The key of the room of a call of viewers. @param callId as the region names it */
export const viewerCallKey = (grid: GridId, callId: string): RoomKey =>
  callKey('viewer', grid, plainId(callId))

function xor(one: string, other: string): string {
  const bits = (uuid: string) => BigInt(`0x${uuid.replaceAll('-', '')}`)
  const hex = (bits(one) ^ bits(other)).toString(16).padStart(32, '0')
  return uuidOfHex(hex)
}

/** Whether a UUID is a random one (version 4), as those of avatars and groups are. */
function isRandom(uuid: string): boolean {
  return /^.{14}4.{4}[89ab]/.test(uuid)
}

/** Whether a UUID may be the XOR of two random ones: their version and variant bits cancel each other out. */
function isXor(uuid: string): boolean {
  return /^.{14}0.{4}[0-3]/.test(uuid)
}
