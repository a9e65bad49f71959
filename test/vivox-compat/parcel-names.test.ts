import { randomUUID } from 'node:crypto'
import t from 'tap'
import { foundChannels } from '../../src/vivox-compat/wire/channel-xml.js'
import { parseParams } from '../../src/vivox-compat/wire/params.js'
import type { Channel } from '../../src/voice/channels/channel.js'
import { MAIN_GRID } from '../../src/voice/grids/grid.js'
import { find, readChannels } from '../helpers/regions/vivox-module.js'
import { createVivoxRegion } from '../helpers/regions/vivox-region.js'
import { startVivoxService } from '../helpers/regions/vivox-service.js'

t.test('a parcel whose name is an attack is a parcel with that name', async (t) => {
  const { port, store } = await startVivoxService(t)
  const region = createVivoxRegion({ port })
  t.teardown(region.close)
  const victim = await region.create({ name: randomUUID(), description: 'Victim' })
  t.equal(victim?.id, '1001')
  const before = await store.channels.search({ grid: MAIN_GRID })

  const names = [
    'x&mode=delete&chan_id=1001&auth_token=foo',
    'x&chan_name=evil&chan_parent=1001',
    'x&mode=modify&chan_id=1001&chan_max_range=0&chan_desc=evil',
    'x&chan_type=dir',
    '</desc><id>1001</id>&lt;<![CDATA[',
    '%26mode=delete%26chan_id=1001',
  ]
  for (const description of names) {
    const name = randomUUID()
    const made = await region.create({ name, description })
    const [channel] = await store.channels.search({ grid: MAIN_GRID, name })
    t.equal(String(channel?.id), made?.id, description)
    t.equal(channel?.parentId, null)
    t.match(channel?.regionSettings, { type: 'positional', maxRangeMetres: 60 })
    const found = await region.enterParcel({ name })
    t.equal(found, made?.uri, 'and is found again')
  }
  t.same(
    await store.channels.search({ grid: MAIN_GRID, name: before[0]?.name ?? '' }),
    before,
    'the victim is as it was',
  )
  t.same(await store.channels.search({ grid: MAIN_GRID, name: 'evil' }), [])
  t.equal(
    parseParams('mode=create&chan_desc=x&chan_desc=y&mode=delete').description,
    'x&chan_desc=y&mode=delete',
  )
})

t.test('names come out as they are in-world, in any script', async (t) => {
  const { port } = await startVivoxService(t)
  const region = createVivoxRegion({ port })
  t.teardown(region.close)
  const names = [
    'Tür & Tor',
    'a=b&c=d?e+f;g',
    '日本 ½ 🎙 Ω',
    '"quoted" <b> \'x\' {y} |z|',
    'a & b && c',
    'R:P',
  ]
  for (const description of names) {
    const name = randomUUID()
    await region.create({ name, description })
    const answer = await region.call(
      `viv_chan_search.php?cond_channame=${name}&auth_token=${region.state.token}`,
    )
    t.equal(readChannels(answer ?? '')[0]?.desc, description)
  }
})

t.test('what a # in a name cuts off takes the defaults', async (t) => {
  const { port, store } = await startVivoxService(t)
  const region = createVivoxRegion({ port })
  t.teardown(region.close)
  const name = randomUUID()
  const made = await region.create({ name, description: 'Tür & Tor #2', settings: '&chan_max_range=10' })
  t.ok(made)
  const [channel] = await store.channels.search({ grid: MAIN_GRID, name })
  t.equal(channel?.description, 'Tür & Tor')
  t.same(channel?.regionSettings, {})
  t.equal(await region.enterParcel({ name }), made?.uri, 'and it is a channel')

  const regionId = randomUUID()
  const directory = await region.addRegionWithDirectory(regionId, 'Region #1')
  t.equal((await region.findDirectory(regionId))?.id, directory, 'a directory stays one')
})

t.test('a query is read by its own rules', async (t) => {
  const read = (query: string, name: string) => parseParams(query).get(name)
  t.equal(read('user_name=xAb+/==&x=1', 'user_name'), 'xAb+/==', 'plus and padding are raw')
  t.equal(read('a=1&a=2', 'a'), '1', 'the first counts')
  t.equal(read('?&a=1', 'a'), '1')
  t.equal(read('&&a=1', 'a'), '1')
  t.equal(read('a=&a=2', 'a'), undefined, 'an empty one is missing, and still the first')
  t.equal(read('a', 'a'), undefined)
  t.equal(read('a=%zz%41%', 'a'), '%zzA%', 'bad escapes stay')
  t.equal(read('a=%ff%41', 'a'), '\ufffdA')
  t.equal(read('chan_desc=x&a=1', 'a'), undefined, 'nothing after the description counts')
  t.equal(read('__proto__=1', 'toString'), undefined)
  const audio = parseParams('chan_max_range=1&chan_desc=x&chan_max_range=2&y&chan_max_range=3')
  t.equal(audio.audio('chan_max_range'), '3', 'the last counts')
  t.equal(audio.description, 'x&chan_max_range=2&y')
  t.ok(parseParams(`chan_desc=${'🎙'.repeat(5000)}`).description.length <= 520)
})

