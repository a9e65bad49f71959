/** How a fault becomes an HTTP answer: a code and words for the client, the rest for the log. */

import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { type ErrorCode, httpStatusOf, VoiceError } from '../errors.js'
import { redactedUrl } from '../logging.js'

/** A client's fault is a warning with its reason; ours an error with the cause, and a general answer. */
export function answerError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const { code, message } = describe(error)
  const { triesLeft, retryAfterSeconds } = error instanceof VoiceError ? error : {}
  if (code === 'internal') request.log.error({ err: error }, 'request failed')
  else
    request.log.warn(
      { code, reason: message, url: redactedUrl(request.url), remoteAddress: request.ip },
      'refused',
    )
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
