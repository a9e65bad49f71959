/**
 * Limits on the connections of one address: how many, how many new ones a second, how many in a TLS handshake at once,
 * and how many bytes of incomplete requests.
 */

import type { Socket } from 'node:net'
import { networkOf } from '../../voice/limits/network-of.js'
import { createTokenBuckets, type Rate } from '../../voice/limits/rates.js'
import type { Stopwatch } from '../../voice/ports.js'

/** Enough for five hundred pages of one school or event, seventy of which are just being opened, with six connections each. */
const MAX_SERVED = 1000
/** Enough for all five hundred being opened at once, with six connections and a WebSocket each: the rest waits, and idle connections are closed, which browsers do not mind. */
const MAX_OPEN = 4000
/** Beyond this many connections of all addresses together, only addresses with few of them are let in. */
const CROWDED = 10_000
const FEW = 50
/** The same five hundred pages in one second; then a reload by a class of fifty. */
const NEW: Rate = { burst: 3500, perSecond: 100 }
/** A handshake costs a millisecond of work: this many of one address do not delay another address noticeably. */
const MAX_HANDSHAKES = 32
/** A connection that waits for its turn this long is closed. */
const LONGEST_TURN_MS = 30_000
/** A page's request has a few kB, a region's longest 200 kB. */
const MAX_UNFINISHED_BYTES = 8 * 1024 * 1024

export interface Connections {
  /**
   * Counts a new connection until it closes, and begins it when its turn comes. False if there are too many: the caller
   * must then close it.
   */
  admit(socket: Socket, begin: () => void): boolean
  /** Begins a TLS handshake as soon as few enough of the address are under way; `secured` must be called after it. */
  handshake(socket: Socket, begin: () => void): void
  /** To be called with the TLS socket of a finished handshake, on which requests come. */
  secured(socket: Socket): void
  /** To be called when a request is complete: its bytes no longer count. */
  requested(socket: Socket): void
  /** To be called when a request was answered, or never will be. */
  answered(socket: Socket): void
  /** To be called when a connection becomes a WebSocket, which has limits of its own. */
  upgraded(socket: Socket): void
  /** To be called when the client has proved to be a region: a grid may have hundreds behind one address. */
  vouched(socket: Socket): void
  isVouched(socket: Socket): boolean
  /** Lets waiting connections in, and closes those that hold too much of incomplete requests; to be called regularly. */
  sweep(): void
}

interface CountedConnection {
  readonly socket: Socket
  readonly network: Network
  state: 'stranger' | 'vouched'
  upgraded: boolean
  handshaking: boolean
  /** Number of requests; `undefined` before the first one. */
  unanswered: number | undefined
  /** Bytes read when the last request was complete. */
  bytesBefore: number
}

interface Network {
  readonly name: string
  readonly connections: Set<CountedConnection>
  strangers: number
  handshakes: number
  /** New connections that wait to be served. */
  readonly line: Map<Socket, () => void>
  readonly turns: Map<Socket, () => void>
}

/**
 * @param isExempt whether an address is that of a trusted proxy, which stands for many clients
 */
