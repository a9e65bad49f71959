/** The page in a grid's look: what its document and its manifest say, and the file of its logo. */

import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { xmlText } from '../../protocol/xml-text.js'
import { accentOf } from '../../pure/accent.js'
import type { Language } from '../../pure/languages.js'
import type { PageLook } from '../../pure/page-look.js'
import type { GridId } from '../../voice/grids/grid.js'
import type { GridLook, LogoType } from '../../voice/grids/look.js'

/** The document's own colour, of the frame around an installed page. */
const THEME = /(<meta name="theme-color" content=")#[0-9a-f]{6}"/
const LANGUAGE = /<html lang="[a-z]+"/
const TITLE = /<title>[^<]*<\/title>/
const ICON = /<link rel="icon"[^>]*>/

const quoted = (text: string): string => xmlText(text).replaceAll('"', '&quot;')

/** What the page is told of a look; `undefined` where nobody has chosen one. */
export function pageLookOf({ name, accent, logo }: GridLook): PageLook | undefined {
  if (name === '' && accent === '' && !logo) return undefined
  return {
    ...(name !== '' && { name }),
    ...(logo && { logo: logoPath(logo.content) }),
    ...(accent !== '' && { accent: accentOf(accent) }),
  }
}

/** Its address changes with its content. */
const logoPath = (content: string): string =>
  `logo?${createHash('sha256').update(content).digest('hex').slice(0, 12)}`

/**
 * The residents' document in a look.
 * @param language of the page where the browser wants none that there is
 */
export function dressDocument(html: string, look: GridLook, language: Language): string {
  return dressed(html.replace(LANGUAGE, `<html lang="${language}"`), look)
}

function dressed(html: string, look: GridLook): string {
  const told = pageLookOf(look)
  if (!told) return html
  const meta = `<meta name="look" content="${quoted(JSON.stringify(told))}" />`
  let page = html.replace('<head>', () => `<head>\n    ${meta}`)
  if (told.name !== undefined) {
    const title = `<title>${xmlText(told.name)} · Voice</title>`
    page = page.replace(TITLE, () => title)
  }
  if (look.accent !== '') page = page.replace(THEME, (_, begin) => `${begin}${look.accent}"`)
  if (told.logo !== undefined && look.logo) {
    const link = `<link rel="icon" href="./${told.logo}" type="${look.logo.type}" />`
    page = page.replace(ICON, () => link)
  }
  return page
}

/** The manifest in a look, as an installed page shows it. */
export function dressManifest(json: string, look: GridLook): string {
  const told = pageLookOf(look)
  if (!told) return json
  const manifest = JSON.parse(json)
  const name = told.name === undefined ? {} : { name: `${told.name} · Voice`, short_name: told.name }
  const colours = look.accent === '' ? {} : { theme_color: look.accent, background_color: look.accent }
  const logo = told.logo && look.logo ? [{ src: told.logo, sizes: 'any', type: look.logo.type }] : []
  return JSON.stringify({ ...manifest, ...name, ...colours, icons: [...logo, ...manifest.icons] })
}

/** An image may be opened by itself: then, too, nothing in it runs or loads anything. */
const LOGO_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"

/** Serves the logo at `/logo`. */
export function serveLogo(app: FastifyInstance, lookOf: (grid: GridId) => GridLook): void {
  app.get('/logo', (request, reply) => {
    const { logo } = lookOf(request.pageGrid)
    if (!logo) return reply.callNotFound()
    const type: LogoType = logo.type
    return reply
      .header('content-security-policy', LOGO_POLICY)
      .header('x-content-type-options', 'nosniff')
      .header('cache-control', 'public, max-age=86400')
      .type(type)
      .send(Buffer.from(logo.content, 'base64'))
  })
}
