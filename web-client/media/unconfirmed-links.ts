/** The connections from before the socket was lost, until the server confirms each. The rest are given up in time. */

import type { PageTime } from '../page/page-time.js'
import type { PeerLink } from './peer-connection.js'

/** After a rejoin, connections that the server does not confirm are closed after this time: the others may need a while. */
const CONFIRM_MS = 10_000
/** A restarted service may wait that long for the region to say again where each avatar is. */
const CONFIRM_WAITING_MS = 30_000

export interface UnconfirmedLinks {
  add(links: readonly PeerLink[]): void
  confirm(agentId: string): void
  /** @param where whether this page is in a room again, or waits for its region */
  expectWithin(where: 'room' | 'waiting'): void
  agentIds(): Set<string>
  clear(): void
}

/** @param giveUp called with each link that was not confirmed in time, then `onDone` once */
export function createUnconfirmedLinks(
  giveUp: (link: PeerLink) => void,
  onDone: () => void,
  time: Pick<PageTime, 'after'>,
): UnconfirmedLinks {
  const links = new Map<string, string>()
  let cancelTimer = () => {}

  return {
    add(more) {
      for (const { agentId, link } of more) links.set(agentId, link)
    },
    confirm: (agentId) => links.delete(agentId),
    expectWithin(where) {
      cancelTimer()
      cancelTimer = time.after(where === 'room' ? CONFIRM_MS : CONFIRM_WAITING_MS, () => {
        for (const [agentId, link] of links) giveUp({ agentId, link })
        links.clear()
        onDone()
      })
    },
    agentIds: () => new Set(links.keys()),
    clear() {
      cancelTimer()
      links.clear()
    },
  }
}
