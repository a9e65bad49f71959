/** Marks of when something was used last: whoever lets people in waits for none, and one that cannot be written keeps nobody out. */

/**
 * @param what whose mark it is: one at a time is written
 * @returns when it is written, or has failed; never rejects
 */
export type Mark = (what: string, write: () => Promise<unknown>) => Promise<void>

/** @param onError what went wrong with one; it is written at the next use */
export function createMarks(onError: (error: unknown) => void = () => undefined): Mark {
  /** A store that hangs is asked once for each, and no more. */
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
