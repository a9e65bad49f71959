/** The regions file: read whole, and all its faults named at once without a password in them. */

import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { readRegionsFile } from '../../../src/opensim/remote-admin/regions-file.js'
import { ConfigError, loadConfig } from '../../../src/operator/settings/config.js'
import { projectRoot } from '../../helpers/project-root.js'

t.test('entries are read, passwords from files beside the file', async (t) => {
  const directory = t.testdir({ 'welcome.password': 'from the file\n' })
  const file = join(directory, 'regions.json')
  const list = [
    { name: 'Welcome', url: 'http://sim:9000', region: 'Welcome Area', password_file: 'welcome.password' },
    {
      name: 'Plaza',
      url: 'https://u:p@sim:9001/',
      password: 'inline',
      grid_password_sign_in: true,
      code_sign_in: false,
      language: 'ja',
      grid: 'acme',
    },
  ]
  await writeFile(file, JSON.stringify(list))
  t.match(readRegionsFile(file, 'fr'), [
    {
      grid: 'main',
      region: 'Welcome Area',
      password: 'from the file',
      language: 'fr',
      codeSignIn: true,
      gridPasswordSignIn: false,
    },
    {
      grid: 'acme',
      name: 'Plaza',
      region: 'Plaza',
      password: 'inline',
      language: 'ja',
      codeSignIn: false,
      gridPasswordSignIn: true,
    },
  ])
  t.equal(readRegionsFile(file)[1]?.url.origin, 'https://sim:9001')
  t.strictSame(readRegionsFile(undefined), [])
})

t.test('all faults are named at once, and no password', async (t) => {
  const file = join(t.testdir(), 'regions.json')
  const sound = { name: 'A', url: 'http://sim:9000', region: 'A', password: 'secret-word' }
  const list = [
    sound,
    { ...sound, name: 'Twin' },
    { ...sound, url: 'http://sim:9000/xmlrpc' },
    { ...sound, url: 'sim:9000' },
    { ...sound, password_file: 'both' },
    { name: 'B', url: 'http://sim:9000', password_file: 'missing' },
    { ...sound, pasword: 'x', url: 7 },
    { ...sound, regon: 'x', url: 'x' },
    { ...sound, region: 'B', password: 'secret-word\u0001' },
    { ...sound, language: 'tlh' },
    'no object',
  ]
  await writeFile(file, JSON.stringify(list))
  t.throws(() => readRegionsFile(file), ConfigError)
  try {
    readRegionsFile(file)
  } catch (error) {
    const faults = error instanceof ConfigError ? error.faults : []
    const expected = [
      /region 2 \(Twin\).*same region as "A"/,
      /region 3 .*host and port/,
      /region 4 .*"url" is none/,
      /region 5 .*either/,
      /region 6 \(B\).*missing cannot be read/,
      /region 7 .*"url" must be a text/,
      /region 7 .*"pasword" means nothing/,
      /region 8 .*"regon" means nothing/,
      /region 8 .*"url" is none/,
      /region 9 .*password is empty or holds/,
      /region 10 .*"language" is none of en, de/,
      /region 11: it is no/,
    ]
    t.equal(faults.length, expected.length)
    for (const [index, pattern] of expected.entries()) t.match(faults[index], pattern)
    t.notMatch(faults.join('\n'), /secret-word/)
  }
  for (const content of ['{}', 'not JSON']) {
    await writeFile(file, content)
    t.throws(() => readRegionsFile(file), { message: /regions\.json/ })
  }
})

t.test('the usual file is taken where it is, a named one must be there', async (t) => {
  const directory = t.testdir()
  t.throws(() => loadConfig({ REMOTE_ADMIN_FILE: join(directory, 'x.json') }), {
    message: /REMOTE_ADMIN_FILE.*not there/,
  })
  const before = process.cwd()
  t.teardown(() => process.chdir(before))
  process.chdir(directory)
  t.equal(loadConfig({}).remoteAdminFile, undefined)
  await mkdir('config')
  await writeFile('config/regions.json', '[]')
  t.equal(loadConfig({}).remoteAdminFile, join(process.cwd(), 'config/regions.json'))
})

t.test('the example in the repository is sound but for its password', (t) => {
  const example = join(projectRoot, 'config/regions.json.example')
  t.throws(() => readRegionsFile(example), { message: /^[^\n]*\n[^\n]*password_file[^\n]*$/ })
  t.end()
})
