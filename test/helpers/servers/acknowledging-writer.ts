/** A process that writes accounts and channels and reports each write; a test kills it in the middle of its work. */

import { randomUUID } from 'node:crypto'
import { writeSync } from 'node:fs'
import { openStore } from '../../../src/store/store.js'
import { accountNameOf } from '../../../src/voice/accounts/account-name.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'

const [file = ''] = process.argv.slice(2)
const store = await openStore({ file })
for (;;) {
  const [agentId, channelName] = [randomUUID(), randomUUID()]
  const name = accountNameOf(agentId)
  const account = {
    grid: MAIN_GRID,
    name,
    agentId,
    passwordHash: 'first',
    keyId: null,
    disabled: false,
    createdAt: 1,
    lastSeenAt: 1,
  }
  await store.accounts.create(account)
  await store.accounts.update(MAIN_GRID, name, { passwordHash: `second ${agentId}` })
  writeSync(1, `account ${name}\n`)
  const { channel } = await store.channels.create({
    grid: MAIN_GRID,
    name: channelName,
    parentId: null,
    description: '',
    regionSettings: {},
    createdAt: 1,
  })
  await store.channels.update([{ grid: MAIN_GRID, id: channel.id, patch: { adminSettings: { rollOff: 3 } } }])
  writeSync(1, `channel ${channelName}\n`)
}
