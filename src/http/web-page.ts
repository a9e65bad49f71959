/** The built page and the built console: where they are, and what their documents may run. */

import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface WebPage {
  readonly directory: string
  readonly document: string
  /** Which build of the page this is: another one may have other files. */
  readonly build: string
  /** CSP sources for the scripts and styles inside the document: `'sha256-…'`. */
  readonly scriptHashes: readonly string[]
  readonly styleHashes: readonly string[]
  /** The console's document. */
  readonly console: string
}

/** Stands in where only the page was built. */
const NO_CONSOLE =
  '<!doctype html><title>Voice console</title><p>The console is not built: run "npm run build".'

/** @throws Error when the page was not built */
export function loadWebPage(): WebPage {
  const directory = findDirectory()
  const document = readFileSync(join(directory, 'index.html'), 'utf8')
  const consoleFile = join(directory, 'admin/index.html')
  const console = existsSync(consoleFile) ? readFileSync(consoleFile, 'utf8') : NO_CONSOLE
  const both = document + console
  return {
    directory,
    document,
    build: /<meta name="build" content="([0-9a-f]+)"/.exec(document)?.[1] ?? '',
    console,
    scriptHashes: hashesOf(both, 'script'),
    styleHashes: hashesOf(both, 'style'),
  }
}

/** The CSP sources of a document's inline elements of one kind. */
export function hashesOf(document: string, element: 'script' | 'style'): string[] {
  return [...document.matchAll(new RegExp(`<${element}[^>]*>([\\s\\S]*?)</${element}>`, 'g'))].map(
    ([, content = '']) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`,
  )
}

/** `dist/page`, seen from `src/http` and from `dist/src/http` alike. */
function findDirectory(): string {
  const here = fileURLToPath(new URL('.', import.meta.url))
  const built = [join(here, '../../page'), join(here, '../../dist/page')].find((directory) =>
    existsSync(join(directory, 'index.html')),
  )
  if (!built) throw new Error('The page is not built: run "npm run build".')
  return built
}
