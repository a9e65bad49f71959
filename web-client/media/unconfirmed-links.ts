/** The connections from before the socket was lost, until the server confirms each. The rest are given up in time. */

import type { PageTime } from '../page/page-time.js'
import type { PeerLink } from './peer-connection.js'

/**
 * After a rejoin, connections that the server does not confirm are closed after this time. The other page may have noticed
 * much later that its socket was lost; the service waits a little less long for it.
 */
export const CONFIRM_MS = 30_000

/** Connections that have broken meanwhile are closed sooner: most likely the other page is gone. */
const CONFIRM_BROKEN_MS = 10_000

export interface UnconfirmedLinks {
  add(links: readonly PeerLink[]): void
  confirm(agentId: string): void
  /** The server has answered on a new socket. @param where whether this page is in a room again, or waits for its region */
  expectWithin(where: 'room' | 'waiting'): void
  /** The socket is lost, so nobody can confirm anything: what is not confirmed stays. */
  lost(): void
  agentIds(): Set<string>
  clear(): void
}

export interface UnconfirmedLinksOptions {
  readonly isConnected: (link: PeerLink) => boolean
  /** Called with each link that was not confirmed in time, then `onDone` once. */
  readonly giveUp: (link: PeerLink) => void
  readonly onDone: () => void
  readonly time: Pick<PageTime, 'after'>
}

export function createUnconfirmedLinks(options: UnconfirmedLinksOptions): UnconfirmedLinks {
  const { isConnected, giveUp, onDone, time } = options
  const links = new Map<string, string>()
  let cancelTimer = () => {}

  function giveUpThose(isOver: (link: PeerLink) => boolean): void {
    for (const [agentId, link] of [...links]) {
      if (!isOver({ agentId, link })) continue
      links.delete(agentId)
      giveUp({ agentId, link })
    }
    onDone()
  }

  const giveUpAfter = (milliseconds: number) => {
    cancelTimer = time.after(milliseconds, () => giveUpThose(() => true))
  }

  return {
    add(more) {
      for (const { agentId, link } of more) links.set(agentId, link)
    },
    confirm: (agentId) => links.delete(agentId),
    expectWithin(where) {
      cancelTimer()
      // A restarted service may wait that long for the region to say again where each avatar is.
      if (where === 'waiting') return giveUpAfter(CONFIRM_MS)
      cancelTimer = time.after(CONFIRM_BROKEN_MS, () => {
        giveUpAfter(CONFIRM_MS - CONFIRM_BROKEN_MS)
        giveUpThose((link) => !isConnected(link))
      })
    },
    lost: () => cancelTimer(),
    agentIds: () => new Set(links.keys()),
    clear() {
      cancelTimer()
      links.clear()
    },
  }
}
