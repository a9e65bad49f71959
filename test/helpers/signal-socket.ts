/** A page reduced to its socket: signs in by a link and speaks the signalling protocol, correctly or not. */

import { WebSocket } from 'ws'
import type { ClientMessage, ServerMessage, ServerMessageOf } from '../../src/protocol/messages.js'
import { eventually } from './eventually.js'

export interface SignalSocket {
  readonly messages: ServerMessage[]
  /** Binary frames. */
  readonly frames: ArrayBuffer[]
  send(message: ClientMessage): void
  sendRaw(data: string | Buffer): void
  /** The first message of a type from now or before; it is taken out, so that the next call finds the next one. */
  next<Kind extends ServerMessage['type']>(type: Kind): Promise<ServerMessageOf<Kind>>
  isClosed(): boolean
  /** The close code, once the socket is closed. */
  closed(): Promise<number>
  close(code?: number): void
  /** Ends the connection without a close frame, like a network that fails. */
  cut(): void
  /** Reads nothing for a while, like a page on a network that is far too slow. */
  pause(): void
  resume(): void
}

/** Does what the page of a link does: redeems its ticket. */
export function openLink(
  url: string,
  linkPath: string,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ ticket: linkPath.replace(/^.*\/v\//, '') }),
  })
}

/** The session cookie that a link gives, as a Cookie header. */
export async function signIn(url: string, linkPath: string): Promise<string> {
  const response = await openLink(url, linkPath)
  const cookie = response.headers.get('set-cookie')?.split(';')[0]
  if (!cookie) throw new Error(`no session: ${response.status} ${await response.text()}`)
  return cookie
}

export function openSignal(
  url: string,
  cookie: string | undefined,
  headers: Record<string, string> = {},
): SignalSocket {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/signal`, {
    headers: { ...(cookie && { cookie }), ...headers },
    rejectUnauthorized: false,
  })
  socket.binaryType = 'arraybuffer'
  const messages: ServerMessage[] = []
  const frames: ArrayBuffer[] = []
  let closeCode: number | undefined
  const opened = new Promise((resolve) => socket.once('open', resolve))
  socket.on('message', (data, isBinary) => {
    if (isBinary && data instanceof ArrayBuffer) frames.push(data)
    else messages.push(JSON.parse(Buffer.from(data as ArrayBuffer).toString()))
  })
  socket.on('close', (code) => {
    closeCode = code
  })
  socket.on('error', () => undefined)

  const sendRaw = (data: string | Buffer) => {
    opened.then(() => socket.send(data))
  }
  return {
    messages,
    frames,
    sendRaw,
    send: (message) => sendRaw(JSON.stringify(message)),
    next: (type) =>
      eventually(`a message "${type}"`, () => {
        const index = messages.findIndex((message) => message.type === type)
        if (index < 0) return undefined
        const [message] = messages.splice(index, 1)
        return message as ServerMessageOf<typeof type>
      }),
    isClosed: () => closeCode !== undefined,
    closed: () => eventually('the socket is closed', () => closeCode),
    close: (code) => socket.close(code),
    cut: () => socket.terminate(),
    pause: () => socket.pause(),
    resume: () => socket.resume(),
  }
}
