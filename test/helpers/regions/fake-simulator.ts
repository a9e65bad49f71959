/**
 * A simulator with RemoteAdmin and `land_data`: answers byte for byte like the recordings in test/fixtures/remote-admin,
 * moves avatars, and has the faults of real simulators.
 */

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { projectRoot } from '../project-root.js'
import { type FakeLand, landAnswer } from './fake-land.js'

export interface FakeAgent {
  readonly id: string
  readonly name: string
  type?: 'User' | 'Npc'
  pos: [number, number, number]
  look?: [number, number, number]
  parcel?: string
}

export interface FakeRegion {
  readonly id: string
  readonly name: string
  agents: FakeAgent[]
}

export type FakeFault =
  /** Takes the request and answers when `release` is called. */
  'slow' | 'half' | 'bomb' | 'deep' | 'huge' | 'empty' | 'status-500' | 'reset'

export interface FakeCall {
  readonly method: string
  readonly params: Readonly<Record<string, string>>
  readonly path: string
}

export interface FakeMessage {
  readonly agentId: string
  readonly text: string
}

export interface FakeSimulator {
  readonly url: string
  readonly calls: FakeCall[]
  readonly alerts: { agentId: string; message: string }[]
  /** The highest number of requests that were open at once. */
  mostOpen: number
  /** The number of open connections. */
  readonly connections: number
  regions: FakeRegion[]
  /** Instant messages of the grid that were shown. */
  readonly messages: FakeMessage[]
  /** `[Messaging] MessageKey`. */
  messageKey: string
  /** What `land_data` tells; `undefined`: it is not switched on. */
  lands: FakeLand[] | undefined
  password: string
  /** `First Last` → grid password. */
  users: Map<string, string>
  methods: Set<string>
  /** Prints decimals as a German simulator does. */
  german: boolean
  fault: FakeFault | undefined
  /** Closes the connection 2 s after its answer, as OpenSimulator does; otherwise never. */
  closes: boolean
  /** Answers with this body as it is. */
  replay: string | undefined
  release(): void
  /** Stops listening and cuts every connection; `start` listens on the same port again. */
  down(): Promise<void>
  start(): Promise<void>
}

const CLOSE_DELAY_MS = 2000

const RESPONSE_HEAD =
  'HTTP/1.1 200 OK\r\nDate: Fri, 20 Nov 2026 09:26:06 GMT\r\nContent-Length: LENGTH\r\nContent-Type: text/xml\r\nConnection: close\r\nAccess-Control-Allow-Origin: *\r\nServer: OSWebServer\r\n\r\n'

/** The answers of a recording, without their heads. */
export function recordedAnswers(name: string): string[] {
  const file = join(projectRoot, 'test/fixtures/remote-admin', `${name}.txt`)
  return readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .filter((line) => line.includes('<methodResponse>'))
}

/** Listens on a free port of this machine; call `down` when done. */
export async function startFakeSimulator(regions: FakeRegion[]): Promise<FakeSimulator> {
  const sockets = new Set<Socket>()
  let waiting: (() => void)[] = []
  let server: Server | undefined
  let port = 0
  let open = 0

  const simulator: FakeSimulator = {
    get url() {
      return `http://127.0.0.1:${port}`
    },
    calls: [],
    alerts: [],
    mostOpen: 0,
    get connections() {
      return sockets.size
    },
    regions,
    messages: [],
    messageKey: '',
    lands: [],
    password: 'radminpw',
    users: new Map(),
    methods: new Set([
      'admin_get_agents',
      'admin_alert_user',
      'admin_authenticate_user',
      'grid_instant_message',
    ]),
    german: false,
    fault: undefined,
    closes: true,
    replay: undefined,
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
      await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve))
      const address = server.address()
      if (typeof address === 'object' && address) port = address.port
    },
  }

  function serve(socket: Socket): void {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
    let received = ''
    socket.setEncoding('utf8').on('data', (text: string) => {
      received += text
      const [head = '', body] = received.split('\r\n\r\n')
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1])
      if (body === undefined || Buffer.byteLength(body) < length) return
      open += 1
      simulator.mostOpen = Math.max(simulator.mostOpen, open)
      const call = readCall(head, body)
      simulator.calls.push(call)
      const answer = () => {
        open -= 1
        respond(socket, call)
      }
      if (simulator.fault === 'slow') waiting.push(answer)
      else answer()
    })
  }

  function respond(socket: Socket, call: FakeCall): void {
    if (socket.destroyed) return
    if (simulator.fault === 'reset') return void socket.resetAndDestroy()
    if (simulator.fault === 'status-500') {
      return void socket.end('HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\n\r\n')
    }
    const body = bodyFor(call)
    const head = RESPONSE_HEAD.replace('LENGTH', String(Buffer.byteLength(body)))
    if (simulator.fault === 'half') return void socket.end(head + body.slice(0, body.length / 2))
    socket.write(head + body)
    if (simulator.closes) setTimeout(() => socket.end(), CLOSE_DELAY_MS).unref()
  }

  function bodyFor(call: FakeCall): string {
    if (simulator.fault === 'empty' || call.path !== '/') return ''
    if (simulator.fault === 'bomb') return xmlBomb
    if (simulator.fault === 'deep') return methodResponse('<value><array><data>'.repeat(10_000))
    if (simulator.fault === 'huge') return methodResponse(stringValue('x'.repeat(6 * 1024 * 1024)))
    if (simulator.replay !== undefined) return simulator.replay
    if (call.method === 'land_data') return landAnswer(simulator.lands, call.params)
    return answerTo(simulator, call)
  }

  await simulator.start()
  return simulator
}

