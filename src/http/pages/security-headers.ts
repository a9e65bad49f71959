/** Security headers of the pages: they load nothing from other sites. */

import type { FastifyHelmetOptions } from '@fastify/helmet'
import type { WebPage } from './web-page.js'

export function securityHeaders({ scriptHashes, styleHashes }: WebPage): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'", ...scriptHashes],
        styleSrc: ["'self'", ...styleHashes],
        imgSrc: ["'self'", 'data:'],
        mediaSrc: ["'self'", 'blob:'],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        objectSrc: ["'none'"],
      },
    },
    // The same port serves plain HTTP, to regions and to localhost.
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
  }
}
