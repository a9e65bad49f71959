/** A page's connections to the hub without a browser. As in the page, the one before is heard until the new one has voices. */

import type { ClientMessage, ServerMessage } from '../../../src/protocol/messages.js'
import type { Sound } from '../../helpers/browser/voice-sound.js'
import { createMediaPeer, type MediaPeer, withoutCandidates } from '../../helpers/media/media-peer.js'

const SLOTS = 4
/** Far above what a decoder makes of nothing, far below the voices of the drills. */
const HEARD_LEVEL = 0.01
/** The page waits as long for the slots of a new connection. */
const SLOTS_MS = 300
/** As in the page: an offer that was refused, or got lost, is made again. */
const RETRY_MS = 2000
const CONNECTING_MS = 8000

export interface LivingHub {
  hear(message: ServerMessage): void
  hears(frequencyHz: number): boolean
  /** Whether any voice comes from the hub, as the page sees it. */
  isHeard(): boolean
  close(): void
}

export function createLivingHub(
  name: string,
  voice: Sound | undefined,
  send: (message: ClientMessage) => void,
): LivingHub {
  let current: MediaPeer | undefined
  let next: MediaPeer | undefined
  let isNextAnswered = false
  let assigned: readonly (string | null)[] = []
  let isClosed = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let number = 0

  function again(milliseconds: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => void connect(), milliseconds)
  }

  async function connect(): Promise<void> {
    number += 1
    const own = number
    const peer = await createMediaPeer(`${name} ${number}`, { shape: { slots: SLOTS } })
    if (isClosed || own !== number) return peer.close()
    next?.close()
    next = peer
    isNextAnswered = false
    again(CONNECTING_MS)
    send({ type: 'hub-offer', sdp: withoutCandidates(peer.offer) })
  }

  function promote(): void {
    if (!next) return
    clearTimeout(timer)
    current?.close()
    current = next
    next = undefined
  }

  const watch = setInterval(() => {
    if (!next?.isConnected() || !isNextAnswered) return
    // Said at once: what is spoken while the new connection takes over goes out on both.
    next.speak(voice)
    isNextAnswered = false
    if (assigned.some(Boolean)) promote()
    else setTimeout(promote, SLOTS_MS)
  }, 10)

  return {
    hear(message) {
      if (message.type === 'hub-connect') void connect()
      else if (message.type === 'hub-disconnect') {
        clearTimeout(timer)
        for (const peer of [current, next]) peer?.close()
        current = undefined
        next = undefined
      } else if (message.type === 'hub-answer') {
        try {
          next?.accept(message.sdp)
          isNextAnswered = true
          assigned = []
        } catch {
          void connect()
        }
      } else if (message.type === 'hub-slots') assigned = message.agentIds
      else if (message.type === 'error' && message.about === 'hub-offer') again(RETRY_MS)
    },
    hears(frequencyHz) {
      let level = 0
      for (const peer of [current, next]) {
        if (!peer) continue
        for (let slot = 0; slot < SLOTS; slot += 1) {
          const { left } = peer.take(slot).tone(frequencyHz)
          if (Number.isFinite(left)) level = Math.max(level, left)
        }
      }
      return level > HEARD_LEVEL
    },
    isHeard: () => current?.isConnected() === true && assigned.some(Boolean),
    close() {
      isClosed = true
      clearTimeout(timer)
      clearInterval(watch)
      for (const peer of [current, next]) peer?.close()
    },
  }
}
