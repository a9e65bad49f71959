/** The voices that come before the loudspeaker is open, which they have opened when there is time for it. */

export interface FirstVoices {
  /** Somebody's voice begins, or takes another way. @param add is called once the loudspeaker is open */
  add(agentId: string, add: () => void): void
  remove(agentId: string): void
}

/** @param whenFree calls what it is given once, soon */
export function createFirstVoices(isOpen: () => boolean, whenFree: (act: () => void) => void): FirstVoices {
  const waiting = new Map<string, () => void>()

  function addAll(): void {
    const adds = [...waiting.values()]
    waiting.clear()
    for (const add of adds) add()
  }

  return {
    add(agentId, add) {
      if (isOpen()) {
        waiting.delete(agentId)
        return add()
      }
      waiting.set(agentId, add)
      if (waiting.size === 1) whenFree(addAll)
    },
    remove: (agentId) => waiting.delete(agentId),
  }
}
