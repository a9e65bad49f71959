/**
 * What a STUN server says to whoever asks where it is seen from: a success with that address, and little else. No answer is
 * longer than a request by more than that address, and no address gets many: nobody can be flooded through it.
 */

import { Attribute, addressBytes, decodeRequest, encodeAnswer, Method, xorAddress } from './stun-message.js'

/** A binding request needs 20; nobody sends more than fits into every network's packets (RFC 8489 §6.1). */
const MAX_REQUEST_BYTES = 548
/** A hundred people behind one address, each with a dozen connections that are looked after every ten seconds. */
const MAX_ANSWERS_PER_SECOND = 150
/** To all together: 0.4 MB/s. */
const MAX_ANSWERS_IN_ALL_PER_SECOND = 8000
/** The bytes of an IPv6 address that one household has for itself. */
const HOUSEHOLD_BYTES = 8

/** Attributes of requests that ask for nothing that a binding answer without credentials does not give. */
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
    // A socket for both kinds of addresses sees IPv4 ones mapped, and IPv6 ones of one cable with its name.
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
