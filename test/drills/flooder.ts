/** A stranger who floods a service from one address until told to stop; runs as a worker beside the drill. */

import { Agent, request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'

export const KINDS = ['broken pipelines', 'endless pipelines', 'requests', 'half-open connections'] as const
export type FloodKind = (typeof KINDS)[number]

export interface FloodOrder {
  readonly kind: FloodKind
  readonly port: number
  readonly from: string
}

function open({ port, from }: FloodOrder): Socket {
  const socket = connect({ port, host: '127.0.0.1', localAddress: from })
  socket.on('error', () => undefined)
  return socket.resume()
}

const over = (socket: Socket) => new Promise((resolve) => socket.once('close', resolve))
const get = (path: string) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`

/** What one of many does again and again. */
const turns: Readonly<Record<FloodKind, (order: FloodOrder, agent: Agent) => Promise<unknown>>> = {
  'broken pipelines': async (order) => {
    const socket = open(order)
    socket.write(get('/').repeat(2), () => socket.resetAndDestroy())
    await over(socket)
  },
  'endless pipelines': async (order) => {
    const socket = open(order)
    socket.write(get('/').repeat(24_000))
    await over(socket)
  },
  requests: async ({ port, from }, agent) => {
    const some = [
      ['GET', '/metrics'],
      ['POST', '/api/session'],
      ['POST', '/admin/api/session'],
      ['GET', '/v/AAAAAAAAAAAAAAAAAAAAAAAA'],
      ['POST', '/opensim/v1/positions'],
    ] as const
    await Promise.all(
      some.map(
        ([method, path]) =>
          new Promise<void>((resolve) => {
            const headers = { 'content-type': 'application/json', origin: `http://localhost:${port}` }
            const asked = request(
              { port, host: '127.0.0.1', localAddress: from, path, method, headers, agent },
              (response) => response.resume().once('close', resolve),
            )
            asked.on('error', () => resolve())
            asked.end(method === 'POST' ? '{"name":"admin","password":"guess","ticket":"guess"}' : undefined)
          }),
      ),
    )
  },
  'half-open connections': async (order) => {
    const socket = open(order)
    const beginnings = [
      Buffer.from([0x16, 3, 1, 0, 200, 1]),
      `GET /?${'x'.repeat(100_000)}`,
      'GET /signal HTTP/1.1\r\nHost: localhost\r\nConnection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n',
      'POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 60000\r\n\r\n{',
    ]
    socket.write(beginnings[Math.floor(Math.random() * beginnings.length)] ?? '')
    await over(socket)
  },
}

const SIDE_BY_SIDE: Readonly<Record<FloodKind, number>> = {
  'broken pipelines': 50,
  'endless pipelines': 10,
  requests: 40,
  'half-open connections': 1500,
}

if (!isMainThread) {
  const order = workerData as FloodOrder
  const agent = new Agent({ keepAlive: true })
  let turnsTaken = 0
  parentPort?.once('message', () => {
    parentPort?.postMessage(turnsTaken)
    process.exit()
  })
  for (let index = 0; index < SIDE_BY_SIDE[order.kind]; index += 1) {
    void (async () => {
      for (;;) {
        await turns[order.kind](order, agent)
        turnsTaken += 1
        await sleep(1)
      }
    })()
  }
}
