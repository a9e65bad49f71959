/** To which region a parcel belongs, when several name it. */

import t from 'tap'
import { createLoopbackBus } from '../../../src/voice/bus.js'
import { MAIN_GRID } from '../../../src/voice/grids/grid.js'
import type { VouchedEntry } from '../../../src/voice/ports.js'
import { createParcelRegions } from '../../../src/voice/presence/land/parcel-regions.js'
import { masterOf, type RegionAuthority } from '../../../src/voice/region-keys/authority.js'

const MASTER = masterOf(MAIN_GRID)
const keyOf = (id: string, ...regions: readonly string[]): RegionAuthority => ({
  ...MASTER,
  key: { id, name: id, secretId: id },
  regions: new Set(regions),
})
const WEST = keyOf('west', 'w1', 'w2')
const EAST = keyOf('east', 'e1')
const parcel = (parcelId: string, regionId?: string) => ({ grid: MAIN_GRID, parcelId, regionId })

t.test(
  'first come, first served, unless the grid says otherwise; on every node and after a restart',
  async (t) => {
    const stored: VouchedEntry[] = []
    const vouched = {
      load: async () => stored,
      add: (entry: VouchedEntry) => void stored.push(entry),
      forget: () => undefined,
      write: async () => undefined,
    }
    const bus = createLoopbackBus()
    const [parcels, elsewhere] = [createParcelRegions(bus, vouched), createParcelRegions(bus)]
    t.ok(parcels.claim(parcel('p', 'w1'), WEST))
    t.notOk(elsewhere.claim(parcel('p', 'e1'), EAST), 'another node knows')
    t.notOk(parcels.claim(parcel('p', 'w2'), WEST), 'nor has another region of the same owner')
    t.ok(parcels.claim(parcel('p'), WEST), 'but its owner has')
    t.ok(parcels.claim(parcel('p', 'e1'), MASTER), 'the grid’s own region is believed')
    t.notOk(parcels.claim(parcel('p', 'w1'), WEST))
    t.ok(parcels.claim(parcel('p', 'e1'), EAST))

    t.ok(parcels.claim(parcel('q'), WEST), 'over the Vivox API no region is told')
    t.notOk(parcels.claim(parcel('q', 'e1'), EAST))
    t.ok(parcels.claim(parcel('q', 'w2'), WEST))
    t.notOk(parcels.claim(parcel('q', 'w1'), WEST))
    t.ok(parcels.claim(parcel('r'), MASTER))
    t.notOk(parcels.claim(parcel('r', 'w1'), WEST))

    const after = createParcelRegions(createLoopbackBus(), vouched)
    await after.load([{ grid: MAIN_GRID, id: 'west' }])
    t.notOk(after.claim(parcel('p', 'w1'), WEST))
    t.ok(after.has(parcel('q'), WEST))
    t.notOk(after.has(parcel('s'), WEST))
    for (let n = 0; n < 1999; n += 1) t.ok(after.claim(parcel(`w${n}`, 'w1'), WEST))
    t.notOk(after.claim(parcel('one more', 'w1'), WEST), 'no key names parcels without end')
    t.ok(after.claim(parcel('one more', 'e1'), EAST))
    after.release({ grid: MAIN_GRID, id: 'west' })
    t.ok(after.claim(parcel('q', 'e1'), EAST), 'what a key had that was withdrawn is free')

    const without = createParcelRegions(createLoopbackBus(), vouched)
    await without.load([])
    t.notOk(without.has(parcel('q'), WEST))
    t.ok(without.has(parcel('p'), EAST))
  },
)
