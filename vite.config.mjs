/**
 * Makes a few files of the built service, of its media hub and of the libraries that come in hundreds of files: a start would
 * take longer to find them than to run them.
 */

import { defineConfig } from 'vite'

export default defineConfig({
  publicDir: false,
  build: {
    ssr: true,
    outDir: 'dist/service',
    target: 'node20',
    // Names stay readable in a log's traces.
    minify: false,
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        'command-line': 'dist/src/operator/command-line.js',
        'hub-process': 'dist/src/media/hub-process/main.js',
        'stun-worker': 'dist/src/ice/stun/stun-worker.js',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: 'parts/[name].js' },
    },
  },
  ssr: { target: 'node', noExternal: ['typebox', 'kysely'] },
})
