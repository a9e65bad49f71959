/** Turns faults into HTTP answers: a code and a message for the client, the rest for the log. */

import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { type ErrorCode, httpStatusOf, VoiceError } from '../errors.js'
import { redactedUrl } from '../operator/logging.js'
import type { FaultLog, FaultyClient } from '../voice/log/fault-log.js'
import type { Timers } from '../voice/ports.js'

/**
 * A grid that asks more than it may is told so this much later: whoever waits for an answer asks for less meanwhile, and
 * refusing costs nearly as much as a small request.
 */
export const BUSY_PAUSE_MS = 500
/** Beyond it refusals are told at once: each that waits holds its request in memory. */
const MAX_PAUSED = 500

/** Logs a client's fault once as a warning with its reason; logs our own as an error with its cause, and answers generally. */
export function createErrorHandler(faults: FaultLog, timers: Pick<Timers, 'after'>) {
  let paused = 0

  /** @returns whether it will be answered later */
  function pause(answerNow: () => void): boolean {
    if (paused >= MAX_PAUSED) return false
    paused += 1
    timers.after(BUSY_PAUSE_MS, () => {
      paused -= 1
      answerNow()
    })
    return true
  }

  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    const { code, message } = describe(error)
    if (code === 'internal') request.log.error({ err: error }, 'request failed')
    else {
      const facts = error instanceof VoiceError ? error.facts : undefined
      const url = redactedUrl(request.url)
      faults.warn(clientOf(request), code, { reason: message, url, ...facts }, 'refused')
    }
    const answerNow = () => answer(error, code, message, reply)
    if (code !== 'grid-busy' || !pause(answerNow)) answerNow()
  }
}

/** The client of a request: an address and, in a simulator, the script. Scripts can claim anything. */
export function clientOf({ id, ip, method, routeOptions, headers }: FastifyRequest): FaultyClient {
  const said = [headers['x-secondlife-region'], headers['x-secondlife-object-key']].flat().filter(Boolean)
  const who = said.join(' ').slice(0, 120)
  return { reqId: id, address: ip, what: `${method} ${routeOptions.url ?? ''}`, ...(who && { who }) }
}

function answer(error: FastifyError, code: ErrorCode, message: string, reply: FastifyReply): void {
  const { triesLeft, retryAfterSeconds } = error instanceof VoiceError ? error : {}
  if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds)
  reply.code(httpStatusOf(code)).send({ error: code, message, ...(triesLeft !== undefined && { triesLeft }) })
}

/** Answers a request for an unknown path. */
export function answerNotFound(request: FastifyRequest, reply: FastifyReply): void {
  reply.code(404).send({ error: 'not-found', message: `There is nothing at ${redactedUrl(request.url)}.` })
}

function describe(error: FastifyError): { code: ErrorCode; message: string } {
  if (error instanceof VoiceError) return { code: error.code, message: error.message }
  if (error.statusCode === 413) return { code: 'message-too-large', message: error.message }
  if (error.statusCode === 429) return { code: 'rate-limited', message: error.message }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return { code: 'bad-request', message: error.message }
  }
  return { code: 'internal', message: 'The voice service failed to serve this request; its log says why.' }
}
