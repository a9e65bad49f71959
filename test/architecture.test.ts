/** Imports point inward: what may import what, held for every file. */

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import t from 'tap'
import { projectRoot } from './helpers/project-root.js'

/** The pieces of a layer's own root that anything may use. */
const shared = [
  'src/errors.ts',
  'src/logging.ts',
  'src/config.ts',
  'src/address-list.ts',
  'src/requester.ts',
  'src/text-file.ts',
  'src/xml-text.ts',
]
const edges = [
  'vivox-compat',
  'opensim',
  'native-viewer',
  'signaling',
  'web-session',
  'admin',
  'http',
  'media',
  'ice',
  'store',
  'bus',
]

/** For a file, the folders and files it may import from. */
function allowed(file: string): string[] {
  const folder = file.split('/').slice(0, 2).join('/')
  switch (folder) {
    case 'src/spatial':
      return ['src/spatial']
    case 'src/protocol':
      return ['src/protocol', 'src/spatial']
    case 'src/certificate':
      return ['src/certificate', 'src/voice/ports.ts']
    case 'src/voice':
      return ['src/voice', 'src/spatial', 'src/errors.ts']
  }
  if (edges.some((edge) => folder === `src/${edge}`)) {
    return [folder, 'src/voice', 'src/protocol', 'src/spatial', ...shared]
  }
  if (file.startsWith('web-client/')) return ['web-client', 'src/protocol', 'src/spatial']
  if (['src/app.ts', 'src/core.ts', 'src/media-network.ts', 'src/set-up.ts'].includes(file)) return ['src']
  if (file === 'src/main.ts' || folder === 'src/operator') return ['src']
  if (file.startsWith('demo/')) return ['demo', 'src', 'web-client/signaling-client.ts']
  // The other files beside app.ts: process and HTTP matters, no edge.
  return [
    'src/voice',
    'src/certificate',
    ...readdirSync(join(projectRoot, 'src'))
      .filter((name) => name.endsWith('.ts'))
      .map((name) => `src/${name}`),
  ]
}

function sources(directory: string): string[] {
  return readdirSync(join(projectRoot, directory)).flatMap((name) => {
    const path = join(directory, name)
    if (statSync(join(projectRoot, path)).isDirectory()) return sources(path)
    return /\.tsx?$/.test(name) ? [path] : []
  })
}

/** The project's own files that a file imports, `import type` and `export … from` included. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(projectRoot, file), 'utf8')
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, target = '']) =>
    relative(projectRoot, join(projectRoot, dirname(file), target)).replace(/\.js$/, '.ts'),
  )
}

t.test('imports follow the layers', (t) => {
  for (const file of [...sources('src'), ...sources('web-client'), ...sources('demo')]) {
    const rules = allowed(file)
    for (const target of importsOf(file)) {
      const fits = rules.some((rule) => target === rule || target.startsWith(`${rule}/`))
      if (!fits) t.fail(`${file} must not import ${target}`)
    }
  }
  t.pass('all files looked at')
  t.end()
})

t.test('the core knows no Fastify, no socket and no SQL', (t) => {
  for (const folder of ['src/voice', 'src/spatial', 'src/protocol']) {
    for (const file of sources(folder)) {
      const text = readFileSync(join(projectRoot, file), 'utf8')
      t.notMatch(text, /from '(fastify|@fastify\/.*|ws|kysely|better-sqlite3|pg|ioredis)'/, file)
    }
  }
  t.end()
})

t.test('only config.ts reads the environment, and only the start command ends the process', (t) => {
  for (const file of sources('src')) {
    const text = readFileSync(join(projectRoot, file), 'utf8')
    if (file !== 'src/config.ts') t.notMatch(text, /process\.env/, file)
    if (file !== 'src/operator/commands/start.ts') t.notMatch(text, /process\.exit\(/, file)
  }
  t.end()
})
