/**
 * A grid that sends far more than it may, as a program of its own: large reports, links, requests of viewers, paths that
 * do not exist, and pages that join. Told its rate by messages, it tells what became of its requests.
 */

import { Agent, request as httpRequest } from 'node:http'
import { testUuid } from '../../test/helpers/regions/region.js'
import { openSignal, type SignalSocket } from '../../test/helpers/signal-socket.js'

export interface NoiseOrder {
  /** Requests a second; 0 for silence. */
  readonly perSecond: number
}

export interface NoiseReport {
  readonly sent: number
  readonly served: number
  readonly refused: number
}

const [, , url = '', secret = '', host = ''] = process.argv
const { port } = new URL(url)
const TICK_MS = 10
const AVATARS_OF_A_REGION = 60
const REGIONS = 40
const PAGES = 100

const agent = new Agent({ keepAlive: true, maxSockets: 64, localAddress: '127.0.0.9' })
const regions = Array.from({ length: REGIONS }, () => ({
  region: testUuid(),
  name: 'Noise',
  avatars: Array.from({ length: AVATARS_OF_A_REGION }, (_, index) => ({
    id: testUuid(),
    name: `Loud ${index}`,
    pos: [100, 100, 25],
    look: [1, 0, 0],
  })),
}))
const bodies = regions.map((region) => JSON.stringify(region))
const pages: SignalSocket[] = []
let perSecond = 0
let owed = 0
let turn = 0
let waiting = 0
const report = { sent: 0, served: 0, refused: 0 }

function ask(
  path: string,
  body: string,
  onAnswer: (text: string, cookie?: string) => void = () => undefined,
) {
  waiting += 1
  report.sent += 1
  const headers = {
    host,
    origin: `http://${host}`,
    authorization: `Bearer ${secret}`,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  }
  const request = httpRequest(
    { agent, host: '127.0.0.1', port, path, method: 'POST', headers },
    (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part
      })
      response.on('end', () => {
        waiting -= 1
        if (response.statusCode === 429) report.refused += 1
        else report.served += 1
        const [cookie] = response.headers['set-cookie'] ?? []
        onAnswer(text, cookie?.split(';')[0])
      })
    },
  )
  request.on('error', () => {
    waiting -= 1
  })
  request.end(body)
}

/** A page joins by a link, and another one gives way. */
function join(): void {
  const { region, avatars } = regions[turn % REGIONS] ?? { region: '', avatars: [] }
  const avatar = avatars[turn % AVATARS_OF_A_REGION]
  ask('/opensim/v1/tickets', JSON.stringify({ agent: avatar?.id, name: avatar?.name, region }), (text) => {
    const ticket = /\/v\/([^"]+)/.exec(text)?.[1]
    if (!ticket) return
    ask('/api/session', JSON.stringify({ ticket }), (_, cookie) => {
      if (!cookie) return
      const page = openSignal(`http://127.0.0.1:${port}`, cookie, { host, origin: `http://${host}` })
      page.send({ type: 'join', muted: false })
      pages.push(page)
      if (pages.length > PAGES) pages.shift()?.close()
    })
  })
}

setInterval(() => {
  owed = Math.min(perSecond, owed + (perSecond * TICK_MS) / 1000)
  // What the service does not answer in time is not asked on top of it.
  for (; owed >= 1 && waiting < 1000; owed -= 1) {
    turn += 1
    if (turn % 20 === 0) join()
    else if (turn % 20 === 1) ask('/opensim/v1/nothing', '{}')
    else if (turn % 20 === 2) ask(`/opensim/voice/${secret}`, '{"jsonrpc":"2.0","id":1,"method":"none"}')
    else ask('/opensim/v1/positions', bodies[turn % REGIONS] ?? '')
  }
}, TICK_MS)

process.on('message', (order: NoiseOrder) => {
  perSecond = order.perSecond
  owed = 0
  process.send?.({ ...report } satisfies NoiseReport)
})
process.on('disconnect', () => process.exit())
