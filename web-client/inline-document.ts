/** Puts the files that a built document links to into the document itself; the builds of page and console use it. */

import type { Plugin, Rolldown } from 'vite'

type OutputBundle = Rolldown.OutputBundle

/** The document with a script's file replaced by the code, at the end of the body. */
function inlineScript(html: string, file: string, code: string): string {
  const element = `<script type="module">${code.replaceAll('</script', '<\\/script')}</script>`
  return html
    .replace(new RegExp(`<script[^>]*${file}"></script>`), '')
    .replace('</body>', () => `${element}</body>`)
}

/** The document with a style sheet's file replaced by the rules, where the link was. */
function inlineStyle(html: string, file: string, rules: string | Uint8Array): string {
  return html.replace(new RegExp(`<link[^>]*${file}"[^>]*>`), () => `<style>${rules}</style>`)
}

/** Where the start leaves what later files share with it; a module cannot import from an inline one. */
const SHARED = 'globalThis.pageStart'

/** Finds `export{a as b,c as d}` at the end of the start, to keep it for the later files. */
function shareExports(code: string): string {
  return code.replace(/export\s*\{([^}]*)\};?\s*$/, (_, list: string) => {
    const members = list.split(',').map((entry) => {
      const [own = '', name = own] = entry.trim().split(' as ')
      return `${name}:${own}`
    })
    return `${SHARED}={${members.join()}};`
  })
}

/** Finds `import{b as x}from"../index.js"` in a later file, to take it from there. */
function takeShared(code: string, start: string): string {
  const file = start.replaceAll('.', '\\.')
  return code.replace(
    new RegExp(`import\\s*\\{([^}]*)\\}\\s*from\\s*["'][./]*${file}["'];?`, 'g'),
    (_, list: string) => `const{${list.replaceAll(' as ', ':')}}=${SHARED};`,
  )
}

export interface InlineStartOptions {
  /** The module that the start loads next: `globalThis.pageFiles` then names its files, so that they can be fetched early. */
  readonly next?: string
  /** Where the built folder lies below the document's address, such as `admin/`. */
  readonly folder?: string
  /** Completes the document. */
  readonly finish?: (html: string) => string
}

/**
 * Puts the start of the page into its document, so that a resident who opens a voice link waits for one answer
 * instead of three. Everything loaded later stays in files of its own.
 */
export function inlineStart({ next, folder = '', finish = (html) => html }: InlineStartOptions): Plugin {
  return {
    name: 'inline-start',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const document = bundle['index.html']
      if (document?.type !== 'asset') return
      let html = String(document.source)
      for (const [file, output] of Object.entries(bundle)) {
        if (output.type === 'chunk' && output.isEntry) {
          const early = next === undefined ? '' : earlyFiles(filesOf(bundle, next, file))
          const start = (early + output.code)
            // Vite's list of files to preload: the start does that by itself.
            .replaceAll('__VITE_PRELOAD__', 'void 0')
            .replaceAll('./assets/', `./${folder}assets/`)
          if (output.imports.length > 0)
            throw new Error(`the start would wait for other files: ${output.imports.join(', ')}`)
          for (const later of Object.values(bundle)) {
            if (later.type === 'chunk' && later !== output) later.code = takeShared(later.code, file)
          }
          html = inlineScript(html, file, shareExports(start))
        } else if (output.type === 'asset' && html.includes(`${file}">`)) {
          html = inlineStyle(html, file, output.source)
        } else continue
        delete bundle[file]
      }
      document.source = finish(html)
    },
  }
}

/** A module's own file, those that it imports, and its styles. */
function filesOf(bundle: OutputBundle, module: string, start: string): string[] {
  const chunk = Object.values(bundle).find(
    (output) => output.type === 'chunk' && output.facadeModuleId?.endsWith(`/${module}`),
  )
  if (chunk?.type !== 'chunk') throw new Error(`no file begins with ${module}`)
  const { fileName, imports, viteMetadata } = chunk
  return [fileName, ...imports.filter((file) => file !== start), ...(viteMetadata?.importedCss ?? [])]
}

const earlyFiles = (files: readonly string[]): string =>
  `globalThis.pageFiles=${JSON.stringify(files.map((file) => `./${file}`))};`

/** Vite's own helper loads styles and scripts before a later file; none is needed here, so this one only imports. */
export function plainImports(): Plugin {
  const helper = '\0vite/preload-helper.js'
  return {
    name: 'plain-imports',
    enforce: 'pre',
    load: (id) => (id === helper ? 'export const __vitePreload = (load) => load()' : undefined),
  }
}
