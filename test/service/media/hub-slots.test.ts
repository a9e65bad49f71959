/** In the hub's own process: two people at about the same distance do not take turns in a page's only slot. */

import t from 'tap'
import { eventually } from '../../helpers/eventually.js'
import { endMediaPeers } from '../../helpers/media/media-peer.js'
import { hubRoom, startTestHub } from '../../helpers/media/test-hub.js'

t.teardown(endMediaPeers)

/** Anna has Bert and Carl about her; far away Eve comes and goes for Dora, so that it shows when slots were chosen anew. */
const room = (bert: number, carl: number, eve: number) =>
  hubRoom({
    anna: [0, 0, 0],
    bert: [bert, 0, 0],
    carl: [carl, 0, 0],
    dora: [5000, 0, 0],
    eve: [5000 + eve, 0, 0],
  })

t.test('who has a slot keeps it until somebody is clearly nearer', async (t) => {
  const { hub, join, setRoom } = await startTestHub(t, room(10, 30, 500))
  const slots: Record<string, (string | null)[]> = { anna: [], dora: [] }
  hub.events.on('slots', (peerId, [agentId = null]) => slots[peerId]?.push(agentId))
  for (const name of ['anna', 'bert', 'carl', 'dora', 'eve']) await join(name, { shape: { slots: 1 } })
  await eventually('Bert is in it', () => slots.anna?.at(-1) === 'bert')

  for (const turn of [1, 2, 3, 4]) {
    const comes = turn % 2 === 1
    setRoom(comes ? room(10.5, 10, 1) : room(10, 10.5, 500))
    await eventually('chosen anew', () => slots.dora?.at(-1) === (comes ? 'eve' : null))
  }
  t.strictSame(slots.anna, ['bert'])
  setRoom(room(10, 5, 500))
  await eventually('Carl is in it', () => slots.anna?.at(-1) === 'carl')
  t.strictSame(slots.anna, ['bert', null, 'carl'])
})
