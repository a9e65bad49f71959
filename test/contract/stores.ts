/** The contract of the account and channel stores: every implementation runs it. */

import { randomUUID } from 'node:crypto'
import t, { type Test } from 'tap'
import { VoiceError } from '../../src/errors.js'
import type { Store } from '../../src/store/store.js'
import type { Account } from '../../src/voice/accounts/account.js'
import { type GridId, MAIN_GRID } from '../../src/voice/grids/grid.js'
import { NO_LIMITS } from '../../src/voice/grids/hosted-grid.js'
import type { ChannelPatch, NewChannel } from '../../src/voice/ports.js'
import { hostedGrid } from '../helpers/regions/hosted-grid.js'

/** Sorts after the main grid. */
const OTHER: GridId = 'other'

const account = (name: string): Account => ({
  grid: MAIN_GRID,
  name,
  agentId: randomUUID(),
  passwordHash: 'hash',
  keyId: null,
  disabled: false,
  createdAt: 1_790_000_000_000,
  lastSeenAt: 1_790_000_000_000,
})

const channel = (overrides: Partial<NewChannel> = {}): NewChannel => ({
  grid: MAIN_GRID,
  name: randomUUID(),
  parentId: null,
  description: 'Welcome: Plaza',
  regionSettings: { maxRangeMetres: 40 },
  createdAt: 1_790_000_000_000,
  ...overrides,
})

const updateOne = async ({ update }: Store['channels'], id: number, patch: ChannelPatch) =>
  (await update([{ grid: MAIN_GRID, id, patch }]))?.[0]

