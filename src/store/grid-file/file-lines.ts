/** The form of a grid's file: lines of JSON, the first about the file, the last to see that nothing is missing; mostly with gzip. */

import { createHash } from 'node:crypto'
import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { type FileSource, GridFileFault } from '../../voice/grids/grid-files.js'

/** Beyond any row; and a small file that unpacks to more than this is none of ours. */
const MAX_LINE_BYTES = 16 * 1024 * 1024
const MAX_BYTES = 8 * 1024 * 1024 * 1024

const GZIP = [0x1f, 0x8b]
const LINE_FEED = 0x0a

/** Follows what was written or read, for the last line. */
export function createFileDigest() {
  const hash = createHash('sha256')
  return {
    add: (line: string) => void hash.update(line).update('\n'),
    text: () => hash.copy().digest('base64url'),
  }
}

/** The lines without their ends. @throws GridFileFault for what is not made of lines, or of too much */
export async function* linesOf(source: FileSource): AsyncGenerator<string> {
  let rest: Buffer[] = []
  let held = 0
  let all = 0
  for await (const chunk of unpacked(source)) {
    all += chunk.length
    if (all > MAX_BYTES) throw new GridFileFault('This file is larger than any grid.')
    let from = 0
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, from)) {
      yield textOf([...rest, chunk.subarray(from, end)])
      rest = []
      held = 0
      from = end + 1
    }
    if (from === chunk.length) continue
    rest.push(chunk.subarray(from))
    held += chunk.length - from
    if (held > MAX_LINE_BYTES)
      throw new GridFileFault('This is no file of a grid: one of its lines has no end.')
  }
  if (held > 0) yield textOf(rest)
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function textOf(parts: readonly Buffer[]): string {
  try {
    return decoder.decode(Buffer.concat(parts))
  } catch {
    throw new GridFileFault('This is no file of a grid: it is no text.')
  }
}

async function* unpacked(source: FileSource): AsyncGenerator<Buffer> {
  const bytes = Readable.from(source())
  const [first] = await Readable.from(source()).take(1).toArray()
  const isPacked = GZIP.every((byte, at) => first instanceof Uint8Array && first[at] === byte)
  // An error of either is thrown where the stream is read.
  const stream = isPacked ? pipeline(bytes, createGunzip(), () => undefined) : bytes
  try {
    for await (const chunk of stream) yield Buffer.from(chunk)
  } catch (error) {
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('Z_')) {
      throw new GridFileFault('This file is damaged: copy it again.')
    }
    throw error
  }
}

/** @throws GridFileFault */
export function parsedLine(line: string, number: number): unknown {
  try {
    return JSON.parse(line)
  } catch {
    throw new GridFileFault(`Line ${number} is no JSON: this is no file of a grid, or it is damaged.`)
  }
}
