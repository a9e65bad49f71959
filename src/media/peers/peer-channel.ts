/** A peer's data channel: short texts in both directions, bounded in size and number. */

import type { DataChannel, PeerConnection } from 'node-datachannel'
import type { Guard } from './guard.js'
import { holdWhileOpen } from './hold.js'

export interface PeerChannel {
  /** Sends a text; drops it where the channel is not open or the other end does not read. */
  tell(text: string): void
  /** To be called when the connection closes: otherwise the channel and its callbacks keep each other alive. */
  release(): void
}

export interface PeerChannelEvents {
  channelOpen(): void
  text(text: string): void
}

/** In a full room a viewer sends one text with everybody's volume and mutes. */
const MAX_TEXT_BYTES = 16 * 1024
const TEXTS_PER_SECOND = 60
/** With more than this waiting, the other end does not read any more. */
const MAX_BUFFERED_BYTES = 256 * 1024

/** Takes the first data channel that the peer opens, and closes all others. */
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
      // The library may announce a channel before or after it opens.
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
        // It closed at this very moment; the library reports that next.
      }
    },
  }
}
