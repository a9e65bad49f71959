/** The last step of a build: compresses the files of the page and the console, as small as they get. */

import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync } from 'node:zlib'

const pages = fileURLToPath(new URL('../dist/page/', import.meta.url))
/** Names of files that shrink; pictures and sounds are compressed already. */
const COMPRESSIBLE = /\.(html|js|css|svg|json|webmanifest|txt|wasm)$/

for (const name of readdirSync(pages, { recursive: true }).map(String)) {
  const path = join(pages, name)
  if (COMPRESSIBLE.test(name) && statSync(path).isFile())
    writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path)))
}
