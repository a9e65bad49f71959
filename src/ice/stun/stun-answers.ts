/**
 * Answers STUN requests with the address that they come from. Nobody can be flooded through it: an answer is longer than
 * its request by little more than that address, and one address gets a limited number of answers.
 */

import {
  Attribute,
  addressBytes,
  decodeRequest,
  encodeAnswer,
  Method,
  xorAddress,
} from '../../stun/stun-message.js'

/** A binding request takes 20 bytes; clients send no more than fits into a packet of every network (RFC 8489 §6.1). */
const MAX_REQUEST_BYTES = 548
/** Enough for a hundred people behind one address, each with a dozen connections that ask every ten seconds. */
const MAX_ANSWERS_PER_SECOND = 150
/** To all addresses together: 0.4 MB/s. */
const MAX_ANSWERS_IN_ALL_PER_SECOND = 8000
/** The leading bytes of an IPv6 address that are the same for one household. */
const HOUSEHOLD_BYTES = 8

/** Attributes that a request may have and that need nothing in the answer. */
const UNDERSTOOD: readonly number[] = [Attribute.username, Attribute.messageIntegrity]

export interface Asker {
  readonly address: string
  readonly port: number
}

/** @param nowMs of a stopwatch */
export type StunAnswers = (message: Buffer, asker: Asker, nowMs: number) => Buffer | undefined

/** Answers binding requests; `undefined` for everything that gets no answer. */
export function createStunAnswers(): StunAnswers {
  let second = Number.NaN
  let inAll = 0
  const answered = new Map<string, number>()

  function isTooMuch(address: string, nowMs: number): boolean {
    const now = Math.floor(nowMs / 1000)
    if (now !== second) {
      second = now
      inAll = 0
      answered.clear()
    }
    if (inAll >= MAX_ANSWERS_IN_ALL_PER_SECOND) return true
    const household = addressBytes(address).subarray(0, HOUSEHOLD_BYTES).toString('latin1')
    const count = (answered.get(household) ?? 0) + 1
    if (count > MAX_ANSWERS_PER_SECOND) return true
    inAll += 1
    answered.set(household, count)
    return false
  }

  return (message, asker, nowMs) => {
    if (message.length > MAX_REQUEST_BYTES || asker.port === 0) return undefined
    const request = decodeRequest(message)
    if (request?.method !== Method.binding) return undefined
    // A dual-stack socket reports IPv4 addresses as mapped ones, and link-local IPv6 ones with their interface.
    const address = asker.address.replace(/^::ffff:(?=\d+\.)/i, '').replace(/%.*$/, '')
    if (isTooMuch(address, nowMs)) return undefined
    const unknown = request.required.filter((type) => !UNDERSTOOD.includes(type))
    return unknown.length === 0
      ? encodeAnswer(request, [[Attribute.xorMappedAddress, xorAddress(address, asker.port)]])
      : encodeAnswer(request, [
          [Attribute.errorCode, Buffer.from([0, 0, 4, 20])],
          [
            Attribute.unknownAttributes,
            Buffer.from(unknown.slice(0, 8).flatMap((type) => [type >> 8, type & 255])),
          ],
        ])
  }
}
