/** A page that talks through the media hub, without a browser, and comes again as a real page does when its socket or its hub is lost. */

import type { Test } from 'tap'
import type { Sound } from '../browser/voice-sound.js'
import { openSignal, type SignalSocket } from '../signal-socket.js'
import type { Hearing } from './hearing.js'
import { createMediaPeer, type MediaPeer, withoutCandidates } from './media-peer.js'

/** One connection to the hub. */
interface Attempt {
  readonly peer: MediaPeer
  readonly begunAt: number
  isAnswered: boolean
  slots: readonly (string | null)[]
  connectedAt: number | undefined
}

export interface LivingHubPage {
  errors(): readonly string[]
}

const POLL_MS = 10
const RETRY_MS = 150
/** A new connection takes over after this time, even where nobody is in its slots yet. */
const SLOTS_MS = 300
/** A connection that is not up by then is made anew, and so is one that was lost. */
const CONNECTING_MS = 8000
const SLOTS = 3

/**
 * @param cookie of its session
 * @param hearings of the voices that it listens for
 */
export function startHubPage(
  t: Pick<Test, 'teardown'>,
  node: { readonly url: string },
  cookie: string,
  { voice, hearings }: { readonly voice: Sound; readonly hearings: readonly Hearing[] },
): LivingHubPage {
  const errors: string[] = []
  let socket: SignalSocket
  let read = 0
  let isOver = false
  /** The number of the newest connection that was begun, and of the last one that was made. */
  let [offers, made] = [0, 0]
  let current: Attempt | undefined
  let next: Attempt | undefined
  const newest = () => next ?? current

  function open(): void {
    if (isOver) return
    read = 0
    const mine = openSignal(node.url, cookie)
    socket = mine
    mine.send({ type: 'join', muted: false, ...(current?.peer.isConnected() && { resumes: true }) })
    const again = () => void (socket === mine && setTimeout(open, RETRY_MS))
    // It gives up after a while, and the socket may live longer.
    const watch = (): unknown => !isOver && mine.closed().then(again, watch)
    watch()
  }

  async function connect(): Promise<void> {
    offers += 1
    const offer = offers
    const peer = await createMediaPeer('page', { shape: { slots: SLOTS } })
    made = offer
    if (isOver || offer !== offers) return peer.close()
    const begunAt = performance.now()
    const attempt: Attempt = { peer, begunAt, isAnswered: false, slots: [], connectedAt: undefined }
    if (current?.peer.isConnected()) {
      next?.peer.close()
      next = attempt
    } else {
      current?.peer.close()
      current = attempt
    }
    peer.speak(voice)
    socket.send({ type: 'hub-offer', sdp: withoutCandidates(peer.offer) })
  }

  function promote(): void {
    current?.peer.close()
    current = next
    next = undefined
  }

  /** Makes the newest connection anew where it did not come, or has ended. */
  function mend(): void {
    const attempt = newest()
    if (!attempt || attempt.peer.isConnected() || made !== offers) return
    const isLost = attempt.isAnswered && /closed|failed/.test(attempt.peer.state())
    const isLate = performance.now() - attempt.begunAt > CONNECTING_MS && attempt.connectedAt === undefined
    if (isLost || isLate) void connect()
  }

  function hear(): void {
    for (; read < socket.messages.length; read += 1) {
      const message = socket.messages[read]
      if (message?.type === 'error') errors.push(message.code)
      if (message?.type === 'hub-connect') void connect()
      if (message?.type === 'hub-disconnect') {
        for (const attempt of [current, next]) attempt?.peer.close()
        current = undefined
        next = undefined
      }
      const attempt = newest()
      if (message?.type === 'hub-answer' && attempt) {
        attempt.isAnswered = true
        try {
          attempt.peer.accept(message.sdp)
        } catch {
          void connect()
        }
      }
      const meant = next?.isAnswered ? next : current
      if (message?.type === 'hub-slots' && meant) meant.slots = message.agentIds
    }
    mend()
    const connected = newest()
    if (connected?.peer.isConnected()) connected.connectedAt ??= performance.now()
    if (next?.connectedAt !== undefined) {
      if (next.slots.some(Boolean) || performance.now() - next.connectedAt > SLOTS_MS) promote()
    }
    // Only what is in a slot is played.
    for (const [slot, agentId] of (current?.slots ?? []).entries()) {
      const heard = current?.peer.take(slot)
      if (heard && agentId !== null) for (const hearing of hearings) hearing.note(heard)
    }
  }

  open()
  const pump = setInterval(hear, POLL_MS)
  t.teardown(() => {
    isOver = true
    clearInterval(pump)
    socket.close()
    for (const attempt of [current, next]) attempt?.peer.close()
  })
  return { errors: () => errors }
}
