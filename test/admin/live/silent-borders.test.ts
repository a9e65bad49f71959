/** Which borders are silent because two nodes own the regions on their two sides. */

import t from 'tap'
import { type OwnedRegion, silentBordersOf } from '../../../src/admin/live/silent-borders.js'

const region = (
  name: string,
  corner: [number, number] | null,
  more: Partial<OwnedRegion> = {},
): OwnedRegion => ({
  regionId: name,
  name,
  inVoice: 1,
  corner,
  sizeMetres: null,
  node: 'one',
  ...more,
})

t.test('a border is silent where both sides are in voice, touch, and belong to two nodes', async (t) => {
  const home = region('Home', [1024, 1024])
  const elsewhere = { node: 'two' }
  for (const [other, isSilent] of [
    [region('East', [1280, 1024], elsewhere), true],
    [region('Corner', [1280, 1280], elsewhere), true],
    [region('Large', [512, 512], { ...elsewhere, sizeMetres: [512, 512] }), true],
    [region('Gap', [1536, 1024], elsewhere), false],
    [region('Quiet', [1280, 1024], { ...elsewhere, inVoice: 0 }), false],
    [region('Same', [1280, 1024]), false],
    [region('Free', [1280, 1024], { node: null }), false],
    [region('Nowhere', null, elsewhere), false],
  ] as const) {
    const silent = silentBordersOf('main', [home, other])
    t.strictSame(silent.get('Home') ?? [], isSilent ? [{ name: other.name, node: 'two' }] : [], other.name)
    t.strictSame(silent.get(other.name) ?? [], isSilent ? [{ name: 'Home', node: 'one' }] : [], other.name)
  }
})
