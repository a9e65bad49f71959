/** One piece of work after the other: each finds what the one before it has left. */

export type InTurn = <T>(work: () => Promise<T>) => Promise<T>

/** What goes wrong with one is told to who waits for it; the next is begun all the same. */
export function createInTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }
}
