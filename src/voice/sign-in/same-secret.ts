/** Compares secrets in constant time. Both texts are hashed first, so that they may have any length. */

import { hash, timingSafeEqual } from 'node:crypto'

export function isSameSecret(given: string, secret: string): boolean {
  return checkFor(secret)(given)
}

/** A comparison with a secret that is asked for often: it is hashed only once. */
export function checkFor(secret: string): (given: string) => boolean {
  const expected = digest(secret)
  return (given) => timingSafeEqual(digest(given), expected)
}

function digest(secret: string): Buffer {
  return hash('sha256', secret, 'buffer')
}
