/** The life of a peer's connection, from its offer to its end: which states there are, and what leads from one to the next. */

export type LifeState = 'negotiating' | 'connecting' | 'connected' | 'closed'

/** `lost`: the library gave the connection up; `late`: the peer did not come in time; `closed`: by the hub itself. */
export type LifeEvent = 'answered' | 'connected' | 'lost' | 'late' | 'closed'

/** A peer may be connected before its answer is complete. What is not listed changes nothing. */
const LIFE: Record<LifeState, Partial<Record<LifeEvent, LifeState>>> = {
  negotiating: { answered: 'connecting', connected: 'connected', lost: 'closed', closed: 'closed' },
  connecting: { connected: 'connected', lost: 'closed', late: 'closed', closed: 'closed' },
  connected: { lost: 'closed', closed: 'closed' },
  closed: {},
}

/** The library's states that mean something here. */
const EVENT_OF: Readonly<Record<string, LifeEvent>> = {
  connected: 'connected',
  disconnected: 'lost',
  failed: 'lost',
  closed: 'lost',
}

/** Who has not come by then does not come: the offer may be a forgery, or the peer's network lets nothing through. */
export const CONNECTING_LIMIT_MS = 30_000

export function nextLifeState(state: LifeState, event: LifeEvent): LifeState {
  return LIFE[state][event] ?? state
}

export interface PeerLife {
  happened(event: LifeEvent): void
  /** The library says in which state its connection is. */
  libraryState(state: string): void
  isConnected(): boolean
  isClosed(): boolean
}

export interface PeerLifeEvents {
  connected(): void
  /** For the end itself, whoever brought it about. */
  release(): void
  /** It ended by itself: the peer hung up, was lost, or never came. */
  ended(): void
}

/** Nothing that the events throw may get out of them: they are called by a timer, too. */
export function createPeerLife(events: PeerLifeEvents): PeerLife {
  let state: LifeState = 'negotiating'
  let limit: NodeJS.Timeout | undefined

  function happened(event: LifeEvent): void {
    const next = nextLifeState(state, event)
    if (next === state) return
    state = next
    clearTimeout(limit)
    if (state === 'connecting') limit = setTimeout(() => happened('late'), CONNECTING_LIMIT_MS)
    if (state === 'connected') events.connected()
    if (state !== 'closed') return
    events.release()
    if (event !== 'closed') events.ended()
  }

  return {
    happened,
    libraryState(library) {
      const event = EVENT_OF[library]
      if (event) happened(event)
    },
    isConnected: () => state === 'connected',
    isClosed: () => state === 'closed',
  }
}
