/**
 * The other end of links: what other nodes ask of this one. Only who has CLUSTER_SECRET gets one, so nothing that comes
 * over it was said by a client, and nothing that a client sends elsewhere counts as said by a node.
 */

import type { Duplex } from 'node:stream'
import type { FastifyPluginAsync, FastifyRequest } from 'fastify'
import type { WebSocket } from 'ws'
import { VoiceError } from '../../errors.js'
import { NODE_GONE } from '../../protocol/close-codes.js'
import { isSameSecret } from '../../voice/sign-in/same-secret.js'
import type { AreaPage } from '../pages/area-pages.js'
import type { FarEnd } from '../pages/page-socket.js'
import { createFrameWriter } from './frame-writer.js'
import { decodeFrame, encodeFrame, type Head, type HeadOf, READS_MESSAGES } from './frames.js'
import { type Answer, LINK_PATH } from './link.js'

export interface LinkServerOptions {
  readonly secret: string
  /** Answers a request, or `undefined` where this node is not the owner. */
  readonly answer: (request: HeadOf<'request'>, body: Buffer) => Promise<Answer | undefined>
  /** Lets a page take part; `undefined` where this node is not the owner. */
  readonly open: (page: HeadOf<'open'>, far: FarEnd) => Promise<AreaPage | undefined>
  /** Called with errors of work that nobody awaits. */
  readonly onError: (error: unknown) => void
}

export const linkServer: FastifyPluginAsync<LinkServerOptions> = async (app, options) => {
  const authenticate = async (request: FastifyRequest) => {
    const given = request.headers.authorization?.match(/^Bearer +(\S+) *$/i)?.[1]
    if (given !== undefined && isSameSecret(given, options.secret)) return
    throw new VoiceError('wrong-credentials', 'Only nodes with the same CLUSTER_SECRET may connect here.')
  }
  app.get(LINK_PATH, { websocket: true, preValidation: authenticate }, (socket, request) =>
    serve(socket, request.socket, {
      ...options,
      readsMessages: request.headers[READS_MESSAGES] !== undefined,
    }),
  )
}

interface ServedLink extends LinkServerOptions {
  /** Whether the other node reads one frame for several pages. */
  readonly readsMessages: boolean
}

function serve(socket: WebSocket, below: Duplex, { answer, open, onError, readsMessages }: ServedLink): void {
  const writer = createFrameWriter(socket)
  writer.over(below)
  const pages = new Map<number, AreaPage>()
  /** What was said last, and to which pages: one step of an avatar is said to a whole room. */
  let alike: { readonly data: Uint8Array; readonly ids: number[] } | undefined

  function sendNow(head: Head, body?: Uint8Array): void {
    if (socket.readyState === socket.OPEN) writer.send(encodeFrame(head, body))
  }

  function sendAlike(): void {
    if (alike) sendNow({ kind: 'messages', ids: alike.ids, binary: true }, alike.data)
    alike = undefined
  }

  function send(head: Head, body?: Uint8Array): void {
    sendAlike()
    sendNow(head, body)
  }

  function sayBinary(id: number, data: Uint8Array): void {
    if (!readsMessages) return send({ kind: 'message', id, binary: true }, data)
    if (alike?.data !== data) {
      sendAlike()
      alike = { data, ids: [] }
      queueMicrotask(sendAlike)
    }
    alike.ids.push(id)
    return undefined
  }

  async function request(head: HeadOf<'request'>, body: Buffer): Promise<void> {
    const { id } = head
    const given = await answer(head, body)
    if (!given) return send({ kind: 'not-owner', id })
    const headers = Object.fromEntries(
      Object.entries(given.headers).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : [...value],
      ]),
    )
    return send({ kind: 'answer', id, status: given.status, headers }, given.body)
  }

  async function openPage(head: HeadOf<'open'>): Promise<void> {
    const { id } = head
    // What the core says at once must follow the answer.
    let early: (() => void)[] | undefined = []
    const later = (step: () => void) => (early ? void early.push(step) : step())
    const page = await open(head, {
      said: (data) =>
        later(() =>
          typeof data === 'string'
            ? send({ kind: 'message', id, binary: false }, Buffer.from(data))
            : sayBinary(id, data),
        ),
      closed: (code, reason) =>
        later(() => {
          if (pages.delete(id)) send({ kind: 'close', id, code, reason })
        }),
    })
    if (!page) return send({ kind: 'not-owner', id })
    if (socket.readyState !== socket.OPEN) return page.end(NODE_GONE)
    pages.set(id, page)
    send({ kind: 'opened', id })
    for (const step of early) step()
    early = undefined
  }

  function hear(head: Head, body: Buffer): void {
    switch (head.kind) {
      case 'request':
        request(head, body).catch((error: unknown) => {
          onError(error)
          send({ kind: 'answer', id: head.id, status: 500, headers: {} })
        })
        return
      case 'open':
        openPage(head).catch((error: unknown) => {
          onError(error)
          send({ kind: 'not-owner', id: head.id })
        })
        return
      case 'message':
        pages.get(head.id)?.hear(body, head.binary)
        return
      case 'area':
        pages.get(head.id)?.moveTo(head.area)
        return
      case 'close': {
        const page = pages.get(head.id)
        pages.delete(head.id)
        page?.end(head.code)
      }
    }
  }

  socket.on('message', (data) => {
    try {
      if (!Buffer.isBuffer(data)) return
      const { head, body } = decodeFrame(data)
      hear(head, body)
    } catch (error) {
      onError(error)
      socket.terminate()
    }
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', () => {
    const open = [...pages.values()]
    pages.clear()
    // They come again by another node.
    for (const page of open) page.end(NODE_GONE)
  })
}
