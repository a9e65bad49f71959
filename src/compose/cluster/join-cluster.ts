/** Joins this node to the cluster: what it hands on, what it follows, and when it gives everything away. Part of the composition. */

import { isSameRegion, MAIN_GRID } from '../../voice/grids/grid.js'
import type { Timers } from '../../voice/ports.js'
import type { Service } from '../service.js'
import { isBound } from './area-moves.js'
import type { Cluster } from './cluster.js'
import { ownedRequests } from './owned-requests.js'

/** What another node is asked that soon has rooms of this one. */
const PREPARE_HUB = 'prepare-hub'
const LONGEST_START_MS = 1000
/**
 * Pages that were given away have their voices from here meanwhile: 2.5 s after they are connected to the next hub. With
 * the waits before and after it shorter than a stop may take.
 */
const LONGEST_FAREWELL_MS = 5000
/** Viewers are told one by one that their connection is over, after the pages. */
const LONGEST_DISMISSAL_MS = 4000
const LOOK_INTERVAL_MS = 50
/** Each node has written down by then what it had to keep while the database was away. */
const OWN_WRITES_MS = 5000

/** To be called before any route is registered. @throws Error when Redis does not answer */
export async function joinCluster({ server, core, timers }: Service, cluster: Cluster): Promise<void> {
  const { regions, voices, records, signIn } = core
  const { presence } = regions
  const { hub } = voices
  const isHubUsed = () => hub?.processes().some(({ peers }) => peers > 0) ?? false
  const eventually = createWait(timers)
  /** Viewers go after the pages, which they hear and are heard by from here until then, and all together: see `farewell.ts`. */
  let pagesLeft: Promise<void> | undefined
  const whenPagesLeft = () =>
    (pagesLeft ??= eventually(() => !hub?.hasPages(), LONGEST_FAREWELL_MS).finally(() => {
      pagesLeft = undefined
    }))
  cluster.answerTo(PREPARE_HUB, async () => {
    hub?.prepare()
    await eventually(() => hub?.processes().some(({ state }) => state === 'up') ?? true, LONGEST_START_MS)
  })
  cluster.forward(
    server,
    ownedRequests({
      cluster,
      gate: regions.gate,
      avatarOf: (request) => signIn.cookies.find(request, () => true),
      callSessions: cluster.callSessions,
    }),
  )
  await cluster.follow({
    presence,
    ofSecretId: regions.gate.ofSecretId,
    voices: () =>
      voices.rooms
        .list()
        .flatMap(({ channel: { grid }, agentIds }) =>
          agentIds().flatMap((agentId) => presence.find({ grid, agentId }) ?? []),
        ),
    isBound: (region) =>
      isBound(
        {
          viewers: () => voices.viewers?.list() ?? [],
          rooms: voices.rooms.list,
          find: presence.find,
        },
        region,
      ),
    usedHere: core.uses.usedHere,
    endViewersIn(area, grid) {
      voices.viewers?.handOver(
        (viewer) =>
          area === 'calls'
            ? viewer.isCall && viewer.grid === grid
            : !viewer.isCall && isSameRegion(viewer, area),
        cluster.isDraining() ? whenPagesLeft() : undefined,
      )
    },
    async beforeDrain() {
      if (!isHubUsed()) return
      let isPrepared = false
      void cluster.askOthers(PREPARE_HUB, null).then(() => {
        isPrepared = true
      })
      // A node that does not answer holds nobody up.
      await eventually(() => isPrepared, LONGEST_START_MS)
    },
  })
  cluster.onTakenOver('ticket', signIn.tickets.restore)
  cluster.onTakenOver('code', signIn.codes.restore)
  cluster.onTakenOver('decision', (kept, grids) => {
    // The database is the whole service's.
    if (grids.has(MAIN_GRID)) records.decideAgain(kept, signIn.sessions)
  })
  // After pages and viewers of the grid have been told that it is gone.
  records.grids.events.on('removed', cluster.forgetGrid)
  // A node that has ended cannot write down what was decided there.
  const decideSoon = () =>
    void timers.after(OWN_WRITES_MS, () => void cluster.takeOver('decision').catch(core.onError))
  records.store.health.events.on('writable', decideSoon)
  cluster.onNodes(decideSoon)
  cluster.onMissed(() => {
    records.loadAnew().catch(core.onError)
    signIn.sessions.loadAnew().catch(core.onError)
  })
  server.addHook('onListen', cluster.start)
  server.addHook('preClose', async () => {
    await cluster.stop()
    if (cluster.nodes().length <= 1) return
    await whenPagesLeft()
    // A page whose socket is here may keep its connection until that closes.
    hub?.disconnectPages()
    await eventually(() => !isHubUsed() && !hub?.isDismissing(), LONGEST_DISMISSAL_MS)
  })
  server.addHook('onClose', cluster.close)
}

/** @returns what resolves when something is so, or after a while */
function createWait(timers: Timers) {
  return async (isSo: () => boolean, milliseconds: number): Promise<void> => {
    const end = timers.now() + milliseconds
    while (!isSo() && timers.now() < end)
      await new Promise<void>((resolve) => void timers.after(LOOK_INTERVAL_MS, resolve))
  }
}
