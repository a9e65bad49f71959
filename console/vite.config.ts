/** Builds the console separately from the voice page: residents never load any of it. */

import { defineConfig, type Plugin } from 'vite'
import { inlineScript, inlineStyle } from '../web-client/inline-document.js'

/** A single document, so that it works at `/admin` and behind a proxy on a sub-path alike. */
function inlineAll(): Plugin {
  return {
    name: 'inline-all',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const document = bundle['index.html']
      if (document?.type !== 'asset') return
      let html = String(document.source)
      for (const [file, output] of Object.entries(bundle)) {
        if (output.type === 'chunk') {
          html = inlineScript(html, file, output.code)
        } else if (file.endsWith('.css')) {
          html = inlineStyle(html, file, output.source)
        } else continue
        delete bundle[file]
      }
      document.source = html
    },
  }
}

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [inlineAll()],
  build: {
    outDir: '../dist/page/admin',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
  },
})
