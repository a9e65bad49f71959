/** Voice links on their way in: what stands behind `/v/` is a ticket, and what a chat made of it. */

import type { RequestListener } from 'node:http'
import { ticketIn } from '../../voice/sign-in/tickets.js'

/**
 * A handler that is told nothing but the ticket of a voice link: half a character behind it, or half of a percent
 * encoding (`/v/…%`), is no fault of the link.
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
