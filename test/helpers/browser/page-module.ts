/** One module of the page as a data URL that a browser can import. */

import { join } from 'node:path'
import { build } from 'vite'
import { projectRoot } from '../project-root.js'

/** @param file inside web-client/ */
export async function pageModuleUrl(file: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      lib: {
        entry: join(projectRoot, 'web-client', file),
        formats: ['es'],
        fileName: 'module',
      },
    },
  })
  const [first] = Array.isArray(built) ? built : [built]
  const chunk = first && 'output' in first ? first.output[0] : undefined
  if (chunk?.type !== 'chunk') throw new Error(`no module: ${file}`)
  return `data:text/javascript;base64,${Buffer.from(chunk.code).toString('base64')}`
}
