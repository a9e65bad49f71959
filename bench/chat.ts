/**
 * Text under load: a room of 50 pages in which 200 lines a second are written. Every page must read every line once, in
 * one order; the delay from a page's socket to all others, and the processor of the service, beside a bare broadcast.
 */

import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { WebSocket, WebSocketServer } from 'ws'
import { type TestAvatar, testAvatar, testRegion } from '../test/helpers/regions/region.js'
import { startService } from '../test/helpers/service.js'
import { signIn } from '../test/helpers/signal-socket.js'

const PEOPLE = 50
/** Each burst is within what one resident may write at once; then as many others write. */
const ROUNDS = 10
const LINES_PER_SECOND = 200
const SETTLE_MS = 3000
const ROUND_MS = (PEOPLE / LINES_PER_SECOND) * 1000

if (process.argv[2] === 'broadcast') serveBroadcast()
else await main()

/** The yardstick: each text goes to everybody, unread. */
function serveBroadcast(): void {
  const sockets = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  sockets.on('connection', (socket) =>
    socket.on('message', (data) => {
      for (const other of sockets.clients) other.send(String(data))
    }),
  )
  sockets.on('listening', () => {
    const address = sockets.address()
    process.send?.(typeof address === 'object' ? address?.port : 0)
  })
}

async function main(): Promise<void> {
  const ours = await withService()
  const bare = await withBroadcast()
  for (const [name, result] of [
    ['ours', ours],
    ['bare broadcast', bare],
  ] as const) {
    const { p50, p99, lost, twice, disorder } = result
    process.stdout.write(
      `chat ${name}: ${PEOPLE} pages, ${LINES_PER_SECOND} lines/s, ${ROUNDS * PEOPLE} lines: delay p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)} ms, lost ${lost}, twice ${twice}, out of order ${disorder}\n`,
    )
  }
  if (ours.lost + ours.twice + ours.disorder > 0 || ours.p99 > 100) process.exitCode = 1
}

async function withService(): Promise<Result> {
  const service = await startService({ LOG_LEVEL: 'error' })
  const avatars = Array.from({ length: PEOPLE }, (_, index) => testAvatar(`P${index}`))
  const region = testRegion(service, avatars)
  await region.push()
  async function connect(avatar: TestAvatar): Promise<WebSocket> {
    const cookie = await signIn(service.url, await region.link(avatar))
    const socket = new WebSocket(`${service.url.replace('http', 'ws')}/signal`, { headers: { cookie } })
    await new Promise((resolve) => socket.once('open', resolve))
    const entered = new Promise<void>((resolve) => {
      socket.on('message', (data, isBinary) => {
        if (!isBinary && JSON.parse(String(data)).type === 'room') resolve()
      })
    })
    socket.send('{"type":"join","muted":true}')
    await entered
    return socket
  }
  const pages: WebSocket[] = []
  for (const avatar of avatars) pages.push(await connect(avatar))
  // Until everybody is connected to whom they hear.
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS))
  const result = await measure(pages)
  await service.stop()
  return result
}

async function withBroadcast(): Promise<Result> {
  const child = fork(fileURLToPath(import.meta.url), ['broadcast'])
  const port = await new Promise((resolve) => child.once('message', resolve))
  const pages = await Promise.all(
    Array.from({ length: PEOPLE }, async () => {
      const socket = new WebSocket(`ws://127.0.0.1:${port}`)
      await new Promise((resolve) => socket.once('open', resolve))
      return socket
    }),
  )
  const result = await measure(pages)
  child.kill()
  return result
}

interface Result {
  readonly p50: number
  readonly p99: number
  readonly lost: number
  readonly twice: number
  readonly disorder: number
}

async function measure(pages: readonly WebSocket[]): Promise<Result> {
  const delays: number[] = []
  const read = pages.map(() => [] as string[])
  for (const [index, page] of pages.entries()) {
    page.on('message', (data, isBinary) => {
      if (isBinary) return
      const message = JSON.parse(String(data))
      const text: unknown = message.line?.text ?? message.text
      if (typeof text !== 'string') return
      delays.push(performance.now() - Number(text.split(' ')[1]))
      read[index]?.push(text)
    })
  }
  const start = performance.now()
  const written = ROUNDS * pages.length
  for (let line = 0; line < written; line += 1) {
    const wait = start + line * (ROUND_MS / pages.length) - performance.now()
    if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait))
    const text = `${line} ${performance.now()}`
    pages[line % pages.length]?.send(JSON.stringify({ type: 'chat', nonce: `${line}`, text }))
  }
  const deadline = performance.now() + 5000
  while (read.some((lines) => lines.length < written) && performance.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 50))
  for (const page of pages) page.terminate()
  delays.sort((a, b) => a - b)
  const at = (share: number) => delays[Math.floor((delays.length - 1) * share)] ?? Number.NaN
  const first = read[0] ?? []
  return {
    p50: at(0.5),
    p99: at(0.99),
    lost: read.reduce((sum, lines) => sum + written - new Set(lines).size, 0),
    twice: read.reduce((sum, lines) => sum + lines.length - new Set(lines).size, 0),
    disorder: read.filter((lines) => lines.join() !== first.join()).length,
  }
}
