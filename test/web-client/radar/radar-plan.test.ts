/** The radar without a canvas: clusters that hold together, labels that belong to one disc, and a way to everybody by keyboard. */

import t from 'tap'
import type { Blip } from '../../../web-client/room/room-people.js'
import { meets } from '../../../web-client/ui/parts/box.js'
import { distanceToBox, placeLabels } from '../../../web-client/ui/radar/radar-labels.js'
import {
  leadersOf,
  planRadar,
  type RadarPlan,
  type RadarView,
  type Spot,
  spotAt,
  spotBeside,
} from '../../../web-client/ui/radar/radar-plan.js'
import { channel } from '../../helpers/browser/scenes.js'

/** Park and Miller's generator: the same crowd each time. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 16_807) % 2_147_483_647
    return state / 2_147_483_647
  }
}

function crowd(count: number, seed: number, widthMetres = 50): Blip[] {
  const next = numbers(seed)
  return Array.from({ length: count }, (_, index) => ({
    agentId: `agent-${index}`,
    name: `Resident${index} ${index % 3 ? 'Example' : 'Longername'}`,
    pose: { position: [(next() - 0.5) * widthMetres, (next() - 0.5) * widthMetres, 25], look: [0, 1, 0] },
    loudness: 1,
    inReach: true,
    effort: 'talk',
    speaking: index % 10 === 0,
    hand: undefined,
  }))
}

const view = (blips: readonly Blip[], sizePixels: number): RadarView => ({
  self: { position: [0, 0, 25], look: [0, 1, 0] },
  channel,
  blips,
  facingUp: true,
  north: 'N',
  reachMetres: 35,
  fullMetres: 10,
  heard: true,
  sizePixels,
  textPixels: 12,
})

const sizes = (sizePixels: number) => ({
  sizePixels,
  textPixels: 12,
  widthOf: (text: string) => text.length * 6.5,
})

const away = (one: Spot, other: Spot) => Math.hypot(one.x - other.x, one.y - other.y)

t.test('a label covers no disc and no other label, and stands nearest to its own', async (t) => {
  let named = 0
  for (const size of [240, 560, 1100]) {
    for (const count of [1, 2, 6, 12, 30, 200]) {
      for (let seed = 1; seed <= 8; seed += 1) {
        const plan = planRadar(view(crowd(count, seed, seed % 2 ? 50 : 16), size))
        const labels = placeLabels(plan, sizes(size))
        named += labels.length
        const what = `${count} people on ${size} pixels, ${seed}`
        for (const label of labels) {
          if (labels.some((other) => other !== label && meets(label, other))) t.fail(`${what}: two labels`)
          const own = distanceToBox(label.spot.x, label.spot.y, label)
          for (const spot of plan.spots) {
            const metres = distanceToBox(spot.x, spot.y, label)
            if (metres < plan.discPixels) t.fail(`${what}: ${label.text} covers a disc`)
            if (spot !== label.spot && metres <= own) t.fail(`${what}: ${label.text} belongs to two`)
          }
        }
      }
    }
  }
  t.ok(named > 500, `${named} names`)
  const two = placeLabels(planRadar(view(crowd(2, 1), 560)), sizes(560))
  t.equal(two.length, 2, 'where there is room everybody is named')
})

t.test('a crowd is clusters that do not touch, and everybody is in one', async (t) => {
  const people = crowd(200, 3)
  const plan = planRadar(view(people, 300))
  t.equal(new Set(plan.spots.flatMap(({ blips }) => blips)).size, 200)
  for (const spot of plan.spots)
    for (const other of plan.spots)
      if (spot !== other && away(spot, other) < 2 * plan.discPixels) t.fail('two discs touch')
  t.ok(
    plan.spots.every(({ x, y }) => Math.hypot(x - plan.middle, y - plan.middle) > plan.discPixels),
    'nobody covers the resident',
  )
  const speaker = people[0]
  t.ok(plan.spots.find(({ blips }) => speaker && blips.includes(speaker))?.speaking)
})

t.test('clusters do not fall apart at every step', async (t) => {
  const people = crowd(200, 5)
  const step = (blips: readonly Blip[], by: number) =>
    blips.map((blip, index) => {
      const [x, y, z] = blip.pose.position
      return {
        ...blip,
        pose: { ...blip.pose, position: [x + by * Math.cos(index), y + by * Math.sin(index), z] as const },
      }
    })
  const before = leadersOf(planRadar(view(people, 560)))
  const kept = (leaders: typeof before) =>
    people.filter(({ agentId }) => leaders.get(agentId) === before.get(agentId)).length
  t.ok(kept(leadersOf(planRadar(view(step(people, 0.15), 560), before))) > 190)
  t.ok(kept(leadersOf(planRadar(view(step(people, 0.15), 560)))) < 190, 'which they would without a memory')
})

t.test('the arrow keys come past everybody, and a finger finds who is nearest', async (t) => {
  const plan = planRadar(view(crowd(30, 7), 560))
  for (const step of ['clockwise', 'counter-clockwise', 'nearer', 'farther'] as const) {
    const seen = new Set<Spot | undefined>()
    let at: Spot | undefined
    for (let count = 0; count < plan.spots.length; count += 1) {
      at = spotBeside(plan, at, step)
      seen.add(at)
    }
    t.equal(seen.size, plan.spots.length, step)
    t.equal(spotBeside(plan, at, step), spotBeside(plan, undefined, step), 'and begin again')
  }
  const [first] = plan.spots as [Spot]
  t.equal(spotAt(plan, first.x + 2, first.y - 2), first)
  t.equal(spotAt(plan, -100, -100), undefined)
  t.equal(spotBeside({ ...plan, spots: [] } as RadarPlan, undefined, 'nearer'), undefined)
})
