/**
 * `npm run release` writes the installable packages and their checksums to `release/`: a tarball and a Debian package
 * for the machine's own architecture. Both hold the built service, its npm packages and its Node, and no development tools.
 * The container's files stand beside package.json: Dockerfile and compose.yaml.
 */

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const out = process.argv[2] ?? join(root, 'release')
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const version = process.env.RELEASE_VERSION ?? manifest.version
const { name } = manifest
/** Debian's names for Node's architectures. */
const debianArch = { x64: 'amd64', arm64: 'arm64' }[process.arch]

function run(command, args, options = {}) {
  process.stdout.write(`${command} ${args.join(' ')}\n`)
  const { status } = spawnSync(command, args, { stdio: 'inherit', cwd: root, ...options })
  if (status !== 0) throw new Error(`${command} ended with ${status}`)
}

/** The files of the repository that belong to an installed service. */
const KEPT = [
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'config',
  'packaging/node-version.mjs',
  'package-lock.json',
]
const BUILT = ['dist/service', 'dist/src', 'dist/demo', 'dist/page', 'dist/mix-kernel.wasm']

/** Puts the service together in a folder: built code, production packages, Node. */
function stage(folder) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const path of [...KEPT, ...BUILT]) cpSync(join(root, path), join(folder, path), { recursive: true })
  cpSync(join(root, 'docs'), join(folder, 'docs'), {
    recursive: true,
    filter: (path) => !path.endsWith('.ts'),
  })
  const { scripts: _, devDependencies: __, ...kept } = manifest
  const scripts = {
    start: 'node dist/src/main.js start',
    demo: 'node dist/src/main.js demo',
    voice: 'node dist/src/main.js',
  }
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify({ ...kept, version, scripts }, null, 2)}\n`)
  // The lock file names the development tools as well, and npm checks it against the whole package.json.
  const lock = readFileSync(join(root, 'package-lock.json'))
  writeFileSync(join(folder, 'package-lock.json'), lock)
  run('npm', ['install', '--omit=dev', '--no-save', '--no-audit', '--no-fund'], { cwd: folder })
  trim(join(folder, 'node_modules'))
}

/** Leaves out files that a running service never opens: headers, native sources, other machines' binaries. */
function trim(modules) {
  for (const entry of readdirSync(modules)) {
    if (/^node-(linux|win)-/.test(entry))
      rmSync(join(modules, entry, 'include'), { recursive: true, force: true })
  }
  for (const path of ['better-sqlite3/deps', 'better-sqlite3/src', 'node-datachannel/src', '.cache']) {
    rmSync(join(modules, path), { recursive: true, force: true })
  }
  rmSync(join(modules, '.package-lock.json'), { force: true })
}

function debianPackage(staged) {
  const folder = join(out, 'debian')
  rmSync(folder, { recursive: true, force: true })
  const lib = join(folder, 'usr/lib', name)
  mkdirSync(lib, { recursive: true })
  cpSync(staged, lib, { recursive: true, verbatimSymlinks: true })
  const source = join(root, 'packaging/debian')
  const install = (file, to, mode = 0o644) => {
    mkdirSync(join(folder, to, '..'), { recursive: true })
    cpSync(file, join(folder, to))
    chmodSync(join(folder, to), mode)
  }
  install(join(source, 'opensim-voice.service'), `lib/systemd/system/${name}.service`)
  install(join(source, 'opensim-voice.sh'), `usr/bin/${name}`, 0o755)
  install(join(root, 'LICENSE'), `usr/share/doc/${name}/copyright`)
  install(join(root, 'config/regions.json.example'), `usr/share/doc/${name}/regions.json.example`)
  for (const script of ['postinst', 'prerm', 'postrm']) {
    install(join(source, script), `DEBIAN/${script}`, 0o755)
  }
  const control = readFileSync(join(source, 'control'), 'utf8')
    .replace('@VERSION@', version)
    .replace('@ARCHITECTURE@', debianArch)
    .replace('@SIZE@', String(Math.ceil(sizeOf(lib) / 1024)))
  writeFileSync(join(folder, 'DEBIAN/control'), control)
  const file = `${name}_${version}_${debianArch}.deb`
  run('dpkg-deb', ['--root-owner-group', '-Zxz', '-z1', '--build', folder, join(out, file)])
  rmSync(folder, { recursive: true })
  return file
}

/** Total bytes of all files below a folder. */
function sizeOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

run(process.execPath, [join(root, 'packaging/build-if-stale.mjs')])
mkdirSync(out, { recursive: true })
const folderName = `${name}-${version}-${process.platform}-${process.arch}`
const staged = join(out, folderName)
stage(staged)
const files = [`${folderName}.tar.gz`]
run('tar', ['-czf', join(out, files[0]), '--owner=0', '--group=0', '-C', out, folderName])
if (debianArch && existsSync('/usr/bin/dpkg-deb')) files.push(debianPackage(staged))
else process.stdout.write('No Debian package: that takes dpkg-deb on Linux.\n')
rmSync(staged, { recursive: true })
const sums = files.map(
  (file) =>
    `${createHash('sha256')
      .update(readFileSync(join(out, file)))
      .digest('hex')}  ${file}\n`,
)
writeFileSync(join(out, 'SHA256SUMS'), sums.join(''))
process.stdout.write(`\n${sums.join('')}In ${out}\n`)
