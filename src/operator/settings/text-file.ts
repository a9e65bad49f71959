/** Reads text files that an operator wrote, perhaps on Windows: in UTF-8 or UTF-16; other encodings are refused. */

import { readFileSync } from 'node:fs'

/** A file in another encoding; the message names the encoding and the remedy. */
export class EncodingError extends Error {
  override readonly name = 'EncodingError'
}

/**
 * The text of a file in UTF-8 or UTF-16, without its byte order mark.
 * @throws EncodingError for a file in an older encoding; whatever `readFileSync` throws
 */
export function readTextFile(file: string): string {
  return decodeText(readFileSync(file))
}

/** The text of such a file's bytes. @throws EncodingError */
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

/** Detects the encoding by the byte order mark or, without one, UTF-16 by a zero in every second byte. */
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
  // European letters have their zeros all on one side; UTF-8 and old encodings have no zeros.
  if (even + odd < bytes.length / 4) return 'utf-8'
  return odd > even ? 'utf-16le' : 'utf-16be'
}
