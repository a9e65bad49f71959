/** A peer's data channel: short texts both ways, bounded in size and number. */

import type { DataChannel, PeerConnection } from 'node-datachannel'
import type { Guard } from './guard.js'
import { holdWhileOpen } from './hold.js'

export interface PeerChannel {
  /** Sends a text where the channel is open and takes it in; else it is dropped. */
  tell(text: string): void
  /** To be called when the connection closes: else the channel and its callbacks keep each other for ever. */
  release(): void
}

export interface PeerChannelEvents {
  channelOpen(): void
  text(text: string): void
}

/** A viewer that joins a full room says in one text how loud it wants everybody, and whom not at all. */
const MAX_TEXT_BYTES = 16 * 1024
const TEXTS_PER_SECOND = 60
/** More waiting than this is not taken in by the other end any more. */
const MAX_BUFFERED_BYTES = 256 * 1024

/** The first data channel that the peer opens is the one; it may open before anybody waits for it. */
export function receiveChannel(
  connection: PeerConnection,
  events: PeerChannelEvents,
  guarded: Guard,
  isClosed: () => boolean,
): PeerChannel {
  let channel: DataChannel | undefined
  let second = 0
  let texts = 0

  function isWithinBudget(): boolean {
    const now = Math.floor(performance.now() / 1000)
    if (now !== second) texts = 0
    second = now
    texts += 1
    return texts <= TEXTS_PER_SECOND
  }

  connection.onDataChannel(
    guarded((opened) => {
      holdWhileOpen(opened)
      if (channel) return opened.close()
      channel = opened
      opened.onMessage(
        guarded((message) => {
          if (isClosed() || typeof message !== 'string' || message.length > MAX_TEXT_BYTES) return
          if (isWithinBudget()) events.text(message)
        }),
      )
      // One that is announced is open already, or becomes so.
      if (opened.isOpen()) events.channelOpen()
      else opened.onOpen(guarded(() => events.channelOpen()))
      return undefined
    }),
  )
  return {
    release() {
      channel = undefined
    },
    tell(text) {
      try {
        if (isClosed() || !channel?.isOpen() || channel.bufferedAmount() > MAX_BUFFERED_BYTES) return
        channel.sendMessage(text)
      } catch {
        // It closed in this very moment; its state follows.
      }
    },
  }
}
