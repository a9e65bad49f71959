/**
 * Lets viewers know at once that their connection is over. By itself libwebrtc notices only when its connectivity checks
 * have been without an answer for seven seconds, and a viewer does not connect anew before. An answer that says no, signed as
 * the connection's own are, ends the connection at its next check: a check comes every 2.5 s at the latest
 * (`Connection::OnConnectionRequestErrorResponse` and `STABLE_WRITABLE_CONNECTION_PING_INTERVAL` in libwebrtc's p2p/base;
 * measured with Chromium). The media library answers checks itself for as long as any peer has its port, so the port has
 * to be free: this is for a hub whose last peer is dismissed.
 */

import { createSocket, type Socket } from 'node:dgram'
import { Attribute, decodeRequest, encodeAnswer, errorCode, Method } from '../../../stun/stun-message.js'
import type { IceCredentials } from '../../peers/offer.js'

export interface Farewell {
  /** Takes the port and answers until everybody was told, or for as long as checks may take. */
  say(to: readonly IceCredentials[]): void
  /** Lets the port go at once: somebody needs it. */
  end(): void
}

/** Longer than from one check to the next. */
const FAREWELL_MS = 2700
/** By then the port should be free. */
const LONGEST_WAIT_MS = 2000
/** The library lets its port go on a thread of its own. */
const NEXT_TRY_MS = 50
/** An answer may be lost, and whoever checks again gets another one, for so long after everybody got theirs. */
const LAST_MS = 200
/** libwebrtc takes any code for final but 401, 420, 438, 487 and 500. */
const BAD_REQUEST = 400

/** @param over called when all is said and the port is free again */
export function createFarewell(port: () => number, over: () => void): Farewell {
  /** The passwords of those who are told, by their ufrag. */
  let passwords: ReadonlyMap<string, Buffer> = new Map()
  const told = new Set<string>()
  const sockets = new Set<Socket>()
  const timers = new Set<NodeJS.Timeout>()
  let isSaying = false

  function end(): void {
    if (!isSaying) return
    isSaying = false
    for (const timer of timers) clearTimeout(timer)
    for (const socket of sockets) socket.close()
    timers.clear()
    sockets.clear()
    over()
  }

  function answer(socket: Socket, message: Buffer, from: { address: string; port: number }): void {
    const request = decodeRequest(message)
    const [ufrag = ''] = request?.username?.split(':') ?? []
    const password = passwords.get(ufrag)
    if (request?.method !== Method.binding || !password || !request.isSignedBy(password)) return
    const refusal = errorCode(BAD_REQUEST, 'This connection is over')
    socket.send(encodeAnswer(request, [[Attribute.errorCode, refusal]], password), from.port, from.address)
    told.add(ufrag)
    if (told.size === passwords.size) timers.add(setTimeout(end, LAST_MS))
  }

  function open(type: 'udp4' | 'udp6'): void {
    const socket = createSocket({ type, ipv6Only: type === 'udp6' })
    sockets.add(socket)
    socket.on('error', ({ code }: NodeJS.ErrnoException) => {
      if (!sockets.delete(socket)) return
      socket.close()
      if (code === 'EADDRINUSE') timers.add(setTimeout(() => open(type), NEXT_TRY_MS))
    })
    socket.on('message', (message, from) => answer(socket, message, from))
    socket.on('listening', () => timers.add(setTimeout(end, FAREWELL_MS)))
    socket.bind(port())
  }

  return {
    say(to) {
      passwords = new Map(to.map(({ ufrag, password }) => [ufrag, Buffer.from(password)]))
      told.clear()
      isSaying = true
      timers.add(setTimeout(end, LONGEST_WAIT_MS + FAREWELL_MS))
      for (const type of ['udp4', 'udp6'] as const) open(type)
    },
    end,
  }
}
