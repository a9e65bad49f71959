/** Compares a secret in constant time. */

import { hash, timingSafeEqual } from 'node:crypto'

/** Both texts are hashed first, so that they may have any length. */
export function isSameSecret(given: string, secret: string): boolean {
  return timingSafeEqual(digest(given), digest(secret))
}

function digest(secret: string): Buffer {
  return hash('sha256', secret, 'buffer')
}
