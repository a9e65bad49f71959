import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { openStore } from '../../src/store/store.js'
import { agentIdOf } from '../../src/voice/accounts/account-name.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'

const extension = import.meta.url.slice(-3)
const writer = fileURLToPath(new URL(`../helpers/servers/acknowledging-writer${extension}`, import.meta.url))

t.test('kill -9 in the middle of writing loses nothing that was acknowledged', async (t) => {
  const file = join(t.testdir(), 'voice.db')
  const acknowledged: string[] = []
  for (const enough of [50, 200, 500]) {
    const child = spawn(process.execPath, [...process.execArgv, writer, file], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let [text, killed] = ['', false]
    child.stdout.on('data', (chunk) => {
      text += chunk
      if (!killed && text.split('\n').length > enough) killed = child.kill('SIGKILL')
    })
    await once(child, 'close')
    acknowledged.push(...text.split('\n').slice(0, -1))
  }
  t.ok(acknowledged.length >= 750)

  const store = await openStore({ file })
  t.teardown(() => store.close())
  const lost: string[] = []
  for (const line of acknowledged) {
    const [kind, name = ''] = line.split(' ')
    const kept =
      kind === 'account'
        ? (await store.accounts.find(MAIN_GRID, name))?.passwordHash === `second ${agentIdOf(name)}`
        : (await store.channels.find({ grid: MAIN_GRID, name }))?.adminSettings.rollOff === 3
    if (!kept) lost.push(line)
  }
  t.same(lost, [])
})
