/** Connectivity checks as libwebrtc makes them on a connection that stands: the library of the test peers makes fewer, and takes no refusal. */

import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { credentialsIn } from '../../../src/media/peers/offer.js'
import { Attribute, decodeAnswer, encodeRequest, Method } from '../../../src/stun/stun-message.js'

/** `STABLE_WRITABLE_CONNECTION_PING_INTERVAL` and, once an answer is missing, `WEAK_OR_STABILIZING_WRITABLE_CONNECTION_PING_INTERVAL`. */
const [STABLE_MS, MISSING_MS] = [2500, 900]

export interface IceChecksOptions {
  readonly offer: string
  readonly answer: string
  /** When the connection was made: its checks follow each other from then on. Times are by the stopwatch. */
  readonly since: number
  /** Until when the other end has answered. */
  readonly aliveAt: number
  /** libwebrtc would call the connection failed now. */
  readonly onRefused: () => void
}

/** Goes on with the checks of a connection that seems to be lost. @returns what ends them */
export function startIceChecks({ offer, answer, since, aliveAt, onRefused }: IceChecksOptions): () => void {
  const [, address = '', port = ''] =
    answer.match(/^a=candidate:\S+ 1 UDP \d+ (\d+\.\S+) (\d+) typ host/im) ?? []
  const { ufrag, password } = credentialsIn(answer)
  const username = Buffer.from(`${ufrag}:${credentialsIn(offer).ufrag}`)
  const socket = createSocket('udp4')
  const check = () => {
    const request = encodeRequest(
      Method.binding,
      randomBytes(12),
      [[Attribute.username, username]],
      Buffer.from(password),
    )
    socket.send(request, Number(port), address, () => undefined)
    timer = setTimeout(check, MISSING_MS)
  }
  const now = performance.now()
  const lastAt = now - ((now - since) % STABLE_MS)
  const nextAt = lastAt + (lastAt > aliveAt ? MISSING_MS : STABLE_MS)
  let timer = setTimeout(check, Math.max(0, nextAt - now))
  const end = () => {
    clearTimeout(timer)
    socket.removeAllListeners('message').close()
  }
  socket.on('error', () => undefined)
  socket.on('message', (message) => {
    if (!decodeAnswer(message)?.error) return
    end()
    onRefused()
  })
  return end
}
