/** The ways between the hub's processes: a local socket for each, which no other user of the machine may open. */

import { rmSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { type CarriedFrame, createFrameReader, encodeFrame } from './frames.js'

/** Half a second of the mixes of 240 peers: who is behind by more does not keep up, and what waits is old before it is heard. */
const MAX_WAITING_BYTES = 1024 * 1024
const RETRY_MS = 100

export interface Carrier {
  /** Sends a frame to the process that listens there; dropped where there is none. */
  send(path: string, frame: CarriedFrame): void
  close(): void
}

interface Way {
  readonly socket: Socket
  readonly openedAtMs: number
  isCorked: boolean
}

/**
 * @param path where this process listens
 * @param take is given what other processes send
 */
export function createCarrier(
  path: string,
  take: (frame: CarriedFrame) => void,
  fault: (error: unknown) => void,
): Carrier {
  const ways = new Map<string, Way>()
  const incoming = new Set<Socket>()
  const server = createServer((socket) => {
    incoming.add(socket)
    const read = createFrameReader(take)
    socket.on('data', (bytes) => {
      try {
        read(bytes)
      } catch (error) {
        fault(error)
        socket.destroy()
      }
    })
    socket.on('error', () => undefined)
    socket.on('close', () => incoming.delete(socket))
  })
  server.on('error', fault)
  // What the process before this one has left; on Windows nothing is left.
  rmSync(path, { force: true })
  server.listen(path)

  /** A process that has ended and is started again listens at the same path. */
  function wayTo(to: string): Way | undefined {
    const known = ways.get(to)
    if (known && !known.socket.destroyed) return known
    const openedAtMs = performance.now()
    if (known && openedAtMs - known.openedAtMs < RETRY_MS) return undefined
    const socket = connect(to)
    socket.on('error', () => undefined)
    const way: Way = { socket, openedAtMs, isCorked: false }
    ways.set(to, way)
    return way
  }

  return {
    send(to, frame) {
      const way = wayTo(to)
      if (!way || way.socket.writableLength > MAX_WAITING_BYTES) return
      // The mixes of one turn leave together.
      if (!way.isCorked) {
        way.isCorked = true
        way.socket.cork()
        queueMicrotask(() => {
          way.isCorked = false
          way.socket.uncork()
        })
      }
      way.socket.write(encodeFrame(frame))
    },
    close() {
      server.close()
      for (const socket of incoming) socket.destroy()
      for (const { socket } of ways.values()) socket.destroy()
    },
  }
}
