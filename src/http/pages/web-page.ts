/** The built page and the built console, in memory, and what their documents may run. */

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Language } from '../../pure/languages.js'
import type { GridId } from '../../voice/grids/grid.js'
import type { GridLook } from '../../voice/grids/look.js'
import { dressDocument, dressManifest } from './look.js'
import { type StoredFile, sendFile, storeFile } from './stored-file.js'

export interface WebPage {
  /** Answers with the page's document; `no-store` for the address of a voice link. */
  send(reply: FastifyReply, cacheControl: 'no-store' | 'no-cache'): FastifyReply
  /** Identifies the build of the page: another build may have other files. */
  readonly build: string
  /** CSP sources for the scripts and styles inside the documents: `'sha256-…'`. */
  readonly scriptHashes: readonly string[]
  readonly styleHashes: readonly string[]
  readonly files: ReadonlyMap<string, StoredFile>
  /** Such a file in a grid's look. */
  file(grid: GridId, path: string): StoredFile
  /** Gives the page of a grid its look, and its language where the browser wants none that there is, from now on. */
  dress(grid: GridId, look: GridLook, language: Language): void
  /** The grid is served no more. */
  undress(grid: GridId): void
}

const DOCUMENT = 'index.html'
const CONSOLE = 'admin/index.html'
const MANIFEST = 'manifest.webmanifest'
/** Ends the name of a file that the build has compressed beside the file itself. */
const BROTLI = '.br'

/** The console's document if only the page was built. */
const NO_CONSOLE =
  '<!doctype html><title>Voice console</title><p>The console is not built: run "npm run build".'

/** @throws Error when the page was not built */
export function loadWebPage(): WebPage {
  const directory = findDirectory()
  const paths = readdirSync(directory, { recursive: true })
    .map((path) => String(path).replaceAll('\\', '/'))
    .filter((path) => statSync(join(directory, path)).isFile())
  const read = (path: string) => readFileSync(join(directory, path))
  const compressed = new Set(paths.filter((path) => path.endsWith(BROTLI)))
  const files = new Map<string, StoredFile>()
  for (const path of paths) {
    if (compressed.has(path)) continue
    const brotli = compressed.has(path + BROTLI) ? read(path + BROTLI) : undefined
    files.set(path, storeFile(path, read(path), brotli))
  }
  if (!files.has(CONSOLE)) files.set(CONSOLE, storeFile(CONSOLE, Buffer.from(NO_CONSOLE)))
  const document = fileIn(files, DOCUMENT).content.toString()
  const manifest = files.get(MANIFEST)?.content.toString()
  const both = document + fileIn(files, CONSOLE).content
  const dressed = new Map<GridId, ReadonlyMap<string, StoredFile>>()
  const file = (grid: GridId, path: string) => dressed.get(grid)?.get(path) ?? fileIn(files, path)
  return {
    file,
    send: (reply, cacheControl) => sendFile(reply, file(reply.request.pageGrid, DOCUMENT), cacheControl),
    build: /<meta name="build" content="([0-9a-f]+)"/.exec(document)?.[1] ?? '',
    scriptHashes: hashesOf(both, 'script'),
    styleHashes: hashesOf(both, 'style'),
    files,
    dress(grid, look, language) {
      const own = new Map<string, StoredFile>()
      const keep = (path: string, before: string | undefined, after: string) => {
        if (after !== before) own.set(path, storeFile(path, Buffer.from(after)))
      }
      keep(DOCUMENT, document, dressDocument(document, look, language))
      if (manifest !== undefined) keep(MANIFEST, manifest, dressManifest(manifest, look))
      dressed.set(grid, own)
    },
    undress: (grid) => void dressed.delete(grid),
  }
}

/** Serves the page at `/`, the console at `/admin`, and the files of both. */
export function servePage(app: FastifyInstance, { files, file, send }: WebPage): void {
  app.get('/', (_request, reply) => send(reply, 'no-cache'))
  app.get('/admin', (_request, reply) => sendFile(reply, fileIn(files, CONSOLE), 'no-cache'))
  app.get('/admin/', (_request, reply) => reply.redirect('../admin', 308))
  for (const path of files.keys()) {
    // Names of assets change with their content, so they can be cached for long, even for a page that is offline.
    const lasting = /(^|\/)assets\//.test(path)
    const cacheControl = lasting ? 'public, max-age=31536000, immutable' : 'no-cache'
    app.get(`/${path}`, (request, reply) => sendFile(reply, file(request.pageGrid, path), cacheControl))
  }
}

function fileIn(files: ReadonlyMap<string, StoredFile>, path: string): StoredFile {
  const file = files.get(path)
  if (!file) throw new Error(`The page has no ${path}: run "npm run build".`)
  return file
}

/** The CSP sources of a document's inline elements of one kind. */
export function hashesOf(document: string, element: 'script' | 'style'): string[] {
  return [...document.matchAll(new RegExp(`<${element}[^>]*>([\\s\\S]*?)</${element}>`, 'g'))].map(
    ([, content = '']) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`,
  )
}

function findDirectory(): string {
  const document = fileURLToPath(import.meta.resolve(`#page/${DOCUMENT}`))
  if (!existsSync(document)) throw new Error('The page is not built: run "npm run build".')
  return dirname(document)
}
