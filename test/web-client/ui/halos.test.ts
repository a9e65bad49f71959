/** Halos without a browser: how they follow a voice, and what is drawn of them. */

import t from 'tap'
import { drawHalos, type HaloShape } from '../../../web-client/ui/halos/halo-picture.js'
import { createSwell } from '../../../web-client/ui/halos/halo-swell.js'
import { createRadarHalos } from '../../../web-client/ui/radar/radar-halos.js'
import type { RadarPlan, Spot } from '../../../web-client/ui/radar/radar-plan.js'

const WORD = 0.1
const beats = (count: number, beat: () => number): number[] => Array.from({ length: count }, beat)

t.test('a ring that does not grow stays from word to word, and goes after the last', async (t) => {
  const swell = createSwell({ still: true })
  const word = swell(WORD, false)
  t.ok(word > 0)
  t.strictSame(
    beats(8, () => swell(0, false)),
    Array(8).fill(word),
    'for two thirds of a second',
  )
  t.equal(beats(8, () => swell(0, false)).at(-1), 0)
})

t.test('a halo that grows goes softly', async (t) => {
  const swell = createSwell({ still: false })
  const [word, ...after] = [swell(WORD, false), ...beats(8, () => swell(0, false))]
  t.ok(after.every((size, index) => size <= ([word, ...after][index] ?? 0)))
  t.ok(new Set(after).size > 2, `by steps: ${after}`)
  t.equal(after.at(-1), 0)
})

/** A canvas that notes which part of it is cleared, and how much is drawn there. */
function notedCanvas() {
  const cleared: number[][] = []
  let drawn = 0
  const pen = new Proxy<Record<string, unknown>>(
    {},
    {
      get: (_, name) =>
        name === 'clearRect'
          ? (...area: number[]) => cleared.push(area)
          : name === 'stroke'
            ? () => {
                drawn += 1
              }
            : () => undefined,
      set: () => true,
    },
  )
  const canvas = { width: 0, height: 0, getContext: () => pen } as unknown as HTMLCanvasElement
  return {
    show(halos: readonly HaloShape[], colour = 'green') {
      drawHalos(canvas, { side: 100, density: 1, colour, halos })
      const work = { cleared: cleared.splice(0), drawn }
      drawn = 0
      return work
    },
  }
}

t.test('a picture is drawn where it differs from the one before, and nowhere else', async (t) => {
  const halo = (x: number, glow: number): HaloShape => ({ x, y: 20, radius: 5, lineWidth: 2, glow })
  const { show } = notedCanvas()
  t.strictSame(show([halo(20, 8), halo(70, 8)]), { cleared: [[0, 0, 100, 100]], drawn: 2 }, 'the first: all')
  t.strictSame(show([halo(20, 8), halo(70, 8)]), { cleared: [], drawn: 0 }, 'the same')
  t.strictSame(show([halo(20, 8), halo(70, 10)]), { cleared: [[59, 9, 22, 22]], drawn: 1 }, 'one grows')
  t.strictSame(show([halo(70, 10)]), { cleared: [[11, 11, 18, 18]], drawn: 0 }, 'one goes')
  t.strictSame(
    show([halo(70, 10), halo(82, 10)]),
    { cleared: [[71, 9, 22, 22]], drawn: 2 },
    'one comes, and the neighbour whose halo it meets is there as well',
  )
  t.strictSame(
    show([halo(70, 8), halo(82, 8)]),
    { cleared: [[59, 9, 34, 22]], drawn: 2 },
    'two that meet are one area',
  )
  t.strictSame(show([halo(70, 8), halo(82, 8)], 'red').cleared, [[0, 0, 100, 100]], 'another colour: all')
})

t.test('on the radar few halos follow each beat, and many every second one', async (t) => {
  const levels = new Map<string, number>()
  const plan = (...agentIds: string[]) =>
    ({
      discPixels: 20,
      spots: agentIds.map(
        (agentId, index) => ({ x: index, y: 0, speaking: false, blips: [{ agentId }] }) as unknown as Spot,
      ),
    }) as unknown as RadarPlan
  /** Whether something is drawn at each of four beats, while everybody's level changes from beat to beat. */
  const drawnOf = (agentIds: readonly string[]) => {
    const { next } = createRadarHalos((agentId) => levels.get(agentId) ?? 0)
    return [0.02, 0.05, 0.12, 0.3].map((level) => {
      for (const agentId of agentIds) levels.set(agentId, level)
      return next(plan(...agentIds), false) !== undefined
    })
  }
  t.strictSame(drawnOf(['anna', 'bert', 'carl']), [true, true, true, true])
  t.strictSame(drawnOf(['anna', 'bert', 'carl', 'dora']), [true, false, true, false])

  levels.clear()
  const halos = createRadarHalos((agentId) => levels.get(agentId) ?? 0)
  const all = plan('anna', 'bert', 'carl', 'dora', 'emil')
  const beat = (change: Record<string, number>) => {
    for (const [agentId, level] of Object.entries(change)) levels.set(agentId, level)
    return halos.next(all, false)?.length
  }
  t.equal(beat({ anna: 0.02, bert: 0.02, carl: 0.02, dora: 0.02 }), 4)
  t.equal(beat({ anna: 0.1, emil: 0.1 }), 5, 'who begins to speak is seen at once')
  t.equal(beat({}), undefined, 'nothing differs')
  t.equal(beat({ anna: 0.3 }), undefined, 'one grows')
  t.equal(beat({}), 5, 'and is drawn with the next beat')
  halos.renew()
  t.equal(beat({}), 5, 'all of it in other colours')
})
