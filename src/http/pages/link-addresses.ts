/** Addresses of voice links: `/v/` and a ticket, to which a chat may have added characters. */

import type { RequestListener } from 'node:http'
import { ticketIn } from '../../voice/sign-in/tickets.js'

/**
 * A handler that sees only the ticket of a voice link: broken characters or percent-encodings behind the ticket
 * (`/v/…%`) do not matter.
 */
export function withPlainLinks(handler: RequestListener): RequestListener {
  return (request, response) => {
    const { url = '' } = request
    const [path = ''] = url.split('?')
    if (path.startsWith('/v/') && path.length > 3) {
      request.url = `/v/${encodeURIComponent(ticketIn(path.slice(3)))}${url.slice(path.length)}`
    }
    handler(request, response)
  }
}
