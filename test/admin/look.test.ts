/** A grid's look from the console to the page: what is chosen, what is refused, and that it can be read. */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { ACCENT_GROUNDS, accentOf, contrast, linearOf, parsed } from '../../src/pure/accent.js'
import { signedInAdmin } from '../helpers/browser/admin-client.js'
import { projectRoot } from '../helpers/project-root.js'
import { startTestApp } from '../helpers/test-app.js'

const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="url(#a)" d="M0 0h8v8z"/></svg>'
const svg = (inside: string) => SVG.replace('<path', `${inside}<path`)
/** One transparent pixel. */
const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='
const WEBP = 'UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA'
const base64 = (text: string) => Buffer.from(text).toString('base64')

t.test('a look is chosen in the console, and worn by the page', async (t) => {
  const app = await startTestApp(t)
  const owner = await signedInAdmin(app)
  const page = async (path = '/') => (await fetch(app.url + path)).text()
  t.notMatch(await page(), 'name="look"', 'the service has a look of its own')
  t.equal((await fetch(`${app.url}/logo`)).status, 404)

  const chosen = await owner.patch('/look', { name: ' Wolken & "Heim" ', accent: '#ffd400' })
  t.match(chosen.body, { name: 'Wolken & "Heim"', accent: '#ffd400', logo: null })
  t.match(chosen.body.shown, { light: { adjusted: true }, dark: { adjusted: false } })
  t.equal((await owner.post('/look/logo', { content: base64(SVG) })).status, 200)

  const document = await page()
  t.match(document, '<title>Wolken &amp; "Heim" · Voice</title>')
  t.match(document, '<meta name="theme-color" content="#ffd400"')
  const told = /<meta name="look" content="([^"]*)"/.exec(document)?.[1]?.replaceAll('&quot;', '"')
  const look = JSON.parse((told ?? '').replaceAll('&amp;', '&'))
  t.match(look, { name: 'Wolken & "Heim"', accent: chosen.body.shown, logo: /^logo\?[0-9a-f]{12}$/ })
  t.match(await page('/index.html'), 'Wolken', 'under every name of the document')
  t.match(JSON.parse(await page('/manifest.webmanifest')), {
    name: 'Wolken & "Heim" · Voice',
    short_name: 'Wolken & "Heim"',
    theme_color: '#ffd400',
    icons: [{ src: look.logo, type: 'image/svg+xml' }, { src: 'icon-192.png' }],
  })

  const logo = await fetch(`${app.url}/${look.logo}`)
  t.equal(await logo.text(), SVG)
  t.equal(logo.headers.get('content-type'), 'image/svg+xml')
  t.match(logo.headers.get('content-security-policy'), "default-src 'none'")
  t.match(logo.headers.get('content-security-policy'), 'sandbox')
  t.equal(logo.headers.get('x-content-type-options'), 'nosniff')

  t.equal((await owner.post('/look/logo/delete', {})).body.logo, null)
  await owner.patch('/look', { name: '', accent: '' })
  t.notMatch(await page(), 'name="look"')
  const acts = (await owner.get('/audit')).body as { act: string; detail: unknown }[]
  t.match(acts.find(({ act }) => act === 'look-changed')?.detail, {
    from: { name: 'Wolken & "Heim"', accent: '#ffd400' },
    to: { name: '', accent: '' },
  })
})

t.test('what cannot be a logo is refused by its content', async (t) => {
  const owner = await signedInAdmin(await startTestApp(t))
  const code = async (content: string) =>
    (await owner.post('/look/logo', { content })).body.faults?.[0].code ?? 'taken'
  t.equal(await code(PNG), 'taken')
  t.equal(await code(WEBP), 'taken')
  t.equal(await code(base64(SVG)), 'taken')
  const wide = Buffer.from(PNG, 'base64')
  wide.writeUInt32BE(4000, 16)
  t.equal(await code(wide.toString('base64')), 'logo-too-many-pixels')
  t.equal(await code(base64(SVG.replace('<path', `${' '.repeat(66_000)}<path`))), 'logo-too-large')
  for (const content of ['GIF89a', '<html><svg/></html>', '<svg xmlns="urn:x"/>', '<svg', 'just words'])
    t.equal(await code(base64(content)), 'logo-unknown', content)
  for (const inside of [
    '<script>alert(1)</script>',
    '<foreignObject/>',
    '<style>@import "https://x.example"</style>',
    '<image href="https://x.example/a.png"/>',
    '<use href="https://x.example/a.svg#b"/>',
    '<g onload="alert(1)"/>',
    '<rect fill="url(https://x.example/a)"/>',
    '<animate attributeName="href" to="javascript:alert(1)"/>',
  ]) {
    t.equal(await code(base64(svg(inside))), 'logo-unsafe', inside)
  }
  t.equal(await code(base64(`<!DOCTYPE svg [<!ENTITY a "b">]>${SVG}`)), 'logo-unsafe')
  t.equal((await owner.patch('/look', { accent: 'red' })).status, 422)
  t.equal((await owner.patch('/look', { name: 'x'.repeat(41) })).status, 422)
})

t.test('every accent can be read in both schemes', async (t) => {
  const theme = readFileSync(join(projectRoot, 'web-client/theme.css'), 'utf8')
  for (const { grounds, onAccent } of Object.values(ACCENT_GROUNDS)) {
    for (const ground of [...grounds, onAccent]) t.ok(theme.includes(ground), `${ground} is one of theme.css`)
  }
  const parts = ['00', '33', '80', 'cc', 'ff']
  for (const hex of parts.flatMap((red) =>
    parts.flatMap((green) => parts.map((blue) => `#${red}${green}${blue}`)),
  )) {
    for (const [scheme, { accent, onAccent }] of Object.entries(accentOf(hex))) {
      const colour = parsed(accent)
      const others = [...ACCENT_GROUNDS[scheme as 'light' | 'dark'].grounds, onAccent].map(parsed)
      if (others.some((other) => contrast(colour, other) < 4.5)) t.fail(`${hex} in ${scheme}: ${accent}`)
      if (linearOf(colour).some((part) => part < -0.01 || part > 1.01))
        t.fail(`${hex} in ${scheme} is no colour`)
    }
  }
  t.match(accentOf('#2456c7'), { light: { adjusted: false }, dark: { adjusted: true } })
})
