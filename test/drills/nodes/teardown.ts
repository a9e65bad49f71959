/** What a drill undoes at its end, and how it says what did not hold. */

export interface Teardown {
  teardown(step: () => unknown): void
}

/** Runs a drill, and undoes in the end what it did, the last first. */
export async function undoing(drill: (t: Teardown) => Promise<void>): Promise<void> {
  const steps: (() => unknown)[] = []
  try {
    await drill({ teardown: (step) => void steps.push(step) })
  } finally {
    for (const step of steps.reverse()) await step()
  }
}

/** @throws Error with what did not hold */
export function require(fact: boolean, what: string): void {
  if (!fact) throw new Error(what)
}
