/**
 * The grid's services (Robust, private port): answers byte for byte like the recordings in test/fixtures/robust, and has the
 * faults of real grids.
 */

import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { join } from 'node:path'
import type { Test } from 'tap'
import { projectRoot } from '../project-root.js'
import { type FakeResidents, noResidents, residentAnswer } from './fake-grid-residents.js'

export interface FakeGridRegion {
  readonly id: string
  readonly name: string
  readonly corner: readonly [x: number, y: number]
  readonly size?: number
  readonly flags?: number
  readonly simulator?: string
}

export type RobustFaultKind =
  /** 200 with an empty body: the public port, or a Robust that starts. */
  | 'public-port'
  /** Takes the request and answers when `release` is called. */
  | 'slow'
  | 'failure'
  | 'half'
  | 'bomb'
  | 'huge'
  | 'status-500'

export interface RobustCall {
  readonly path: string
  readonly method: string
  readonly body: string
}

export interface FakeRobust extends FakeResidents {
  readonly url: string
  readonly calls: RobustCall[]
  regions: FakeGridRegion[]
  /** Agent id → region id; the zero id: arriving. */
  readonly presences: Map<string, string>
  fault: RobustFaultKind | undefined
  /** Paths that are served here; any other is answered with nothing. */
  services: string[]
  /** `user:password`; whoever sends no other is answered 401. */
  credentials: string | undefined
  mostOpen: number
  release(): void
  down(): Promise<void>
  /** Listens on the same port again. */
  start(): Promise<void>
}

export interface RobustRecording {
  readonly path: string
  readonly request: string
  readonly headers: string
  readonly answer: string
}

/** A recording of a real Robust. */
export function robustRecording(name: string): RobustRecording {
  const text = readFileSync(join(projectRoot, 'test/fixtures/robust', `${name}.txt`), 'utf8')
  const [first = '', request = '', ...rest] = text.split(/^--- .*\n/m)
  const headers = rest.length > 1 ? (rest[0] ?? '') : ''
  const answer = rest.at(-1) ?? ''
  const path = /POST http:\/\/[^/]+(\S+)/.exec(first)?.[1] ?? ''
  return { path, request: request.trimEnd(), headers, answer: answer.replace(/\n$/, '') }
}

const NULL_UUID = '00000000-0000-0000-0000-000000000000'
const FAILURE = '<?xml version="1.0"?>\n<ServerResponse>\n  <result>Failure</result>\n</ServerResponse>'
const UNKNOWN_METHOD =
  '<?xml version="1.0"?>\n<ServerResponse>\n  <Result>Failure</Result>\n  <Message>\n  </Message>\n</ServerResponse>'

/** Listens on a free port of this machine until the test ends. */
export async function startFakeRobust(
  t: Pick<Test, 'teardown'>,
  regions: FakeGridRegion[] = [],
): Promise<FakeRobust> {
  const sockets = new Set<Socket>()
  let waiting: (() => void)[] = []
  let server: Server | undefined
  let port = 0
  let open = 0

  const robust: FakeRobust = {
    get url() {
      return `http://127.0.0.1:${port}`
    },
    calls: [],
    regions,
    presences: new Map(),
    ...noResidents(),
    fault: undefined,
    services: ['/grid', '/presence', '/accounts', '/griduser', '/auth/plain', '/friends', '/groups'],
    credentials: undefined,
    mostOpen: 0,
    release() {
      for (const answer of waiting) answer()
      waiting = []
    },
    async down() {
      const closed = new Promise((resolve) => server?.close(resolve))
      for (const socket of sockets) socket.destroy()
      await closed
    },
    async start() {
      server = createServer(serve)
      server.on('connection', (socket) => {
        sockets.add(socket)
        socket.on('close', () => sockets.delete(socket))
      })
      await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve))
      port = (server.address() as AddressInfo).port
    },
  }

  function serve(request: IncomingMessage, response: ServerResponse): void {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => {
      body += text
    })
    request.on('end', () => {
      const method = new URLSearchParams(body).get('METHOD') ?? ''
      robust.calls.push({ path: request.url ?? '', method, body })
      open += 1
      robust.mostOpen = Math.max(robust.mostOpen, open)
      const answer = () => {
        open -= 1
        respond(request, response, body)
      }
      if (robust.fault === 'slow') waiting.push(answer)
      else answer()
    })
  }

  function respond(request: IncomingMessage, response: ServerResponse, body: string): void {
    const expected = robust.credentials && `Basic ${Buffer.from(robust.credentials).toString('base64')}`
    if (expected && request.headers.authorization !== expected) {
      response.writeHead(401, { 'WWW-Authenticate': 'Basic realm = "Asset Server"', 'Content-Length': 0 })
      return void response.end()
    }
    if (robust.fault === 'status-500') return void response.writeHead(500).end()
    const text = bodyFor(request.url ?? '', body)
    response.writeHead(200, { 'Content-Length': Buffer.byteLength(text), 'Content-Type': 'application/xml' })
    if (robust.fault === 'half')
      return void response.write(text.slice(0, text.length / 2), () => response.destroy())
    response.end(text)
  }

  function bodyFor(path: string, body: string): string {
    if (robust.fault === 'public-port' || !robust.services.includes(path)) return ''
    if (robust.fault === 'failure') return FAILURE
    if (robust.fault === 'huge') return answered('x'.repeat(17 * 1024 * 1024))
    if (robust.fault === 'bomb')
      return '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaa">]><ServerResponse>&a;</ServerResponse>'
    return answerTo(robust, path, new URLSearchParams(body))
  }

  await robust.start()
  t.teardown(() => {
    robust.release()
    return robust.down().catch(() => undefined)
  })
  return robust
}

