/**
 * A page's connections to the hub without a browser, made as `web-client/media/hub-connection.ts` makes them: the one
 * before is heard until the new one is up, and for a while beside it.
 */

import type { ClientMessage, ServerMessage } from '../../../src/protocol/messages.js'
import type { Sound } from '../browser/voice-sound.js'
import type { Hearing } from './hearing.js'
import { createMediaPeer, type MediaPeer, withoutCandidates } from './media-peer.js'

const SLOTS = 4
const POLL_MS = 10
/** The page waits as long for the slots of a new connection. */
const SLOTS_MS = 300
/** The page goes on with the connection before for so long. */
const FORMER_MS = 2500
/** An offer that was refused is made again after this time. */
const RETRY_MS = 2000
/** A connection that is not up by then is made anew. */
const CONNECTING_MS = 8000

/** One connection to the hub. */
interface Attempt {
  readonly peer: MediaPeer
  readonly begunAt: number
  isAnswered: boolean
  slots: readonly (string | null)[]
  connectedAt: number | undefined
}

export interface LivingHub {
  hear(message: ServerMessage): void
  /** Whether somebody's voice comes from the hub, as the page sees it. */
  isHeard(): boolean
  /** When the hub's newest answer came, by the stopwatch. */
  answeredAt(): number
  close(): void
}

export interface LivingHubOptions {
  readonly name: string
  /** What it says there, if anything. */
  readonly voice?: Sound | undefined
  /** Of the voices that it listens for. */
  readonly hearings?: readonly Hearing[]
  /** It takes so long before it makes another connection beside one that it has, in milliseconds. */
  readonly slowMs?: number
  readonly send: (message: ClientMessage) => void
}

export function createLivingHub(options: LivingHubOptions): LivingHub {
  const { name, voice, hearings = [], slowMs = 0, send } = options
  let [former, current, next]: (Attempt | undefined)[] = []
  /** The number of the newest connection that was begun, and of the last one that was made. */
  let [begun, made] = [0, 0]
  let formerSince = 0
  let retryAt = Number.POSITIVE_INFINITY
  let answeredAt = 0
  let isClosed = false
  const newest = () => next ?? current

  async function connect(): Promise<void> {
    if (isClosed) return
    begun += 1
    const own = begun
    retryAt = Number.POSITIVE_INFINITY
    const peer = await createMediaPeer(`${name} ${own}`, { shape: { slots: SLOTS } })
    if (isClosed || own !== begun) return peer.close()
    made = own
    const begunAt = performance.now()
    const attempt: Attempt = { peer, begunAt, isAnswered: false, slots: [], connectedAt: undefined }
    if (current?.peer.isConnected()) {
      next?.peer.close()
      next = attempt
    } else {
      endAll()
      current = attempt
    }
    peer.speak(voice)
    send({ type: 'hub-offer', sdp: withoutCandidates(peer.offer) })
  }

  function promote(now: number): void {
    former?.peer.close()
    former = current
    formerSince = now
    current = next
    next = undefined
  }

  function endAll(): void {
    for (const attempt of [former, current, next]) attempt?.peer.close()
    former = undefined
    current = undefined
    next = undefined
  }

  function isOver(attempt: Attempt, now: number): boolean {
    if (attempt.peer.isConnected() || made !== begun) return false
    const isLost = attempt.isAnswered && /closed|failed/.test(attempt.peer.state())
    return isLost || (attempt.connectedAt === undefined && now - attempt.begunAt > CONNECTING_MS)
  }

  /** Only what is in a slot is played. */
  function listen({ peer, slots }: Attempt): void {
    for (let slot = 0; slot < SLOTS; slot += 1) {
      const heard = peer.take(slot)
      if (heard.packets > 0 && slots[slot]) for (const hearing of hearings) hearing.note(heard)
    }
  }

  const watch = setInterval(() => {
    const now = performance.now()
    const attempt = newest()
    if (attempt?.peer.isConnected()) attempt.connectedAt ??= now
    if (next?.connectedAt !== undefined && (next.slots.some(Boolean) || now - next.connectedAt > SLOTS_MS))
      promote(now)
    if (former && now - formerSince > FORMER_MS) {
      former.peer.close()
      former = undefined
    }
    for (const one of [former, current]) if (one) listen(one)
    if (now >= retryAt || (attempt && isOver(attempt, now))) void connect()
  }, POLL_MS)

  function answered(sdp: string): void {
    const attempt = newest()
    if (!attempt || attempt.isAnswered) return
    attempt.isAnswered = true
    answeredAt = performance.now()
    try {
      attempt.peer.accept(sdp)
    } catch {
      // The handshake ran ahead of the answer: another connection is needed.
      void connect()
    }
  }

  return {
    hear(message) {
      if (message.type === 'hub-connect')
        setTimeout(() => void connect(), current?.peer.isConnected() ? slowMs : 0)
      else if (message.type === 'hub-disconnect') {
        begun += 1
        made = begun
        endAll()
      } else if (message.type === 'hub-answer') answered(message.sdp)
      else if (message.type === 'hub-slots') {
        // Until its answer comes, the service speaks of the connection before.
        const meant = next?.isAnswered ? next : current
        if (meant) meant.slots = message.agentIds
        else if (made === begun) void connect()
      } else if (message.type === 'error' && message.about === 'hub-offer')
        retryAt = performance.now() + RETRY_MS
    },
    isHeard: () => current?.peer.isConnected() === true && current.slots.some(Boolean),
    answeredAt: () => answeredAt,
    close() {
      isClosed = true
      clearInterval(watch)
      endAll()
    },
  }
}
