/** Sessions of viewers by what they are looked up by: peer, avatar, region. */

interface Indexed {
  readonly peerId: string
  readonly agentId: string
  readonly regionId: string
}

export interface SessionIndex<Session extends Indexed> {
  find(peerId: string): Session | undefined
  /** All of them; a copy, as with the others: sessions end while they are gone through. */
  all(): readonly Session[]
  /** In the order in which they began. */
  of(agentId: string): readonly Session[]
  in(regionId: string): readonly Session[]
  add(session: Session): void
  remove(session: Session): void
}

export function createSessionIndex<Session extends Indexed>(): SessionIndex<Session> {
  const byPeer = new Map<string, Session>()
  const byAgent = new Map<string, Set<Session>>()
  const byRegion = new Map<string, Set<Session>>()

  function put(index: Map<string, Set<Session>>, key: string, session: Session): void {
    index.set(key, (index.get(key) ?? new Set()).add(session))
  }

  function take(index: Map<string, Set<Session>>, key: string, session: Session): void {
    const found = index.get(key)
    if (found?.delete(session) && found.size === 0) index.delete(key)
  }

  return {
    find: (peerId) => byPeer.get(peerId),
    all: () => [...byPeer.values()],
    of: (agentId) => [...(byAgent.get(agentId) ?? [])],
    in: (regionId) => [...(byRegion.get(regionId) ?? [])],
    add(session) {
      byPeer.set(session.peerId, session)
      put(byAgent, session.agentId, session)
      put(byRegion, session.regionId, session)
    },
    remove(session) {
      byPeer.delete(session.peerId)
      take(byAgent, session.agentId, session)
      take(byRegion, session.regionId, session)
    },
  }
}
