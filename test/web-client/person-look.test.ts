/** How a person looks: the same colour everywhere, readable letters on it, and the initials of any name. */

import { randomUUID } from 'node:crypto'
import t from 'tap'
import { linearOf, parsed } from '../../src/pure/accent.js'
import { initialsOf, personColour, personHue } from '../../web-client/person-look.js'

t.test('every colour is one that screens have, and white letters are read on it', async (t) => {
  const hues = new Map<number, number>()
  for (let count = 0; count < 2000; count += 1) {
    const id = randomUUID()
    hues.set(personHue(id), (hues.get(personHue(id)) ?? 0) + 1)
    const linear = linearOf(parsed(personColour(id)))
    const [red, green, blue] = linear
    const contrast = 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
    if (contrast < 4.5 || linear.some((part) => part < -0.001 || part > 1.001)) t.fail(personColour(id))
  }
  t.equal(personHue('AB-CD'), personHue('ab-cd'), 'in whatever case a viewer writes it')
  t.equal(hues.size, 36)
  t.ok(Math.max(...hues.values()) < 100, 'spread evenly')
})

t.test('initials', async (t) => {
  for (const [name, initials] of [
    ['Bert Voss', 'BV'],
    ['jonas Resident', 'J'],
    ['Resident', 'R'],
    ['Zoë van der Berg', 'ZB'],
    ['שלום עולם', 'שע'],
    ['👩‍👩‍👧‍👦 Smith', '👩‍👩‍👧‍👦S'],
    ['"Ace" (x)', 'AX'],
    ['... ---', ''],
    ['', ''],
  ] as const) {
    t.equal(initialsOf(name), initials, name)
  }
})
