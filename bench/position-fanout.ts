/**
 * Position fan-out: one room where everybody moves and everybody listens, 10 Hz. Server CPU, bytes and messages a second for
 * each client, and the delay from the feed to the socket, beside a plain JSON broadcast of the same data to the same clients;
 * and how long each server's event loop was held up, and its thread waited for a core, because the clients run on the same machine.
 * `position-fanout 100,200 ../older` measures these sizes, and another checkout as well, turn by turn;
 * `position-fanout borders` measures the same crowd in four regions that touch where it stands, beside one region.
 */

import { fork } from 'node:child_process'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { WebSocket, WebSocketServer } from 'ws'
import { decodePositions } from '../src/protocol/position-frame.js'
import {
  REGION_CORNER as CORNER,
  type TestAvatar,
  testAvatar,
  testUuid,
} from '../test/helpers/regions/region.js'
import { signIn } from '../test/helpers/signal-socket.js'
import { openCounting } from './measure/counting-socket.js'
import { type LoopDelay, type LoopWatch, watchLoop } from './measure/loop-delay.js'
import { otherCheckout, startFrom } from './measure/other-checkout.js'
import { row } from './table/row.js'

const COUNTS = (process.argv.slice(2).find((arg) => /^\d/.test(arg)) ?? '25,50,100,200')
  .split(',')
  .map(Number)
const SECONDS = 10
/** Until most is compiled that runs ten times a second, and what the start left is collected. */
const WARM_UP_SECONDS = 30
const RATE_HZ = 10
/** The step of the walk is written into the height, so that a receiver knows which report it sees. */
const STEP_METRES = 0.01
const BORDERS = 200
/** One client of so many reads what it is sent, and measures the delay. */
const READS_EACH = 10

/** People of a region, who walk in circles about points of their own. */
interface Region {
  readonly id: string
  /** South-west, global metres. */
  readonly corner: readonly [x: number, y: number]
  readonly avatars: readonly TestAvatar[]
  /** Where each walks, region-local metres. */
  readonly circles: readonly { readonly x: number; readonly y: number; readonly radius: number }[]
}

/** Where a client's socket is opened, and what it says first. */
interface Door {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly greeting?: string
}

/** What the measurement does with a client. */
interface Client {
  terminate(): void
}

interface Target {
  readonly push: (body: string) => Promise<unknown>
  readonly doorFor: (avatar: TestAvatar) => Promise<Door>
  /** The height of the first avatar in a frame, if the frame holds positions. */
  readonly heightIn: (data: unknown) => number | undefined
  readonly cpuSeconds: () => Promise<number>
  readonly processId: number
}

if (process.argv[2] === 'json-broadcast') serveJsonBroadcast()
else if (process.argv.includes('borders')) await compareBorders()
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

function line(name: string, { cpu, bytes, messages, p50, p99, loop }: Result): string {
  return `${name} ${(cpu * 100).toFixed(1)} % of a core, ${(bytes / 1000).toFixed(1)} kB/s in ${messages.toFixed(1)} messages a client, delay p50 ${p50.toFixed(1)} p99 ${p99.toFixed(1)} ms (loop held up p99 ${loop.p99.toFixed(1)} max ${loop.max.toFixed(1)} ms, waited for a core ${(loop.waiting * 100).toFixed(1)} %)`
}

/** For README's table. */
function short({ cpu, bytes, p99 }: Result): string {
  return `${(cpu * 100).toFixed(1)} % of a core, ${(bytes / 1000).toFixed(1)} kB/s a client, p99 ${p99.toFixed(0)} ms from feed to socket`
}

async function main(): Promise<void> {
  const older = otherCheckout()
  const told: string[] = []
  for (const count of COUNTS) {
    const ours = await withService(inOneRegion(count))
    const json = await withBroadcast(inOneRegion(count))
    told.push(
      `${count} avatars who all move, at ${RATE_HZ} Hz: ${short(ours)}; a JSON broadcast ${short(json)}`,
    )
    process.stdout.write(
      `position-fanout ${count}: ${line('ours', ours)} | ${line('JSON', json)} | bytes 1/${(json.bytes / ours.bytes).toFixed(1)}, ours × JSON’s p99 ${(ours.p99 / json.p99).toFixed(2)}\n`,
    )
    if (!older) continue
    const other = await withService(inOneRegion(count), older)
    process.stdout.write(
      `  ${line('other checkout', other)} | ours × its processor ${(ours.cpu / other.cpu).toFixed(2)}, × its p50 ${(ours.p50 / other.p50).toFixed(2)}, × its p99 ${(ours.p99 / other.p99).toFixed(2)}\n`,
    )
  }
  row(told.join('. '))
}

