/** What nodes know of each other's regions: where they lie, and where somebody is in voice. */

import t from 'tap'
import { areaOfRegion } from '../../src/cluster/area.js'
import type { Told } from '../../src/cluster/redis/stream.js'
import { openRegionMap, type PlacedVoice } from '../../src/cluster/region-map.js'
import type { Region } from '../../src/voice/grids/grid.js'
import { createPresence } from '../../src/voice/presence/presence.js'
import { regionOf } from '../helpers/regions/of-grid.js'
import { createTestTime } from '../helpers/test-time.js'

/** Nodes that hear each other at once, and what all of them write down. */
function createNodes() {
  const { timers, pass } = createTestTime()
  const written = new Map<string, unknown>()
  const hearers = new Map<string, ((told: Told) => void)[]>()
  const losers: (() => void)[] = []

  async function open(nodeId: string, own: readonly Region[]) {
    const presence = createPresence(timers)
    const voices: PlacedVoice[] = []
    const heard: ((told: Told) => void)[] = []
    hearers.set(nodeId, heard)
    const map = await openRegionMap({
      nodeId,
      journal: {
        note: (area, corner) => void written.set(area, corner),
        read: async () => written,
      },
      stream: {
        tell(topic, message) {
          for (const [id, callbacks] of hearers)
            if (id !== nodeId) for (const hear of callbacks) hear([topic, message])
        },
        onTold: (hear) => void heard.push(hear),
        onMissed: (lost) => void losers.push(lost),
      },
      presence,
      owned: () => own.map(areaOfRegion),
      owns: ({ regionId }) => own.some((region) => region.regionId === regionId),
      voices: () => voices,
      timers,
      onError: (error) => t.fail(String(error)),
    })
    t.teardown(map.close)
    return {
      voices,
      presence,
      lies(region: Region, corner: readonly [number, number]) {
        presence.report({ ...region, regionName: '', source: 'push', corner, avatars: [] })
      },
      patch: (region: Region) => map.placed(areaOfRegion(region)).patch,
      beside: (region: Region) => Object.fromEntries(map.placed(areaOfRegion(region)).voicesBeside),
    }
  }
  function loseMessages(): void {
    for (const lost of losers) lost()
  }
  return { open, pass, hearers, loseMessages }
}

const [HOME, NEXT, FAR] = [regionOf('home'), regionOf('next'), regionOf('far')]

t.test('regions of one patch are known as such on all nodes, also on one that comes later', async (t) => {
  const { open } = createNodes()
  const one = await open('one', [HOME, FAR])
  const two = await open('two', [NEXT])
  t.equal(one.patch(HOME), areaOfRegion(HOME), 'nobody knows where it lies')
  one.lies(HOME, [1024, 1024])
  one.lies(FAR, [2048, 1024])
  two.lies(NEXT, [1280, 1792])
  two.lies(HOME, [0, 0])
  const three = await open('three', [])
  for (const node of [one, two, three]) {
    t.equal(node.patch(HOME), node.patch(NEXT))
    t.not(node.patch(HOME), node.patch(FAR))
    t.not(node.patch(HOME), areaOfRegion(HOME), 'only its owner says where it lies')
  }
  one.lies(HOME, [2304, 1280])
  for (const node of [one, two, three]) t.equal(node.patch(HOME), node.patch(FAR), 'it was moved')
})

t.test('where the grid tells where its regions lie, that counts', async (t) => {
  const { open, pass } = createNodes()
  const one = await open('one', [HOME])
  one.lies(HOME, [1024, 1024])
  const listener = regionOf('listener')
  const listed = { name: '', simulator: '', online: true } as const
  one.presence.gridListed('main', [
    { ...HOME, ...listed, corner: [9216, 1024], sizeMetres: [256, 256] },
    { ...NEXT, ...listed, corner: [9472, 1024], sizeMetres: [512, 512] },
    { ...listener, ...listed, corner: [9984, 1280], sizeMetres: [256, 256] },
  ])
  t.equal(one.patch(HOME), one.patch(NEXT))
  one.voices.push({ ...NEXT, position: [300, 300, 0] })
  await pass(1000)
  t.strictSame(one.beside(HOME), {}, 'they talk in the far half of a large region')
  t.strictSame(one.beside(listener), { one: 1 })
})

t.test(
  'all nodes know beside whom a region lies, until they talk no more or their node is gone',
  async (t) => {
    const { open, pass, hearers, loseMessages } = createNodes()
    const one = await open('one', [HOME])
    const two = await open('two', [NEXT])
    one.lies(HOME, [1024, 1024])
    two.lies(NEXT, [1280, 1280])
    one.voices.push({ ...HOME, position: [10, 10, 0] })
    await pass(1000)
    for (const node of [one, two]) {
      t.strictSame(node.beside(NEXT), { one: 1 }, 'regions touch at their corners, too')
      t.strictSame(node.beside(HOME), {}, 'nobody talks beside it')
    }
    const three = await open('three', [])
    t.strictSame(three.beside(NEXT), {})
    await pass(30_000)
    t.strictSame(three.beside(NEXT), { one: 1 }, 'a node that has come hears it')
    const four = await open('four', [])
    loseMessages()
    await pass(1000)
    t.strictSame(four.beside(NEXT), { one: 1 }, 'and whoever may have missed it')
    hearers.set('two', [])
    await pass(60_000)
    t.strictSame(two.beside(NEXT), { one: 1 })
    await pass(31_000)
    t.strictSame(two.beside(NEXT), {}, 'nothing was heard of it for long')
    t.strictSame(three.beside(NEXT), { one: 1 })
    one.voices.length = 0
    await pass(1000)
    t.strictSame(three.beside(NEXT), {})
  },
)
