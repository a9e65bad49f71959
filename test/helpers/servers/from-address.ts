/** Requests from one of this machine's many loopback addresses, as if from different households. */

import { request } from 'node:http'

export interface AddressedAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly text: string
}

/**
 * @param localAddress within 127.0.0.0/8
 * @param init `body` is sent as JSON by POST; without it the request is a GET
 */
export function fromAddress(
  localAddress: string,
  url: string,
  init: { readonly body?: object; readonly headers?: Record<string, string> } = {},
): Promise<AddressedAnswer> {
  const { origin, hostname, port, pathname, search } = new URL(url)
  const body = init.body && JSON.stringify(init.body)
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: hostname === 'localhost' ? '127.0.0.1' : hostname,
        port,
        path: pathname + search,
        localAddress,
        agent: false,
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          host: new URL(url).host,
          ...(body && { 'content-type': 'application/json', origin }),
          ...init.headers,
        },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
        )
        response.on('error', reject)
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}
