/** The contract of the account and channel stores: every implementation runs it. */

import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { VoiceError } from '../../src/errors.js'
import type { Store } from '../../src/store/store.js'
import type { Account } from '../../src/voice/accounts/account.js'
import type { ChannelPatch, NewChannel } from '../../src/voice/ports.js'

const account = (name: string): Account => ({
  name,
  agentId: randomUUID(),
  passwordHash: 'hash',
  disabled: false,
  createdAt: 1_790_000_000_000,
  lastSeenAt: 1_790_000_000_000,
})

const channel = (overrides: Partial<NewChannel> = {}): NewChannel => ({
  name: randomUUID(),
  parentId: null,
  description: 'Welcome: Plaza',
  regionSettings: { maxRangeMetres: 40 },
  createdAt: 1_790_000_000_000,
  ...overrides,
})

const updateOne = async ({ update }: Store['channels'], id: number, patch: ChannelPatch) =>
  (await update([{ id, patch }]))?.[0]

/** @param open makes an empty store; it is closed by the suite */
export function storeContract(name: string, open: () => Promise<Store>): void {
  t.test(name, async (t) => {
    const fresh = async (t: Test) => {
      const store = await open()
      t.teardown(() => store.close())
      return store
    }

    t.test('an account is stored once and changed in part', async (t) => {
      const { accounts } = await fresh(t)
      const anna = account('xAnna==')
      t.equal(await accounts.find(anna.name), undefined)
      t.equal(await accounts.create(anna), true)
      t.equal(await accounts.create({ ...anna, passwordHash: 'other' }), false, 'the name is taken')
      t.same(await accounts.find(anna.name), anna)
      t.equal(await accounts.update(anna.name, { disabled: true, lastSeenAt: 5 }), true)
      t.same(await accounts.find(anna.name), { ...anna, disabled: true, lastSeenAt: 5 })
      t.equal(await accounts.update(anna.name, {}), true)
      t.equal(await accounts.update('xBert==', { disabled: true }), false)
      t.equal(await accounts.update('xBert==', {}), false)
      t.equal(await accounts.find('xanna=='), undefined, 'names are case-sensitive, base64 is')
    })

    t.test('a name is one channel under one parent, also when many ask at once', async (t) => {
      const { channels } = await fresh(t)
      const wanted = channel()
      const made = await Promise.all(Array.from({ length: 20 }, () => channels.create(wanted)))
      t.equal(new Set(made.map(({ channel }) => channel.id)).size, 1)
      t.equal(made.filter(({ created }) => created).length, 1)
      const [first] = made
      t.match(first?.channel, {
        ...wanted,
        id: 1001,
        adminSettings: {},
        pinned: false,
        lastUsedAt: wanted.createdAt,
      })
      const directory = await channels.create(channel({ regionSettings: { type: 'directory' } }))
      const below = await channels.create({ ...wanted, parentId: directory.channel.id })
      t.equal(below.created, true)
      t.equal((await channels.find({ name: wanted.name }))?.id, 1001, 'the oldest')
      t.equal((await channels.find({ name: wanted.name, parentId: null }))?.id, 1001)
      t.equal(
        (await channels.find({ name: wanted.name, parentId: directory.channel.id }))?.id,
        below.channel.id,
      )
      t.same(
        (await channels.search({ name: wanted.name })).map(({ id }) => id),
        [1001, below.channel.id],
      )
      t.same(
        (await channels.search({ parentId: directory.channel.id })).map(({ id }) => id),
        [below.channel.id],
      )
      t.equal((await channels.search({})).length, 3)
    })

    t.test('a channel below one that is not there is refused', async (t) => {
      const { channels } = await fresh(t)
      await t.rejects(channels.create(channel({ parentId: 4711 })), { code: 'channel-not-found' })
      await t.rejects(channels.create(channel({ parentId: 4711 })), VoiceError)
    })

    t.test('a patch changes what it names, in any script', async (t) => {
      const { channels } = await fresh(t)
      const made = (await channels.create(channel())).channel
      const patch = {
        description: 'Größe ½ 日本 🎙\u0001',
        adminSettings: { rollOff: 3 },
        pinned: true,
        lastUsedAt: 7,
      }
      t.same(await updateOne(channels, made.id, patch), { ...made, ...patch })
      t.same(await channels.find({ id: made.id }), { ...made, ...patch })
      t.same(await updateOne(channels, made.id, {}), { ...made, ...patch })
      t.equal(await updateOne(channels, 4711, patch), undefined)
    })

    t.test('many are changed together, or none of them', async (t) => {
      const { channels } = await fresh(t)
      const made = await Promise.all(Array.from({ length: 5 }, () => channels.create(channel())))
      const ids = made.map(({ channel: { id } }) => id)
      const pinAll = (wanted: readonly number[]) =>
        channels.update(wanted.map((id) => ({ id, patch: { pinned: true } })))
      t.equal(await pinAll([...ids, 4711]), undefined)
      t.ok((await channels.search({})).every(({ pinned }) => !pinned))
      t.same(
        (await pinAll(ids.toReversed()))?.map(({ id }) => id),
        ids.toReversed(),
      )
      t.ok((await channels.search({})).every(({ pinned }) => pinned))
    })

    t.test('what moderators decided about speaking is kept once, and forgotten in part', async (t) => {
      const { speechRules } = await fresh(t)
      const muted = { channelId: 1, kind: 'muted', agentId: randomUUID() } as const
      const floor = { ...muted, kind: 'floor' } as const
      const all = { channelId: 1, kind: 'all-muted', agentId: '' } as const
      const elsewhere = { ...muted, channelId: 2 }
      for (const rule of [muted, muted, floor, all, elsewhere]) await speechRules.add(rule)
      t.equal((await speechRules.list()).length, 4)
      await speechRules.delete({ channelId: 1, kind: 'muted' })
      t.strictSame(new Set(await speechRules.list()), new Set([floor, all, elsewhere]))
      await speechRules.delete({ channelId: 1 })
      t.strictSame(await speechRules.list(), [elsewhere])
    })

    t.test('a search never shows what a change has replaced', async (t) => {
      const { channels } = await fresh(t)
      const { name, id } = (await channels.create(channel())).channel
      const shown = async () => (await channels.search({ name })).map(({ description }) => description)
      for (let n = 0; n < 50; n++) {
        const description = `version ${n}`
        await Promise.all([shown(), updateOne(channels, id, { description }), shown(), shown()])
        t.same(await shown(), [description])
      }
      const parent = (await channels.create(channel({ regionSettings: { type: 'directory' } }))).channel.id
      await channels.create(channel({ name, parentId: parent, description: 'below' }))
      t.same(await shown(), ['version 49', 'below'])
      await Promise.all([shown(), channels.delete(parent), shown()])
      t.same(await shown(), ['version 49'])
      await Promise.all([shown(), channels.deleteUnused(Number.MAX_SAFE_INTEGER), shown()])
      t.same(await shown(), [])
      await channels.create(channel({ name, description: 'again' }))
      t.same(await shown(), ['again'])
    })

    t.test('deleting takes along what is below, and ids are never used again', async (t) => {
      const { channels } = await fresh(t)
      const top = (await channels.create(channel())).channel
      const middle = (await channels.create(channel({ parentId: top.id }))).channel
      const leaf = (await channels.create(channel({ parentId: middle.id }))).channel
      t.same([...(await channels.delete(top.id))].sort(), [top.id, middle.id, leaf.id])
      t.same(await channels.delete(top.id), [])
      t.same(await channels.search({}), [])
      t.equal((await channels.create(channel())).channel.id, leaf.id + 1)
    })

    t.test('only channels that nobody used, edited, pinned or filled are unused', async (t) => {
      const { channels } = await fresh(t)
      const make = async (overrides: Partial<NewChannel> = {}) =>
        (await channels.create(channel({ createdAt: 100, ...overrides }))).channel.id
      const [unused, pinned, edited, recent, parent] = [
        await make(),
        await make(),
        await make(),
        await make({ createdAt: 200 }),
        await make(),
      ]
      const child = await make({ parentId: parent })
      await updateOne(channels, pinned, { pinned: true })
      await updateOne(channels, edited, { adminSettings: { mode: 'lecture' } })
      await updateOne(channels, child, { lastUsedAt: 300 })
      t.same(await channels.deleteUnused(200), [unused])
      t.same(
        (await channels.search({})).map(({ id }) => id),
        [pinned, edited, recent, parent, child],
      )
    })

    t.test('of what was vouched for the newest is kept, up to a number and an age', async (t) => {
      const { vouched } = await fresh(t)
      const entries = (...agentIds: string[]) =>
        agentIds.map((agentId) => ({ agentId, value: `of ${agentId}` }))
      await vouched.save('name', entries('old', 'anna'), 100, 10)
      await vouched.save('network', entries('anna'), 100, 10)
      await vouched.save('name', entries('bert'), 200, 10)
      await vouched.save('name', entries('anna'), 300, 10)
      t.same(await vouched.load('name', 100, 2), entries('bert', 'anna'))
      t.same(await vouched.load('name', 101, 10), entries('bert', 'anna'))
      t.same(await vouched.load('name', 0, 10), entries('bert', 'anna'), 'what was too old is gone')
      const many = entries(...Array.from({ length: 500 }, (_, index) => `crowd ${index}`))
      await vouched.save('name', many, 400, 501)
      t.equal((await vouched.load('name', 0, 1000)).length, 501)
      await vouched.save('name', entries('carl'), 500, 1)
      t.same(await vouched.load('name', 0, 10), entries('carl'))
      t.same(await vouched.load('network', 0, 10), entries('anna'))
    })
  })
}
