/** A stretch of network in front of a UDP port that loses media packets in both directions, and never anything else. */

import { createSocket, type Socket } from 'node:dgram'
import type { Test } from 'tap'
import { isRtcp } from '../../../src/media/peers/rtp.js'
import { seededRandom } from './media-peer.js'

export interface LossyPath {
  /** The share of media packets that is lost, 0..1. */
  lossShare: number
  /** An answer whose only candidate leads over this path. */
  through(answer: string): string
}

/** RTP, by the first byte (RFC 7983 §7) and the second; RTCP reports must get through. */
const isMedia = (packet: Buffer) => packet.length > 1 && (packet[0] ?? 0) >> 6 === 2 && !isRtcp(packet)

/** @param port of this machine that the packets go to */
export async function startLossyPath(t: Pick<Test, 'teardown'>, port: number): Promise<LossyPath> {
  const random = seededRandom(11)
  const [front, back] = await Promise.all([openSocket(t), openSocket(t)])
  const isLost = (packet: Buffer) => isMedia(packet) && random() < path.lossShare
  let client: { readonly port: number; readonly address: string } | undefined
  front.on('message', (packet, from) => {
    client = from
    if (!isLost(packet)) back.send(packet, port, '127.0.0.1')
  })
  back.on('message', (packet) => {
    if (client && !isLost(packet)) front.send(packet, client.port, client.address)
  })
  const path: LossyPath = {
    lossShare: 0,
    through(answer) {
      const [begin = '', ...rest] = answer.replace(/^a=candidate:.*\r\n/gm, '').split(/(?<=a=mid:.*\r\n)/)
      const candidate = `a=candidate:1 1 UDP 2122317823 127.0.0.1 ${front.address().port} typ host\r\n`
      return [begin + candidate, ...rest].join('')
    },
  }
  return path
}

async function openSocket(t: Pick<Test, 'teardown'>): Promise<Socket> {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  t.teardown(() => socket.close())
  return socket
}
