/** The commands that carry a grid from one service to another, and delete it. */

import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import t from 'tap'
import { lockDataDir } from '../../src/operator/data-directory/data-dir-lock.js'
import { openStore } from '../../src/store/store.js'
import { projectRoot } from '../helpers/project-root.js'
import { hostedGrid } from '../helpers/regions/hosted-grid.js'
import { programEnv } from '../helpers/service.js'

const run = (dataDir: string, ...args: string[]) =>
  new Promise<{ code: number; said: string }>((resolve) => {
    const env = { ...programEnv, DATA_DIR: dataDir }
    const main = join(projectRoot, 'dist/src/main.js')
    execFile(process.execPath, [main, ...args], { env, cwd: dataDir }, (error, out, fault) =>
      resolve({ code: error ? Number(error.code) : 0, said: out + fault }),
    )
  })

t.test('a grid goes to a file, to another service, and away', async (t) => {
  const [here, there] = [t.testdir({ here: {}, there: {} })].flatMap((root) => [
    join(root, 'here'),
    join(root, 'there'),
  ])
  if (!here || !there) return
  const store = await openStore({ file: join(here, 'voice.sqlite') })
  await store.grids.save(hostedGrid('acme', { name: 'Acme' }))
  const account = { grid: 'acme', name: 'xAnna==', agentId: null, passwordHash: 'hash', keyId: null }
  await store.accounts.create({ ...account, disabled: false, createdAt: 1, lastSeenAt: 1 })
  await store.close()

  const file = join(here, 'acme.grid.gz')
  t.match(await run(here, 'export-grid', 'none', file), { code: 1, said: /there are: main, acme/ })
  t.match(await run(here, 'export-grid', 'acme', file), { code: 0, said: /2 rows/ })
  t.equal(statSync(file).mode & 0o777, 0o600)
  t.match(gunzipSync(readFileSync(file)).toString(), 'xAnna==')

  t.match(await run(there, 'import-grid', file), {
    code: 0,
    said: /Acme is here as "acme": 2 rows.*need the new address/s,
  })
  t.match(await run(there, 'import-grid', file), { code: 1, said: /There is a grid with that id already/ })
  writeFileSync(join(there, 'odd'), 'odd')
  t.match(await run(there, 'import-grid', join(there, 'odd')), { code: 1, said: /Line 1/ })
  t.match(await run(there, 'delete-grid', 'acme'), { code: 1, said: /export it first/ })
  const lock = await lockDataDir(there)
  t.match(await run(there, 'delete-grid', 'acme', '--yes'), { code: 1, said: /runs/ })
  lock.release()
  const folder = join(there, 'grids', 'acme', 'voice.acme.test')
  mkdirSync(folder, { recursive: true })
  t.match(await run(there, 'delete-grid', 'acme', '--yes'), { code: 0, said: /deleted/ })
  t.notOk(existsSync(join(there, 'grids', 'acme')), 'with its certificates')
  t.match(await run(there, 'delete-grid', 'main', '--yes'), { code: 1, said: /cannot be removed/ })
  const after = await openStore({ file: join(there, 'voice.sqlite') })
  t.same(
    (await after.grids.list()).map(({ id }) => id),
    ['main'],
  )
  t.equal(await after.accounts.find('acme', 'xAnna=='), undefined)
  await after.close()
})
