/** Whether somebody knows a secret: compared in a time that says nothing about it. */

import { createHash, timingSafeEqual } from 'node:crypto'

/** Whatever is sent is compared, texts of any length: both are hashed first. */
export function isSameSecret(given: string, secret: string): boolean {
  return timingSafeEqual(digest(given), digest(secret))
}

function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest()
}
