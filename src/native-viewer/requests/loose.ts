/** Values as regions write them: OpenSim sends numbers and booleans as such or as texts, depending on its serialiser. */

import { type Static, type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { VoiceError } from '../../errors.js'
import { NULL_UUID, UUID } from '../../pure/uuid.js'

export const Loose = Type.Union([
  Type.String({ maxLength: 1024 }),
  Type.Number(),
  Type.Boolean(),
  Type.Null(),
])
type LooseValue = Static<typeof Loose> | undefined

/** @param name of what is read, for people */
export function parser<Schema extends TSchema>(
  name: string,
  schema: Schema,
): (value: unknown) => Static<Schema> {
  const check = Compile(schema)
  return (value) => {
    if (check.Check(value)) return value
    const [fault] = check.Errors(value)
    throw bad(`${name}${fault?.instancePath ?? ''} ${fault?.message ?? 'is invalid'}`)
  }
}

export function text(value: LooseValue): string | undefined {
  return value === undefined || value === null || value === '' ? undefined : String(value)
}

/** A keyword, which clients write in upper or lower case. */
export function word(value: LooseValue): string | undefined {
  return text(value)?.trim().toLowerCase()
}

export function flag(value: LooseValue): boolean {
  return /^(true|1)$/i.test(text(value) ?? '')
}

/** Regions number their parcels from 1; 0 and −1 mean none. */
export function localId(value: LooseValue): number | undefined {
  const written = text(value)
  if (written === undefined) return undefined
  if (!/^-?\d{1,10}$/.test(written)) throw bad('parcel_local_id must be a whole number')
  return Number(written) > 0 ? Number(written) : undefined
}

export function uuid(name: string, value: string): string {
  if (!UUID.test(value) || value === NULL_UUID) throw bad(`${name} must be a UUID`)
  return value.toLowerCase()
}

export function bad(why: string): VoiceError {
  return new VoiceError('bad-request', `The request cannot be used: ${why}.`)
}
