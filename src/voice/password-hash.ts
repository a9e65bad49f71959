/** Passwords that people choose, kept as scrypt hashes that carry their own parameters. */

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'

/** 32 MB and some 80 ms for each guess (OWASP's second choice after Argon2id, which Node 20 has not). */
const COST = { N: 2 ** 15, r: 8, p: 1 }
const MAX_MEMORY_BYTES = 64 * 1024 * 1024
const HASH_BYTES = 32

/** `scrypt$N$r$p$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16).toString('base64url')
  const { N, r, p } = COST
  return ['scrypt', N, r, p, salt, (await derive(password, salt, COST)).toString('base64url')].join('$')
}

/** Whether it is that password; an unreadable hash fits none. */
export async function passwordFits(password: string, stored: string): Promise<boolean> {
  const [kind, N, r, p, salt, hash] = stored.split('$')
  if (kind !== 'scrypt' || salt === undefined || hash === undefined) return false
  const expected = Buffer.from(hash, 'base64url')
  const given = await derive(password, salt, { N: Number(N), r: Number(r), p: Number(p) })
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function derive(password: string, salt: string, cost: typeof COST): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(
      password.normalize('NFC'),
      salt,
      HASH_BYTES,
      { ...cost, maxmem: MAX_MEMORY_BYTES },
      (error, key) => (error ? reject(error) : resolve(key)),
    )
  })
}
