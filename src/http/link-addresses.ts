/** Voice links on their way in: what stands behind `/v/` is the page's affair alone. */

import type { RequestListener } from 'node:http'

/**
 * A handler that is not told the ticket of a voice link, so that nothing behind it can keep or log it, nor stumble over
 * what a chat made of it (`/v/…%`, half a character).
 */
export function withoutTickets(handler: RequestListener): RequestListener {
  return (request, response) => {
    const { url } = request
    if (url?.startsWith('/v/') && url.length > 3 && url[3] !== '?') request.url = '/v/-'
    handler(request, response)
  }
}
