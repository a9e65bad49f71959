/** Turns and packets of the hub's rooms go through the shares of their grids. */

import t from 'tap'
import { createHubRooms } from '../../../../src/media/hub-process/hub-rooms.js'
import type { PeerMedia } from '../../../../src/media/hub-process/peers/peer-media.js'
import type { GridShares } from '../../../../src/media/hub-process/shares/grid-shares.js'
import { createMix } from '../../../../src/media/mixing/mix.js'
import type { RtpPacket } from '../../../../src/media/peers/rtp.js'
import { hubRoom } from '../../../helpers/media/test-hub.js'

t.test('rooms have their turns by grid, and packets count for the grid of their room', async (t) => {
  const turns: Record<string, number>[] = []
  const packets: string[] = []
  const shares: Pick<GridShares, 'turn' | 'packet'> = {
    turn: (rooms) => turns.push(Object.fromEntries([...rooms].map(([grid, own]) => [grid, own.length]))),
    packet: (grid) => packets.push(grid),
  }
  const rooms = createHubRooms({
    shares,
    fault: (error) => t.fail(String(error)),
    wake: () => undefined,
  })
  const described = hubRoom({ anna: [0, 0, 0] })
  const peer = { peerId: 'peer', agentId: 'anna' }
  for (const key of ['place:acme/1', 'call:acme/page/x', 'place:main/1'] as const) rooms.set(key, described)
  rooms.set('place:acme/1', described)
  const turn = () => rooms.turn(0, createMix(), 0)
  turn()
  rooms.packet('call:acme/page/x', peer, {} as RtpPacket)
  rooms.packet(undefined, peer, {} as RtpPacket)
  rooms.delete('place:main/1')
  rooms.delete('place:acme/1')
  rooms.delete('place:acme/1')
  turn()
  t.strictSame(turns, [{ acme: 2, main: 1 }, { acme: 1 }])
  t.strictSame(packets, ['acme'])
  const rested: number[] = []
  const enter = (peerId: string, restingTurns: number) =>
    rooms.enter('call:acme/page/x', {
      peerId,
      agentId: peerId,
      voice: { isActive: () => false },
      stream: { restingTurns: () => restingTurns, rest: (turns: number) => rested.push(turns) },
    } as unknown as PeerMedia)
  enter('anna', 9)
  enter('bert', 4)
  t.equal(rooms.restingTurns(0), 4, 'all rest until the first of them has something to do')
  rooms.rest(2)
  t.strictSame(rested, [2, 2])
})
