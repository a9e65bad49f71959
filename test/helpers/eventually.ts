/** Waits until something becomes true, instead of sleeping and hoping. */

/**
 * Returns the check's value as soon as it is neither `undefined` nor `false`.
 * @throws Error with the name of the check, and what the check itself last failed with
 */
export async function eventually<T>(
  what: string,
  check: () => Promise<T | undefined | false> | T | undefined | false,
  timeoutMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs
  let lastError: unknown
  while (Date.now() < deadline) {
    try {
      const value = await check()
      if (value !== undefined && value !== false) return value
    } catch (error) {
      lastError = error
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const why = lastError instanceof Error ? ` (${lastError.message})` : ''
  throw new Error(`not within ${timeoutMs} ms: ${what}${why}`, { cause: lastError })
}
