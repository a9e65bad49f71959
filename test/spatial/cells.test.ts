import t from 'tap'
import { createCells } from '../../src/spatial/cells.js'
import { distanceMetres, type Vector3 } from '../../src/spatial/direction.js'

t.test('everything within the distance is visited once, wherever the cells have their borders', (t) => {
  let seed = 7
  const random = () => {
    seed = (seed * 48_271) % 2_147_483_647
    return seed / 2_147_483_647
  }
  const positions = Array.from(
    { length: 300 },
    (): Vector3 => [random() * 1024 - 512, random() * 1024 - 512, random() * 60],
  )
  const { around } = createCells(positions)
  let looked = 0
  for (const [index, position] of positions.entries()) {
    const visited: number[] = []
    around(
      index,
      (other) => visited.push(other),
      () => 81,
    )
    looked += visited.length
    t.equal(new Set(visited).size, visited.length, 'nobody twice')
    const within = [...positions.keys()].filter(
      (other) => distanceMetres(position, positions[other] ?? position) <= 81,
    )
    t.ok(within.every((other) => visited.includes(other)))
  }
  t.ok(looked < (positions.length * positions.length) / 5, 'and most of the others are not looked at')
  t.end()
})
