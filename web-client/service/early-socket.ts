/** The socket that the document's head has opened before there was a script to use it; it redeems the page's link. */

import type { ServerMessage } from '../../src/protocol/messages.js'

type SocketEvent = Event & { readonly data?: unknown }

export interface EarlySocket {
  readonly socket: WebSocket
  /** What has happened to it so far. */
  readonly events: readonly SocketEvent[]
  /** Called at each event. */
  onEvent?: () => void
}

declare global {
  var earlySocket: EarlySocket | undefined
}

/** A network that swallows sockets may let other requests through. */
const ANSWER_MS = 8000

/** @returns the avatar whose link the early socket has redeemed; `undefined` where there is no such socket, or it did not */
export async function earlySignIn(): Promise<string | undefined> {
  const early = globalThis.earlySocket
  if (!early) return undefined
  const first = await new Promise<SocketEvent | undefined>((resolve) => {
    const look = () => {
      const event = early.events.find(({ type }) => type !== 'open')
      if (event) resolve(event)
    }
    early.onEvent = look
    look()
    setTimeout(resolve, ANSWER_MS, undefined)
  })
  const message: ServerMessage | undefined =
    typeof first?.data === 'string' ? JSON.parse(first.data) : undefined
  if (message?.type === 'welcome') return message.agentId
  globalThis.earlySocket = undefined
  early.socket.close()
  return undefined
}

/** The early socket, once: whoever takes it hears everything that has happened to it. */
export function takeEarlySocket(): WebSocket | undefined {
  const early = globalThis.earlySocket
  if (!early) return undefined
  globalThis.earlySocket = undefined
  const { socket, events } = early
  // Once the new owner listens, and before anything else can happen.
  queueMicrotask(() => {
    for (const event of events) {
      if (event.type === 'open') socket.onopen?.(event)
      else if (event.type === 'message') socket.onmessage?.(event as MessageEvent)
      else socket.onclose?.(event as CloseEvent)
    }
  })
  return socket
}