t.test('what is odd about a channel is said once, and never twice the same', async (t) => {
  const { port, store, lines } = await startVivoxService(t)
  const region = createVivoxRegion({ port })
  t.teardown(region.close)
  const name = randomUUID()
  const settings =
    '&chan_type=junk&chan_mode=lecture&chan_roll_off=NaN&chan_dist_model=9&chan_max_range=1e9&chan_clamping_distance=-3'
  for (let n = 0; n < 5; n++) await region.create({ name, settings })
  const [channel] = await store.channels.search({ grid: MAIN_GRID, name })
  t.same(channel?.regionSettings, {
    type: 'positional',
    mode: 'lecture',
    distanceModel: 'linear',
    rollOff: 2,
    maxRangeMetres: 160,
    clampingDistanceMetres: 0,
  })
  t.equal(lines.filter((line) => line.includes('odd channel parameters')).length, 1)
})

t.test('what an admin edited wins over what the region sends, and outlives its restart', async (t) => {
  const { port, channels, store } = await startVivoxService(t)
  const region = createVivoxRegion({ port })
  t.teardown(region.close)
  const [regionId, edited, plain] = [randomUUID(), randomUUID(), randomUUID()]
  const parent = await region.addRegionWithDirectory(regionId, 'Voice Test')
  if (!parent) throw new Error('no directory')
  const id = Number((await region.create({ name: edited, parent }))?.id)
  await region.create({ name: plain, parent })
  await channels.update({ grid: MAIN_GRID, id: id }, { adminSettings: { maxRangeMetres: 5 } })
  const range = async () => {
    const answer = await region.call(
      `viv_chan_search.php?cond_channame=${edited}&auth_token=${region.state.token}`,
    )
    return readChannels(answer ?? '')[0]?.max_range
  }
  await region.create({ name: edited, parent, settings: '&chan_max_range=100' })
  t.equal(await range(), '5')
  t.equal(await region.removeRegionWithDirectory(regionId), true)
  t.equal(await region.addRegionWithDirectory(regionId, 'Voice Test'), parent)
  t.equal(await range(), '5')
  t.same(await store.channels.search({ grid: MAIN_GRID, name: plain }), [])
})

t.test('a channel is shown and changed on demand', async (t) => {
  const { port } = await startVivoxService(t)
  const region = createVivoxRegion({ port })
  t.teardown(region.close)
  const made = await region.create({ name: 'b', description: 'before' })
  const mod = (rest: string) =>
    region.call(`viv_chan_mod.php?auth_token=${region.state.token}&chan_id=${made?.id}&mode=${rest}`)
  t.equal(
    find(
      (await mod('modify&chan_desc=after&chan_type=channel&chan_max_range=70')) ?? '',
      'response.level0.body.chan_uri',
    ),
    made?.uri,
  )
  const shown = (await mod('get')) ?? ''
  const leaf = (name: string) => find(shown, `response.level0.body.chan_${name}`)
  t.equal(leaf('desc'), 'after')
  t.equal(leaf('type'), 'channel')
  t.equal(leaf('max_range'), '70')
  t.equal(leaf('roll_off'), '2', 'what was not named stays')
  t.equal(find((await mod('explode')) ?? '', 'response.level0.body.code'), '301')
})

t.test(
  'a channel is written once for all searches, as long as neither it nor the SIP domain changes',
  async (t) => {
    const { port, store } = await startVivoxService(t)
    const region = createVivoxRegion({ port })
    t.teardown(region.close)
    const name = randomUUID()
    await region.create({ name, description: 'Quay' })
    const [channel] = await store.channels.search({ grid: MAIN_GRID, name })
    if (!channel) throw new Error('no channel')
    const once = foundChannels([channel], 'one.example')
    t.equal(foundChannels([channel], 'one.example'), once)
    const textOf = (found: Channel, sipDomain: string) => JSON.stringify(foundChannels([found], sipDomain))
    t.match(textOf(channel, 'other.example'), '@other.example')
    t.match(textOf({ ...channel, description: 'Pier' }, 'other.example'), 'Pier')
  },
)
