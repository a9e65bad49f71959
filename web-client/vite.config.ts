import { createHash } from 'node:crypto'
import { defineConfig, type Plugin } from 'vite'
import { inlineScript, inlineStyle } from './inline-document.js'

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

/**
 * A name for everything in the document. The document holds the names of the later files, and those change with
 * their content. After an upgrade an open page finds out by this name that it is old.
 */
function withBuildId(html: string): string {
  const id = createHash('sha256').update(html).digest('hex').slice(0, 16)
  return html.replace('<head>', `<head>\n    <meta name="build" content="${id}" />`)
}

/**
 * Puts the start of the page into its document, so that a resident who opens a voice link waits for one answer
 * instead of three. Everything loaded later stays in files of its own.
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
          // Vite's list of files to preload: none here, because the styles are in the document.
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

/** Vite's own helper loads styles and scripts before a later file; none is needed here, so this one only imports. */
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
    // At the top of the folder, like the document that it ends up in: later files are found from there.
    rolldownOptions: { output: { entryFileNames: '[name].js' } },
  },
})
