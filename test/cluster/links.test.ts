/** What an owner says to other nodes: to pages whose sockets they have, and as the answer to requests that came to them. */

import websocket from '@fastify/websocket'
import Fastify, { type FastifyRequest } from 'fastify'
import t, { type Test } from 'tap'
import { WebSocket } from 'ws'
import { decodeFrame, encodeFrame, type Head, READS_MESSAGES } from '../../src/cluster/links/frames.js'
import { createLink, LINK_PATH } from '../../src/cluster/links/link.js'
import { linkServer } from '../../src/cluster/links/link-server.js'
import type { FarEnd } from '../../src/cluster/pages/page-socket.js'
import { ownedRequests } from '../../src/compose/cluster/owned-requests.js'
import { systemTimers } from '../../src/voice/time/timers.js'
import { eventually } from '../helpers/eventually.js'
import { gateOf } from '../helpers/regions/region-authority.js'

const SECRET = 'secret-of-the-links'
const SESSION = { id: 's', grid: 'main', agentId: 'a', name: 'Anna', expiresAt: 0 }
const PAGE = { area: 'main/r', role: 'place', session: SESSION, address: '', reqId: '' } as const
const STEP = Uint8Array.of(1, 2, 3)
const asPage = () => ({ hear: () => undefined, moveTo: () => undefined, end: () => undefined })

/** @returns its address, and what says something to each page that was opened there */
async function startOwner(t: Test) {
  const pages: FarEnd[] = []
  const app = Fastify()
  let readsMessages = false
  app.addHook('onRequest', async ({ headers }) => {
    readsMessages = headers[READS_MESSAGES] !== undefined
  })
  await app.register(websocket)
  await app.register(linkServer, {
    secret: SECRET,
    answer: async () => undefined,
    async open(_page, far) {
      pages.push(far)
      return asPage()
    },
    onError: (error) => t.fail(String(error)),
  })
  t.teardown(() => app.close())
  return {
    url: await app.listen({ port: 0, host: '127.0.0.1' }),
    pages,
    readsMessages: () => readsMessages,
  }
}

/** A step, a word to the second page, and the next step. */
function saySteps(pages: readonly FarEnd[]): void {
  for (const page of pages) page.said(STEP)
  pages[1]?.said('word')
  const next = Uint8Array.of(4)
  for (const page of pages) page.said(next)
}

t.test('what a whole room is told reaches every page, in its order', async (t) => {
  const { url, pages, readsMessages } = await startOwner(t)
  const link = createLink({ url, secret: SECRET, timers: systemTimers, onLost: () => undefined })
  t.teardown(link.close)
  const told: string[][] = [[], [], []]
  for (const heard of told) {
    await link.open(PAGE, {
      said: (data, isBinary) => heard.push(isBinary ? data.toString('hex') : data.toString()),
      closed: () => undefined,
    })
  }
  saySteps(pages)
  await eventually('all is told', () => told.flat().length === 7)
  t.strictSame(told, [
    ['010203', '04'],
    ['010203', 'word', '04'],
    ['010203', '04'],
  ])
  t.ok(readsMessages(), 'and it may go to this node once')
})

t.test('it goes to a node once, and for each page to a node that does not read that', async (t) => {
  const { url, pages } = await startOwner(t)
  const framesFor = async (headers: Record<string, string>) => {
    const socket = new WebSocket(`${url.replace('http', 'ws')}${LINK_PATH}`, {
      headers: { authorization: `Bearer ${SECRET}`, ...headers },
    })
    t.teardown(() => socket.terminate())
    await new Promise((resolve) => socket.once('open', resolve))
    const heads: Head[] = []
    socket.on('message', (data) => heads.push(decodeFrame(data as Buffer).head))
    pages.length = 0
    for (const id of [1, 2, 3]) socket.send(encodeFrame({ kind: 'open', id, ...PAGE }))
    await eventually('the pages are open', () => heads.length === 3)
    saySteps(pages)
    const isAll = () => heads.some(({ kind }) => kind === 'message') && heads.length >= 6
    await eventually('all is told', isAll)
    await new Promise((resolve) => setImmediate(resolve))
    return heads.slice(3).map(({ kind }) => kind)
  }
  t.strictSame(await framesFor({ [READS_MESSAGES]: 'yes' }), ['messages', 'message', 'messages'])
  const each = await framesFor({})
  t.notOk(each.includes('messages'))
})

t.test('a region that the owner has let in is no stranger where its request came to', async (t) => {
  const rules = ownedRequests({
    cluster: {
      areaOfRegion: () => 'main/r',
      whereabouts: { find: () => undefined, list: () => [] },
    },
    gate: gateOf(),
    avatarOf: () => undefined,
    callSessions: { note: () => undefined, has: async () => false },
  })
  const positions = rules.find(({ route }) => route === '/opensim/v1/positions')
  const isRegionAfter = (status: number) => {
    const request = { isRegion: false } as FastifyRequest
    positions?.answered?.(request, Buffer.alloc(0), { status, headers: {}, body: Buffer.alloc(0) })
    return request.isRegion
  }
  t.strictSame([204, 401, 503].map(isRegionAfter), [true, false, false])
})
