/**
 * A load generator in a process of its own: keep-alive connections on loopback, with one request after the
 * other on each. Plain sockets, because an HTTP client would cost more than the server under test.
 */

import { fork } from 'node:child_process'
import { connect, type Socket } from 'node:net'
import { fileURLToPath } from 'node:url'

export interface LoadOrder {
  readonly port: number
  readonly connections: number
  readonly seconds: number
  /** Requested in turn. */
  readonly paths: readonly string[]
}

export interface LoadResult {
  readonly requestsPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  /** Answers without HTTP status 200, or whose body has no `OK` status. */
  readonly bad: number
}

export interface LoadProcess {
  run(order: LoadOrder): Promise<LoadResult>
  stop(): void
}

export function startLoadProcess(): LoadProcess {
  const child = fork(fileURLToPath(import.meta.url), ['--load'])
  return {
    run: (order) =>
      new Promise((resolve, reject) => {
        child.once('message', (result) => resolve(result as LoadResult))
        child.send(order, (error) => error && reject(error))
      }),
    stop: () => child.disconnect(),
  }
}

async function load({ port, connections, seconds, paths }: LoadOrder): Promise<LoadResult> {
  const requests = paths.map((path) =>
    Buffer.from(`GET ${path} HTTP/1.1\r\nContent-Length: 0\r\nHost: 127.0.0.1:${port}\r\n\r\n`),
  )
  const until = performance.now() + seconds * 1000
  const latencies: number[] = []
  let [next, bad] = [0, 0]
  const started = performance.now()

  // Never sleeps: waking a sleeping process costs a virtual machine more than a whole answer, and the server
  // would pay for that only where it is the slower of the two.
  const spin = () => {
    if (performance.now() < until) setImmediate(spin)
  }
  spin()

  await Promise.all(
    Array.from({ length: connections }, async () => {
      const socket = connect(port, '127.0.0.1').setNoDelay()
      while (performance.now() < until) {
        const request = requests[next++ % requests.length]
        if (!request) break
        const sent = performance.now()
        if (!(await roundTrip(socket, request))) bad += 1
        latencies.push(performance.now() - sent)
      }
      socket.destroy()
    }),
  )
  const elapsed = (performance.now() - started) / 1000
  latencies.sort((one, other) => one - other)
  const quantile = (share: number) => latencies[Math.floor(share * (latencies.length - 1))] ?? 0
  return {
    requestsPerSecond: latencies.length / elapsed,
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
    bad,
  }
}

/** One request and its whole answer; returns whether the answer was good. */
function roundTrip(socket: Socket, request: Buffer): Promise<boolean> {
  return new Promise((resolve, reject) => {
    let answer = ''
    const onData = (chunk: Buffer) => {
      answer += chunk.toString('latin1')
      const head = answer.indexOf('\r\n\r\n')
      const length = Number(/content-length: (\d+)/i.exec(answer)?.[1])
      if (head < 0 || answer.length < head + 4 + length) return
      socket.off('data', onData).off('error', reject)
      resolve(answer.startsWith('HTTP/1.1 200') && answer.includes('<status>OK</status>'))
    }
    socket.on('data', onData).once('error', reject)
    socket.write(request)
  })
}

if (process.argv.includes('--load')) {
  process.on('message', (order) => {
    load(order as LoadOrder).then((result) => process.send?.(result))
  })
}
