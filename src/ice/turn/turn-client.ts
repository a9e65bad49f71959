/** A TURN client, as small as the probe needs it: requests with long-term credentials, over UDP, TCP or TLS. */

import { createHash, randomBytes } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { lookup } from 'node:dns/promises'
import { connect as connectTcp } from 'node:net'
import { connect as connectTls } from 'node:tls'
import {
  Attribute,
  decodeAnswer,
  encodeRequest,
  type Method,
  messageBytes,
  type StunAnswer,
  type StunAttribute,
} from '../../stun/stun-message.js'
import type { TurnCredential } from '../ice-servers.js'
import { parseTurnUrl, type TurnUrl } from './turn-url.js'

const FIRST_RETRANSMISSION_MS = 250

/** RFC 8489 §14.8: "unauthenticated" and "stale nonce", both of which bring a nonce for the next attempt. */
const CHALLENGES = [401, 438]

export interface TurnClient {
  /** Whether the server has asked for credentials. */
  challenged(): boolean
  /**
   * Sends a request, and sends it again signed when the server asks for credentials.
   * @throws Error when no answer comes in time
   */
  request(method: Method, attributes: readonly StunAttribute[]): Promise<StunAnswer>
  close(): void
}

interface Transport {
  /** Whether the client itself has to send a lost message again. */
  readonly lossy: boolean
  send(message: Buffer): void
  close(): void
}

/** @throws Error when the server cannot be reached: its name is unknown, it refuses, or its certificate is not valid */
export async function openTurnClient(
  url: string,
  credential: TurnCredential,
  timeoutMs: number,
): Promise<TurnClient> {
  const server = parseTurnUrl(url)
  const waiting = new Map<string, (answer: StunAnswer) => void>()
  let failed: ((error: Error) => void) | undefined
  const opening = openTransport(server, timeoutMs, receive, (error) => failed?.(error))
  const transport = await within(timeoutMs, opening)
  let realm: Buffer | undefined
  let nonce: Buffer | undefined

  function receive(message: Buffer): void {
    const answer = decodeAnswer(message)
    if (answer) waiting.get(answer.transactionId.toString('hex'))?.(answer)
  }

  async function exchange(message: Buffer, transactionId: string): Promise<StunAnswer> {
    let resend: NodeJS.Timeout | undefined
    const transmit = (pauseMs: number): void => {
      transport.send(message)
      if (transport.lossy) resend = setTimeout(transmit, pauseMs, pauseMs * 2)
    }
    try {
      return await within(
        timeoutMs,
        new Promise<StunAnswer>((resolve, reject) => {
          waiting.set(transactionId, resolve)
          failed = reject
          transmit(FIRST_RETRANSMISSION_MS)
        }),
      )
    } finally {
      clearTimeout(resend)
      waiting.delete(transactionId)
    }
  }

  function attempt(method: Method, attributes: readonly StunAttribute[]): Promise<StunAnswer> {
    const transactionId = randomBytes(12)
    const { username, credential: password } = credential
    if (!realm || !nonce)
      return exchange(encodeRequest(method, transactionId, attributes), transactionId.toString('hex'))
    const identity: StunAttribute[] = [
      [Attribute.username, Buffer.from(username)],
      [Attribute.realm, realm],
      [Attribute.nonce, nonce],
    ]
    // RFC 8489 §9.2.2: the key of long-term credentials.
    const key = createHash('md5').update(`${username}:${realm}:${password}`).digest()
    const message = encodeRequest(method, transactionId, [...attributes, ...identity], key)
    return exchange(message, transactionId.toString('hex'))
  }

  return {
    challenged: () => nonce !== undefined,
    async request(method, attributes) {
      const known = nonce
      const answer = await attempt(method, attributes)
      if (!answer.error || !CHALLENGES.includes(answer.error.code)) return answer
      realm = answer.attributes.get(Attribute.realm) ?? realm
      nonce = answer.attributes.get(Attribute.nonce)
      // A 401 to a signed request is the verdict on the credential.
      return known && answer.error.code === 401 ? answer : attempt(method, attributes)
    },
    close: transport.close,
  }
}

async function openTransport(
  server: TurnUrl,
  timeoutMs: number,
  onMessage: (message: Buffer) => void,
  onError: (error: Error) => void,
): Promise<Transport> {
  const { host, port, secure, transport } = server
  if (transport === 'udp') {
    const { address, family } = await lookup(host)
    const socket = createSocket(family === 6 ? 'udp6' : 'udp4')
    await new Promise<void>((resolve) => socket.connect(port, address, resolve))
    socket.on('message', onMessage).on('error', onError)
    return { lossy: true, send: (message) => socket.send(message), close: () => socket.close() }
  }
  const socket = secure ? connectTls({ host, port, servername: host }) : connectTcp({ host, port })
  socket.setTimeout(timeoutMs, () => socket.destroy(new Error('the connection is silent')))
  await new Promise<void>((resolve, reject) => {
    socket.once(secure ? 'secureConnect' : 'connect', resolve).once('error', reject)
  })
  let stream = Buffer.alloc(0)
  socket.on('error', onError).on('data', (chunk) => {
    stream = Buffer.concat([stream, chunk])
    for (
      let length = messageBytes(stream);
      length && stream.length >= length;
      length = messageBytes(stream)
    ) {
      onMessage(stream.subarray(0, length))
      stream = stream.subarray(length)
    }
  })
  return { lossy: false, send: (message) => socket.write(message), close: () => socket.destroy() }
}

/** @throws Error when the promise takes longer */
async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${milliseconds} ms`)), milliseconds)
  })
  try {
    return await Promise.race([promise, tooLong])
  } finally {
    clearTimeout(timer)
  }
}