async function compareBorders(): Promise<void> {
  for (const checkout of [undefined, otherCheckout()]) {
    const one = await withService(aboutAPoint(1), checkout)
    const four = await withService(aboutAPoint(4), checkout)
    process.stdout.write(
      `position-fanout borders${checkout ? ' (other checkout)' : ''}: ${line('one region', one)} | ${line('four', four)} | four × one processor ${(four.cpu / one.cpu).toFixed(2)}\n`,
    )
    if (!otherCheckout()) return
  }
}

async function withService(regions: readonly Region[], checkout?: string): Promise<Result> {
  const watch = watchLoop()
  const service = await startFrom(checkout, { LOG_LEVEL: 'error', ...watch.env })
  const headers = {
    authorization: `Bearer ${service.secrets.regionSecret}`,
    'content-type': 'application/json',
  }
  const post = (path: string, body: string) =>
    fetch(`${service.url}/opensim/v1/${path}`, { method: 'POST', headers, body })
  const result = await measure(regions, watch, {
    processId: service.processId,
    push: (body) => post('positions', body),
    async doorFor({ id, name }) {
      const minted = await post('tickets', JSON.stringify({ agent: id, name }))
      const { url } = (await minted.json()) as { url: string }
      const cookie = await signIn(service.url, new URL(url).pathname)
      const greeting = '{"type":"join","muted":true}'
      return { url: `${service.url.replace('http', 'ws')}/signal`, headers: { cookie }, greeting }
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

async function withBroadcast(regions: readonly Region[]): Promise<Result> {
  const watch = watchLoop()
  const child = fork(fileURLToPath(import.meta.url), ['json-broadcast'], {
    env: { ...process.env, ...watch.env },
  })
  const port = await new Promise<number>((resolve) =>
    child.once('message', (message) => resolve(Number(message))),
  )
  const url = `http://127.0.0.1:${port}`
  const result = await measure(regions, watch, {
    processId: child.pid ?? 0,
    push: (body) => fetch(url, { method: 'POST', body }),
    doorFor: async () => ({ url: url.replace('http', 'ws'), headers: {} }),
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
  /** For each client, a second. */
  readonly bytes: number
  readonly messages: number
  readonly p50: number
  readonly p99: number
  readonly loop: LoopDelay
}

async function measure(regions: readonly Region[], watch: LoopWatch, target: Target): Promise<Result> {
  const heightOf = (report: number) => 25 + report * STEP_METRES
  const bodyOf = ({ id, corner, avatars, circles }: Region, step: number, report: number) => {
    for (const [index, { x, y, radius }] of circles.entries()) {
      const avatar = avatars[index]
      const angle = index + step / 40
      if (!avatar) continue
      avatar.pos = [x + radius * Math.cos(angle), y + radius * Math.sin(angle), heightOf(report)]
      avatar.look = [-Math.sin(angle), Math.cos(angle), 0]
    }
    return JSON.stringify({ region: id, name: 'Fan-out', corner, avatars })
  }
  /** When each report was sent; each has a height of its own. */
  const sentAt: number[] = []
  const delays: number[] = []
  let bytes = 0
  let messages = 0
  let measuring = false
  function count(length: number): void {
    if (!measuring) return
    bytes += length
    messages += 1
  }
  function time(data: unknown): void {
    if (!measuring) return
    const height = target.heightIn(data)
    const at = height === undefined ? undefined : sentAt[Math.round((height - heightOf(0)) / STEP_METRES)]
    if (at !== undefined) delays.push(performance.now() - at)
  }

  const clients: Client[] = []
  for (const region of regions) await target.push(bodyOf(region, 0, 0))
  for (const [index, avatar] of regions.flatMap(({ avatars }) => avatars).entries()) {
    const door = await target.doorFor(avatar)
    // Reading every frame would slow the core that sends the reports.
    clients.push(await (index % READS_EACH === 0 ? openReading(door, count, time) : openPlain(door, count)))
  }
  // The load of connecting, and of announcing everybody to everybody, is not measured.
  await pause(2000)

  let report = 0
  /** @returns how long it took, seconds */
  async function walk(from: number, to: number): Promise<number> {
    const start = performance.now()
    for (let step = from; step < to; step += 1) {
      for (const [index, region] of regions.entries()) {
        report += 1
        const body = bodyOf(region, step, report)
        // Regions do not tell at the same moment.
        const due = start + ((step - from + index / regions.length) * 1000) / RATE_HZ
        await pause(Math.max(0, due - performance.now()))
        sentAt[report] = performance.now()
        await target.push(body)
      }
    }
    await pause(Math.max(0, start + ((to - from) * 1000) / RATE_HZ - performance.now()))
    return (performance.now() - start) / 1000
  }
  // Neither is that of compiling, nor of collecting what the start left.
  await walk(1, 1 + WARM_UP_SECONDS * RATE_HZ)
  measuring = true
  await watch.begin(target.processId)
  const cpuBefore = await target.cpuSeconds()
  const seconds = await walk(1 + WARM_UP_SECONDS * RATE_HZ, 1 + (WARM_UP_SECONDS + SECONDS) * RATE_HZ)
  const cpu = ((await target.cpuSeconds()) - cpuBefore) / seconds
  const loop = await watch.end(target.processId)
  measuring = false
  for (const client of clients) client.terminate()
  delays.sort((a, b) => a - b)
  const quantile = (share: number) => delays[Math.floor((delays.length - 1) * share)] ?? Number.NaN
  const each = clients.length * seconds
  return {
    cpu,
    bytes: bytes / each,
    messages: messages / each,
    p50: quantile(0.5),
    p99: quantile(0.99),
    loop,
  }
}

/** A client that reads every message. */
async function openReading(
  { url, headers, greeting }: Door,
  count: (bytes: number) => void,
  read: (data: unknown) => void,
): Promise<Client> {
  const socket = new WebSocket(url, { headers })
  socket.binaryType = 'arraybuffer'
  socket.on('message', (data) => {
    count((data as ArrayBuffer | Buffer).byteLength)
    read(data)
  })
  await new Promise((resolve) => socket.once('open', resolve))
  if (greeting !== undefined) socket.send(greeting)
  return socket
}

async function openPlain({ url, headers, greeting }: Door, count: (bytes: number) => void): Promise<Client> {
  const socket = await openCounting(url, headers, count)
  if (greeting !== undefined) socket.send(greeting)
  return socket
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

function crowd(count: number): TestAvatar[] {
  return Array.from({ length: count }, (_, index) => testAvatar(`Avatar ${index}`))
}

function inOneRegion(count: number): readonly Region[] {
  const circles = Array.from({ length: count }, (_, index) => ({ x: 128, y: 128, radius: 5 + (index % 40) }))
  return [{ id: testUuid(), corner: CORNER, avatars: crowd(count), circles }]
}

/** A crowd about a point: in the middle of one region, or where four regions touch, a quarter in each. */
function aboutAPoint(count: 1 | 4): readonly Region[] {
  const all = Array.from({ length: BORDERS }, (_, index) => ({
    // Each walks in one quarter.
    x: index % 4 < 2 ? -46 : 46,
    y: index % 2 === 0 ? -46 : 46,
    radius: 5 + (index % 40),
  }))
  return Array.from({ length: count }, (_, region) => {
    const own = all.filter((_circle, index) => count === 1 || index % 4 === region)
    const [west, south] = [region < 2 ? 0 : 1, region % 2]
    const [x, y] = count === 1 ? [128, 128] : [256 * (1 - west), 256 * (1 - south)]
    return {
      id: testUuid(),
      corner: [CORNER[0] + 256 * west, CORNER[1] + 256 * south] as const,
      avatars: crowd(own.length),
      circles: own.map((circle) => ({ ...circle, x: x + circle.x, y: y + circle.y })),
    }
  })
}
