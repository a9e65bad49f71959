/** Writes one after the other, so that what was decided last is what is kept. */

export type WriteQueue = (work: () => Promise<void>) => void

/** @param onError what went wrong with one of them; the next is written all the same */
export function createWriteQueue(onError: (error: unknown) => void): WriteQueue {
  let written: Promise<void> = Promise.resolve()
  return (work) => {
    written = written.then(work).catch(onError)
  }
}
