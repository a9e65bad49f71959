/** What makes the built page installable: a manifest, icons made from `icon.svg`, and the service worker with its list of files. */

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { initWasm, Resvg } from '@resvg/resvg-wasm'
import type { Plugin, Rolldown } from 'vite'
import type { Language } from '../src/pure/languages.js'

/** The accent of the icon: the colour of an installed page's frame. */
const THEME = '#2456c7'
/** Systems cut a maskable icon to any shape within its inner 80 %. */
const SAFE_SHARE = 0.7

const manifest = {
  name: 'Voice',
  short_name: 'Voice',
  start_url: './',
  scope: './',
  display: 'standalone',
  theme_color: THEME,
  background_color: THEME,
  icons: [
    { src: 'icon-192.png', sizes: '192x192', type: 'image/png' },
    { src: 'icon-512.png', sizes: '512x512', type: 'image/png' },
    { src: 'icon-maskable.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml' },
  ],
}

async function drawIcons(root: string): Promise<Record<string, Uint8Array>> {
  const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm')
  await initWasm(readFileSync(wasm))
  const svg = readFileSync(join(root, 'public/icon.svg'), 'utf8')
  const draw = (drawing: string, width: number) =>
    new Resvg(drawing, { fitTo: { mode: 'width', value: width } }).render().asPng()
  const inset = ((1 - SAFE_SHARE) / 2) * 32
  const maskable = svg
    .replace(
      /(<svg[^>]*>)/,
      `$1<rect width="32" height="32" fill="${THEME}"/><g transform="translate(${inset} ${inset}) scale(${SAFE_SHARE})">`,
    )
    .replace('</svg>', '</g></svg>')
  return {
    'icon-192.png': draw(svg, 192),
    'icon-512.png': draw(svg, 512),
    'icon-maskable.png': draw(maskable, 512),
  }
}

/** The folders of words, by language; English is part of the page. */
const WORDS = {
  german: 'de',
  spanish: 'es',
  french: 'fr',
  italian: 'it',
  portuguese: 'pt',
  dutch: 'nl',
  japanese: 'ja',
} as const satisfies Record<string, Language>

/** What the service worker keeps: for everybody (''), and for those who read a language. */
function keptFiles(bundle: Rolldown.OutputBundle): Record<string, string[]> {
  const kept: Record<string, string[]> = {}
  for (const [file, output] of Object.entries(bundle)) {
    // The noise filter is loaded only by those who choose it; the worker keeps it from then on.
    if (!/^assets\/.*\.(js|css)$/.test(file) || /noise-filter|workletProcessor/.test(file)) continue
    const module = output.type === 'chunk' ? output.facadeModuleId : undefined
    const folder = /\/texts\/(\w+)\//.exec(module ?? '')?.[1] as keyof typeof WORDS | undefined
    const language = (folder && WORDS[folder]) ?? ''
    kept[language] = [...(kept[language] ?? []), file]
  }
  return kept
}

/** Comes after everything that writes the document: its content names the build. */
export function installable(): Plugin {
  let root = ''
  return {
    name: 'installable',
    enforce: 'post',
    configResolved(config) {
      root = config.root
    },
    async generateBundle(_options, bundle) {
      const document = bundle['index.html']
      const build = /<meta name="build" content="([0-9a-f]+)"/.exec(
        document?.type === 'asset' ? String(document.source) : '',
      )?.[1]
      if (!build) throw new Error('the document names no build')
      const files = keptFiles(bundle)
      const worker = readFileSync(join(root, 'service-worker.js'), 'utf8')
      const emit = (fileName: string, source: string | Uint8Array) =>
        this.emitFile({ type: 'asset', fileName, source })
      emit(
        'service-worker.js',
        worker.replace('__BUILD__', build).replace('{ __FILES__: [] }', JSON.stringify(files)),
      )
      emit('manifest.webmanifest', JSON.stringify(manifest))
      for (const [name, png] of Object.entries(await drawIcons(root))) emit(name, png)
    },
  }
}
