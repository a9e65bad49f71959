/** What nodes send each other on a link: a head in JSON, and a body as it is. */

import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'

/** Nodes that speak another number do not understand each other; it is part of the address of a link. */
export const LINK_VERSION = 1

/** Header of a node that reads what is said to several pages alike in one frame. */
export const READS_MESSAGES = 'x-reads-messages'

const Id = Type.Integer({ minimum: 0 })
const Headers = Type.Record(Type.String(), Type.Union([Type.String(), Type.Array(Type.String())]))

/** A resident, as the node that has their page knows them. */
const LinkedSession = Type.Object({
  id: Type.String(),
  grid: Type.String(),
  agentId: Type.String(),
  name: Type.String(),
  expiresAt: Type.Number(),
  ticketHash: Type.Optional(Type.String()),
  keyId: Type.Optional(Type.String()),
})

const Head = Type.Union([
  /** A request that somebody made of the other node. The body is the request's. */
  Type.Object({
    kind: Type.Literal('request'),
    id: Id,
    /** The node asked must own it; none: any node may answer. */
    area: Type.Optional(Type.String()),
    method: Type.String(),
    url: Type.String(),
    headers: Headers,
    /** The other end of its connection, which may be a proxy. */
    address: Type.String(),
    /** Whose request it is, proxies left out; nodes of earlier builds do not say it. */
    client: Type.Optional(Type.String()),
  }),
  Type.Object({ kind: Type.Literal('answer'), id: Id, status: Type.Integer(), headers: Headers }),
  /** A page takes part in an area of the other node. */
  Type.Object({
    kind: Type.Literal('open'),
    id: Id,
    area: Type.String(),
    role: Type.Union([Type.Literal('place'), Type.Literal('resident')]),
    session: LinkedSession,
    address: Type.String(),
    reqId: Type.String(),
  }),
  Type.Object({ kind: Type.Literal('opened'), id: Id }),
  /** The page takes part in another area of the same node. */
  Type.Object({ kind: Type.Literal('area'), id: Id, area: Type.String() }),
  /** The body is what one side of a page's socket says to the other. */
  Type.Object({ kind: Type.Literal('message'), id: Id, binary: Type.Boolean() }),
  /** The same, said to several pages alike: only to nodes that say that they read it. */
  Type.Object({ kind: Type.Literal('messages'), ids: Type.Array(Id), binary: Type.Boolean() }),
  Type.Object({ kind: Type.Literal('close'), id: Id, code: Type.Integer(), reason: Type.String() }),
  /** The node asked is not the owner of the area. */
  Type.Object({ kind: Type.Literal('not-owner'), id: Id }),
])
export type Head = Static<typeof Head>
export type HeadOf<Kind extends Head['kind']> = Extract<Head, { readonly kind: Kind }>

const parseHead = Compile(Head)

const NOTHING = Buffer.alloc(0)

export function encodeFrame(head: Head, body: Uint8Array = NOTHING): Buffer {
  const text = Buffer.from(JSON.stringify(head))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(text.length)
  return Buffer.concat([length, text, body])
}

/** @throws Error for what no node of this version sends */
export function decodeFrame(frame: Buffer): { readonly head: Head; readonly body: Buffer } {
  const end = 4 + frame.readUInt32BE(0)
  const head: unknown = JSON.parse(frame.toString('utf8', 4, end))
  if (!parseHead.Check(head)) throw new Error('A node sent what this version does not understand.')
  return { head, body: frame.subarray(end) }
}
