/** Serves the pages whose sockets this node has: each takes part where its avatar is, on this node or another. Part of the composition. */

import { areaOfGrid, areaOfNowhere, areaOfRegion } from '../../cluster/area.js'
import type { Directory } from '../../cluster/directory.js'
import type { AreaPage, AreaPages } from '../../cluster/pages/area-pages.js'
import { createPageFront, type OpenWay } from '../../cluster/pages/page-front.js'
import type { Routing } from '../../cluster/routing.js'
import type { ServerMessage, ServerMessageOf } from '../../protocol/messages.js'
import { encodeMessage } from '../../signaling/encoders.js'
import type { ServePage } from '../../signaling/page-server.js'
import type { Timers } from '../../voice/ports.js'

/** A page waits this long for the owner of its place: longer than a lease lasts after its owner has died. */
const PATIENCE_MS = 12_000

export interface FrontServerOptions {
  /** Serves a page that takes part here. */
  readonly servePage: ServePage
  readonly nodeId: string
  readonly pages: AreaPages
  readonly routing: Routing
  readonly directory: () => Directory | undefined
  /** Whether this node is about to close the sockets of all its pages. */
  readonly isStopping: () => boolean
  /** Whether this node can find out who owns an area. */
  readonly knowsOwners: () => boolean
  readonly timers: Timers
}

export function createFrontServer(options: FrontServerOptions): ServePage {
  const { servePage, nodeId, pages, routing, directory, isStopping, knowsOwners, timers } = options
  return (page) => {
    const { socket, session, reqId, address } = page
    const { grid, agentId } = session
    const avatar = { grid, agentId }
    let welcome: ServerMessageOf<'welcome'> | undefined
    function send(message: ServerMessage): void {
      if (message.type === 'welcome') welcome = message
      else if (message.type === 'ice-servers' && welcome)
        welcome = { ...welcome, iceServers: message.iceServers }
      if (socket.readyState === socket.OPEN) socket.send(encodeMessage(message))
    }
    const front = createPageFront({
      socket,
      timers,
      isStopping,
      knowsOwners,
      welcome: () => welcome && send(welcome),
      gridArea: areaOfGrid(grid),
      placeArea() {
        const located = directory()?.find(avatar)
        return located ? areaOfRegion(located) : areaOfNowhere(avatar)
      },
      nodeOf: async (area) => (await routing.ownerOf(area)).id,
      open: (area, role, far) =>
        routing.byOwner<OpenWay>(
          area,
          PATIENCE_MS,
          () => ({
            nodeId,
            page: asLinked(
              pages.open(area, far, (linked) => servePage({ ...page, socket: linked, role }).opened()),
            ),
          }),
          async (link, node) => ({
            nodeId: node.id,
            page: await link.open(
              { area, role, session: { ...session }, address, reqId },
              {
                said: (data, isBinary) => far.said(isBinary ? data : data.toString()),
                closed: far.closed,
              },
            ),
          }),
        ),
    })
    socket.on('message', (data, isBinary) => front.hear(wholeOf(data), isBinary))
    socket.on('error', () => undefined)
    const unwatch = directory()?.watch(avatar, front.moved)
    socket.on('close', (code) => {
      unwatch?.()
      front.closed(code)
    })
    return { send, opened: front.begin }
  }
}

/** A page of this node that takes part on this node. */
function asLinked({ moveTo, hear, end }: AreaPage): OpenWay['page'] {
  return { moveTo, say: hear, close: end }
}

function wholeOf(data: Buffer | ArrayBuffer | Buffer[]): Buffer {
  if (Buffer.isBuffer(data)) return data
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data)
}
