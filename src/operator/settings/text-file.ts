/** Text files that an operator wrote, perhaps on Windows: read in every Unicode encoding, and refused by name in any other. */

import { readFileSync } from 'node:fs'

/** A file is in an encoding that cannot be told for certain; the message names it, with what to do. */
export class EncodingError extends Error {
  override readonly name = 'EncodingError'
}

/**
 * The text of a file in UTF-8 or UTF-16, with or without a byte order mark, and without it.
 * @throws EncodingError for a file in an older encoding; whatever `readFileSync` throws
 */
export function readTextFile(file: string): string {
  return decodeText(readFileSync(file))
}

/** The same of bytes. @throws EncodingError */
export function decodeText(bytes: Uint8Array): string {
  const encoding = encodingOf(bytes)
  if (encoding === 'utf-32') throw new EncodingError(`it is encoded in UTF-32: ${REMEDY}`)
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (cause) {
    const name = encoding === 'utf-8' ? 'Windows-1252 (“ANSI”) or another old encoding' : 'broken UTF-16'
    throw new EncodingError(`it is encoded in ${name}, not in UTF-8: ${REMEDY}`, { cause })
  }
}

/** The text of bytes in UTF-8 or UTF-16; `undefined` for any other encoding. */
export function decodeUnicode(bytes: Uint8Array): string | undefined {
  try {
    return decodeText(bytes)
  } catch {
    return undefined
  }
}

const REMEDY = 'save it as UTF-8.'

/** By its byte order mark; without one, UTF-16 shows by the zeros that it has in every second place. */
function encodingOf(bytes: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | 'utf-32' {
  const [a, b, c, d] = bytes
  if ((a === 0xff && b === 0xfe && c === 0 && d === 0) || (a === 0 && b === 0 && c === 0xfe && d === 0xff)) {
    return 'utf-32'
  }
  if (a === 0xff && b === 0xfe) return 'utf-16le'
  if (a === 0xfe && b === 0xff) return 'utf-16be'
  const zeros = [0, 0]
  bytes.forEach((byte, index) => {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1
  })
  const [even = 0, odd = 0] = zeros
  // Letters of Europe have them all on one side; an old encoding has none, and neither has UTF-8.
  if (even + odd < bytes.length / 4) return 'utf-8'
  return odd > even ? 'utf-16le' : 'utf-16be'
}
