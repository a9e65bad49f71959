/** Joins this node to the cluster: what it hands on, what it follows, and when it gives everything away. Part of the composition. */

import { regionKey } from '../../voice/grids/grid.js'
import type { Service } from '../service.js'
import type { Cluster } from './cluster.js'
import { ownedRequests } from './owned-requests.js'

/** To be called before any route is registered. @throws Error when Redis does not answer */
export async function joinCluster({ server, core }: Service, cluster: Cluster): Promise<void> {
  const { regions, voices, records, signIn, live } = core
  const { presence } = regions
  cluster.forward(
    server,
    ownedRequests({
      cluster,
      isRegionSecret: live.isRegionSecret,
      agentOf: (request) => signIn.cookies.find(request, () => true)?.agentId,
      callSessions: cluster.callSessions,
    }),
  )
  await cluster.follow({
    presence,
    isInVoice: (region) =>
      voices.rooms
        .list()
        .some(({ channel, agentIds }) =>
          agentIds().some(
            (agentId) => presence.find({ grid: channel.grid, agentId })?.regionId === region.regionId,
          ),
        ),
    endViewersIn(region) {
      for (const { grid, agentId, regionId } of voices.media.viewers()) {
        if (regionKey({ grid, regionId }) === regionKey(region)) voices.media.endViewersOf({ grid, agentId })
      }
    },
  })
  cluster.onTakenOver('ticket', signIn.tickets.restore)
  cluster.onTakenOver('code', signIn.codes.restore)
  cluster.onMissed(() => {
    records.loadAnew().catch(core.onError)
    signIn.sessions.loadAnew().catch(core.onError)
  })
  server.addHook('onListen', cluster.start)
  server.addHook('preClose', cluster.drain)
  server.addHook('onClose', cluster.close)
}
