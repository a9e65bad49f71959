/** What a screen reader is told of the people in a room: enough, and not too much. */

import t from 'tap'
import { type Announced, createAnnouncements } from '../../../web-client/room/announcements.js'

const person = (name: string, speaking = false): Announced => ({ agentId: name, name, speaking })

t.test('who comes, who goes, and who breaks a silence', async (t) => {
  const { look } = createAnnouncements()
  const [anna, bert, carla] = [person('Anna'), person('Bert'), person('Carla')]
  t.equal(look('plaza', [anna], 0), undefined, 'who is there did not come')
  t.equal(look('plaza', [anna, bert], 1000), undefined, 'a room that was just entered fills up')
  t.strictSame(look('plaza', [anna, bert, carla], 5000), { what: 'came', names: ['Carla'] })
  t.equal(look('plaza', [anna], 6000), undefined, 'not at once again')
  t.strictSame(look('plaza', [anna], 9500), { what: 'left', names: ['Bert', 'Carla'] }, 'together')
  t.equal(look('plaza', [person('Anna', true)], 10_000), undefined)
  t.strictSame(look('plaza', [person('Anna', true)], 14_000), { what: 'speaks', names: ['Anna'] })
  for (let now = 15_000; now < 60_000; now += 1000)
    t.equal(look('plaza', [person('Anna', now % 3000 === 0)], now), undefined, 'a conversation is not told')
  t.equal(look('plaza', [anna], 70_000), undefined)
  t.strictSame(look('plaza', [person('Anna', true)], 76_000), { what: 'speaks', names: ['Anna'] })

  t.equal(look('hall', [bert], 90_000), undefined, 'in another room nobody has gone')
  t.equal(look('hall', [bert], 99_000), undefined)
  t.equal(look(undefined, [], 100_000), undefined, 'and to leave is one’s own act')
})

t.test('a crowd is not told', async (t) => {
  const { look } = createAnnouncements()
  const crowd = Array.from({ length: 12 }, (_, index) => person(`Guest ${index}`, true))
  look('plaza', crowd, 0)
  t.equal(look('plaza', [...crowd, person('Anna')], 10_000), undefined)
  t.equal(look('plaza', [], 20_000)?.what, 'left', 'but that everybody has gone')
})
