/** RTCP packets (RFC 3550 §6.4): what the two ends of a stream tell each other about how well it arrives. */

const HEADER_BYTES = 4
const SSRC_BYTES = 4
const SENDER_INFO_BYTES = 20
const BLOCK_BYTES = 24

const SENDER_REPORT = 200
const RECEIVER_REPORT = 201
const VERSION = 2

/** What a receiver reports on one stream. */
export interface LossReport {
  readonly ssrc: number
  /** Share of the packets expected since its last report that never came, 0..1. */
  readonly lossShare: number
}

export interface Rtcp {
  /** Of a sender report: whose it is, and the middle 32 bits of the sender's clock at that moment (the later "LSR"). */
  readonly sender: { readonly ssrc: number; readonly clock: number } | undefined
  readonly losses: readonly LossReport[]
}

/** Reads the reports in a compound packet, and skips everything else; stops at the first part that makes no sense. */
export function parseRtcp(bytes: Buffer): Rtcp {
  let sender: Rtcp['sender']
  const losses: LossReport[] = []
  for (let at = 0; at + HEADER_BYTES + SSRC_BYTES <= bytes.length; ) {
    const first = bytes.readUInt8(at)
    const end = at + (bytes.readUInt16BE(at + 2) + 1) * 4
    if (first >> 6 !== VERSION || end > bytes.length) break
    const type = bytes.readUInt8(at + 1)
    let block = at + HEADER_BYTES + SSRC_BYTES
    if (type === SENDER_REPORT && block + SENDER_INFO_BYTES <= end) {
      sender = { ssrc: bytes.readUInt32BE(at + HEADER_BYTES), clock: bytes.readUInt32BE(block + 2) }
      block += SENDER_INFO_BYTES
    } else if (type !== RECEIVER_REPORT) block = end
    for (let count = first & 0x1f; count > 0 && block + BLOCK_BYTES <= end; count -= 1) {
      losses.push({ ssrc: bytes.readUInt32BE(block), lossShare: bytes.readUInt8(block + 4) / 256 })
      block += BLOCK_BYTES
    }
    at = end
  }
  return { sender, losses }
}

export interface ReceiverReport {
  /** Who reports. */
  readonly from: number
  /** The stream that the report is about. */
  readonly ssrc: number
  /** Share of the packets expected since the last report, 0..1. */
  readonly lossShare: number
  /** Since the stream began; below zero where packets came twice. */
  readonly packetsLost: number
  /** 32 bits: how often the sequence numbers have wrapped, and the highest of them. */
  readonly highestSequence: number
  /** In units of the stream's clock. */
  readonly jitter: number
  /** Clock of the last sender report, which the sender computes the round trip from; 0 before the first report. */
  readonly senderClock: number
  /** How long ago the last sender report came, in milliseconds. */
  readonly senderClockAgeMs: number
}

/** "DLSR" counts in 65,536ths of a second. */
const AGE_UNITS_PER_MS = 65.536

export function buildReceiverReport(report: ReceiverReport): Buffer {
  const packet = Buffer.alloc(HEADER_BYTES + SSRC_BYTES + BLOCK_BYTES)
  packet.writeUInt8((VERSION << 6) | 1, 0)
  packet.writeUInt8(RECEIVER_REPORT, 1)
  packet.writeUInt16BE(packet.length / 4 - 1, 2)
  packet.writeUInt32BE(report.from, 4)
  packet.writeUInt32BE(report.ssrc, 8)
  packet.writeUInt8(Math.min(255, Math.floor(report.lossShare * 256)), 12)
  packet.writeIntBE(Math.max(-0x80_0000, Math.min(0x7f_ffff, report.packetsLost)), 13, 3)
  packet.writeUInt32BE(report.highestSequence >>> 0, 16)
  packet.writeUInt32BE(Math.min(0xffff_ffff, Math.round(report.jitter)), 20)
  packet.writeUInt32BE(report.senderClock >>> 0, 24)
  packet.writeUInt32BE(Math.min(0xffff_ffff, Math.round(report.senderClockAgeMs * AGE_UNITS_PER_MS)), 28)
  return packet
}
