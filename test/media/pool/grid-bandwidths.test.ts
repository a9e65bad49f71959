/** A grid's bandwidth is one for all processes of the hub: most goes where most is wanted. */

import t from 'tap'
import type { GridWork } from '../../../src/media/messages.js'
import { createGridBandwidths } from '../../../src/media/pool/grid-bandwidths.js'

function setUp(processes: number) {
  let nowMs = 0
  const parts: (number | undefined)[] = []
  const sent: string[] = []
  const bandwidths = createGridBandwidths({
    processes,
    tell(index, _grid, bytesPerSecond) {
      parts[index] = bytesPerSecond === undefined ? undefined : Math.round(bytesPerSecond)
    },
    onWork: ({ grid, bytes }, bytesPerSecond) => sent.push(`${grid} ${bytes} ${bytesPerSecond}`),
    timers: { now: () => nowMs },
  })
  const work = (grid: string, bytes: number, wantedBytes: number): GridWork => ({
    grid,
    busyMs: 1,
    bytes,
    wantedBytes,
    turnsLeftOut: 0,
    packetsDropped: 0,
  })
  return {
    bandwidths,
    parts,
    taken: () => sent.splice(0),
    /** Two seconds pass, and each process reports. */
    report(...wanted: readonly number[]) {
      nowMs += 2000
      for (const [index, bytes] of wanted.entries())
        bandwidths.reported(index, bytes > 0 ? [work('acme', bytes / 2, bytes)] : [])
    },
  }
}

t.test('the only process has all of it', async (t) => {
  const { bandwidths, parts, report, taken } = setUp(1)
  bandwidths.set('acme', 1000)
  t.strictSame(parts, [1000])
  report(4000)
  t.strictSame(parts, [1000])
  t.strictSame(taken(), ['acme 2000 1000'])
  report(0)
  t.strictSame(taken(), ['acme 0 0'], 'that nothing is sent any more is told once')
  report(0)
  t.strictSame(taken(), [])
  bandwidths.set('acme', undefined)
  t.strictSame(parts, [undefined])
})

t.test('several share it as they need it, and each has some in any case', async (t) => {
  const { bandwidths, parts, report, taken } = setUp(2)
  bandwidths.set('acme', 1000)
  t.strictSame(parts, [500, 500])
  report(3000, 1000)
  t.strictSame(parts, [700, 300])
  t.strictSame(taken(), ['acme 1500 750', 'acme 500 1000'], 'what all send together')
  report(4000, 0)
  t.strictSame(parts, [900, 100])
  parts[1] = undefined
  bandwidths.started(1)
  t.strictSame(parts, [900, 100], 'a process that has started anew is told')
})
