/** The voices that come before the loudspeaker is open, which they have opened when there is time for it. */

export interface FirstVoices {
  /** @param add is called once the loudspeaker is open, or opens it */
  add(voice: string, add: () => void): void
  remove(voice: string): void
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
    add(voice, add) {
      if (isOpen()) {
        waiting.delete(voice)
        return add()
      }
      waiting.set(voice, add)
      if (waiting.size === 1) whenFree(addAll)
    },
    remove: (voice) => waiting.delete(voice),
  }
}
