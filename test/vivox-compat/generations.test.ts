import { randomUUID } from 'node:crypto'
import t from 'tap'
import { accountNameOf } from '../../src/voice/accounts/account-name.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { find, readChannels } from '../helpers/regions/vivox-module.js'
import { createVivoxRegion } from '../helpers/regions/vivox-region.js'
import { errorsIn, makeCertificates, startVivoxService } from '../helpers/regions/vivox-service.js'

const schemes = [
  { scheme: 'http', secure: false },
  { scheme: 'https', secure: true },
]

const certificates = await makeCertificates(t)

for (const { scheme, secure } of schemes) {
  await t.test(`a region without directories gets its avatars voice over ${scheme}`, async (t) => {
    const { port, accounts, lines } = await startVivoxService(t, { certificates })
    const region = createVivoxRegion({ port, secure })
    t.teardown(region.close)
    const parcel = randomUUID()

    t.equal(await region.signIn(), true)
    for (const agentId of [randomUUID(), randomUUID()]) {
      const name = accountNameOf(agentId)
      t.equal(await region.provision(name, 'e3226103Z8067Z47'), true, 'a new avatar')
      t.equal((await accounts.find(MAIN_GRID, name))?.agentId, agentId)
      t.equal(await region.provision(name, '0815Z4711'), true, 'who comes back')
      t.equal(
        (await accounts.signIn({ grid: MAIN_GRID, name, password: '0815Z4711', address: '::1' })).agentId,
        agentId,
      )
      const uri = await region.enterParcel({ name: parcel, description: 'Voice Test:Your Parcel' })
      t.equal(uri, 'sip:confctl-1001@voice.invalid', 'all of one parcel share its channel')
    }
    t.equal(await region.enterParcel({ name: randomUUID() }), 'sip:confctl-1002@voice.invalid')

    t.equal(await region.findDirectory(randomUUID()), undefined, 'asked for when the region is removed')
    t.equal(await region.shutDown(), 'Ok')
    t.equal(region.state.signIns, 1)
    t.same(errorsIn(lines), [])
  })

  await t.test(`a region with directories gets its avatars voice over ${scheme}`, async (t) => {
    const { port, store, lines } = await startVivoxService(t, { certificates })
    const region = createVivoxRegion({ port, secure })
    t.teardown(region.close)
    const regionId = randomUUID()
    const parcels = Array.from({ length: 60 }, () => randomUUID())

    const directory = await region.addRegionWithDirectory(regionId, 'Voice Test')
    t.equal(directory, '1001')
    t.same(await region.childrenOf('1001'), [])
    t.equal(await region.provision(accountNameOf(randomUUID()), 'e3226103Z8067Z47'), true)
    const uris = []
    for (const name of parcels) {
      uris.push(await region.enterParcel({ name, description: `Voice Test:${name}`, parent: '1001' }))
    }
    t.equal(new Set(uris).size, parcels.length)
    t.equal(await region.enterParcel({ name: parcels[0] ?? '', parent: '1001' }), uris[0])

    const children = readChannels(
      (await region.call(`viv_chan_search.php?&cond_chanparent=1001&auth_token=${region.state.token}`)) ?? '',
    )
    t.equal(children.length, parcels.length)
    for (const child of children) {
      t.match(child, { parent: '1001', type: 'positional_M', desc: `Voice Test:${child.name}` })
      t.equal(child.uri, `sip:confctl-${child.id}@voice.invalid`)
    }

    t.equal(await region.addRegionWithDirectory(regionId, 'Voice Test'), '1001', 'started again')
    t.same(await region.childrenOf('1001'), [], 'without the channels of before')
    await region.enterParcel({ name: parcels[0] ?? '', parent: '1001' })
    t.equal(await region.removeRegionWithDirectory(regionId), true)
    t.equal(await region.findDirectory(regionId), undefined)
    t.same(await store.channels.search({ grid: MAIN_GRID }), [])
    t.equal(await region.shutDown(), 'Ok')
    t.same(errorsIn(lines), [])
  })
}

t.test('a directory that is gone costs no avatar its voice', async (t) => {
  const { port, channels } = await startVivoxService(t)
  const region = createVivoxRegion({ port })
  t.teardown(region.close)
  const directory = Number(await region.addRegionWithDirectory(randomUUID(), 'Voice Test'))
  await channels.delete({ grid: MAIN_GRID, id: directory })
  t.match(await region.enterParcel({ name: randomUUID(), parent: String(directory) }), /^sip:confctl-1002@/)
  t.match(await region.enterParcel({ name: randomUUID(), parent: 'none' }), /^sip:confctl-1003@/)
})

t.test('the misspellings of some senders are understood', async (t) => {
  const { port } = await startVivoxService(t)
  const region = createVivoxRegion({ port })
  t.teardown(region.close)
  const name = accountNameOf(randomUUID())
  await region.provision(name, 'old')
  const answer = await region.call(
    `viv_ad_password.php?user_name=${name}&new_pwd=new&auth_token=${region.state.token}`,
  )
  t.equal(find(answer ?? '', 'response.level0.status'), 'OK')
  await region.create({ name: 'a', settings: '&chan_ckamping_distance=33' })
  const found = await region.call(`viv_chan_search.php?cond_channame=a&auth_token=${region.state.token}`)
  t.equal(readChannels(found ?? '')[0]?.clamping_distance, '33')
})

t.test('an old voice client is told where to sign in', async (t) => {
  const { port } = await startVivoxService(t)
  const region = createVivoxRegion({ port })
  t.teardown(region.close)
  const answer = await region.connection.get('viv_get_prelogin.php')
  t.equal(find(answer, 'VCConfiguration.DefaultRealm'), 'voice.invalid')
  t.equal(find(answer, 'VCConfiguration.DefaultSIPProxy'), 'voice.invalid')
})