function answerTo(simulator: FakeSimulator, { method, params }: FakeCall): string {
  if (!simulator.methods.has(method)) {
    return `<?xml version="1.0" encoding="utf-8"?><methodResponse><fault>${struct({
      faultCode: '<value><int>-32601</int></value>',
      faultString: stringValue(`Requested method [${method}] not found`),
    })}</fault></methodResponse>`
  }
  if (method === 'grid_instant_message') return showMessage(simulator, params)
  if (params.password !== simulator.password) {
    return refused('wrong password', { accepted: booleanValue(false) })
  }
  if (method === 'admin_alert_user') return alert(simulator, params)
  if (method === 'admin_authenticate_user') return authenticate(simulator, params)
  const { region_id: id, region_name: name } = params
  const region = simulator.regions.find((one) => (id === undefined ? one.name === name : one.id === id))
  if (!region) return refused(id === undefined ? `Region ${name} not found` : `Region ID ${id} not found`)
  const agents = region.agents.map((agent) => agentValue(agent, simulator.german))
  const regionValue = struct({
    name: stringValue(region.name),
    agents: arrayValue(agents),
    id: stringValue(region.id),
  })
  return methodResponse(struct({ regions: arrayValue([regionValue]), success: booleanValue(true) }))
}

function alert(simulator: FakeSimulator, params: FakeCall['params']): string {
  const { agent_id: agentId = '', message = '' } = params
  const isHere = simulator.regions.some(({ agents }) => agents.some(({ id }) => id === agentId))
  const accepted = { accepted: booleanValue(true) }
  if (!isHere) return refused('User not found or not online', accepted)
  simulator.alerts.push({ agentId, message })
  return methodResponse(struct({ ...accepted, success: booleanValue(true) }))
}

/** An instant message of the grid needs no password, and says neither why it was not shown. */
function showMessage(simulator: FakeSimulator, params: FakeCall['params']): string {
  const { to_agent_id: agentId = '', message: text = '', message_key: key } = params
  const isHere = simulator.regions.some(({ agents }) => agents.some(({ id }) => id === agentId))
  const isShown = isHere && (simulator.messageKey === '' || key === simulator.messageKey)
  if (isShown) simulator.messages.push({ agentId, text })
  return methodResponse(struct({ success: stringValue(isShown ? 'TRUE' : 'FALSE') }))
}

function authenticate(simulator: FakeSimulator, params: FakeCall['params']): string {
  const name = `${params.user_firstname} ${params.user_lastname}`
  const password = simulator.users.get(name)
  if (password === undefined) return refused(`no user ${name}`)
  const expected = createHash('md5').update(password).digest('hex')
  if (params.user_password !== expected) return refused(`authentication failed for ${name}`)
  const token = stringValue('1e867073-ca3c-4f91-9da5-53d9e2a60b88')
  return methodResponse(struct({ token, success: booleanValue(true) }))
}

/** The members in the order of the recordings: that of a .NET hash table, which is arbitrary. */
function agentValue(agent: FakeAgent, german: boolean): string {
  const { id, name, type = 'User', pos, look = [1, 0, 0], parcel } = agent
  const decimal = (value: number) => stringValue(german ? String(value).replace('.', ',') : String(value))
  return struct({
    is_flying: stringValue('False'),
    id: stringValue(id),
    lookat_z: decimal(look[2]),
    pos_y: decimal(pos[1]),
    pos_z: decimal(pos[2]),
    current_parcel_id: stringValue(parcel ?? '00000000-0000-0000-0000-000000000000'),
    type: stringValue(type),
    name: stringValue(name),
    vel_x: decimal(0),
    is_sat_on_ground: stringValue('False'),
    lookat_y: decimal(look[1]),
    lookat_x: decimal(look[0]),
    vel_y: decimal(0),
    vel_z: decimal(-1.574698e-5),
    pos_x: decimal(pos[0]),
    is_sat_on_object: stringValue('False'),
  })
}

function refused(error: string, more: Record<string, string> = {}): string {
  return methodResponse(struct({ error: stringValue(error), success: booleanValue(false), ...more }))
}

function methodResponse(value: string): string {
  return `<?xml version="1.0" encoding="utf-8"?><methodResponse><params><param>${value}</param></params></methodResponse>`
}

function struct(members: Record<string, string>): string {
  const entries = Object.entries(members)
  return `<value><struct>${entries.map(([name, value]) => `<member><name>${name}</name>${value}</member>`).join('')}</struct></value>`
}

function arrayValue(values: readonly string[]): string {
  return `<value><array>${values.length === 0 ? '<data />' : `<data>${values.join('')}</data>`}</array></value>`
}

function stringValue(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  return `<value><string>${escaped}</string></value>`
}

function booleanValue(value: boolean): string {
  return `<value><boolean>${value ? 1 : 0}</boolean></value>`
}

const xmlBomb = `<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${methodResponse(
  '<value><string>&b;</string></value>',
).replace(/<\?xml.*?\?>/, '')}`

/** Reads a request without the code under test: all its values are strings. */
function readCall(head: string, body: string): FakeCall {
  const members = body.matchAll(
    /<name>([^<]*)<\/name>\s*<value>\s*<string(?:\/>|>([^<]*)<\/string>)\s*<\/value>/g,
  )
  const params = Object.fromEntries([...members].map(([, name = '', value = '']) => [name, unescaped(value)]))
  const method = /<methodName>([^<]*)<\/methodName>/.exec(body)?.[1] ?? ''
  return { method, params, path: /^POST (\S+)/.exec(head)?.[1] ?? '' }
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
}