function answerTo(robust: FakeRobust, path: string, form: URLSearchParams): string {
  const { regions, presences } = robust
  const found = `${path} ${form.get('METHOD')}`
  if (found === '/grid get_grid_extra_features') {
    return answered(
      '<map-server-url>http://127.0.0.1:28002/</map-server-url><GridURL>http://127.0.0.1:28002</GridURL><GridName>the lost continent of hippo</GridName><GridNick>hippogrid</GridNick><ExportSupported>true</ExportSupported>',
    )
  }
  if (found === '/grid get_region_range') return listed('region', regions.map(regionMembers))
  if (found === '/presence getagents') {
    const ids = form.getAll('uuids[]')
    if (ids.length === 0) return FAILURE
    const known = ids.flatMap((id) => {
      const region = presences.get(id)
      return region === undefined ? [] : [`<UserID>${id}</UserID><RegionID>${region}</RegionID>`]
    })
    return listed('presence', known)
  }
  return residentAnswer(robust, path, form) ?? (path === '/grid' ? UNKNOWN_METHOD : '')
}

function regionMembers({ id, name, corner, size = 256, flags = 4, simulator }: FakeGridRegion): string {
  const uri = simulator ?? 'http://127.0.0.1:28100/'
  const { hostname, port } = new URL(uri)
  // A control character comes as a reference, which XML does not have.
  const written = [...name].map((one) => (one < ' ' ? `&#x${one.charCodeAt(0).toString(16)};` : one)).join('')
  const escaped = written.replace(/&(?!#x)/g, '&amp;').replaceAll('<', '&lt;')
  const owner = '00000000-0000-4000-8000-00000000beef'
  const udp = Number(port) + 1 + (corner[0] === 256256 ? 1 : 0)
  return [
    `<uuid>${id}</uuid><locX>${corner[0]}</locX><locY>${corner[1]}</locY><sizeX>${size}</sizeX><sizeY>${size}</sizeY>`,
    `<regionName>${escaped}</regionName><flags>${flags}</flags><serverIP>${hostname}</serverIP>`,
    `<serverHttpPort>${port}</serverHttpPort><serverURI>${uri}</serverURI><serverPort>${udp}</serverPort>`,
    `<regionMapTexture>${NULL_UUID}</regionMapTexture><parcelMapTexture>${NULL_UUID}</parcelMapTexture><access>13</access>`,
    `<regionSecret>00000000-0000-0000-0000-0000000000ff</regionSecret><owner_uuid>${owner}</owner_uuid><Token></Token>`,
  ].join('')
}

function listed(prefix: string, members: readonly string[]): string {
  if (members.length === 0) return answered('<result>null</result>')
  return answered(
    members.map((one, index) => `<${prefix}${index} type="List">${one}</${prefix}${index}>`).join(''),
  )
}

const answered = (content: string): string =>
  `<?xml version="1.0"?><ServerResponse>${content}</ServerResponse>`
