/** What the owner of a region hands over: each report goes on to speak for no more than it did. */

import t from 'tap'
import { handOver, isHandedOver, reportsOf } from '../../src/cluster/handing-over.js'
import type { RegionReport } from '../../src/voice/presence/region-report.js'
import { masterOf, type RegionAuthority } from '../../src/voice/region-keys/authority.js'

t.test(
  'the report of a region key is handed over as that key’s, and as nobody’s once it is withdrawn',
  (t) => {
    const confined: RegionAuthority = {
      ...masterOf('main'),
      key: { id: 'abc', name: 'West', secretId: 'secret-of-west' },
      regions: new Set(['west']),
    }
    const report = (authority?: RegionAuthority): RegionReport => ({
      grid: 'main',
      regionId: 'west',
      regionName: 'West',
      source: 'push',
      authority,
      avatars: [],
    })
    const told: unknown = handOver('main/west', [report(confined), report()])
    if (!isHandedOver(told)) throw new Error('the node that follows cannot read it')
    const [ofKey, ofService] = reportsOf(told, (secretId) =>
      secretId === 'secret-of-west' ? confined : undefined,
    )
    t.equal(ofKey?.authority, confined)
    t.equal(ofService?.authority, undefined)
    t.strictSame(
      reportsOf(told, () => undefined).map(({ authority }) => authority),
      [undefined],
      'of the two, that of the service alone',
    )
    t.end()
  },
)
