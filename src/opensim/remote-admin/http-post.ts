/** One POST to a simulator's own HTTP server, which follows no recent standard. */

import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Timers } from '../../voice/ports.js'

export interface PostOptions {
  readonly timeoutMs: number
  /** A longer answer is not read to its end. */
  readonly maxBytes: number
  readonly timers: Timers
}

/** Why a POST failed, where the caller may care. */
export class PostFault extends Error {
  override readonly name = 'PostFault'
  constructor(
    readonly reason: 'unreachable' | 'timed-out' | 'answer-invalid',
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options)
  }
}

/**
 * Posts XML to `/` (OpenSimulator answers any other path with nothing) and reads the answer. The simulator
 * says `Connection: close` and closes 2 s later, so the answer ends where Content-Length says.
 * @param url scheme, host, port and, where a proxy wants them, credentials
 * @throws PostFault
 */
export function postXml(url: URL, body: string, options: PostOptions): Promise<string> {
  const { timeoutMs, maxBytes, timers } = options
  const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(new URL('/', url), {
    method: 'POST',
    agent: false,
    headers: {
      'content-type': 'text/xml',
      'content-length': Buffer.byteLength(body),
      connection: 'close',
    },
  })
  return new Promise<string>((resolve, reject) => {
    const cancelTimeout = timers.after(timeoutMs, () =>
      fail(new PostFault('timed-out', `no answer within ${timeoutMs / 1000} s`)),
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
        else reject(new PostFault('answer-invalid', `it answered with HTTP status ${statusCode}`))
      })
    })
    request.end(body)
  })
}

/** The system's code says more, and more safely, than its message. */
function reasonOf(error: Error): string {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.message
  return code.slice(0, 100)
}
