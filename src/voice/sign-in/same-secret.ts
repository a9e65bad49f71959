/** Compares a secret in constant time. */

import { createHash, timingSafeEqual } from 'node:crypto'

/** Both texts are hashed first, so that they may have any length. */
export function isSameSecret(given: string, secret: string): boolean {
  return timingSafeEqual(digest(given), digest(secret))
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
