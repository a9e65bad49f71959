/** The built service on other Nodes than the one it brings: `TEST_NODES` names their programs, as `.ci/run` does. */

import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import { enterVoice, listen, noBrowser } from '../helpers/browser/browser.js'
import { eventually } from '../helpers/eventually.js'
import { projectRoot } from '../helpers/project-root.js'
import { testAvatar, testRegion } from '../helpers/regions/region.js'
import { startService } from '../helpers/service.js'

const preinstall = join(projectRoot, 'packaging/preinstall.mjs')
const nodes = process.env.TEST_NODES?.split(':').filter(Boolean) ?? []
const skip = noBrowser || (nodes.length === 0 && 'TEST_NODES names no other Node')

t.test('two pages hear each other on each Node that is supported', { skip }, async (t) => {
  for (const node of nodes) {
    const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()
    await t.test(version, async (t) => {
      const service = await startService({}, [], node)
      t.teardown(() => service.stop())
      const [anna, bert] = [testAvatar('Anna Old'), testAvatar('Bert New', [105, 100, 25])]
      const region = testRegion(service, [anna, bert], 'Studio')
      await region.push()
      const pages = [
        await enterVoice(t, service, region, anna, 'anna'),
        await enterVoice(t, service, region, bert, 'bert'),
      ]
      for (const page of pages) {
        await eventually('the other is heard', async () => (await listen(page, 0.5)).both > 0.003)
      }
    })
  }
})

t.test('a Node that is too old gets one sentence, from the built file and from npm', async (t) => {
  const { installFault, nodeFault } = await import('#node-version')
  t.equal(nodeFault('24.21.0'), undefined)
  t.equal(nodeFault('22.14.0'), undefined)
  t.match(nodeFault('22.13.1'), /needs Node 22\.14 or newer, and this is Node 22\.13\.1: run "npm ci"/)
  t.equal(installFault('npm/11.19.1 node/v20.20.2 linux x64'), undefined)
  t.match(installFault('npm/10.8.2 node/v18.20.8 linux x64'), /npm 10 and Node 20\.19 or newer/)
  t.match(installFault('npm/9.2.0 node/v20.20.2 linux x64'), /this is npm 9/)
  const env = { PATH: process.env.PATH ?? '', npm_config_user_agent: 'npm/10.8.2 node/v18.20.8 linux x64' }
  t.throws(() => execFileSync(process.execPath, [preinstall], { env, stdio: 'pipe' }), /Node 20\.19 or newer/)
})

t.test('where npm did not link the Node that is brought along, the installation does', (t) => {
  const cwd = mkdtempSync(join(tmpdir(), 'voice-test-'))
  t.teardown(() => rmSync(cwd, { recursive: true }))
  const name = `node-${process.platform}-${process.arch}`
  const folder = join(cwd, 'node_modules', name)
  mkdirSync(join(folder, 'bin'), { recursive: true })
  writeFileSync(join(cwd, 'package.json'), JSON.stringify({ dependencies: { [name]: '1.0.0' } }))
  const about = { name, version: '1.0.0', bin: { node: 'bin/node' } }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(about))
  writeFileSync(join(folder, 'bin/node'), '')
  execFileSync(process.execPath, [preinstall], { cwd })
  t.ok(existsSync(join(cwd, 'node_modules/.bin/node')))
  t.end()
})

t.test('npm ci compiles nothing: it asks the lock alone whether a package brings its machine code', (t) => {
  const lock = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'))
  for (const path of Object.keys(lock.packages).filter(Boolean)) {
    if (!existsSync(join(projectRoot, path, 'binding.gyp'))) continue
    // npm drops the line when it writes the lock anew: put it back.
    t.equal(lock.packages[path].gypfile, false, `"gypfile": false of ${path}`)
  }
  t.end()
})
