/** Builds the console apart from the voice page: residents never load any of it. */

import { defineConfig, type Plugin } from 'vite'

/** One document and nothing else, so that it works at `/admin` and behind a proxy on a sub-path alike. */
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
          const code = output.code.replaceAll('</script', '<\\/script')
          html = html.replace(new RegExp(`<script[^>]*${file}"></script>`), '')
          html = html.replace('</body>', () => `<script type="module">${code}</script></body>`)
        } else if (file.endsWith('.css')) {
          html = html.replace(new RegExp(`<link[^>]*${file}"[^>]*>`), () => `<style>${output.source}</style>`)
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
    outDir: '../../dist/page/admin',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
  },
})
