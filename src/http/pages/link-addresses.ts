/** Addresses of voice links: `/v/` and a ticket, to which a chat may have added characters. */

import type { RequestListener } from 'node:http'
import { ticketIn } from '../../voice/sign-in/tickets.js'

/** Of the main grid's pages, or of another one's. */
const LINK = /^((?:\/g\/[a-z0-9-]+)?\/v\/)(.+)$/

/**
 * A handler that sees only the ticket of a voice link: broken characters or percent-encodings behind the ticket
 * (`/v/…%`) do not matter.
 */
export function withPlainLinks(handler: RequestListener): RequestListener {
  return (request, response) => {
    const { url = '' } = request
    const [path = ''] = url.split('?')
    const [, home, link] = LINK.exec(path) ?? []
    if (home !== undefined && link !== undefined) {
      request.url = `${home}${encodeURIComponent(ticketIn(link))}${url.slice(path.length)}`
    }
    handler(request, response)
  }
}
