import { createHash } from 'node:crypto'
import { defineConfig, type Plugin } from 'vite'
import { inlineScript, inlineStyle } from './inline-document.js'

/** Where the start leaves what later files share with it; a module cannot import from an inline one. */
const SHARED = 'globalThis.pageStart'

/** `export{a as b,c as d}` at the end of the start: kept for the later files. */
function shareExports(code: string): string {
  return code.replace(/export\s*\{([^}]*)\};?\s*$/, (_, list: string) => {
    const members = list.split(',').map((entry) => {
      const [own = '', name = own] = entry.trim().split(' as ')
      return `${name}:${own}`
    })
    return `${SHARED}={${members.join()}};`
  })
}

/** `import{b as x}from"../index.js"` in a later file: taken from there. */
function takeShared(code: string, start: string): string {
  const file = start.replaceAll('.', '\\.')
  return code.replace(
    new RegExp(`import\\s*\\{([^}]*)\\}\\s*from\\s*["'][./]*${file}["'];?`, 'g'),
    (_, list: string) => `const{${list.replaceAll(' as ', ':')}}=${SHARED};`,
  )
}

/**
 * What is in the document, by name: the names of what is loaded later are in it, and change with their content. A
 * page that is still open after an upgrade finds by it that it is of yesterday.
 */
function withBuildId(html: string): string {
  const id = createHash('sha256').update(html).digest('hex').slice(0, 16)
  return html.replace('<head>', `<head>\n    <meta name="build" content="${id}" />`)
}

/**
 * Puts the start of the page into its document: whoever opens a voice link waits for one answer, not for
 * three. What is loaded later stays in files of its own.
 */
function inlineStart(): Plugin {
  return {
    name: 'inline-start',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const document = bundle['index.html']
      if (document?.type !== 'asset') return
      let html = String(document.source)
      for (const [file, output] of Object.entries(bundle)) {
        if (output.type === 'chunk' && output.isEntry) {
          // Vite's note of what to load beforehand: nothing, the styles are in the document.
          const start = output.code.replaceAll('__VITE_PRELOAD__', 'void 0')
          for (const later of Object.values(bundle)) {
            if (later.type === 'chunk' && later !== output) later.code = takeShared(later.code, file)
          }
          html = inlineScript(html, file, shareExports(start))
        } else if (output.type === 'asset' && file.endsWith('.css')) {
          html = inlineStyle(html, file, output.source)
        } else continue
        delete bundle[file]
      }
      document.source = withBuildId(html)
    },
  }
}

/** Vite's own loads styles and scripts before a later file; here none needs any, so it is only asked for. */
function plainImports(): Plugin {
  const helper = '\0vite/preload-helper.js'
  return {
    name: 'plain-imports',
    enforce: 'pre',
    load: (id) => (id === helper ? 'export const __vitePreload = (load) => load()' : undefined),
  }
}

export default defineConfig({
  root: import.meta.dirname,
  // Relative, so that the page works behind a proxy on a sub-path.
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [plainImports(), inlineStart()],
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    // At the top, as the document it ends up in: what it loads later is found from there.
    rolldownOptions: { output: { entryFileNames: '[name].js' } },
  },
})
