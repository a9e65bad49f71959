/** How a fault becomes an HTTP answer: a code and words for the client, the rest for the log. */

import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { type ErrorCode, httpStatusOf, VoiceError } from '../errors.js'
import { redactedUrl } from '../operator/logging.js'
import type { FaultLog, FaultyClient } from '../voice/log/fault-log.js'

/** A client's fault is a warning with its reason, once; ours an error with the cause, and a general answer. */
export function createErrorHandler(faults: FaultLog) {
  return (error: FastifyError, request: FastifyRequest, reply: FastifyReply): void => {
    const { code, message } = describe(error)
    if (code === 'internal') request.log.error({ err: error }, 'request failed')
    else {
      const facts = error instanceof VoiceError ? error.facts : undefined
      const url = redactedUrl(request.url)
      faults.warn(clientOf(request), code, { reason: message, url, ...facts }, 'refused')
    }
    answer(error, code, message, reply)
  }
}

/** Whose fault it is: an address and, of the scripts in a simulator, which one. Scripts can say what they like. */
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

/** Nothing is served at that address. */
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
  return { code: 'internal', message: 'The voice service failed at this request; its log says why.' }
}