export function createConnections(
  stopwatch: Stopwatch,
  isExempt: (address: string) => boolean = () => false,
): Connections {
  const networks = new Map<string, Network>()
  const arrivals = createTokenBuckets(stopwatch, NEW)
  /** By plain socket and by TLS socket, which are two objects of one connection. */
  const bySocket = new WeakMap<Socket, CountedConnection>()
  const byPeer = new Map<string, CountedConnection>()
  let open = 0

  function networkFor(name: string): Network {
    const known = networks.get(name)
    if (known) return known
    const fresh = {
      name,
      connections: new Set<CountedConnection>(),
      strangers: 0,
      handshakes: 0,
      line: new Map(),
      turns: new Map(),
    }
    networks.set(name, fresh)
    return fresh
  }

  function forget(connection: CountedConnection, peer: string): void {
    const { network, socket } = connection
    open -= 1
    byPeer.delete(peer)
    network.connections.delete(connection)
    if (connection.state === 'stranger') network.strangers -= 1
    network.line.delete(socket)
    network.turns.delete(socket)
    handshakeOver(connection)
    if (network.connections.size === 0) networks.delete(network.name)
    else letIn(network)
  }

  /** Lets waiting connections in while there is room. */
  function letIn(network: Network): void {
    for (const [socket, begin] of network.line) {
      if (network.strangers - network.line.size >= MAX_SERVED) return
      if (!arrivals(network.name).spend()) return
      network.line.delete(socket)
      begin()
    }
  }

  const isIdle = ({ state, upgraded, unanswered, socket, bytesBefore }: CountedConnection) =>
    state === 'stranger' && !upgraded && unanswered === 0 && socket.bytesRead === bytesBefore

  /** Closes as many idle connections as others wait. It looks at all of them, so it must not be called too often. */
  function closeIdle({ connections, line }: Network): void {
    if (line.size === 0) return
    for (const { socket } of [...connections].filter(isIdle).slice(0, line.size)) socket.destroy()
  }

  function handshakeOver(connection: CountedConnection): void {
    if (!connection.handshaking) return
    connection.handshaking = false
    const { network } = connection
    network.handshakes -= 1
    for (const [socket, begin] of network.turns) {
      network.turns.delete(socket)
      return begin()
    }
  }

  return {
    admit(socket, begin) {
      const address = socket.remoteAddress
      // It is closed already.
      if (address === undefined) return false
      if (isExempt(address)) {
        begin()
        return true
      }
      const name = networkOf(address)
      const strangers = networks.get(name)?.strangers ?? 0
      const most = open >= CROWDED ? FEW : MAX_OPEN
      if (strangers >= most) return false
      const network = networkFor(name)
      const connection: CountedConnection = {
        socket,
        network,
        state: 'stranger',
        upgraded: false,
        handshaking: false,
        unanswered: undefined,
        bytesBefore: 0,
      }
      const peer = peerOf(socket)
      open += 1
      network.strangers += 1
      network.connections.add(connection)
      bySocket.set(socket, connection)
      byPeer.set(peer, connection)
      socket.once('close', () => forget(connection, peer))
      socket.on('error', () => undefined)
      socket.setTimeout(LONGEST_TURN_MS, () => network.line.has(socket) && socket.destroy())
      network.line.set(socket, begin)
      letIn(network)
      return true
    },

    handshake(socket, begin) {
      const connection = bySocket.get(socket)
      if (!connection) return begin()
      const { network } = connection
      const start = () => {
        connection.handshaking = true
        network.handshakes += 1
        socket.setTimeout(0)
        begin()
      }
      if (network.handshakes < MAX_HANDSHAKES) return start()
      network.turns.set(socket, start)
      socket.setTimeout(LONGEST_TURN_MS, () => network.turns.has(socket) && socket.destroy())
      return undefined
    },

    secured(socket) {
      const connection = byPeer.get(peerOf(socket))
      if (!connection) return
      bySocket.set(socket, connection)
      handshakeOver(connection)
    },

    requested(socket) {
      const connection = bySocket.get(socket)
      if (!connection) return
      connection.bytesBefore = connection.socket.bytesRead
      connection.unanswered = (connection.unanswered ?? 0) + 1
    },

    answered(socket) {
      const connection = bySocket.get(socket)
      if (connection?.unanswered === undefined) return
      connection.unanswered -= 1
      if (connection.network.line.size > 0 && isIdle(connection)) connection.socket.destroy()
    },

    upgraded(socket) {
      const connection = bySocket.get(socket)
      if (connection) connection.upgraded = true
    },

    vouched(socket) {
      const connection = bySocket.get(socket)
      if (connection?.state !== 'stranger') return
      connection.state = 'vouched'
      connection.network.strangers -= 1
    },

    isVouched: (socket) => bySocket.get(socket)?.state === 'vouched',

    sweep() {
      for (const network of networks.values()) {
        letIn(network)
        closeIdle(network)
        const { connections } = network
        const unfinished = [...connections]
          .filter(({ state, upgraded }) => state === 'stranger' && !upgraded)
          .map(({ socket, bytesBefore }) => ({ socket, bytes: socket.bytesRead - bytesBefore }))
          .sort((a, b) => a.bytes - b.bytes)
        let sum = 0
        for (const { socket, bytes } of unfinished) {
          sum += bytes
          if (sum > MAX_UNFINISHED_BYTES) socket.destroy()
        }
      }
    },
  }
}

function peerOf({ remoteAddress, remotePort, localAddress }: Socket): string {
  return `${remoteAddress} ${remotePort} ${localAddress}`
}
