import { defineConfig, type Plugin } from 'vite'

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
          const code = output.code.replaceAll('</script', '<\\/script')
          html = html.replace(new RegExp(`<script[^>]*${file}"></script>`), '')
          html = html.replace('</body>', () => `<script type="module">${code}</script></body>`)
        } else if (output.type === 'asset' && file.endsWith('.css')) {
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
  // Relative, so that the page works behind a proxy on a sub-path.
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [inlineStart()],
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
  },
})
