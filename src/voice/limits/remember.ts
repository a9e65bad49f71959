/** Bounded maps for what strangers can fill: the entry written longest ago is forgotten first. */

/** Puts an entry in as the newest one. @param most how many entries are kept */
export function remember<Value>(memory: Map<string, Value>, key: string, value: Value, most: number): void {
  memory.delete(key)
  memory.set(key, value)
  forgetOldest(memory, most)
}

/** Forgets the oldest entry if there is one too many. */
export function forgetOldest(memory: Map<string, unknown> | Set<string>, most: number): void {
  const [oldest] = memory.size > most ? memory.keys() : []
  if (oldest !== undefined) memory.delete(oldest)
}
