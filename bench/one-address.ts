/**
 * Hundreds of pages behind one address, as in a school: they open in the same moment, and come back in the same moment
 * after the service was killed. How long until all are in their rooms (aim 15 s, and 5 s), and how many were refused (aim 0).
 */

import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { eventually } from '../test/helpers/eventually.js'
import { type TestRegion, testAvatar, testRegion } from '../test/helpers/regions/region.js'
import { startService } from '../test/helpers/service.js'
import { createSignalingClient } from '../web-client/service/signaling-client.js'

const PAGES = Number(process.argv[2] ?? 500)
const PAGES_IN_A_ROOM = 10
const SCHOOL = '127.0.0.2'
/** The number of connections that a browser opens to one host. */
const CONNECTIONS = 6
const LIMIT_MS = 120_000

interface Answer {
  /** 0 for a connection that was closed instead. */
  readonly status: number
  readonly text: string
  readonly cookie: string
}

const dataDir = await mkdtemp(join(tmpdir(), 'voice-bench-'))
let service = await startService({ DATA_DIR: dataDir, LOG_LEVEL: 'warn' })
const { port } = service

function ask(agent: Agent, path: string, body?: object): Promise<Answer> {
  return new Promise((resolve) => {
    const failed = () => resolve({ status: 0, text: '', cookie: '' })
    const asked = request(
      {
        port,
        path,
        agent,
        host: '127.0.0.1',
        localAddress: SCHOOL,
        method: body ? 'POST' : 'GET',
        headers: {
          host: `localhost:${port}`,
          ...(body && { 'content-type': 'application/json', origin: `http://localhost:${port}` }),
        },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
        })
        response.on('error', failed)
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            text,
            cookie: response.headers['set-cookie']?.[0]?.split(';')[0] ?? '',
          }),
        )
      },
    )
    // A request on a connection that was closed before it was used again is sent once more, as every browser does.
    asked.on('error', () => (asked.reusedSocket ? ask(agent, path, body).then(resolve) : failed()))
    asked.end(body && JSON.stringify(body))
  })
}

interface Page {
  readonly refusals: number[]
  /** How often the page was told that its session is over. */
  readonly ends: string[]
  inRoom: boolean
}

/** Behaves like a browser: the document, the files that it names, the ticket, and then its socket, which stays. */
async function openPage(link: string): Promise<Page> {
  const page: Page = { refusals: [], ends: [], inRoom: false }
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const get = async (path: string, body?: object): Promise<Answer> => {
    const answer = await ask(agent, path, body)
    if (answer.status < 200 || answer.status >= 300) page.refusals.push(answer.status)
    return answer
  }
  const document = await get(link)
  const assets = [...document.text.matchAll(/assets\/[\w-]+\.js/g)].map(([path]) => `/${path}`)
  const [{ cookie }] = await Promise.all([
    get('/api/session', { ticket: link.replace('/v/', '') }),
    ...[...new Set(assets)].map((path) => get(path)),
    get('/api/sign-in'),
  ])
  const client = createSignalingClient(
    () =>
      new WebSocket(`ws://127.0.0.1:${port}/signal`, {
        headers: { cookie, host: `localhost:${port}`, origin: `http://localhost:${port}` },
        localAddress: SCHOOL,
      }).on('error', () => undefined),
    {
      onOpen: () => client.send({ type: 'join', muted: false }),
      onMessage({ type }) {
        if (type === 'room') page.inRoom = true
      },
      onPositions: () => undefined,
      onLost() {
        page.inRoom = false
      },
      onOver: (reason) => page.ends.push(reason),
    },
  )
  return page
}

const regions: TestRegion[] = []
const avatars = Array.from({ length: PAGES }, (_, index) => testAvatar(`Pupil ${index}`))
for (let first = 0; first < PAGES; first += PAGES_IN_A_ROOM)
  regions.push(testRegion(service, avatars.slice(first, first + PAGES_IN_A_ROOM)))
const push = async () => {
  for (const region of regions) await region.push().catch(() => undefined)
}
await push()
const feed = setInterval(push, 2000)
const links = await Promise.all(
  regions.flatMap((region) => region.avatars.map((avatar) => region.link(avatar))),
)

const allIn = async (pages: readonly Page[], since: number) => {
  const waiting = () => pages.filter(({ inRoom }) => !inRoom).length
  await eventually('all are in their rooms', () => waiting() === 0, LIMIT_MS).catch(() =>
    process.stdout.write(`  ${waiting()} never came in\n`),
  )
  return ((performance.now() - since) / 1000).toFixed(1)
}
const counted = (values: readonly (string | number)[]) =>
  [...new Set(values)].map((value) => `${values.filter((one) => one === value).length} × ${value}`).join(', ')

const openedAt = performance.now()
const pages = await Promise.all(links.map(openPage))
const opened = await allIn(pages, openedAt)
const refusals = counted(pages.flatMap(({ refusals }) => refusals)) || 'none'

await service.stop('SIGKILL')
service = await startService({ DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'warn' })
const returnedAt = performance.now()
const returned = await allIn(pages, returnedAt)
const ends = counted(pages.flatMap(({ ends }) => ends)) || 'none'
clearInterval(feed)
process.stdout.write(
  `one-address: ${PAGES} pages opened at once, all in after ${opened} s (aim < 15), refused ${refusals}; ` +
    `after a restart all back after ${returned} s (aim < 5), told that it is over: ${ends}\n`,
)
await service.stop()
await rm(dataDir, { recursive: true, force: true })
process.exit()
