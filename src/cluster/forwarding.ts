/** Requests that the owner of an area has to answer are handed on to it, whichever node they came to. */

import { AsyncLocalStorage } from 'node:async_hooks'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { VoiceError } from '../errors.js'
import type { HeadOf } from './links/frames.js'
import { type Answer, LinkLost } from './links/link.js'
import type { Routing } from './routing.js'

/** The query by which a request names a node to the load balancer. */
const NAMED_NODE = /\?node=([\w-]*)$/

/** Which requests have an owner, and which. */
export interface OwnedRequest {
  readonly method: string
  /** As the route was registered; a star at the end stands for all that begins so. */
  readonly route: string
  /** @param body as it came. @returns the area, or `undefined` where any node can answer */
  area(request: FastifyRequest, body: Buffer): string | undefined | Promise<string | undefined>
  /** Of those that begin so, the ones that any node answers, as in `GET /things/:id`; their bodies may be of any length. */
  readonly except?: readonly string[]
  /** How long to look for an owner where there is none: whoever repeats the request anyway waits little. */
  readonly patienceMs: number
  /**
   * Whether whoever asks is told by the answer which node has answered, where nodes have names and the request names another one
   * as `?node=`: named in the next request, a load balancer can send that straight there.
   */
  readonly namesOwner?: boolean
  /** Sees the owner's answer. */
  answered?(request: FastifyRequest, body: Buffer, answer: Answer): void
}

/** Beyond the longest body that any of these requests may have. */
const MAX_BODY_BYTES = 600 * 1024

declare module 'fastify' {
  interface FastifyRequest {
    /** The name of the node that has answered it, if that is told. */
    ownerName?: string | undefined
  }
}

/** Headers of one connection, and those that the answering side writes itself. */
const OF_CONNECTION = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'upgrade',
  'expect',
  'te',
  'trailer',
  'proxy-connection',
])

/** Answers a request without one of HTTP being made of it again; `undefined` where it is not as plain as all others. */
export type PlainAnswer = (request: HeadOf<'request'>, body: Buffer) => Answer | undefined

export interface Forwarding {
  /** @param what method and address, as in `POST /opensim/v1/positions` */
  answerPlainly(what: string, answer: PlainAnswer): void
  /** Answers what another node asks of this one. */
  answer(request: HeadOf<'request'>, body: Buffer): Promise<Answer>
  /** Whether the request that is being answered came from another node. Nobody else can make it so. */
  isFromNode(): boolean
}

/** To be called before any route is registered. */
export function forwardRequests(
  server: FastifyInstance,
  routing: Pick<Routing, 'byOwner'>,
  owned: readonly OwnedRequest[],
  ownName?: string,
): Forwarding {
  const plain = new Map<string, PlainAnswer>()
  const fromNode = new AsyncLocalStorage<true>()
  const rules = new Map(owned.map((rule) => [`${rule.method} ${rule.route}`, rule]))
  const prefixes = owned.filter(({ route }) => route.endsWith('/*'))

  function ruleFor({ method, routeOptions: { url = '' } }: FastifyRequest): OwnedRequest | undefined {
    const named = `${method} ${url}`
    const exact = rules.get(named)
    const isMeant = ({ route, except, ...rule }: OwnedRequest) =>
      url.startsWith(route.slice(0, -1)) && [method, '*'].includes(rule.method) && !except?.includes(named)
    return exact ?? prefixes.find(isMeant)
  }

  server.addHook('preParsing', async (request, reply, payload) => {
    const rule = fromNode.getStore() ? undefined : ruleFor(request)
    if (!rule) return payload
    const body = await bodyOf(payload)
    const area = await rule.area(request, body)
    if (area === undefined) return asStream(body)
    const here = Symbol('here')
    let owner = ownName
    try {
      const answer = await routing.byOwner<Answer | typeof here>(
        area,
        rule.patienceMs,
        () => here,
        (link, { name }) => {
          owner = name
          return link.request({ area, ...outgoing(request) }, body)
        },
      )
      if (rule.namesOwner) request.ownerName = owner
      if (answer === here) return asStream(body)
      if (typeof answer === 'object') {
        rule.answered?.(request, body, answer)
        send(reply, answer)
      }
      return reply as never
    } catch (error) {
      if (!(error instanceof LinkLost)) throw error
      throw new VoiceError(
        'too-busy',
        'Another node of the service has to answer this, and none can at the moment.',
        {
          cause: error,
          retryAfterSeconds: 2,
        },
      )
    }
  })

  if (ownName !== undefined) {
    server.addHook('onRoute', (route) => {
      if (owned.some((rule) => rule.namesOwner && route.url.endsWith(rule.route))) route.onSend = nameOwner
    })
  }

  return {
    isFromNode: () => fromNode.getStore() === true,
    answerPlainly: (what, answer) => void plain.set(what, answer),
    async answer(request, body) {
      const { method, url, headers, address } = request
      const given = plain.get(`${method} ${url}`)?.(request, body)
      if (given) return given
      return fromNode.run(true, async () => {
        const answer = await server.inject({
          method: method as 'GET',
          url,
          headers: { ...headers },
          remoteAddress: address,
          ...(body.length > 0 && { payload: Buffer.from(body) }),
        })
        return { status: answer.statusCode, headers: plainHeaders(answer.headers), body: answer.rawPayload }
      })
    },
  }
}

/** Where an answer that is otherwise empty goes to somebody who named another node, it is the owner's name. */
async function nameOwner(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  const { ownerName, originalUrl } = request
  const [, named] = NAMED_NODE.exec(originalUrl) ?? []
  if (ownerName === undefined || named === undefined || named === ownerName) return payload
  if (reply.statusCode !== 204) return payload
  reply.code(200).type('text/plain')
  return ownerName
}

function outgoing(request: FastifyRequest): Omit<HeadOf<'request'>, 'kind' | 'id' | 'area'> {
  const { method, originalUrl, socket, isSecure, ip } = request
  const headers = plainHeaders(request.headers)
  // What browsers send over TLS only: the cookies of the answer are for TLS only, too.
  if (isSecure) headers['sec-fetch-mode'] ??= 'cors'
  // What it names has done its work.
  const url = originalUrl.replace(NAMED_NODE, '')
  return { method, url, headers, address: socket.remoteAddress ?? '', client: ip }
}

function plainHeaders(headers: NodeJS.Dict<string | string[] | number>): Record<string, string | string[]> {
  const plain: Record<string, string | string[]> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && !OF_CONNECTION.has(name))
      plain[name] = Array.isArray(value) ? value : String(value)
  }
  return plain
}

function send(reply: FastifyReply, { status, headers, body }: Answer): void {
  for (const [name, value] of Object.entries(headers)) {
    reply.header(name, typeof value === 'string' ? value : [...value])
  }
  reply.code(status).send(body.length > 0 ? body : undefined)
}

/** @throws VoiceError `message-too-large` */
function bodyOf(payload: Readable): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let length = 0
    payload.on('data', (part: Buffer) => {
      length += part.length
      if (length <= MAX_BODY_BYTES) parts.push(part)
      else reject(new VoiceError('message-too-large', 'The request is too large.'))
    })
    payload.on('error', reject)
    payload.on('end', () => resolve(parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts)))
  })
}

/** The body as it came, for this node's own handler. */
function asStream(body: Buffer): Readable {
  const stream = new Readable({ read: () => undefined })
  stream.push(body)
  stream.push(null)
  return stream
}
