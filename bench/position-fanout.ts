/**
 * Position fan-out: one room where everybody moves and everybody listens, 10 Hz. Server CPU, bytes a second for
 * each client, and the delay from the feed to the socket, beside a plain JSON broadcast of the same data.
 * `position-fanout 100,200 ../older` measures these sizes, and another checkout as well, turn by turn.
 */

import { fork } from 'node:child_process'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { WebSocket, WebSocketServer } from 'ws'
import { decodePositions } from '../src/protocol/position-frame.js'
import { type TestAvatar, testAvatar, testUuid } from '../test/helpers/regions/region.js'
import { signIn } from '../test/helpers/signal-socket.js'
import { otherCheckout, startFrom } from './measure/other-checkout.js'

const COUNTS = (process.argv.slice(2).find((arg) => /^\d/.test(arg)) ?? '25,50,100,200')
  .split(',')
  .map(Number)
const SECONDS = 10
const RATE_HZ = 10
/** The step of the walk is written into the height, so that a receiver knows which report it sees. */
const STEP_METRES = 0.01

interface Target {
  readonly push: (body: string) => Promise<unknown>
  readonly connect: (avatar: TestAvatar) => Promise<WebSocket>
  /** The height of the first avatar in a frame, if the frame holds positions. */
  readonly heightIn: (data: unknown) => number | undefined
  readonly cpuSeconds: () => Promise<number>
}

if (process.argv[2] === 'json-broadcast') serveJsonBroadcast()
else await main()

/** The yardstick: takes the same reports and sends all positions to everybody as JSON. */
function serveJsonBroadcast(): void {
  const server = createServer((request, response) => {
    if (request.method === 'GET') {
      const { user, system } = process.cpuUsage()
      return response.end(String((user + system) / 1e6))
    }
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text
    })
    request.on('end', () => {
      const { avatars } = JSON.parse(body) as { avatars: { id: string; pos: number[]; look: number[] }[] }
      const message = JSON.stringify({
        type: 'positions',
        avatars: avatars.map(({ id, pos, look }) => ({ id, pos, look })),
      })
      for (const socket of sockets.clients) socket.send(message)
      response.writeHead(204).end()
    })
    return undefined
  })
  const sockets = new WebSocketServer({ server })
  server.listen(0, '127.0.0.1', () => {
    const address = server.address()
    process.send?.(typeof address === 'object' ? address?.port : 0)
  })
}

async function main(): Promise<void> {
  const line = (name: string, { cpu, bytes, p50, p99 }: Result) =>
    `${name} ${(cpu * 100).toFixed(1)} % of a core, ${(bytes / 1000).toFixed(1)} kB/s a client, delay p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)} ms`
  const older = otherCheckout()
  for (const count of COUNTS) {
    const ours = await withService(count)
    const json = await withBroadcast(count)
    process.stdout.write(
      `position-fanout ${count}: ${line('ours', ours)} | ${line('JSON', json)} | bytes 1/${(json.bytes / ours.bytes).toFixed(1)}\n`,
    )
    if (!older) continue
    const other = await withService(count, older)
    process.stdout.write(
      `  ${line('other checkout', other)} | ours × its processor ${(ours.cpu / other.cpu).toFixed(2)}, × its p50 ${(ours.p50 / other.p50).toFixed(2)}\n`,
    )
  }
}

async function withService(count: number, checkout?: string): Promise<Result> {
  const service = await startFrom(checkout, { LOG_LEVEL: 'error' })
  const avatars = crowd(count)
  const headers = {
    authorization: `Bearer ${service.secrets.regionSecret}`,
    'content-type': 'application/json',
  }
  const post = (path: string, body: string) =>
    fetch(`${service.url}/opensim/v1/${path}`, { method: 'POST', headers, body })
  const result = await measure(avatars, {
    push: (body) => post('positions', body),
    async connect({ id, name }) {
      const minted = await post('tickets', JSON.stringify({ agent: id, name }))
      const { url } = (await minted.json()) as { url: string }
      const cookie = await signIn(service.url, new URL(url).pathname)
      const socket = new WebSocket(`${service.url.replace('http', 'ws')}/signal`, { headers: { cookie } })
      await new Promise((resolve) => socket.once('open', resolve))
      socket.send('{"type":"join","muted":true}')
      return socket
    },
    heightIn(data) {
      if (!(data instanceof ArrayBuffer)) return undefined
      return decodePositions(data)?.[0]?.position[2]
    },
    async cpuSeconds() {
      const metrics = await (await fetch(`${service.url}/metrics`)).text()
      return Number(metrics.match(/^process_cpu_seconds_total (\S+)/m)?.[1])
    },
  })
  await service.stop()
  return result
}

