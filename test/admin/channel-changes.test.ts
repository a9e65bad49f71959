/** Many channels changed together: all of them or none, also where one goes away meanwhile. */

import t from 'tap'
import { createChannelChanges } from '../../src/admin/channel-changes.js'
import { openStore } from '../../src/store/store.js'
import { createChannels } from '../../src/voice/channels.js'
import { testUuid } from '../helpers/region.js'

t.test('where one of many cannot be changed, none is', async (t) => {
  const store = await openStore({ file: ':memory:' })
  t.teardown(() => store.close())
  const channels = createChannels(store.channels, Date.now)
  const ids: number[] = []
  for (const description of ['One', 'Two', 'Three']) {
    const { id } = await channels.create({ name: testUuid(), parentId: null, description, settings: {} })
    ids.push(id)
  }
  const before = await channels.search({})
  // A region removes the last one while the first is written.
  channels.events.once('changed', () => void channels.delete(ids[2] ?? 0))
  const changes = createChannelChanges(channels)
  await t.rejects(changes.changeAll(ids, { settings: { rollOff: 3 } }), { code: 'channel-not-found' })
  t.strictSame(
    (await channels.search({})).map(({ id, adminSettings, pinned }) => ({ id, adminSettings, pinned })),
    before.slice(0, 2).map(({ id, adminSettings, pinned }) => ({ id, adminSettings, pinned })),
  )
  await changes.changeAll(ids.slice(0, 2), { settings: { rollOff: 3 } })
  t.ok((await channels.search({})).every(({ adminSettings }) => adminSettings.rollOff === 3))
})
