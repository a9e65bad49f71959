/** One GET request that tells what came back, or why nothing did. */

import { get as httpGet } from 'node:http'
import { get as httpsGet } from 'node:https'

const TIMEOUT_MS = 5000
const MAX_BYTES = 1024 * 1024

export interface GetResult {
  readonly status: number | undefined
  readonly body: string
  /** Of the answer's `Date` header, milliseconds since 1970. */
  readonly date: number | undefined
  /** Why there is no answer: a code such as ECONNREFUSED or CERT_HAS_EXPIRED. */
  readonly error: string | undefined
}

/** Never throws. @param options `trustAnybody`: accepts any certificate */
export function get(url: string, { trustAnybody = false } = {}): Promise<GetResult> {
  return new Promise((resolve) => {
    const fail = (error: string) => resolve({ status: undefined, body: '', date: undefined, error })
    const begin = url.startsWith('https:') ? httpsGet : httpGet
    const request = begin(
      url,
      { ...(trustAnybody && { rejectUnauthorized: false }), timeout: TIMEOUT_MS },
      (answer) => {
        let body = ''
        answer.setEncoding('utf8')
        answer.on('data', (text: string) => {
          body += text
          if (body.length > MAX_BYTES) request.destroy()
        })
        answer.on('close', () => {
          const date = Date.parse(answer.headers.date ?? '')
          resolve({
            status: answer.statusCode,
            body,
            date: Number.isNaN(date) ? undefined : date,
            error: undefined,
          })
        })
      },
    )
    request.on('timeout', () => request.destroy(new Error('no answer within 5 s')))
    request.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message))
  })
}
