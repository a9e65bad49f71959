/** What a drill prints: one line per attack, with what held. */

/**
 * Runs one attack and prints what held.
 * @param attack returns what was measured, in a few words with units; throws what did not hold
 */
export async function attack(name: string, attack: () => Promise<string>): Promise<void> {
  try {
    process.stdout.write(`held    ${name}: ${await attack()}\n`)
  } catch (error) {
    process.exitCode = 1
    process.stdout.write(`FAILED  ${name}: ${error instanceof Error ? error.message : error}\n`)
  }
}
