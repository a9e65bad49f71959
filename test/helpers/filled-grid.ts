/** A grid with something in every table. */

import type { Store } from '../../src/store/store.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { hostedGrid } from './regions/hosted-grid.js'

export const anna = 'aaaaaaaa-0000-4000-8000-000000000001'
export const bert = 'aaaaaaaa-0000-4000-8000-000000000002'
const at = 1_790_000_000_000

/** Something in every table; the same people and names in each grid. */
export async function fillGrid(store: Store, grid: string): Promise<void> {
  if (grid !== MAIN_GRID) await store.grids.save(hostedGrid(grid, { hostNames: [`${grid}.test`] }))
  const mark = `of ${grid}`
  await store.looks.save(grid, {
    name: mark,
    accent: '#224466',
    logo: { type: 'image/png', content: 'AAAA' },
  })
  const secret = { id: `s-${grid}`, hash: `hash ${mark}`, createdAt: at }
  const key = { id: `key-${grid}`, name: mark, regions: 'all', rights: ['positions'], createdAt: at } as const
  await store.regionKeys.save({ grid, ...key, secrets: [secret] })
  await store.regionKeys.noteUse({ secretId: secret.id, at, from: '192.0.2.7' })
  const account = { name: 'xAnna==', agentId: anna, passwordHash: mark, keyId: key.id, disabled: true }
  await store.accounts.create({ grid, ...account, createdAt: at, lastSeenAt: at })
  const channel = { description: `Größe ½ 🎙 ${mark}`, regionSettings: { maxRangeMetres: 40 }, createdAt: at }
  const top = await store.channels.create({ grid, name: 'estate', parentId: null, ...channel })
  const parent = top.channel
  const below = await store.channels.create({ grid, name: 'hall', parentId: parent.id, ...channel })
  const { id } = below.channel
  await store.channels.update([{ grid, id, patch: { adminSettings: { moderators: [bert] }, pinned: true } }])
  await store.bans.save({ grid, channelId: id, agentId: anna, name: 'Anna', until: at * 2, by: mark })
  // What is left of a channel that is gone belongs to nothing.
  await store.bans.save({ grid, channelId: 999_999, agentId: anna, name: 'gone', until: at * 2, by: mark })
  const decision = { by: mark, at, explanation: 'too loud' }
  await store.speechRules.add({ grid, channelId: parent.id, kind: 'muted', agentId: anna, decision })
  await store.blocks.save({ grid, agentId: anna, blockedId: bert, name: 'Bert', createdAt: at })
  const complaint = {
    agentId: anna,
    name: 'Anna',
    aboutId: bert,
    aboutName: 'Bert',
    place: 'Hall',
    words: mark,
  }
  await store.complaints.add({ grid, ...complaint, at }, 10)
  await store.revocations.add({ grid, sessionId: `session ${mark}`, until: at * 2 })
  await store.vouched.save('name', [{ grid, agentId: anna, value: mark }], at, 10)
  await store.history.save([{ grid, stepMinutes: 1, at, figures: { people: 3 } }])
  const usage = { grid, day: '2026-11-28', countId: 'c', voiceSeconds: 61 }
  await store.usage.save(
    [{ ...usage, hubSeconds: 1, hubBytes: 9_000_000_000 }],
    [{ grid, day: '2026-11-28', person: 'somebody' }],
  )
  const entry = { grid, at, actor: mark, address: '', subject: 'Hall' }
  const edits = { adminSettings: {}, pinned: false }
  const changes = [{ grid, id, before: edits, after: edits }]
  const first = await store.audit.append({ ...entry, act: 'channel-changed', detail: { changes } })
  const undid = { changes, undid: first, channelId: 999_999 }
  const second = await store.audit.append({ ...entry, act: 'channel-changed', detail: undid })
  if (first !== undefined && second !== undefined) await store.audit.markUndone(first, second)
  await store.audit.append({ ...entry, grid: null, actor: 'of the service', act: 'tried', detail: {} })
}