async function withBroadcast(count: number): Promise<Result> {
  const child = fork(fileURLToPath(import.meta.url), ['json-broadcast'])
  const port = await new Promise<number>((resolve) =>
    child.once('message', (message) => resolve(Number(message))),
  )
  const url = `http://127.0.0.1:${port}`
  const result = await measure(crowd(count), {
    push: (body) => fetch(url, { method: 'POST', body }),
    async connect() {
      const socket = new WebSocket(url.replace('http', 'ws'))
      await new Promise((resolve) => socket.once('open', resolve))
      return socket
    },
    heightIn: (data) =>
      (JSON.parse(Buffer.from(data as ArrayBuffer).toString()) as { avatars: { pos: number[] }[] }).avatars[0]
        ?.pos[2],
    cpuSeconds: async () => Number(await (await fetch(url)).text()),
  })
  child.kill()
  return result
}

interface Result {
  /** Share of one core. */
  readonly cpu: number
  readonly bytes: number
  readonly p50: number
  readonly p99: number
}

async function measure(avatars: TestAvatar[], target: Target): Promise<Result> {
  const region = testUuid()
  const bodyOf = (step: number) => {
    for (const [index, avatar] of avatars.entries()) {
      const angle = index + step / 40
      const radius = 5 + (index % 40)
      avatar.pos = [128 + radius * Math.cos(angle), 128 + radius * Math.sin(angle), 25 + step * STEP_METRES]
      avatar.look = [-Math.sin(angle), Math.cos(angle), 0]
    }
    return JSON.stringify({ region, name: 'Fan-out', avatars })
  }
  await target.push(bodyOf(0))
  const sockets = []
  for (const avatar of avatars) {
    const socket = await target.connect(avatar)
    socket.binaryType = 'arraybuffer'
    sockets.push(socket)
  }
  // The load of connecting, and of announcing everybody to everybody, is not measured.
  await new Promise((resolve) => setTimeout(resolve, 2000))

  const sentAt: number[] = []
  const delays: number[] = []
  let bytes = 0
  let measuring = true
  for (const [index, socket] of sockets.entries()) {
    socket.on('message', (data) => {
      if (!measuring) return
      bytes += (data as ArrayBuffer).byteLength
      // A tenth of the clients measures the delay: reading every frame would slow the core that sends the reports.
      if (index % 10 !== 0) return
      const height = target.heightIn(data)
      const at = height === undefined ? undefined : sentAt[Math.round((height - 25) / STEP_METRES)]
      if (at !== undefined) delays.push(performance.now() - at)
    })
  }
  const cpuBefore = await target.cpuSeconds()
  const start = performance.now()
  for (let step = 1; step <= SECONDS * RATE_HZ; step += 1) {
    const body = bodyOf(step)
    sentAt[step] = performance.now()
    await target.push(body)
    await new Promise((resolve) =>
      setTimeout(resolve, Math.max(0, start + (step * 1000) / RATE_HZ - performance.now())),
    )
  }
  const seconds = (performance.now() - start) / 1000
  const cpu = ((await target.cpuSeconds()) - cpuBefore) / seconds
  measuring = false
  for (const socket of sockets) socket.terminate()
  delays.sort((a, b) => a - b)
  const quantile = (share: number) => delays[Math.floor((delays.length - 1) * share)] ?? Number.NaN
  return { cpu, bytes: bytes / sockets.length / seconds, p50: quantile(0.5), p99: quantile(0.99) }
}

function crowd(count: number): TestAvatar[] {
  return Array.from({ length: count }, (_, index) => testAvatar(`Avatar ${index}`))
}
