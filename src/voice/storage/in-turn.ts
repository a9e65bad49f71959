/** Runs asynchronous work one piece after the other, so that each sees the result of the one before. */

export type InTurn = <T>(work: () => Promise<T>) => Promise<T>

/** An error reaches the caller of the work that failed; the next piece of work begins all the same. */
export function createInTurn(): InTurn {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const next = last.then(work)
    last = next.catch(() => undefined)
    return next
  }
}
