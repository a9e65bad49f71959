/** A file that is served from memory: compressed at most once, with an ETag by which a browser recognises its copy. */

import { createHash } from 'node:crypto'
import { extname } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { FastifyReply } from 'fastify'

/** A tenth larger than the build's highest quality, in a hundredth of the time. */
const BROTLI_QUALITY = 5

/** Content codings by which files are sent, the best first. */
const CODINGS = ['br', 'gzip'] as const
type Coding = (typeof CODINGS)[number]

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.png': 'image/png',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.wav': 'audio/wav',
  '.woff2': 'font/woff2',
}

/** Types worth compressing; files that are compressed already would grow. */
const compressible = /^(text|application)\/|\+xml$|^audio\/wav$/

export interface StoredFile {
  readonly type: string
  readonly etag: string
  readonly content: Buffer
  /** The content in a coding; `undefined` where that would not be smaller. Made when it is first asked for. */
  encoded(coding: Coding): Buffer | undefined
}

/**
 * @param name the file's name, whose ending says its type
 * @param brotli the content as the build compressed it, if it did
 */
export function storeFile(name: string, content: Buffer, brotli?: Buffer): StoredFile {
  const type = types[extname(name)] ?? 'application/octet-stream'
  const isCompressible = compressible.test(type)
  const made = new Map<Coding, Buffer | undefined>()
  const smaller = (body: Buffer) => (body.length < content.length ? body : undefined)
  if (brotli) made.set('br', smaller(brotli))
  return {
    type,
    etag: `W/"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`,
    content,
    encoded(coding) {
      if (!isCompressible) return undefined
      if (!made.has(coding)) made.set(coding, smaller(compress[coding](content)))
      return made.get(coding)
    },
  }
}

const compress: Readonly<Record<Coding, (content: Buffer) => Buffer>> = {
  br: (content) =>
    brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }),
  gzip: (content) => gzipSync(content),
}

/**
 * Answers with a file, or with 304 if the browser's copy is still good.
 * @param cacheControl for how long a browser may use its copy without asking; a file it must not store has no ETag
 */
export function sendFile(
  reply: FastifyReply,
  { type, etag, content, encoded }: StoredFile,
  cacheControl: string,
): FastifyReply {
  const { headers } = reply.request
  reply.header('cache-control', cacheControl).header('vary', 'accept-encoding')
  if (cacheControl !== 'no-store') {
    reply.header('etag', etag)
    if (isKnown(headers['if-none-match'], etag)) return reply.code(304).send()
  }
  reply.type(type)
  for (const coding of CODINGS) {
    const body = accepts(headers['accept-encoding'], coding) ? encoded(coding) : undefined
    if (body) return reply.header('content-encoding', coding).send(body)
  }
  return reply.send(content)
}

function isKnown(header: string | undefined, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '')
  return header?.split(',').some((tag) => bare(tag) === bare(etag)) ?? false
}

/** Whether a client accepts that coding: by name or by `*`, with a weight above 0. */
function accepts(header: string | string[] | undefined, coding: string): boolean {
  const offers = String(header ?? '').split(',')
  return offers.some((offer) => {
    const [name, weight = '1'] = offer.toLowerCase().split(/\s*;\s*q=/)
    return (name?.trim() === coding || name?.trim() === '*') && Number(weight) > 0
  })
}
