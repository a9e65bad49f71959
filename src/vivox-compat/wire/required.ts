/** Required parameters. */

import { VoiceError } from '../../errors.js'
import type { Params } from './params.js'

/** Names, passwords and URIs of the module are under 100 characters; this leaves room and no abuse. */
const MAX_LENGTH = 255

/** @throws VoiceError `parameter-missing` when absent or empty, `parameter-invalid` when far too long */
export function required(params: Params, name: string): string {
  const value = params.get(name)
  if (value === undefined) throw new VoiceError('parameter-missing', `The parameter ${name} is missing.`)
  if (value.length > MAX_LENGTH) {
    throw new VoiceError('parameter-invalid', `The parameter ${name} is too long.`)
  }
  return value
}

/** A channel's id. @throws VoiceError `parameter-missing`, or `channel-not-found` for an impossible id */
export function requiredChannelId(params: Params): number {
  const id = idIn(required(params, 'chan_id'))
  if (id === undefined) throw new VoiceError('channel-not-found', 'There is no such channel.')
  return id
}

/** The number in a text of up to 9 digits, which no database overflows on. */
export function idIn(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}
