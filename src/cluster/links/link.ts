/** A link to one other node: requests and pages' messages go there, and answers come back. */

import { WebSocket } from 'ws'
import type { Timers } from '../../voice/ports.js'
import { every } from '../../voice/time/timers.js'
import { ABNORMAL_CLOSURE } from '../pages/page-socket.js'
import { createFrameWriter } from './frame-writer.js'
import { decodeFrame, encodeFrame, type Head, type HeadOf, LINK_VERSION, READS_MESSAGES } from './frames.js'

/** The way of links at each node. */
export const LINK_PATH = `/cluster/v${LINK_VERSION}`

/** The node asked is not the owner. */
export class NotOwner extends Error {
  override readonly name = 'NotOwner'
}

/** The node cannot be reached, or went away before it answered. */
export class LinkLost extends Error {
  override readonly name = 'LinkLost'
}

export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: Buffer
}

export type OpenPage = Omit<HeadOf<'open'>, 'kind' | 'id'>
export type LinkRequest = Omit<HeadOf<'request'>, 'kind' | 'id'>

/** The page's end of what it takes part in on the other node. */
export interface FarPage {
  said(data: Buffer, isBinary: boolean): void
  /** @param code that of the other node, `ABNORMAL_CLOSURE` when the way there is gone */
  closed(code: number, reason: string): void
}

export interface LinkedPage {
  /** The page takes part in another area that the same node owns. */
  moveTo(area: string): void
  say(data: Buffer, isBinary: boolean): void
  close(code: number): void
}

export interface Link {
  /** @throws NotOwner, LinkLost */
  request(request: LinkRequest, body: Buffer): Promise<Answer>
  /** Lets a page take part in an area of the other node. @throws NotOwner, LinkLost */
  open(page: OpenPage, far: FarPage): Promise<LinkedPage>
  close(): void
}

export interface LinkOptions {
  /** Where the other node is reached. */
  readonly url: string
  readonly secret: string
  readonly timers: Timers
  /** Called when the link is gone for good. @param reason why, in words; `undefined`: it was closed here */
  readonly onLost: (reason: string | undefined) => void
}

const PING_INTERVAL_MS = 1000
/** Silence of this length is the end of the other node, or of the network between. */
const SILENT_MS = 3000
const CONNECT_TIMEOUT_MS = 2000
/** An answer that takes longer is not waited for. */
const ANSWER_TIMEOUT_MS = 15_000
/** A node that takes nothing any more is given up. */
const MAX_BUFFERED_BYTES = 64 * 1024 * 1024

/** What waits for an answer of the other node. */
interface Asked {
  answered(head: Head, body: Buffer): void
  failed(error: Error): void
}

/** Connects at once; what is said before is sent then. */
export function createLink({ url, secret, timers, onLost }: LinkOptions): Link {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}${LINK_PATH}`, {
    headers: { authorization: `Bearer ${secret}`, [READS_MESSAGES]: 'yes' },
    handshakeTimeout: CONNECT_TIMEOUT_MS,
    perMessageDeflate: false,
  })
  const asked = new Map<number, Asked>()
  const pages = new Map<number, FarPage>()
  const writer = createFrameWriter(socket)
  let early: Buffer[] | undefined = []
  let last = 0
  let heardAt = timers.now()
  let isOver = false

  function send(head: Head, body?: Uint8Array): void {
    if (isOver) return
    const frame = encodeFrame(head, body)
    if (early) early.push(frame)
    else if (socket.bufferedAmount > MAX_BUFFERED_BYTES) over('it takes nothing any more')
    else writer.send(frame)
  }

  function over(reason?: string): void {
    if (isOver) return
    isOver = true
    stop()
    writer.flush()
    socket.terminate()
    onLost(reason)
    for (const { failed } of asked.values()) failed(new LinkLost('The other node is gone.'))
    for (const { closed } of pages.values()) closed(ABNORMAL_CLOSURE, '')
    asked.clear()
    pages.clear()
  }

  const stop = every(timers, PING_INTERVAL_MS, () => {
    if (timers.now() - heardAt > SILENT_MS) over('it is silent')
    else if (socket.readyState === socket.OPEN) socket.ping()
  })

  function hear({ head, body }: ReturnType<typeof decodeFrame>): void {
    switch (head.kind) {
      case 'answer':
      case 'opened':
        asked.get(head.id)?.answered(head, body)
        return
      case 'not-owner':
        asked.get(head.id)?.failed(new NotOwner('The other node is not the owner.'))
        return
      case 'message':
        pages.get(head.id)?.said(body, head.binary)
        return
      case 'messages':
        for (const id of head.ids) pages.get(id)?.said(body, head.binary)
        return
      case 'close': {
        const page = pages.get(head.id)
        pages.delete(head.id)
        page?.closed(head.code, head.reason)
      }
    }
  }

  const note = () => {
    heardAt = timers.now()
  }
  socket.on('upgrade', ({ socket: below }) => writer.over(below))
  socket.on('open', () => {
    note()
    for (const frame of early ?? []) socket.send(frame)
    early = undefined
  })
  socket.on('pong', note)
  socket.on('message', (data) => {
    note()
    try {
      if (Buffer.isBuffer(data)) hear(decodeFrame(data))
    } catch {
      over('it sent what this version does not understand')
    }
  })
  socket.on('error', (error) => over(error.message || error.name))
  socket.on('close', () => over('it closed the link'))

  /** @param take makes the result of the other node's answer */
  function ask<T>(
    head: HeadOf<'request' | 'open'>,
    body: Buffer | undefined,
    take: (head: Head, body: Buffer) => T,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = () => {
        cancel()
        asked.delete(head.id)
      }
      const failed = (error: Error) => {
        end()
        reject(error)
      }
      const cancel = timers.after(ANSWER_TIMEOUT_MS, () =>
        failed(new LinkLost('The other node did not answer.')),
      )
      if (isOver) return failed(new LinkLost('The other node is gone.'))
      asked.set(head.id, {
        failed,
        answered(answer, given) {
          end()
          resolve(take(answer, given))
        },
      })
      return send(head, body)
    })
  }

  const nextId = () => {
    last += 1
    return last
  }

  return {
    request: (request, body) =>
      ask({ kind: 'request', id: nextId(), ...request }, body, (head, given) =>
        head.kind === 'answer'
          ? { status: head.status, headers: head.headers, body: Buffer.from(given) }
          : { status: 502, headers: {}, body: Buffer.alloc(0) },
      ),
    open(page, far) {
      const id = nextId()
      // At once with the answer: what the core says first follows it.
      return ask({ kind: 'open', id, ...page }, undefined, () => {
        pages.set(id, far)
        return {
          moveTo: (area) => send({ kind: 'area', id, area }),
          say(data, binary) {
            if (pages.has(id)) send({ kind: 'message', id, binary }, data)
          },
          close(code) {
            if (pages.delete(id)) send({ kind: 'close', id, code, reason: '' })
          },
        }
      })
    },
    close: () => over(),
  }
}
