/** Passwords that people choose, kept as scrypt hashes that carry their own parameters. */

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import type { HashQueue } from '../limits/hash-queue.js'

/** What scrypt is told of its cost: it takes 128 × N × r bytes, p times after one another. */
export interface PasswordCost {
  readonly N: number
  readonly r: number
  readonly p: number
}

/** 32 MB and about 80 ms for each guess: OWASP's second choice after Argon2id, which Node 20 lacks. */
const COST: PasswordCost = { N: 2 ** 15, r: 8, p: 1 }
const MAX_MEMORY_BYTES = 64 * 1024 * 1024
const HASH_BYTES = 32

/** All slow hashes of the service go through one of these; for a network see `networkOf`. */
export interface PasswordHasher {
  /** `scrypt$N$r$p$salt$hash`. @throws VoiceError `too-busy` */
  hash(password: string, network: string): Promise<string>
  /**
   * Whether the password is right; an unreadable hash fits none.
   * @param stored `undefined` for an unknown name, which takes as long to refuse as a wrong password
   * @throws VoiceError `too-busy`
   */
  fits(password: string, stored: string | undefined, network: string): Promise<boolean>
}

/** @param cost of new hashes; a stored one is checked at its own */
export function createPasswordHasher(queue: HashQueue, cost = COST): PasswordHasher {
  let nobodys: Promise<string> | undefined
  return {
    hash: (password, network) => queue.run(network, () => hashPassword(password, cost)),
    fits: (password, stored, network) =>
      queue.run(network, async () => {
        nobodys ??= hashPassword(randomBytes(12).toString('base64url'), cost)
        return passwordFits(password, stored ?? (await nobodys))
      }),
  }
}

/** Hashes at once, for a program that does nothing else. The service itself uses a `PasswordHasher`. */
export async function hashPassword(password: string, cost = COST): Promise<string> {
  const salt = randomBytes(16).toString('base64url')
  const { N, r, p } = cost
  return ['scrypt', N, r, p, salt, (await derive(password, salt, cost)).toString('base64url')].join('$')
}

async function passwordFits(password: string, stored: string): Promise<boolean> {
  const [kind, N, r, p, salt, hash] = stored.split('$')
  if (kind !== 'scrypt' || salt === undefined || hash === undefined) return false
  const expected = Buffer.from(hash, 'base64url')
  const given = await derive(password, salt, { N: Number(N), r: Number(r), p: Number(p) })
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function derive(password: string, salt: string, cost: PasswordCost): Promise<Buffer> {
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
