/**
 * Position fan-out: one room where everybody moves and everybody listens, 10 Hz. Server CPU, bytes and messages a second for
 * each client, and the delay from the feed to the socket, beside a plain JSON broadcast of the same data to the same clients,
 * in turns of some seconds; whoever has no turn is told positions once a second. The delay ends when the frame is given to the
 * system; what it takes from there to the client, which runs on the same machine, is told beside it, and so is where the time
 * went. `position-fanout 100,200 ../older` measures these sizes, and another checkout as well;
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
import { otherCheckout, startFrom } from './measure/other-checkout.js'
import { machineMs, type ProgramWatch, type Watched, watchProgram } from './measure/watched-program.js'
import { row } from './table/row.js'

const COUNTS = (process.argv.slice(2).find((arg) => /^\d/.test(arg)) ?? '25,50,100,200')
  .split(',')
  .map(Number)
const TURNS = 3
const TURN_SECONDS = 5
/** Until most is compiled that runs ten times a second, and what the start left is collected. */
const WARM_UP_SECONDS = 30
const RATE_HZ = 10
/** The step of the walk is written into the height, so that a receiver knows which report it sees. */
const STEP_METRES = 0.01
/** First bytes of frames (RFC 6455 §5.2). */
const WHOLE_TEXT = 0x81
const WHOLE_BINARY = 0x82
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

/** A client that reads everything. */
interface Reader extends Client {
  readonly port: number
  /** Which report each frame with positions told of, and when it was read. */
  reads: { readonly report: number; readonly at: number }[]
}

