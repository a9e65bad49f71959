/** What drills do many times, and how they put many measurements into a few words. */

export const median = (times: readonly number[]) => times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0
/** Of so many milliseconds. */
export const milliseconds = (times: readonly number[]) =>
  `${Math.round(median(times))} ms (median; ${Math.round(Math.max(...times))} at most)`

/** Eight at a time, as a region's thread pool has it. */
export async function many(count: number, one: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0
  const worker = async () => {
    while (next < count) await one(next++)
  }
  await Promise.all(Array.from({ length: 8 }, worker))
}

/** The time within which that share of them was. */
export const quantile = (times: readonly number[], share: number) =>
  times.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(times.length * share) - 1)] ?? 0
