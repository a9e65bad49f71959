/** An exception inside a callback of node-datachannel ends the process: every callback is guarded. */

/** Wraps a callback, so that nothing thrown in it gets out. */
export type Guard = <Arguments extends unknown[]>(
  step: (...given: Arguments) => void,
) => (...given: Arguments) => void

/** @param onFault is told what was thrown */
export function createGuard(onFault: (error: unknown) => void): Guard {
  return (step) =>
    (...given) => {
      try {
        step(...given)
      } catch (error) {
        try {
          onFault(error)
        } catch {
          // Whoever is told must not end the process either.
        }
      }
    }
}
