/** A grid as its nodes see it: regions that report at 10 Hz, and a page for each resident, each at whichever node comes next. */

import { Agent, request } from 'node:http'
import { WebSocket } from 'ws'
import { decodePositions } from '../../src/protocol/position-frame.js'
import { type TestAvatar, testAvatar, testUuid } from '../../test/helpers/regions/region.js'
import { openLink } from '../../test/helpers/signal-socket.js'
import { REGION_SECRET } from './node-processes.js'

export const RATE_HZ = 10
/** The step of the walk is written into the height, so that a receiver knows which report it sees. */
const STEP_METRES = 0.01
const GROUND_METRES = 25
/** One page of so many reads the delay: reading every frame would take the processor from the nodes. */
const READS_ONE_OF = 10

interface Region {
  readonly id: string
  readonly avatars: Set<TestAvatar>
  readonly sentAt: number[]
  step: number
  /** The name of the node that answers for it, as the last answer said. */
  node: string
}

interface Resident {
  readonly avatar: TestAvatar
  readonly cookie: string
  region: Region
  socket: WebSocket | undefined
}

export interface GridLoad {
  /** Milliseconds from a report to a page's frame, since it was last asked. */
  takeDelays(): readonly number[]
  takeFrames(): number
  /** Reports that were answered, since it was last asked. */
  takeReports(): number
  /** Whether every page is in its room. */
  readonly inRooms: () => number
  readonly refused: () => number
  /** In which region each resident is. */
  places(): readonly (readonly [agentId: string, regionId: string])[]
  stop(): void
}

export interface GridLoadOptions {
  /** Addresses of the nodes. */
  readonly urls: readonly string[]
  readonly regions: number
  readonly residentsEach: number
  /** By name, where a balancer sends reports that name a node; without names they come to whichever node is next. */
  readonly named?: ReadonlyMap<string, string>
  /** Of each region; `RATE_HZ` unless said otherwise. */
  readonly reportsPerSecond?: number
  /** How many residents walk into another region in a second, and how many pages are loaded anew. */
  readonly walksPerSecond: number
  readonly joinsPerSecond: number
}

