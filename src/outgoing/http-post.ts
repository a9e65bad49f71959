/** One POST to OpenSimulator's own HTTP server, in a simulator or in the grid's services, which follows no recent standard. */

import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Timers } from '../voice/ports.js'
import { AddressOutside, isLiteralOutside, lookUpWithin, type MayReach } from './reachable-addresses.js'

export interface PostOptions {
  readonly contentType: string
  readonly timeoutMs: number
  /** A longer answer is not read to its end. */
  readonly maxBytes: number
  readonly timers: Timers
  /** Where the address is somebody else's choice: to which addresses it may lead. */
  readonly mayReach?: MayReach | undefined
}

/** Why a POST failed, where the caller may care. */
export class PostFault extends Error {
  override readonly name = 'PostFault'
  /** The HTTP status, if it is to blame. */
  readonly status: number | undefined
  /** Whether there was a connection by then: where a firewall drops packets there is none. */
  readonly connected: boolean
  constructor(
    readonly reason: 'unreachable' | 'timed-out' | 'answer-invalid',
    message: string,
    options?: { cause?: unknown; status?: number; connected?: boolean },
  ) {
    super(message, options)
    this.status = options?.status
    this.connected = options?.connected ?? true
  }
}

/**
 * Posts a body and reads the answer; it follows no redirect. A simulator says `Connection: close` and closes 2 s later, so the answer ends
 * where Content-Length says.
 * @param url with credentials for basic authentication, where the other side wants them
 * @throws PostFault
 */
export function post(url: URL, body: string, options: PostOptions): Promise<string> {
  const { contentType, timeoutMs, maxBytes, timers, mayReach } = options
  if (mayReach && isLiteralOutside(url, mayReach))
    return Promise.reject(new PostFault('unreachable', NOT_REACHED))
  const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
    method: 'POST',
    agent: false,
    ...(mayReach && { lookup: lookUpWithin(mayReach) }),
    headers: {
      'content-type': contentType,
      'content-length': Buffer.byteLength(body),
      connection: 'close',
    },
  })
  return new Promise<string>((resolve, reject) => {
    const cancelTimeout = timers.after(timeoutMs, () =>
      fail(
        new PostFault('timed-out', `no answer within ${timeoutMs / 1000} s`, {
          connected: request.socket?.connecting === false,
        }),
      ),
    )

    function fail(fault: PostFault): void {
      cancelTimeout()
      reject(fault)
      request.destroy()
    }

    request.on('error', (error) => fail(new PostFault('unreachable', reasonOf(error), { cause: error })))
    request.on('response', (response) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        size += chunk.length
        if (size > maxBytes) fail(new PostFault('answer-invalid', `it is longer than ${maxBytes} bytes`))
      })
      response.on('error', (error) =>
        fail(new PostFault('answer-invalid', 'the answer broke off', { cause: error })),
      )
      response.on('end', () => {
        cancelTimeout()
        const { statusCode } = response
        if (statusCode === 200) resolve(Buffer.concat(chunks).toString('utf8'))
        else
          reject(
            new PostFault('answer-invalid', `it answered with HTTP status ${statusCode}`, {
              ...(statusCode !== undefined && { status: statusCode }),
            }),
          )
      })
    })
    request.end(body)
  })
}

const NOT_REACHED = 'its address is in a network that hosted grids may not lead to'

/** The system's code says more, and more safely, than its message. */
function reasonOf(error: Error): string {
  if (error instanceof AddressOutside) return NOT_REACHED
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.message
  return code.slice(0, 100)
}
