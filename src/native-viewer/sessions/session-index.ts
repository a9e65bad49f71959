/** Viewers' sessions, indexed by peer, avatar and region. */

import { type Avatar, avatarKey, type Region, regionKey } from '../../voice/grids/grid.js'

interface Indexed extends Avatar, Region {
  readonly peerId: string
}

export interface SessionIndex<Session extends Indexed> {
  find(peerId: string): Session | undefined
  /** All sessions; a copy, like the other lists, because sessions end during iteration. */
  all(): readonly Session[]
  /** In the order in which they began. */
  of(avatar: Avatar): readonly Session[]
  in(region: Region): readonly Session[]
  add(session: Session): void
  remove(session: Session): void
}

export function createSessionIndex<Session extends Indexed>(): SessionIndex<Session> {
  const byPeer = new Map<string, Session>()
  const byAvatar = new Map<string, Set<Session>>()
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
    of: (avatar) => [...(byAvatar.get(avatarKey(avatar)) ?? [])],
    in: (region) => [...(byRegion.get(regionKey(region)) ?? [])],
    add(session) {
      byPeer.set(session.peerId, session)
      put(byAvatar, avatarKey(session), session)
      put(byRegion, regionKey(session), session)
    },
    remove(session) {
      byPeer.delete(session.peerId)
      take(byAvatar, avatarKey(session), session)
      take(byRegion, regionKey(session), session)
    },
  }
}
