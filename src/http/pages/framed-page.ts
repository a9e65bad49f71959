/**
 * The document for a frame in another page: a sentence and a link out. The page itself refuses to be framed, because
 * somebody could lay it under their own buttons; without this document a browser would just show a broken page.
 */

import type { FastifyInstance } from 'fastify'
import { xmlText } from '../../protocol/xml-text.js'

export interface FramedPageOptions {
  readonly publicUrl: () => string
}

/** It may be framed: it knows nothing, and only the link can be clicked. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
/** The values of `Sec-Fetch-Dest` (Fetch Metadata) that mean the inside of another page. */
const FRAMES = ['iframe', 'frame', 'embed', 'object', 'fencedframe']
/** The residents' pages; the console goes on refusing. */
const PAGES = /^\/(v\/.*|g\/.*|index\.html)?$/

const words = {
  en: {
    title: 'Voice',
    why: 'Voice works in a window of its own only: inside another page, browsers give it no microphone.',
    open: 'Open voice in a window of its own',
    type: 'If nothing opens, copy this address into your browser:',
  },
  de: {
    title: 'Voice',
    why: 'Voice geht nur in einem eigenen Fenster: Innerhalb einer anderen Seite geben Browser ihm kein Mikrofon.',
    open: 'Voice in einem eigenen Fenster öffnen',
    type: 'Öffnet sich nichts, kopiere diese Adresse in deinen Browser:',
  },
} as const
type Language = keyof typeof words

/** To be called after everything else that sets headers. */
export function serveFramedPage(app: FastifyInstance, { publicUrl }: FramedPageOptions): void {
  app.addHook('onRequest', (request, reply, done) => {
    const destination = request.headers['sec-fetch-dest']
    if (request.method !== 'GET' || !FRAMES.includes(String(destination))) return done()
    const [path = ''] = request.originalUrl.split('?')
    if (!PAGES.test(path)) return done()
    reply.removeHeader('x-frame-options')
    reply
      .header('content-security-policy', POLICY)
      .header('cache-control', 'no-store')
      .header('vary', 'sec-fetch-dest, accept-language')
      .type('text/html; charset=utf-8')
      .send(framedPage(languageOf(request.headers['accept-language']), publicUrl() + request.originalUrl))
  })
}

/** The first of the browser's languages that there is. */
function languageOf(accepted = ''): Language {
  const [first] = accepted
    .split(',')
    .map((range) => range.trim().slice(0, 2).toLowerCase())
    .filter((tag): tag is Language => tag in words)
  return first ?? 'en'
}

function framedPage(language: Language, address: string): string {
  const { title, why, open, type } = words[language]
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>
  body { font: 1rem/1.5 system-ui, sans-serif; margin: 1rem; color-scheme: light dark }
  p { overflow-wrap: anywhere }
</style>
<p>${why}</p>
<p><a data-testid="open-outside" href="" target="_blank" rel="noopener">${open}</a></p>
<p>${type}<br><code>${xmlText(address)}</code></p>
</html>
`
}
