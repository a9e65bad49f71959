/** Imports point inward: what may import what, held for every file. */

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import t from 'tap'
import { projectRoot } from './helpers/project-root.js'

/** Outside the core, and any edge may use it. */
const shared = [
  'src/errors.ts',
  'src/operator/logging.ts',
  'src/operator/settings',
  'src/outgoing',
  'src/stun',
]
/** Files of one folder that still show at a glance what belongs together. */
const MOST_IN_A_FOLDER = 14
const core = ['src/voice', 'src/protocol', 'src/spatial', 'src/pure']
const edges = [
  'vivox-compat',
  'opensim',
  'robust',
  'native-viewer',
  'signaling',
  'web-session',
  'admin',
  'http',
  'media',
  'ice',
  'store',
  'cluster',
]

/** For a file, the folders and files it may import from. */
function allowed(file: string): string[] {
  const folder = file.split('/').slice(0, 2).join('/')
  switch (folder) {
    case 'src/pure':
      return ['src/pure']
    case 'src/spatial':
      return ['src/spatial']
    case 'src/stun':
      return ['src/stun']
    case 'src/protocol':
      return ['src/protocol', 'src/spatial', 'src/pure']
    case 'src/voice':
      return ['src/voice', 'src/spatial', 'src/pure', 'src/errors.ts']
    case 'src/outgoing':
      return ['src/outgoing', 'src/voice/ports.ts']
    case 'src/certificate':
      return ['src/certificate', 'src/voice/ports.ts']
    // The parts are put together here, and nowhere else.
    case 'src/compose':
    case 'src/app.ts':
    case 'src/operator':
    case 'src/main.ts':
      return ['src']
  }
  if (edges.some((edge) => folder === `src/${edge}`)) return [folder, ...core, ...shared]
  if (file.startsWith('web-client/')) return ['web-client', 'src/protocol', 'src/spatial', 'src/pure']
  if (file.startsWith('console/')) {
    return [
      'console',
      'src/protocol',
      'src/spatial',
      'src/pure',
      'web-client/theme.css',
      'web-client/texts/live.ts',
      'web-client/person-look.ts',
      'web-client/ui/parts/kept-focus.ts',
      'web-client/inline-document.ts',
    ]
  }
  if (file.startsWith('demo/')) return ['demo', 'src', 'web-client/service/signaling-client.ts']
  return []
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
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map(([, target = '']) => {
    const path = relative(projectRoot, join(projectRoot, dirname(file), target))
    const source = path.replace(/\.js$/, '.ts')
    return existsSync(join(projectRoot, source)) ? source : path.replace(/\.js$/, '.tsx')
  })
}

const everything = ['src', 'web-client', 'console', 'demo'].flatMap(sources)

t.test('imports follow the layers', (t) => {
  for (const file of everything) {
    const rules = allowed(file)
    for (const target of importsOf(file)) {
      const fits = rules.some((rule) => target === rule || target.startsWith(`${rule}/`))
      if (!fits) t.fail(`${file} must not import ${target}`)
    }
  }
  t.pass('all files looked at')
  t.end()
})

t.test('no file is part of a circle of imports', (t) => {
  const imports = new Map(everything.map((file) => [file, importsOf(file)]))
  const done = new Set<string>()
  function follow(file: string, way: readonly string[]): void {
    const place = way.indexOf(file)
    if (place >= 0) return void t.fail([...way.slice(place), file].join(' → '))
    if (done.has(file) || !imports.has(file)) return
    for (const target of imports.get(file) ?? []) follow(target, [...way, file])
    done.add(file)
  }
  for (const file of everything) follow(file, [])
  t.equal(done.size, everything.length)
  t.end()
})

t.test('a folder is small enough to be understood at a glance', (t) => {
  for (const folder of new Set(everything.map((file) => dirname(file)))) {
    const files = everything.filter((file) => dirname(file) === folder)
    t.ok(files.length <= MOST_IN_A_FOLDER, `${folder} has ${files.length} files`)
  }
  t.end()
})

t.test('the core knows no Fastify, no socket and no SQL', (t) => {
  for (const folder of core) {
    for (const file of sources(folder)) {
      const text = readFileSync(join(projectRoot, file), 'utf8')
      t.notMatch(text, /from '(fastify|@fastify\/.*|ws|kysely|better-sqlite3|pg|@redis\/client)'/, file)
    }
  }
  t.end()
})

t.test('only config.ts reads the environment, and only the start command ends the process', (t) => {
  for (const file of sources('src')) {
    const text = readFileSync(join(projectRoot, file), 'utf8')
    if (file !== 'src/operator/settings/config.ts') t.notMatch(text, /process\.env/, file)
    if (file !== 'src/operator/commands/start.ts') t.notMatch(text, /process\.exit\(/, file)
  }
  t.end()
})
