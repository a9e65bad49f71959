/** Nodes are stopped, drained from the console and upgraded one after the other while people talk: nobody is to notice. Five minutes. */

import { setTimeout as sleep } from 'node:timers/promises'
import { signedInAdmin } from '../../helpers/browser/admin-client.js'
import { eventually } from '../../helpers/eventually.js'
import { endMediaPeers } from '../../helpers/media/media-peer.js'
import { attack } from '../attack.js'
import { milliseconds, quantile } from '../measures.js'
import { buildEarlier } from './earlier-build.js'
import { type StartedNode, type StartedNodes, startNodes } from './started-nodes.js'
import { require, type Teardown, undoing } from './teardown.js'
import { peopleInTwoRooms, type TwoRooms } from './two-rooms.js'

const SIZES = { pages: 20, viewers: 10, mediaPages: 4 }
const SILENCE_MS = 500
/** A viewer is told within two and a half seconds, comes again after half a second to one and a half more, and has to connect. */
const VIEWER_SILENCE_MS = 6000
/** A node of an earlier build closes all sockets at once when it stops, and leaves its viewers to notice by themselves. */
const [EARLIER_SILENCE_MS, EARLIER_VIEWER_SILENCE_MS] = [6000, 11_000]
/** Long enough for what a change of owners leaves behind. */
const AFTERWARDS_MS = 12_000

/** Does something to nodes that nobody in the rooms is to notice. */
async function unnoticed(rooms: TwoRooms, work: () => Promise<void>, isOfEarlier = false): Promise<string> {
  rooms.reset()
  const begunAt = performance.now()
  await work()
  await sleep(AFTERWARDS_MS)
  await rooms.settled()
  rooms.requireUnharmed(isOfEarlier)
  const { pagesOfPages, pagesOfViewers, viewers } = rooms.hubSilences()
  const outages = rooms.outages()
  const away = outages.length === 0 ? 'no page' : `${outages.length} times a page`
  const report = [
    `${away} joined again${outages.length > 0 ? `, in its room after ${milliseconds(outages)}` : ''}, ${rooms.lostSockets()} of them by another socket`,
    rooms.remade() === 0
      ? 'direct voices never stopped'
      : `${rooms.remade()} ends of direct links were made anew`,
    `through the hub pages heard nothing of a page for ${milliseconds(pagesOfPages)}, of a viewer for ${milliseconds(pagesOfViewers)}, viewers nothing for ${milliseconds(viewers)}`,
    `${Math.round((performance.now() - begunAt) / 1000)} s in all`,
  ].join('; ')
  const limits = isOfEarlier
    ? [EARLIER_SILENCE_MS, EARLIER_VIEWER_SILENCE_MS]
    : [SILENCE_MS, VIEWER_SILENCE_MS]
  for (const [index, silences] of [pagesOfPages, [...pagesOfViewers, ...viewers]].entries())
    require(quantile(silences, 1) <= (limits[index] ?? 0), report)
  return report
}

/** Every node in turn, as docs/cluster.md says. */
async function upgrade({ nodes, allKnow }: StartedNodes): Promise<void> {
  for (const node of nodes) {
    await node.stop()
    await node.start()
    await allKnow(nodes.length)
  }
}

async function ownerOf(cluster: StartedNodes, regionId: string): Promise<StartedNode> {
  return eventually('somebody owns it', async () => {
    for (const node of cluster.nodes) if (node.isUp() && (await node.owns(regionId))) return node
    return undefined
  })
}

async function drill(t: Teardown): Promise<void> {
  const cluster = await startNodes(t)
  const owner = await cluster.gridOwner()
  const rooms = await peopleInTwoRooms(t, cluster, owner, SIZES)
  await rooms.settled()
  await attack('the owner of both rooms and of the grid is stopped', () =>
    unnoticed(rooms, async () => void (await owner.stop())),
  )
  await owner.start()
  await cluster.allKnow(3)
  await rooms.settled()
  await attack('the next owner is drained from the console', () =>
    unnoticed(rooms, async () => {
      const next = await ownerOf(cluster, rooms.stage.id)
      const admin = await signedInAdmin(cluster.front)
      const { status } = await admin.post(`/nodes/${next.id()}/drain`)
      require(status === 204, `the console answered ${status}`)
      await eventually('it owns nothing', async () => (await next.metric('voice_areas_owned')) === 0)
    }),
  )
  await attack('three nodes are upgraded one after the other', () => unnoticed(rooms, () => upgrade(cluster)))
}

async function drillFromEarlier(t: Teardown): Promise<void> {
  const earlier = buildEarlier(t)
  if (!earlier)
    return void process.stdout.write(
      'skipped: there is no history to take an earlier build from, and EARLIER_BUILD names no folder with one\n',
    )
  const cluster = await startNodes(t, { program: earlier.program })
  const rooms = await peopleInTwoRooms(t, cluster, await cluster.gridOwner(), SIZES)
  await rooms.settled()
  await attack(`three nodes of ${earlier.commit} are upgraded to this build`, () =>
    // What an earlier build does to its pages when it stops cannot be mended here.
    unnoticed(rooms, () => upgrade(cluster), true),
  )
}

await undoing(drill)
  .then(() => undoing(drillFromEarlier))
  .finally(endMediaPeers)
