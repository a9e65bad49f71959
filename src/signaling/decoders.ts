/** Parses what a page sends: one parser for each message. */

import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { VoiceError } from '../errors.js'
import {
  type ClientMessage,
  type ClientMessages,
  type ClientMessageType,
  clientMessages,
  MAX_MESSAGE_BYTES,
  MAX_REPORT_BYTES,
} from '../protocol/messages.js'

type Parsers = { [Kind in ClientMessageType]: (value: unknown) => ClientMessages[Kind] }

const parsers = Object.fromEntries(
  Object.entries(clientMessages).map(([type, schema]) => [type, parser(type, schema)]),
) as Parsers

/**
 * Parses a page's message and checks it against its schema.
 * @throws VoiceError `message-too-large` or `message-invalid`, naming what is wrong
 */
export function decodeMessage(data: Buffer, isBinary: boolean): ClientMessage {
  requireSize(data, MAX_MESSAGE_BYTES)
  if (isBinary) throw new VoiceError('message-invalid', 'Messages are text; binary frames are not taken.')
  const value = parseJson(data.toString())
  const type = typeof value === 'object' && value !== null && 'type' in value ? value.type : undefined
  if (!isMessageType(type)) {
    throw new VoiceError('message-invalid', `The type is none of ${Object.keys(parsers).join(', ')}.`)
  }
  if (type === 'report') requireSize(data, MAX_REPORT_BYTES)
  return parsers[type](value)
}

function requireSize({ byteLength }: Buffer, limit: number): void {
  if (byteLength <= limit) return
  throw new VoiceError(
    'message-too-large',
    `This message may have at most ${limit} bytes, and has ${byteLength}.`,
  )
}

function parser<Schema extends TSchema>(type: string, schema: Schema): (value: unknown) => Static<Schema> {
  const check = Compile(schema)
  return (value) => {
    if (check.Check(value)) return value
    const [fault] = check.Errors(value)
    const reason =
      fault?.keyword === 'boolean' ? 'is no field of this message' : (fault?.message ?? 'is invalid')
    throw new VoiceError('message-invalid', `${type}${fault?.instancePath ?? ''}: ${reason}.`)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new VoiceError('message-invalid', 'The message is not JSON.')
  }
}

function isMessageType(type: unknown): type is ClientMessageType {
  return typeof type === 'string' && Object.hasOwn(parsers, type)
}
