/** Texts that are kept for long. */

/**
 * The same text in memory of its own. V8 makes a text that was cut out of another one keep all of that, and puts one that was
 * put together from many together again each time that it is sent or looked up.
 */
export function inOnePiece(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string
}
