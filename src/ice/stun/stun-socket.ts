/** The UDP socket that answers STUN, in whichever thread opens it, and says when too much comes in. */

import { createSocket, type Socket } from 'node:dgram'
import { createStunAnswers } from './stun-answers.js'

/** More messages than this in a second are a flood. A thousand pages, looked after every ten seconds, send a tenth. */
export const FLOOD_PER_SECOND = 500

export interface StunSocketOptions {
  readonly port: number
  /** Of a stopwatch, in milliseconds. */
  readonly now: () => number
  onOpen(port: number): void
  /** The port cannot be had. */
  onFault(fault: string): void
  /** Called once in each second with more than {@link FLOOD_PER_SECOND} messages, of whatever kind. */
  onFlood(): void
}

export interface StunSocket {
  /** Gives the port back, whether or not it was opened; then calls back. */
  close(closed?: () => void): void
}

/** On both kinds of addresses, or on IPv4 where this machine has nothing else. It does not keep the process alive. */
export function openStunSocket({ port, now, onOpen, onFault, onFlood }: StunSocketOptions): StunSocket {
  const answer = createStunAnswers()
  const meter = createMeter(onFlood)
  let socket = open('udp6')

  function open(type: 'udp6' | 'udp4'): Socket {
    const opened = createSocket(type)
    let bound = false
    opened.on('error', (error: NodeJS.ErrnoException) => {
      if (bound) return
      const noSuchAddresses = error.code === 'EAFNOSUPPORT' || error.code === 'EADDRNOTAVAIL'
      if (type === 'udp4' || !noSuchAddresses) return onFault(error.code ?? error.message)
      opened.close()
      socket = open('udp4')
    })
    opened.on('message', (message, asker) => {
      const nowMs = now()
      meter(nowMs)
      const answered = answer(message, asker, nowMs)
      // Where it cannot be sent, the client asks again.
      if (answered) opened.send(answered, asker.port, asker.address, () => undefined)
    })
    opened.bind({ port }, () => {
      bound = true
      onOpen(opened.address().port)
    })
    return opened.unref()
  }

  return { close: (closed) => void socket.close(closed) }
}

function createMeter(onFlood: () => void): (nowMs: number) => void {
  let second = Number.NaN
  let count = 0
  return (nowMs) => {
    const now = Math.floor(nowMs / 1000)
    if (now !== second) {
      second = now
      count = 0
    }
    count += 1
    if (count === FLOOD_PER_SECOND + 1) onFlood()
  }
}
