/** A packet of a voice, as it arrives and as it waits for its turn. */

export interface VoicePacket {
  /** 16 bits. */
  readonly sequence: number
  /** 32 bits, in 48,000ths of a second. */
  readonly timestamp: number
  readonly payload: Buffer
  /** −dBov (RFC 6464); `undefined` where the sender does not tell it. */
  readonly level: number | undefined
}

/** Where a packet stands in its stream: both numbers go on beyond the wrap of those in its header. */
export interface StreamPosition {
  /** Number of the packet. */
  readonly index: number
  /** When it was sent, in milliseconds on the sender's clock. */
  readonly sentMs: number
}

export interface QueuedPacket extends VoicePacket, StreamPosition {}
