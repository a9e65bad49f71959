/** Builds the console separately from the voice page: residents never load any of it. */

import { defineConfig } from 'vite'
import { inlineStart, plainImports } from '../web-client/inline-document.js'

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  // The console's address is `/admin` without a slash, also behind a proxy on a sub-path.
  plugins: [plainImports(), inlineStart({ folder: 'admin/' })],
  build: {
    outDir: '../dist/page/admin',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: false,
    rolldownOptions: { output: { entryFileNames: '[name].js' } },
  },
})
