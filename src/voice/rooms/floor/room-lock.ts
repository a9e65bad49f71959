/** The lock of a room: nobody comes in but who was inside, and moderators. In memory only: it ends with the room. */

export interface RoomLock {
  isLocked(): boolean
  /** @param inside who may come back. @returns whether that changed anything */
  set(locked: boolean, inside: Iterable<string>): boolean
  /** A moderator has come in, or took somebody in. */
  letIn(agentId: string): void
  /** A moderator has taken somebody out, who may not come back. */
  shutOut(agentId: string): void
  /** Whether an avatar is kept out that is no moderator. */
  keepsOut(agentId: string): boolean
}

export function createRoomLock(): RoomLock {
  let inside: Set<string> | undefined
  return {
    isLocked: () => inside !== undefined,
    set(locked, present) {
      if (locked === (inside !== undefined)) return false
      inside = locked ? new Set(present) : undefined
      return true
    },
    letIn: (agentId) => void inside?.add(agentId),
    shutOut: (agentId) => void inside?.delete(agentId),
    keepsOut: (agentId) => inside !== undefined && !inside.has(agentId),
  }
}
