/**
 * Reads a query string the way VivoxVoiceModule writes it: unescaped. A parcel's name can carry `&`, `=`
 * and whole forged parameters, so nothing that comes after `chan_desc` counts but the audio parameters.
 */

import { VoiceError } from '../../errors.js'

/** The module writes these last, after the description. */
const AUDIO_PARAMETERS = [
  'chan_type',
  'chan_mode',
  'chan_roll_off',
  'chan_dist_model',
  'chan_max_range',
  'chan_clamping_distance',
] as const

export type AudioParameter = (typeof AUDIO_PARAMETERS)[number]

/** By their names, and by spellings that some senders use. */
const AUDIO_NAMES: ReadonlyMap<string, AudioParameter> = new Map([
  ...AUDIO_PARAMETERS.map((name) => [name, name] as const),
  ['chan_ckamping_distance', 'chan_clamping_distance'],
])

/** Longer names are cut; OpenSimulator's own limit is 255 for a region's and a parcel's name each. */
const MAX_DESCRIPTION_LENGTH = 520

/** Names, passwords and URIs of the module are under 100 characters; this leaves room and no abuse. */
const MAX_VALUE_LENGTH = 255

/** The address of a request without its query where only `parseParams` reads that, for `rewriteUrl`: Fastify would read it as well. */
export function withoutOwnQuery(url: string): string {
  const query = url.startsWith('/api2/') ? url.indexOf('?') : -1
  return query < 0 ? url : url.slice(0, query)
}

export interface Params {
  /** The first occurrence that came before any `chan_desc`; `undefined` when missing or empty. */
  get(name: string): string | undefined
  /** The last occurrence anywhere; `undefined` when missing or empty. */
  audio(name: AudioParameter): string | undefined
  /** The region's and parcel's name, put together again if it holds `&`; empty when missing. */
  readonly description: string
}

/** Never fails: what cannot be read is missing. @param query without the `?`, as it came over the wire */
export function parseParams(query: string): Params {
  // Mostly three, of which two are asked for: a list takes less than a map.
  const names: string[] = []
  const values: string[] = []
  let audio: Map<string, string> | undefined
  let described: { text: string; rest: string } | undefined

  for (let start = 0, end = 0; start <= query.length; start = end + 1) {
    end = query.indexOf('&', start)
    if (end < 0) end = query.length
    const segment = query.slice(start, end)
    const equals = segment.indexOf('=')
    const name = decode(equals < 0 ? segment : segment.slice(0, equals))
    const value = equals < 0 ? '' : segment.slice(equals + 1)
    const audioName = name.startsWith('chan_') ? AUDIO_NAMES.get(name) : undefined
    if (audioName) audio = (audio ?? new Map<string, string>()).set(audioName, value)
    if (described) {
      // What stands between two parts of the name belongs to it; the audio parameters at the end do not.
      described.rest += `&${segment}`
      if (!audioName) described = { text: described.text + described.rest, rest: '' }
    } else if (name === 'chan_desc') {
      described = { text: value, rest: '' }
    } else {
      names.push(name)
      values.push(value)
    }
  }

  return {
    get: (name) => present(values[names.indexOf(name)]),
    audio: (name) => present(audio?.get(name)),
    description: described ? cut(decode(described.text).trim()) : '',
  }
}

/** @throws VoiceError `parameter-missing` when absent or empty, `parameter-invalid` when far too long */
export function required(params: Params, name: string): string {
  const value = params.get(name)
  if (value === undefined) throw new VoiceError('parameter-missing', `The parameter ${name} is missing.`)
  if (value.length > MAX_VALUE_LENGTH) {
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

function present(value: string | undefined): string | undefined {
  return value === undefined || value === '' ? undefined : decode(value)
}

/** Whole characters only: half a surrogate pair is no character. */
function cut(text: string): string {
  if (text.length <= MAX_DESCRIPTION_LENGTH) return text
  return text.slice(0, MAX_DESCRIPTION_LENGTH).replace(/[\ud800-\udbff]$/, '')
}

/** Percent-decodes what is well-formed and leaves the rest; a `+` is a plus, as in base64. */
function decode(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text.replace(/(%[0-9a-f]{2})+/gi, (run) =>
      Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8'),
    )
  }
}
