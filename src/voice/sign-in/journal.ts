/** What another node must know should it follow this one: kept outside, each for its time. */

export interface Journal {
  /** Keeps a value under that key, or another one than before. */
  note(key: string, value: object, ttlMs: number): void
  forget(key: string): void
  /** Resolves when all that was noted is kept. */
  kept(): Promise<void>
}

/** For the only node. */
export const NO_JOURNAL: Journal = {
  note: () => undefined,
  forget: () => undefined,
  kept: async () => undefined,
}
