/** Connectivity checks as libwebrtc makes them on a connection that stands: the library of the test peers makes fewer, and takes no refusal. */

import { randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { credentialsIn } from '../../../src/media/peers/offer.js'
import { Attribute, decodeAnswer, encodeRequest, Method } from '../../../src/stun/stun-message.js'

/** `STABLE_WRITABLE_CONNECTION_PING_INTERVAL` and, once an answer is missing, `WEAK_OR_STABILIZING_WRITABLE_CONNECTION_PING_INTERVAL`. */
const [STABLE_MS, MISSING_MS] = [2500, 900]

/**
 * Begins at any moment between two checks.
 * @param onRefused libwebrtc would call the connection failed now
 * @returns what ends them
 */
export function startIceChecks(offer: string, answer: string, onRefused: () => void): () => void {
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
  let timer = setTimeout(check, Math.random() * STABLE_MS)
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
