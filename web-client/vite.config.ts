import { createHash } from 'node:crypto'
import { defineConfig } from 'vite'
import { inlineStart, plainImports } from './inline-document.js'
import { installable } from './installable.js'

/**
 * A name for everything in the document. The document holds the names of the later files, and those change with
 * their content. After an upgrade an open page finds out by this name that it is old.
 */
function withBuildId(html: string): string {
  const id = createHash('sha256').update(html).digest('hex').slice(0, 16)
  return html.replace('<head>', `<head>\n    <meta name="build" content="${id}" />`)
}

export default defineConfig({
  root: import.meta.dirname,
  // Relative, so that the page works behind a proxy on a sub-path.
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [plainImports(), inlineStart({ next: 'page.tsx', finish: withBuildId }), installable()],
  build: {
    outDir: '../dist/page',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    rolldownOptions: {
      output: {
        // At the top of the folder, like the document that it ends up in: later files are found from there.
        entryFileNames: '[name].js',
        // The start is one piece, whatever later files share with it.
        // So is what the page shares with its later parts.
        codeSplitting: {
          groups: [
            { name: 'start', tags: ['$initial'], priority: 2 },
            {
              name: 'shared',
              test: /node_modules\/@?preact|web-client\/(ui\/parts\/(?!language)|texts\/(english\/start|texts|isolated))|pure\/in-language|ui\/panels\/key-name/,
              priority: 1,
            },
          ],
        },
      },
    },
  },
})