/** @param open makes an empty store; it is closed by the suite */
export function storeContract(name: string, open: () => Promise<Store>): void {
  t.test(name, async (t) => {
    const fresh = async (t: Test) => {
      const store = await open()
      t.teardown(() => store.close())
      return store
    }

    const freshWithOther = async (t: Test) => {
      const store = await fresh(t)
      await store.grids.save(hostedGrid(OTHER))
      return store
    }

    t.test('a region key is kept with its secrets and their uses, each in its grid', async (t) => {
      const { regionKeys } = await freshWithOther(t)
      const secret = (id: string, createdAt: number) => ({ id, hash: `hash of ${id}`, createdAt })
      const key = {
        grid: MAIN_GRID,
        id: 'k1',
        name: 'Lair',
        regions: [randomUUID()],
        rights: ['positions', 'native-voice'] as const,
        createdAt: 1_790_000_000_000,
        secrets: [secret('s1', 1), secret('s2', 2)],
      }
      const there = { ...key, grid: OTHER, regions: 'all' as const, createdAt: 7, secrets: [secret('s3', 3)] }
      for (const one of [key, there]) await regionKeys.save(one)
      t.strictSame(await regionKeys.list(), [there, key])
      await regionKeys.noteUse({ secretId: 's1', at: 20, from: '192.0.2.1' })
      await regionKeys.noteUse({ secretId: 's1', at: 10, from: '192.0.2.2' })
      await regionKeys.noteUse({ secretId: 's9', at: 10, from: '192.0.2.2' })
      t.strictSame(await regionKeys.uses(), [{ secretId: 's1', at: 20, from: '192.0.2.1' }])

      const changed = { ...key, name: 'Den', regions: 'all' as const, secrets: key.secrets.slice(1) }
      await regionKeys.save(changed)
      t.strictSame(await regionKeys.list(), [there, changed])
      t.strictSame(await regionKeys.uses(), [], 'a secret that is gone has no use')
      await regionKeys.delete(key)
      t.strictSame(await regionKeys.list(), [there])
    })

    t.test('what grids use adds up over counts, and who was there is forgotten with the day', async (t) => {
      const { usage } = await freshWithOther(t)
      const count = (countId: string, voiceSeconds: number, grid = MAIN_GRID, day = '2026-11-28') => ({
        ...{ grid, day, countId, voiceSeconds },
        ...{ hubSeconds: 2, hubBytes: 5_000_000_000 },
      })
      const person = (name: string, day = '2026-11-28', grid = MAIN_GRID) => ({ grid, day, person: name })
      await usage.save([count('one', 10), count('two', 5)], [person('anna'), person('bert')])
      await usage.save([count('one', 60)], [person('anna'), person('cleo', '2026-11-29')])
      await usage.save([count('three', 7, OTHER)], [person('anna', '2026-11-28', OTHER)])
      const day = { grid: MAIN_GRID, day: '2026-11-28', people: 2, voiceSeconds: 65, hubSeconds: 4 }
      const first = { ...day, hubBytes: 10_000_000_000 }
      const none = { voiceSeconds: 0, hubSeconds: 0, hubBytes: 0 }
      const second = { grid: MAIN_GRID, day: '2026-11-29', people: 1, ...none }
      t.strictSame(await usage.list({ grid: MAIN_GRID, from: '2026-11-01' }), [first, second])
      t.same(
        (await usage.list({ from: '2026-11-28' })).map(({ grid, people }) => [grid, people]),
        [
          [MAIN_GRID, 2],
          [OTHER, 1],
          [MAIN_GRID, 1],
        ],
      )

      await usage.closeDays({ from: '2026-11-29', to: '2026-11-30' })
      // A node that was late: nobody is counted twice.
      await usage.save([count('two', 6)], [person('anna'), person('bert'), person('dora')])
      await usage.closeDays({ from: '2026-11-29', to: '2026-11-30' })
      const [closed] = await usage.list({ grid: MAIN_GRID, from: '2026-11-28' })
      t.strictSame(closed, { ...first, voiceSeconds: 66 })
      await usage.save([], [person('anna', '2031-01-01')])
      await usage.closeDays({ from: '2026-11-29', to: '2026-11-30' })
      await usage.keepOnly({ from: '2026-11-29', to: '2026-11-30' })
      t.strictSame(await usage.list({ from: '' }), [second], 'nor is a day that is no day of ours')
      await t.rejects(usage.save([count('four', 1, 'nowhere')], []), 'nothing of any other grid')
    })

    t.test('an account is stored once and changed in part', async (t) => {
      const { accounts } = await fresh(t)
      const anna = account('xAnna==')
      t.equal(await accounts.find(MAIN_GRID, anna.name), undefined)
      t.equal(await accounts.create(anna), true)
      t.equal(await accounts.create({ ...anna, passwordHash: 'other' }), false, 'the name is taken')
      t.same(await accounts.find(MAIN_GRID, anna.name), anna)
      t.equal(await accounts.update(MAIN_GRID, anna.name, { disabled: true, lastSeenAt: 5 }), true)
      t.same(await accounts.find(MAIN_GRID, anna.name), { ...anna, disabled: true, lastSeenAt: 5 })
      t.equal(await accounts.update(MAIN_GRID, anna.name, {}), true)
      for (const headphones of [true, false, null]) {
        await accounts.update(MAIN_GRID, anna.name, { headphones })
        t.equal((await accounts.find(MAIN_GRID, anna.name))?.headphones ?? null, headphones)
      }
      t.equal(await accounts.update(MAIN_GRID, 'xBert==', { disabled: true }), false)
      t.equal(await accounts.update(MAIN_GRID, 'xBert==', {}), false)
      t.equal(await accounts.find(MAIN_GRID, 'xanna=='), undefined, 'names are case-sensitive, base64 is')
    })

    t.test('a name is one channel under one parent, also when many ask at once', async (t) => {
      const { channels } = await fresh(t)
      const wanted = channel()
      const made = await Promise.all(Array.from({ length: 20 }, () => channels.create(wanted)))
      t.equal(new Set(made.map(({ channel }) => channel.id)).size, 1)
      t.equal(made.filter(({ created }) => created).length, 1)
      const first = made[0]?.channel
      // Which one it is, is open: those who asked in vain may have used up numbers.
      t.ok((first?.id ?? 0) >= 1001, `the first id: ${first?.id}`)
      t.match(first, {
        ...wanted,
        adminSettings: {},
        pinned: false,
        lastUsedAt: wanted.createdAt,
      })
      const directory = await channels.create(channel({ regionSettings: { type: 'directory' } }))
      const below = await channels.create({ ...wanted, parentId: directory.channel.id })
      t.equal(below.created, true)
      t.equal((await channels.find({ grid: MAIN_GRID, name: wanted.name }))?.id, first?.id, 'the oldest')
      t.equal((await channels.find({ grid: MAIN_GRID, name: wanted.name, parentId: null }))?.id, first?.id)
      t.equal(
        (await channels.find({ grid: MAIN_GRID, name: wanted.name, parentId: directory.channel.id }))?.id,
        below.channel.id,
      )
      t.same(
        (await channels.search({ grid: MAIN_GRID, name: wanted.name })).map(({ id }) => id),
        [first?.id, below.channel.id],
      )
      t.same(
        (await channels.search({ grid: MAIN_GRID, parentId: directory.channel.id })).map(({ id }) => id),
        [below.channel.id],
      )
      t.equal((await channels.search({ grid: MAIN_GRID })).length, 3)
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
      t.same(await channels.find({ grid: MAIN_GRID, id: made.id }), { ...made, ...patch })
      t.same(await updateOne(channels, made.id, {}), { ...made, ...patch })
      t.equal(await updateOne(channels, 4711, patch), undefined)
    })

    t.test('many are changed together, or none of them', async (t) => {
      const { channels } = await fresh(t)
      const made = await Promise.all(Array.from({ length: 5 }, () => channels.create(channel())))
      const ids = made.map(({ channel: { id } }) => id)
      const pinAll = (wanted: readonly number[]) =>
        channels.update(wanted.map((id) => ({ grid: MAIN_GRID, id, patch: { pinned: true } })))
      t.equal(await pinAll([...ids, 4711]), undefined)
      t.ok((await channels.search({ grid: MAIN_GRID })).every(({ pinned }) => !pinned))
      t.same(
        (await pinAll(ids.toReversed()))?.map(({ id }) => id),
        ids.toReversed(),
      )
      t.ok((await channels.search({ grid: MAIN_GRID })).every(({ pinned }) => pinned))
    })

    t.test('channels are added together with changes, or neither', async (t) => {
      const { channels } = await fresh(t)
      const { channel: known } = await channels.create(channel())
      const addition = { ...channel(), adminSettings: { rollOff: 3 }, pinned: true }
      const change = { grid: MAIN_GRID, id: known.id, patch: { pinned: true } }
      await t.rejects(channels.update([change], [addition, { ...addition, name: known.name }]), {
        code: 'channel-exists',
      })
      t.same(await channels.search({ grid: MAIN_GRID }), [known])
      const [changed, added] = (await channels.update([change], [addition])) ?? []
      t.match([changed, added], [{ id: known.id, pinned: true }, addition])
      t.same(await channels.search({ grid: MAIN_GRID }), [changed, added])
    })

    t.test('what moderators decided about speaking is kept once, and forgotten in part', async (t) => {
      const { speechRules } = await fresh(t)
      const muted = { grid: MAIN_GRID, channelId: 1, kind: 'muted', agentId: randomUUID() } as const
      const floor = { ...muted, kind: 'floor' } as const
      const all = { grid: MAIN_GRID, channelId: 1, kind: 'all-muted', agentId: '' } as const
      const spared = { ...muted, kind: 'spared' } as const
      const elsewhere = { ...muted, channelId: 2 }
      for (const rule of [muted, muted, floor, all, spared, elsewhere]) await speechRules.add(rule)
      t.equal((await speechRules.list()).length, 5)
      await speechRules.delete({ grid: MAIN_GRID, channelId: 1, kind: 'muted' })
      for (const decision of [
        { by: 'admin', at: 1 },
        { by: 'admin', at: 2, until: 9, explanation: 'noise' },
      ]) {
        await speechRules.add({ ...floor, decision })
        t.strictSame(
          (await speechRules.list()).find(({ kind }) => kind === 'floor'),
          { ...floor, decision },
          'the last decision counts',
        )
      }
      await speechRules.delete(floor)
      await speechRules.add(floor)
      t.strictSame(new Set(await speechRules.list()), new Set([floor, all, spared, elsewhere]))
      await speechRules.delete({ grid: MAIN_GRID, channelId: 1 })
      t.strictSame(await speechRules.list(), [elsewhere])
    })

    t.test('a search never shows what a change has replaced', async (t) => {
      const { channels } = await fresh(t)
      const { name, id } = (await channels.create(channel())).channel
      const shown = async () =>
        (await channels.search({ grid: MAIN_GRID, name })).map(({ description }) => description)
      for (let n = 0; n < 50; n++) {
        const description = `version ${n}`
        await Promise.all([shown(), updateOne(channels, id, { description }), shown(), shown()])
        t.same(await shown(), [description])
      }
      const parent = (await channels.create(channel({ regionSettings: { type: 'directory' } }))).channel.id
      await channels.create(channel({ name, parentId: parent, description: 'below' }))
      t.same(await shown(), ['version 49', 'below'])
      await Promise.all([shown(), channels.delete({ grid: MAIN_GRID, id: parent }), shown()])
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
      const deleted = await channels.delete({ grid: MAIN_GRID, id: top.id })
      t.same(new Set(deleted.map(({ id }) => id)), new Set([top.id, middle.id, leaf.id]))
      t.same(await channels.delete({ grid: MAIN_GRID, id: top.id }), [])
      t.same(await channels.search({ grid: MAIN_GRID }), [])
      t.ok((await channels.create(channel())).channel.id > leaf.id)
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
      t.strictSame(await channels.deleteUnused(200), [{ grid: MAIN_GRID, id: unused }])
      t.same(
        (await channels.search({ grid: MAIN_GRID })).map(({ id }) => id),
        [pinned, edited, recent, parent, child],
      )
    })

    t.test('of what was vouched for the newest is kept, up to a number and an age', async (t) => {
      const { vouched } = await fresh(t)
      const entries = (...agentIds: string[]) =>
        agentIds.map((agentId) => ({ grid: MAIN_GRID, agentId, value: `of ${agentId}` }))
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
      const elsewhere = { grid: OTHER, agentId: 'carl', value: 'of carl' }
      await vouched.save('name', [elsewhere], 600, 10)
      t.same(await vouched.load('name', 0, 10), [...entries('carl'), elsewhere], 'of every grid')
    })

    t.test('the same account name is another account in another grid', async (t) => {
      const { accounts } = await freshWithOther(t)
      const here = account('xAnna==')
      const there = { ...here, grid: OTHER, passwordHash: 'other', createdAt: 7 }
      t.equal(await accounts.create(here), true)
      t.equal(await accounts.find(OTHER, here.name), undefined)
      t.equal(await accounts.update(OTHER, here.name, { disabled: true }), false)
      t.equal(await accounts.update(OTHER, here.name, {}), false)
      t.equal(await accounts.create(there), true)
      t.equal(await accounts.update(OTHER, here.name, { disabled: true }), true)
      t.strictSame(await accounts.find(MAIN_GRID, here.name), here)
      t.strictSame(await accounts.find(OTHER, here.name), { ...there, disabled: true })
      t.strictSame(await accounts.search(MAIN_GRID, here.agentId ?? '', 10), [here])
      t.strictSame(await accounts.search(OTHER, 'xanna', 10), [{ ...there, disabled: true }])
    })

    t.test('the same channel name is another channel in another grid', async (t) => {
      const { channels } = await freshWithOther(t)
      const wanted = channel()
      const here = (await channels.create(wanted)).channel
      const searched = (grid: GridId) => channels.search({ grid, name: wanted.name })
      t.strictSame([await searched(MAIN_GRID), await searched(OTHER)], [[here], []])
      const made = await channels.create({ ...wanted, grid: OTHER, description: 'elsewhere' })
      const there = made.channel
      t.equal(made.created, true)
      t.not(there.id, here.id, 'an id is of one channel, whatever its grid')
      t.strictSame([await searched(MAIN_GRID), await searched(OTHER)], [[here], [there]])
      t.strictSame(await channels.find({ grid: MAIN_GRID, name: wanted.name }), here)
      t.strictSame(await channels.find({ grid: OTHER, name: wanted.name, parentId: null }), there)
      t.strictSame(await channels.search({ grid: OTHER }), [there])
    })

    t.test("an id of another grid's channel is nobody's", async (t) => {
      const { channels } = await freshWithOther(t)
      const top = (await channels.create(channel())).channel
      const below = (await channels.create(channel({ parentId: top.id }))).channel
      const elsewhere = { grid: OTHER, id: top.id }
      t.equal(await channels.find(elsewhere), undefined)
      t.strictSame(await channels.search({ grid: OTHER, parentId: top.id }), [])
      t.equal(await channels.update([{ ...elsewhere, patch: { pinned: true } }]), undefined)
      t.equal(await channels.update([{ ...elsewhere, patch: {} }]), undefined)
      t.strictSame(await channels.delete(elsewhere), [])
      await t.rejects(channels.create(channel({ grid: OTHER, parentId: top.id })), {
        code: 'channel-not-found',
      })
      t.strictSame(await channels.search({ grid: MAIN_GRID }), [top, below])
      // Whatever is not used goes, in every grid.
      const there = (await channels.create(channel({ grid: OTHER }))).channel
      t.strictSame(await channels.deleteUnused(Number.MAX_SAFE_INTEGER), [
        { grid: MAIN_GRID, id: below.id },
        { grid: OTHER, id: there.id },
      ])
    })

    t.test('blocks and complaints are kept, and those of one grid are none of another', async (t) => {
      const { blocks, complaints } = await freshWithOther(t)
      const [grid, agentId, blockedId] = [MAIN_GRID, randomUUID(), randomUUID()]
      const block = { grid, agentId, blockedId, name: 'Anna', createdAt: 1 }
      const otherBlock = { ...block, grid: OTHER, createdAt: 2 }
      for (const one of [block, otherBlock, { ...block, name: 'Anna A.' }]) await blocks.save(one)
      t.strictSame(await blocks.list(), [{ ...block, name: 'Anna A.' }, otherBlock])
      await blocks.delete(block)
      t.strictSame(await blocks.list(), [otherBlock])

      const complaint = {
        grid,
        agentId,
        name: 'Anna',
        aboutId: blockedId,
        aboutName: 'Ben',
        place: 'Plaza',
        at: 3,
      }
      const ids: number[] = []
      for (const words of ['one', 'two', 'three']) ids.push(await complaints.add({ ...complaint, words }, 2))
      const foreign = await complaints.add({ ...complaint, grid: OTHER, words: 'other' }, 2)
      const kept = [
        { ...complaint, words: 'three', id: ids[2] },
        { ...complaint, words: 'two', id: ids[1] },
      ]
      t.strictSame(await complaints.list(grid), kept, 'the newest first, and no more than are to be kept')
      const closed = { by: 'admin', at: 4 }
      t.equal(await complaints.close(grid, foreign, closed), false)
      t.equal(await complaints.close(grid, ids[2] ?? 0, closed), true)
      t.equal(await complaints.close(grid, ids[2] ?? 0, closed), false, 'once')
      t.strictSame(await complaints.list(grid), kept.slice(1), 'those that are open')
      t.strictSame(
        await complaints.list(grid, blockedId),
        [{ ...kept[0], closed }, kept[1]],
        'about somebody',
      )
      t.strictSame(await complaints.list(grid, randomUUID()), [])
    })

    t.test('two owners who lower each other at the same time leave one', async (t) => {
      const { admins } = await fresh(t)
      const admin = {
        role: 'owner',
        passwordHash: 'hash',
        settingHash: null,
        grid: null,
        createdAt: 1,
      } as const
      for (const name of ['Anna', 'Bert']) await admins.create({ ...admin, name })
      await admins.create({ ...admin, name: 'Cleo', role: 'moderator' })
      const lowered = await Promise.all([
        admins.changeRoleButLastOwner('Anna', 'observer'),
        admins.changeRoleButLastOwner('Bert', 'grid-admin'),
      ])
      t.strictSame(lowered.toSorted(), [false, true])
      const roles = (await admins.list()).map(({ role }) => role)
      t.equal(roles.filter((role) => role === 'owner').length, 1)
      t.equal(await admins.changeRoleButLastOwner('Cleo', 'owner'), true)
      t.equal(await admins.changeRoleButLastOwner('Nobody', 'owner'), false)
    })

    t.test('second factors belong to an admin, and a use counts forward only', async (t) => {
      const { admins, adminFactors } = await fresh(t)
      const admin = {
        role: 'owner',
        passwordHash: 'hash',
        settingHash: null,
        grid: null,
        createdAt: 1,
      } as const
      for (const name of ['Anna', 'Bert']) await admins.create({ ...admin, name })
      const factor = {
        id: 'one',
        adminName: 'Anna',
        kind: 'totp',
        label: 'Größe',
        secret: 'sealed',
        counter: 59_666_666,
        createdAt: 1,
        lastUsedAt: null,
      } as const
      const passkey = { ...factor, id: 'two', kind: 'passkey', counter: 0, createdAt: 2 } as const
      const code = { ...factor, id: 'three', kind: 'recovery', createdAt: 3 } as const
      const other = { ...factor, id: 'four', adminName: 'Bert', createdAt: 4 }
      await adminFactors.add([code, passkey, factor, other])
      t.strictSame(await adminFactors.list('Anna'), [factor, passkey, code])
      t.strictSame(await adminFactors.list(), [factor, passkey, code, other])
      const use = (id: string, counter: number) => adminFactors.use(id, { counter, at: 9 })
      const many = await Promise.all(Array.from({ length: 5 }, () => use('one', 59_666_667)))
      t.equal(many.filter(Boolean).length, 1, 'one of many at once')
      t.strictSame(
        [await use('one', 59_666_666), await use('one', 0), await use('none', 1)],
        [false, false, false],
      )
      t.strictSame(
        [await use('two', 0), await use('two', 0), await use('two', 3), await use('two', 0)],
        [true, true, true, false],
        'an authenticator that counts nothing, until it does',
      )
      t.match(await adminFactors.list('Anna'), [{ counter: 59_666_667, lastUsedAt: 9 }, { counter: 3 }, code])
      t.equal(await adminFactors.delete({ adminName: 'Bert', id: 'one' }), 0, 'of somebody else')
      t.equal(await adminFactors.delete({ adminName: 'Anna', kind: 'recovery' }), 1)
      t.equal(await admins.deleteButLastOwner('Anna'), true)
      t.strictSame(await adminFactors.list(), [other], 'an admin goes with all of them')
      t.equal(await adminFactors.isRequired(), false)
      for (const required of [true, true, false, false, true]) {
        await adminFactors.setRequired(required)
        t.equal(await adminFactors.isRequired(), required)
      }
    })

    t.test('numbers over time are kept by grid and step, replaced, and end with their time', async (t) => {
      const { history } = await freshWithOther(t)
      const minute = (grid: GridId | null, at: number, people: number) => ({
        grid,
        stepMinutes: 1,
        at,
        figures: { people, lossShare: 0.125 },
      })
      const all = Array.from({ length: 500 }, (_, index) => minute(MAIN_GRID, 1000 + index, index))
      const service = { ...minute(null, 1002, 7), figures: {} }
      const hour = { ...minute(MAIN_GRID, 1002, 8), stepMinutes: 60 }
      await history.save([...all.toReversed(), service, hour, minute(OTHER, 1002, 9)])
      await history.save([minute(MAIN_GRID, 1499, 4711)])
      const listed = (grid: GridId | null, stepMinutes = 1, since = 0) =>
        history.list({ grid, stepMinutes, since })
      t.strictSame(await listed(MAIN_GRID), [...all.slice(0, -1), minute(MAIN_GRID, 1499, 4711)])
      t.strictSame(await listed(MAIN_GRID, 1, 1498), [all[498], minute(MAIN_GRID, 1499, 4711)])
      await history.keepOnly(1, { from: 1001, to: 1002 })
      t.strictSame(await listed(MAIN_GRID), all.slice(1, 3))
      t.strictSame(await listed(null), [service])
      t.strictSame(await listed(OTHER), [minute(OTHER, 1002, 9)])
      t.strictSame(await listed(MAIN_GRID, 60), [hour], 'longer steps live longer')
    })

    t.test('of what was done on each grid, and to the service, the newest is kept', async (t) => {
      const { audit } = await freshWithOther(t)
      for (const subject of ['one', 'two', 'three'])
        for (const grid of [MAIN_GRID, OTHER, null])
          await audit.append({
            at: 1,
            actor: 'admin',
            address: '',
            grid,
            act: 'signed-in',
            subject,
            detail: {},
          })
      const kept = async (grid: GridId | null) =>
        (await audit.list({ limit: 9, grids: [grid] })).map(({ subject }) => subject)
      await audit.trim(OTHER, 2)
      t.strictSame(await kept(OTHER), ['three', 'two'])
      await audit.trim(null, 1)
      t.strictSame(
        [await kept(null), (await kept(MAIN_GRID)).length, await kept(OTHER)],
        [['three'], 3, ['three', 'two']],
      )
      await audit.trim(MAIN_GRID, 3)
      t.equal((await kept(MAIN_GRID)).length, 3, 'where there are no more')
    })

    t.test('bans, speech rules and revocations of one grid are none of another', async (t) => {
      const { bans, speechRules, revocations } = await freshWithOther(t)
      const [grid, agentId] = [MAIN_GRID, randomUUID()]
      const ban = { grid, channelId: 1, agentId, name: 'Anna', until: 9, by: 'admin', explanation: 'noise' }
      const otherBan = { ...ban, grid: OTHER, until: 8 }
      for (const one of [ban, otherBan]) await bans.save(one)
      t.strictSame(new Set(await bans.list()), new Set([ban, otherBan]))
      await bans.save({ ...ban, until: 10 })
      await bans.delete(ban)
      t.strictSame(await bans.list(), [otherBan])

      const rule = { grid, channelId: 1, kind: 'muted', agentId } as const
      const otherRule = { ...rule, grid: OTHER }
      for (const one of [rule, otherRule]) await speechRules.add(one)
      t.strictSame(new Set(await speechRules.list()), new Set([rule, otherRule]))
      await speechRules.delete({ grid, channelId: 1 })
      t.strictSame(await speechRules.list(), [otherRule])

      const revocation = { grid, sessionId: `agent:${agentId}`, until: 9 }
      const otherRevocation = { ...revocation, grid: OTHER, until: 8 }
      for (const one of [revocation, otherRevocation, { ...revocation, until: 10 }])
        await revocations.add(one)
      const all = new Set([{ ...revocation, until: 10 }, otherRevocation])
      t.strictSame(new Set(await revocations.load(0)), all)
      t.strictSame(await revocations.load(8), [{ ...revocation, until: 10 }])
    })

    t.test('nothing is stored for a grid that is not there', async (t) => {
      const { grids, accounts, channels } = await fresh(t)
      t.match(await grids.list(), [
        { id: MAIN_GRID, name: MAIN_GRID, hashes: undefined, robust: undefined, limits: NO_LIMITS },
      ])
      await t.rejects(accounts.create({ ...account('xAnna=='), grid: OTHER }), /FOREIGN KEY|foreign key/)
      await t.rejects(channels.create(channel({ grid: OTHER })), /FOREIGN KEY|foreign key/)
      const robust = {
        url: 'http://robust.test:8003',
        publicUrl: undefined,
        user: 'u',
        sealedPassword: 's',
        sealedRemoteAdminPassword: 'r',
        sealedMessageKey: 'm',
      }
      const changed = hostedGrid(OTHER, {
        name: 'Renamed',
        hostNames: ['voice.other.test'],
        robust,
        signInWays: ['code', 'password'],
        language: 'nl',
        limits: { ...NO_LIMITS, people: 40 },
      })
      for (const grid of [hostedGrid(OTHER), changed]) {
        await grids.save(grid)
        t.strictSame((await grids.list()).at(-1), grid)
      }
    })

    t.test('a grid is deleted with everything that is stored of it, and nothing of another', async (t) => {
      const store = await freshWithOther(t)
      const { grids, accounts, channels, regionKeys, looks, blocks, bans } = store
      const agentId = randomUUID()
      const fill = async (grid: GridId) => {
        await accounts.create({ ...account('xAnna=='), grid })
        const { channel: parent } = await channels.create(channel({ grid }))
        for (const parentId of [parent.id, null])
          await channels.create(channel({ grid, name: 'same', parentId }))
        const secrets = [{ id: `secret of ${grid}`, hash: 'hash', createdAt: 1 }]
        await regionKeys.save({ grid, id: 'k', name: 'K', regions: 'all', rights: [], createdAt: 1, secrets })
        await looks.save(grid, { name: 'Look', accent: '', logo: undefined })
        await blocks.save({ grid, agentId, blockedId: randomUUID(), name: 'B', createdAt: 1 })
        const ban = { grid, channelId: parent.id, agentId, name: 'A', until: 9, by: 'admin', explanation: '' }
        await bans.save(ban)
      }
      const stored = async (grid: GridId) => [
        (await accounts.search(grid, '', 9)).length,
        (await channels.search({ grid })).length,
        (await regionKeys.list()).filter((key) => key.grid === grid).length,
        (await looks.list()).filter(([id]) => id === grid).length,
        (await blocks.list()).filter((block) => block.grid === grid).length,
        (await bans.list()).filter((ban) => ban.grid === grid).length,
      ]
      for (const grid of [MAIN_GRID, OTHER]) await fill(grid)
      t.strictSame(await stored(OTHER), [1, 3, 1, 1, 1, 1])
      await grids.delete(OTHER)
      t.strictSame(await stored(MAIN_GRID), [1, 3, 1, 1, 1, 1])
      t.strictSame(
        (await grids.list()).map(({ id }) => id),
        [MAIN_GRID],
      )
      await grids.save(hostedGrid(OTHER))
      t.strictSame((await stored(OTHER)).slice(2), [0, 0, 0, 0], 'nor is it there for a grid of the same id')
    })
  })
}
