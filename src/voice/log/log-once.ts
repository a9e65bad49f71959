/** One log line for something that goes on: viewers retry every few seconds, for ever. */

/** Beyond this number of keys the memory starts over, and a line may appear twice. */
const MAX_REMEMBERED = 10_000

/** Calls back only for a key that it has not seen before. */
export function createLogOnce(): (key: string, log: () => void) => void {
  const seen = new Set<string>()
  return (key, log) => {
    if (seen.has(key)) return
    if (seen.size >= MAX_REMEMBERED) seen.clear()
    seen.add(key)
    log()
  }
}
