/** Security headers of the pages: they load nothing from other sites. */

import type { IncomingMessage } from 'node:http'
import type { FastifyHelmetOptions } from '@fastify/helmet'
import type { WebPage } from './web-page.js'

/** The strong noise suppression is WebAssembly; only the residents' page has it. */
const ownScripts = ({ url = '' }: IncomingMessage) =>
  /^\/admin\b/.test(url) ? "'self'" : "'self' 'wasm-unsafe-eval'"

export function securityHeaders({ scriptHashes, styleHashes }: WebPage): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: [ownScripts, ...scriptHashes],
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
    // Chromium would start a process of its own for the page once the answer is there, and the page would wait for it.
    originAgentCluster: false,
  }
}