export async function startGridLoad(options: GridLoadOptions): Promise<GridLoad> {
  const { urls, named, residentsEach, reportsPerSecond = RATE_HZ, walksPerSecond, joinsPerSecond } = options
  const agent = new Agent({ keepAlive: true, maxSockets: 32 })
  let turn = 0
  const nextUrl = (): string => {
    turn += 1
    return urls[turn % urls.length] ?? ''
  }
  let refused = 0
  let frames = 0
  let reports = 0
  let delays: number[] = []
  const joined = new Set<Resident>()

  function post(path: string, body: string, url = nextUrl()): Promise<string> {
    return new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${REGION_SECRET}`, 'content-type': 'application/json' }
      const asked = request(`${url}/opensim/v1/${path}`, { method: 'POST', agent, headers }, (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (part: string) => {
          text += part
        })
        answer.on('end', () => {
          if ((answer.statusCode ?? 500) >= 300) refused += 1
          else reports += 1
          resolve(text)
        })
      })
      asked.on('error', reject)
      asked.end(body)
    })
  }

  const push = (region: Region): Promise<unknown> => {
    region.step += 1
    const { id, avatars, step, sentAt } = region
    for (const [index, avatar] of [...avatars].entries()) {
      const angle = index + step / 40
      const radius = 5 + (index % 40)
      avatar.pos = [
        128 + radius * Math.cos(angle),
        128 + radius * Math.sin(angle),
        GROUND_METRES + step * STEP_METRES,
      ]
      avatar.look = [-Math.sin(angle), Math.cos(angle), 0]
    }
    sentAt[step] = performance.now()
    const report = JSON.stringify({ region: id, name: `Region ${id.slice(-6)}`, avatars: [...avatars] })
    const sent = named
      ? post(`positions?node=${region.node}`, report, named.get(region.node)).then((name) => {
          if (name !== '') region.node = name
        })
      : post('positions', report)
    return sent.catch(() => {
      refused += 1
    })
  }

  function read(resident: Resident, data: ArrayBuffer): void {
    const height = decodePositions(data)?.[0]?.position[2]
    const at =
      height === undefined
        ? undefined
        : resident.region.sentAt[Math.round((height - GROUND_METRES) / STEP_METRES)]
    if (at !== undefined) delays.push(performance.now() - at)
  }

  async function open(resident: Resident, doesRead: boolean): Promise<void> {
    const socket = new WebSocket(`${nextUrl().replace('http', 'ws')}/signal`, {
      headers: { cookie: resident.cookie, 'x-forwarded-for': addressOf(resident) },
      perMessageDeflate: false,
    })
    resident.socket = socket
    socket.binaryType = 'arraybuffer'
    socket.on('message', (data, isBinary) => {
      if (!isBinary) {
        const text = Buffer.from(data as ArrayBuffer).toString('utf8', 0, 20)
        if (text.startsWith('{"type":"room"')) joined.add(resident)
        if (text.startsWith('{"type":"no-room"')) joined.delete(resident)
        return
      }
      frames += 1
      if (doesRead) read(resident, data as ArrayBuffer)
    })
    socket.on('error', () => undefined)
    await new Promise((resolve) => socket.once('open', resolve))
    socket.send('{"type":"join","muted":false}')
  }

  const addressOf = ({ avatar }: Pick<Resident, 'avatar'>) =>
    `10.${[4, 2, 0].map((at) => Number.parseInt(avatar.id.slice(-6).slice(at, at + 2), 16)).join('.')}`

  const regions: Region[] = Array.from({ length: options.regions }, () => ({
    id: testUuid(),
    avatars: new Set<TestAvatar>(),
    sentAt: [],
    step: 0,
    node: '',
  }))
  const residents: Resident[] = []
  for (const region of regions) {
    for (let seat = 0; seat < residentsEach; seat += 1) region.avatars.add(testAvatar(`Avatar ${seat}`))
    await push(region)
    await Promise.all(
      [...region.avatars].map(async (avatar) => {
        const { url } = JSON.parse(
          await post('tickets', JSON.stringify({ agent: avatar.id, name: avatar.name })),
        )
        const answer = await openLink(nextUrl(), new URL(url).pathname, {
          'x-forwarded-for': addressOf({ avatar }),
        })
        const cookie = answer.headers.get('set-cookie')?.split(';')[0]
        if (!cookie) throw new Error(`no session: ${answer.status} ${await answer.text()}`)
        const resident: Resident = { avatar, cookie, region, socket: undefined }
        residents.push(resident)
        await open(resident, residents.length % READS_ONE_OF === 0)
      }),
    )
  }

  const any = <T>(of: readonly T[]): T => of[Math.floor(Math.random() * of.length)] as T
  function walk(): void {
    const resident = any(residents)
    const to = any(regions)
    resident.region.avatars.delete(resident.avatar)
    to.avatars.add(resident.avatar)
    resident.region = to
  }
  function joinAgain(): void {
    const resident = any(residents)
    if (resident.socket?.readyState !== WebSocket.OPEN) return
    joined.delete(resident)
    resident.socket.close()
    void open(resident, residents.indexOf(resident) % READS_ONE_OF === 0)
  }

  const timers = [
    ...regions.map((region, index) => {
      // Spread over the interval, as regions of several simulators are.
      let repeat: ReturnType<typeof setInterval> | undefined
      const first = setTimeout(
        () => {
          repeat = setInterval(() => void push(region), 1000 / reportsPerSecond)
        },
        ((index / regions.length) * 1000) / reportsPerSecond,
      )
      return () => {
        clearTimeout(first)
        clearInterval(repeat)
      }
    }),
    ...[[walk, walksPerSecond] as const, [joinAgain, joinsPerSecond] as const].map(([act, perSecond]) => {
      const timer = setInterval(act, 1000 / perSecond)
      return () => clearInterval(timer)
    }),
  ]

  return {
    takeDelays() {
      const taken = delays
      delays = []
      return taken
    },
    takeFrames() {
      const taken = frames
      frames = 0
      return taken
    },
    takeReports() {
      const taken = reports
      reports = 0
      return taken
    },
    inRooms: () => joined.size,
    refused: () => refused,
    places: () => residents.map(({ avatar, region }) => [avatar.id, region.id]),
    stop() {
      for (const stop of timers) stop()
      for (const { socket } of residents) socket?.terminate()
      agent.destroy()
    },
  }
}
