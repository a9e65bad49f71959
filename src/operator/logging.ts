/** The service's logger: pino, with no secret in any line. */

import type { FastifyRequest } from 'fastify'
import { destination, type Logger, type LoggerOptions, pino } from 'pino'
import type { LogLevel } from './settings/config.js'

/** Paths whose next segment is a secret or a one-time ticket. */
const SECRET_SEGMENT = /^(\/(?:.*\/)?(?:v|opensim\/voice)\/)[^/?]+/

/**
 * A request's URL as it may be logged. Queries of `/api2` carry passwords and tokens, and two paths carry a secret, so
 * the query is dropped and the secret segment is blanked.
 */
export function redactedUrl(url: string): string {
  const query = url.indexOf('?')
  const path = (query < 0 ? url : url.slice(0, query)).replace(SECRET_SEGMENT, '$1…')
  return query < 0 ? path : `${path}?…`
}

/**
 * Options of every logger. Headers are never logged, so neither are cookies and bearer tokens; the paths below catch
 * what somebody might log by hand.
 */
export function loggerOptions(level: LogLevel): LoggerOptions {
  return {
    level,
    redact: {
      paths: ['password', 'pwd', 'secret', 'token', 'ticket', 'cookie', 'authorization'].flatMap((key) => [
        key,
        `*.${key}`,
      ]),
      censor: '…',
    },
    serializers: {
      req: (request: FastifyRequest) => ({
        method: request.method,
        url: redactedUrl(request.url),
        remoteAddress: request.ip,
      }),
      err: pino.stdSerializers.err,
    },
  }
}

/**
 * Request ids such as `mi8k3v0-2f`, unique across restarts: every log line of a request has its id as `reqId`.
 * @param startedAt milliseconds since 1970
 */
export function createRequestIds(startedAt: number): () => string {
  const start = startedAt.toString(36).slice(-7)
  let count = 0
  return () => {
    count += 1
    return `${start}-${count.toString(36)}`
  }
}

/** The process's logger. It writes to standard error, so that standard output is for people, and readably on a terminal. */
export async function createLogger(level: LogLevel): Promise<Logger> {
  if (!process.stderr.isTTY) return pino(loggerOptions(level), destination({ fd: 2, sync: false }))
  const { default: pretty } = await import('pino-pretty')
  const readable = { destination: 2, ignore: 'pid,hostname', translateTime: 'HH:MM:ss', sync: true }
  return pino(loggerOptions(level), pretty(readable))
}
