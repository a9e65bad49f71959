/** A page's connection to the media hub without a browser: made anew whenever the service asks for it. */

import type { Test } from 'tap'
import type { TestAvatar, TestRegion } from '../regions/region.js'
import type { Service } from '../service.js'
import { openSignal, type SignalSocket, signIn } from '../signal-socket.js'
import { createMediaPeer, type MediaPeer, withoutCandidates } from './media-peer.js'

/** A page that connects to the hub whenever it is asked to, and then only listens. */
export async function openHubPage(
  t: Pick<Test, 'teardown'>,
  service: Service,
  region: TestRegion,
  avatar: TestAvatar,
) {
  const socket: SignalSocket = openSignal(service.url, await signIn(service.url, await region.link(avatar)))
  let peer: MediaPeer | undefined
  let taken = 0
  let answeredAt = 0
  let ended = false
  const open = async (): Promise<void> => {
    peer?.close()
    const made = await createMediaPeer(avatar.id, { shape: { slots: 2 } })
    if (ended) return made.close()
    peer = made
    socket.send({ type: 'hub-offer', sdp: withoutCandidates(made.offer) })
  }
  const listening = setInterval(() => {
    const fresh = socket.messages.slice(taken)
    taken += fresh.length
    for (const message of fresh) {
      if (message.type === 'hub-connect') void open()
      if (message.type !== 'hub-answer') continue
      answeredAt = performance.now()
      try {
        peer?.accept(message.sdp)
      } catch {
        void open()
      }
    }
  }, 10)
  socket.send({ type: 'join', muted: true })
  t.teardown(() => {
    ended = true
    clearInterval(listening)
    peer?.close()
    socket.close()
  })
  return {
    /** When the hub's newest answer came, by the stopwatch. */
    answeredAt: () => answeredAt,
    /** How loud that frequency has arrived since the last call. */
    tone: (frequencyHz: number) =>
      Math.max(...[0, 1].map((slot) => peer?.take(slot).tone(frequencyHz).left ?? 0)),
  }
}
