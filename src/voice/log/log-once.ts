/** One line for what happens again and again: viewers try every few seconds, for ever. */

/** Beyond so many it starts over, and may say a thing twice. */
const MAX_REMEMBERED = 10_000

/** Calls back for a key that was not seen before. */
export function createLogOnce(): (key: string, log: () => void) => void {
  const seen = new Set<string>()
  return (key, log) => {
    if (seen.has(key)) return
    if (seen.size >= MAX_REMEMBERED) seen.clear()
    seen.add(key)
    log()
  }
}
