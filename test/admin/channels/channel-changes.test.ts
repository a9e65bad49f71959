/** Many channels changed together: all of them or none, also where the database refuses one of them. */

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import t from 'tap'
import { createChannelChanges } from '../../../src/admin/channels/channel-changes.js'
import { openStore } from '../../../src/store/store.js'
import { createChannels } from '../../../src/voice/channels/channels.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import { testUuid } from '../../helpers/regions/region.js'

t.test('where one of many cannot be written, none is, and nobody is told', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'voice-test-'))
  const file = join(directory, 'voice.sqlite')
  const store = await openStore({ file })
  t.teardown(async () => {
    await store.close()
    await rm(directory, { recursive: true })
  })
  const channels = createChannels(store.channels, Date.now)
  const ids: number[] = []
  for (const description of ['One', 'Two', 'Three']) {
    const { id } = await channels.create({
      grid: MAIN_GRID,
      name: testUuid(),
      parentId: null,
      description,
      settings: {},
    })
    ids.push(id)
  }
  const before = await channels.search({ grid: MAIN_GRID })
  let told = 0
  channels.events.on('changed', () => {
    told += 1
  })
  const other = new Database(file)
  t.teardown(() => other.close())
  other.exec(
    `create trigger full before update on channels when new.id = ${ids[2]} begin select raise(abort, 'disk full'); end`,
  )
  const changes = createChannelChanges(channels)
  await t.rejects(changes.changeAll(MAIN_GRID, ids, { settings: { rollOff: 3 } }), /disk full/)
  t.strictSame(await channels.search({ grid: MAIN_GRID }), before)
  t.equal(told, 0)
  other.exec('drop trigger full')
  await changes.changeAll(MAIN_GRID, ids, { settings: { rollOff: 3 } })
  t.ok((await channels.search({ grid: MAIN_GRID })).every(({ adminSettings }) => adminSettings.rollOff === 3))
  t.equal(told, 3)
})