interface Target {
  /** The first byte of its frames with positions. */
  readonly firstByte: number
  readonly push: (body: string) => Promise<unknown>
  readonly doorFor: (avatar: TestAvatar) => Promise<Door>
  /** The height of the first avatar in a frame, if the frame holds positions. */
  readonly heightIn: (data: unknown) => number | undefined
  readonly cpuSeconds: () => Promise<number>
  readonly processId: number
  stop(): Promise<unknown>
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

interface Quantiles {
  readonly p50: number
  readonly p90: number
  readonly p99: number
  readonly max: number
}

interface Result {
  /** Share of one core. */
  readonly cpu: number
  /** For each client, a second. */
  readonly bytes: number
  readonly messages: number
  /** From the feed until a frame is given to the system, milliseconds. */
  readonly delay: Quantiles
  /** From there until its client has it. */
  readonly toReader: Quantiles
  /** From the feed until the report begins to arrive, and from there to its first and from the first to its last frame. */
  readonly arrived: Quantiles
  readonly made: Quantiles
  readonly written: Quantiles
  readonly collections: readonly (readonly [at: number, lastsMs: number])[]
  readonly slowest: string
  readonly loopMax: number
  readonly waiting: number
}

function quantiles(numbers: readonly number[]): Quantiles {
  const sorted = numbers.toSorted((one, other) => one - other)
  const at = (share: number) => sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN
  return { p50: at(0.5), p90: at(0.9), p99: at(0.99), max: at(1) }
}

function spread({ p50, p90, p99, max }: Quantiles): string {
  return [p50, p90, p99, max].map((ms) => ms.toFixed(1)).join('/')
}

function line(name: string, result: Result): string {
  const { cpu, bytes, messages, delay, toReader, arrived, made, written, collections } = result
  const longest = Math.max(0, ...collections.map(([, lastsMs]) => lastsMs))
  return [
    `${name}: ${(cpu * 100).toFixed(1)} % of a core, ${(bytes / 1000).toFixed(1)} kB/s in ${messages.toFixed(1)} messages a client`,
    `    p50/p90/p99/max from feed to socket ${spread(delay)} ms, and on to the client ${spread(toReader)}`,
    `    of that: until it arrives ${spread(arrived)}, to the first frame ${spread(made)}, to the last ${spread(written)}`,
    `    garbage ${collections.length} times, at most ${longest.toFixed(1)} ms; loop held up at most ${result.loopMax.toFixed(1)} ms; waited for a core ${(result.waiting * 100).toFixed(1)} %`,
    `    slowest reports: ${result.slowest}`,
  ].join('\n')
}

/** For README's table. */
function short({ cpu, bytes, delay }: Result): string {
  return `${(cpu * 100).toFixed(1)} % of a core, ${(bytes / 1000).toFixed(1)} kB/s a client, p99 ${delay.p99.toFixed(0)} ms from feed to socket`
}

async function main(): Promise<void> {
  const older = otherCheckout()
  const told: string[] = []
  for (const count of COUNTS) {
    const [ours, json, other] = await inTurns([
      () => ofService(inOneRegion(count)),
      () => ofBroadcast(inOneRegion(count)),
      ...(older ? [() => ofService(inOneRegion(count), older)] : []),
    ])
    if (!ours || !json) return
    told.push(
      `${count} avatars who all move, at ${RATE_HZ} Hz: ${short(ours)}; a JSON broadcast ${short(json)}`,
    )
    process.stdout.write(
      `position-fanout ${count}: bytes 1/${(json.bytes / ours.bytes).toFixed(1)}, ours × JSON’s p99 ${(ours.delay.p99 / json.delay.p99).toFixed(2)}\n  ${line('ours', ours)}\n  ${line('JSON', json)}\n`,
    )
    if (!other) continue
    process.stdout.write(
      `  ${line('other checkout', other)}\n  ours × its processor ${(ours.cpu / other.cpu).toFixed(2)}, × its p50 ${(ours.delay.p50 / other.delay.p50).toFixed(2)}, × its p99 ${(ours.delay.p99 / other.delay.p99).toFixed(2)}\n`,
    )
  }
  row(told.join('. '))
}

async function compareBorders(): Promise<void> {
  const older = otherCheckout()
  const [one, four, oldOne, oldFour] = await inTurns([
    () => ofService(aboutAPoint(1)),
    () => ofService(aboutAPoint(4)),
    ...(older ? [() => ofService(aboutAPoint(1), older), () => ofService(aboutAPoint(4), older)] : []),
  ])
  const print = (what: string, single: Result, several: Result) =>
    process.stdout.write(
      `position-fanout borders${what}: four × one processor ${(several.cpu / single.cpu).toFixed(2)}\n  ${line('one region', single)}\n  ${line('four', several)}\n`,
    )
  if (one && four) print('', one, four)
  if (oldOne && oldFour) print(' (other checkout)', oldOne, oldFour)
}

async function ofService(regions: readonly Region[], checkout?: string): Promise<Contestant> {
  const watch = watchProgram()
  const service = await startFrom(checkout, { LOG_LEVEL: 'error', ...watch.env })
  const headers = {
    authorization: `Bearer ${service.secrets.regionSecret}`,
    'content-type': 'application/json',
  }
  const post = (path: string, body: string) =>
    fetch(`${service.url}/opensim/v1/${path}`, { method: 'POST', headers, body })
  return prepare(regions, watch, {
    firstByte: WHOLE_BINARY,
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
    stop: () => service.stop(),
  })
}

async function ofBroadcast(regions: readonly Region[]): Promise<Contestant> {
  const watch = watchProgram()
  const child = fork(fileURLToPath(import.meta.url), ['json-broadcast'], {
    env: { ...process.env, ...watch.env },
  })
  const port = await new Promise<number>((resolve) =>
    child.once('message', (message) => resolve(Number(message))),
  )
  const url = `http://127.0.0.1:${port}`
  return prepare(regions, watch, {
    firstByte: WHOLE_TEXT,
    processId: child.pid ?? 0,
    push: (body) => fetch(url, { method: 'POST', body }),
    doorFor: async () => ({ url: url.replace('http', 'ws'), headers: {} }),
    heightIn: (data) =>
      (JSON.parse(Buffer.from(data as ArrayBuffer).toString()) as { avatars: { pos: number[] }[] }).avatars[0]
        ?.pos[2],
    cpuSeconds: async () => Number(await (await fetch(url)).text()),
    stop: async () => child.kill(),
  })
}

/** One that is measured beside others, with all its clients connected. */
interface Contestant {
  readonly regions: number
  /** Tells where everybody in a region is now. */
  push(region: number): Promise<void>
  begin(): Promise<void>
  end(): Promise<void>
  result(): Result
  close(): Promise<void>
}

async function inTurns(open: readonly (() => Promise<Contestant>)[]): Promise<readonly Result[]> {
  const contestants: Contestant[] = []
  for (const one of open) contestants.push(await one())
  // The load of connecting, and of announcing everybody to everybody, is not measured.
  await pause(2000)
  // Neither is that of compiling, nor of collecting what the start left.
  await walk(contestants, WARM_UP_SECONDS)
  for (let turn = 0; turn < TURNS; turn += 1) {
    for (const one of contestants) {
      await one.begin()
      await walk([one], TURN_SECONDS, contestants)
      await one.end()
    }
  }
  const results = contestants.map((one) => one.result())
  for (const one of contestants) await one.close()
  return results
}

/** @param resting tell once a second, in the middle between reports of the others */
async function walk(
  walking: readonly Contestant[],
  seconds: number,
  resting: readonly Contestant[] = [],
): Promise<void> {
  const start = performance.now()
  const until = async (step: number) =>
    pause(Math.max(0, start + (step * 1000) / RATE_HZ - performance.now()))
  for (let step = 0; step < seconds * RATE_HZ; step += 1) {
    for (const [index, one] of walking.entries()) {
      for (let region = 0; region < one.regions; region += 1) {
        // Regions do not tell at the same moment.
        await until(step + (index + region / one.regions) / walking.length)
        await one.push(region)
      }
    }
    const rest = resting[step % RATE_HZ]
    if (!rest || walking.includes(rest)) continue
    await until(step + 0.5)
    for (let region = 0; region < rest.regions; region += 1) await rest.push(region)
  }
  await until(seconds * RATE_HZ)
}

async function prepare(regions: readonly Region[], watch: ProgramWatch, target: Target): Promise<Contestant> {
  const heightOf = (report: number) => 25 + report * STEP_METRES
  const bodyOf = ({ id, corner, avatars, circles }: Region, report: number) => {
    for (const [index, { x, y, radius }] of circles.entries()) {
      const avatar = avatars[index]
      const angle = index + report / regions.length / 40
      if (!avatar) continue
      avatar.pos = [x + radius * Math.cos(angle), y + radius * Math.sin(angle), heightOf(report)]
      avatar.look = [-Math.sin(angle), Math.cos(angle), 0]
    }
    return JSON.stringify({ region: id, name: 'Fan-out', corner, avatars })
  }
  /** When each report was sent; each has a height of its own. */
  const sentAt: number[] = []
  let bytes = 0
  let messages = 0
  let measuring = false
  function count(length: number): void {
    if (!measuring) return
    bytes += length
    messages += 1
  }
  function reportIn(data: unknown): number | undefined {
    const height = target.heightIn(data)
    return height === undefined ? undefined : Math.round((height - heightOf(0)) / STEP_METRES)
  }

  const clients: Client[] = []
  const readers: Reader[] = []
  for (const region of regions) await target.push(bodyOf(region, 0))
  for (const [index, avatar] of regions.flatMap(({ avatars }) => avatars).entries()) {
    const door = await target.doorFor(avatar)
    // Reading every frame would slow the core that sends the reports.
    if (index % READS_EACH > 0) clients.push(await openPlain(door, count))
    else readers.push(await openReading(door, count, reportIn))
  }
  clients.push(...readers)

  let report = 0
  let [cpu, seconds, since] = [0, 0, 0]
  let turnBegins = 0
  const delays: number[] = []
  const toReader: number[] = []
  const phases = { arrived: [] as number[], made: [] as number[], written: [] as number[] }
  const slow: { readonly ms: number; readonly text: string }[] = []
  const watched: Watched[] = []

  function look(seen: Watched): void {
    watched.push(seen)
    const written = new Map<number, number[]>()
    for (const { port, reads } of readers) {
      const frames = seen.frames.filter(([to, firstByte]) => to === port && firstByte === target.firstByte)
      for (const [index, { report: told, at }] of reads.entries()) {
        const writtenAt = frames[index]?.[2]
        const sent = sentAt[told]
        if (writtenAt === undefined || sent === undefined) continue
        delays.push(writtenAt - sent)
        toReader.push(at - writtenAt)
        written.set(told, [...(written.get(told) ?? []), writtenAt])
      }
    }
    for (const [told, times] of written) {
      const sent = sentAt[told] ?? 0
      const [arrived = sent, first, last] = [
        seen.arrivals[told - turnBegins],
        Math.min(...times),
        Math.max(...times),
      ]
      phases.arrived.push(arrived - sent)
      phases.made.push(first - arrived)
      phases.written.push(last - first)
      const garbage = seen.collections.filter(([at, lastsMs]) => at < last && at + lastsMs > sent)
      const garbageMs = garbage.reduce((sum, [, lastsMs]) => sum + lastsMs, 0)
      const parts = [arrived - sent, first - arrived, last - first].map((ms) => ms.toFixed(1)).join(' + ')
      slow.push({ ms: last - sent, text: `${parts} ms, of it garbage ${garbageMs.toFixed(1)}` })
    }
  }

  return {
    regions: regions.length,
    async push(index) {
      const region = regions[index]
      if (!region) return
      report += 1
      const body = bodyOf(region, report)
      sentAt[report] = machineMs()
      await target.push(body)
    },
    async begin() {
      for (const reader of readers) reader.reads = []
      turnBegins = report + 1
      cpu -= await target.cpuSeconds()
      await watch.begin(
        target.processId,
        readers.map(({ port }) => port),
      )
      since = performance.now()
      measuring = true
    },
    async end() {
      measuring = false
      seconds += (performance.now() - since) / 1000
      look(await watch.end(target.processId))
      cpu += await target.cpuSeconds()
    },
    result: () => ({
      cpu: cpu / seconds,
      bytes: bytes / clients.length / seconds,
      messages: messages / clients.length / seconds,
      delay: quantiles(delays),
      toReader: quantiles(toReader),
      arrived: quantiles(phases.arrived),
      made: quantiles(phases.made),
      written: quantiles(phases.written),
      collections: watched.flatMap(({ collections }) => collections),
      slowest: slow
        .toSorted((one, other) => other.ms - one.ms)
        .slice(0, 3)
        .map(({ text }) => text)
        .join('; '),
      loopMax: Math.max(...watched.map(({ max }) => max)),
      waiting: watched.reduce((sum, { waiting }) => sum + waiting, 0) / watched.length,
    }),
    async close() {
      for (const client of clients) client.terminate()
      await target.stop()
      watch.close()
    },
  }
}

/** A client that reads every message. */
async function openReading(
  { url, headers, greeting }: Door,
  count: (bytes: number) => void,
  reportIn: (data: unknown) => number | undefined,
): Promise<Reader> {
  const socket = new WebSocket(url, { headers })
  socket.binaryType = 'arraybuffer'
  const reader: Reader = {
    port: await new Promise((resolve) =>
      socket.once('upgrade', (response) => resolve(response.socket.localPort ?? 0)),
    ),
    reads: [],
    terminate: () => socket.terminate(),
  }
  socket.on('message', (data) => {
    const at = machineMs()
    count((data as ArrayBuffer | Buffer).byteLength)
    const report = reportIn(data)
    if (report !== undefined) reader.reads.push({ report, at })
  })
  if (socket.readyState !== WebSocket.OPEN) await new Promise((resolve) => socket.once('open', resolve))
  if (greeting !== undefined) socket.send(greeting)
  return reader
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
