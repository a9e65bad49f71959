/** Notes of when something was last used. A sign-in never waits for such a note, and a failed write keeps nobody out. */

/**
 * @param what what was used: one write at a time for each
 * @returns a promise that resolves when the note is written or has failed, and never rejects
 */
export type NoteUse = (what: string, write: () => Promise<unknown>) => Promise<void>

/** @param onError called when a write fails; the next use is written again */
export function createUseNotes(onError: (error: unknown) => void = () => undefined): NoteUse {
  /** Writes under way: a store that hangs is asked once for each. */
  const pending = new Map<string, Promise<void>>()
  return (what, write) => {
    const known = pending.get(what)
    if (known) return known
    const written = Promise.resolve()
      .then(write)
      .then(() => undefined, onError)
      .finally(() => pending.delete(what))
    pending.set(what, written)
    return written
  }
}
