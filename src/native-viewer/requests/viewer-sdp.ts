/** Normalises the offer of a native viewer, so that a parser can read it. */

import { VoiceError } from '../../errors.js'

/** Ten times what a viewer with many network interfaces sends. */
export const MAX_OFFER_CHARACTERS = 32_768

const FMTP = /^a=fmtp:(\d+) (.*)$/

/**
 * Today's viewers rewrite the Opus line so that a lone CR joins two `a=fmtp:111`, and end their own lines in LF while
 * libwebrtc's lines end in CRLF. The result ends every line in CRLF and has one `fmtp` line for each payload type, in
 * which the later parameter wins.
 * @throws VoiceError `offer-invalid` unless it offers one audio stream and a data channel
 */
export function normaliseOffer(sdp: string): string {
  if (sdp.length > MAX_OFFER_CHARACTERS) throw invalid(`it is longer than ${MAX_OFFER_CHARACTERS} characters`)
  const lines = sdp.split(/\r\n|\r|\n/).filter((line) => line !== '')
  if (!lines[0]?.startsWith('v=0')) throw invalid('it is no SDP')
  const media = lines.filter((line) => line.startsWith('m=')).map((line) => line.slice(2).split(' ')[0])
  if (media.filter((kind) => kind === 'audio').length !== 1) throw invalid('it must hold one audio stream')
  if (media.filter((kind) => kind === 'application').length !== 1)
    throw invalid('it must hold one data channel')
  if (media.length !== 2) throw invalid('it must hold nothing but audio and a data channel')
  return `${mergeFmtp(lines).join('\r\n')}\r\n`
}

function mergeFmtp(lines: readonly string[]): string[] {
  const merged: string[] = []
  let known = new Map<string, { readonly index: number; readonly parameters: Map<string, string> }>()
  for (const line of lines) {
    // Payload types begin anew with each stream.
    if (line.startsWith('m=')) known = new Map()
    const [, payloadType, text = ''] = line.match(FMTP) ?? []
    if (payloadType === undefined) {
      merged.push(line)
      continue
    }
    const { index, parameters } = known.get(payloadType) ?? { index: merged.length, parameters: new Map() }
    known.set(payloadType, { index, parameters })
    for (const part of text.split(';').filter(Boolean)) {
      const [name = '', ...value] = part.trim().split('=')
      parameters.set(name, value.join('='))
    }
    const joined = [...parameters].map(([name, value]) => (value === '' ? name : `${name}=${value}`))
    merged[index] = `a=fmtp:${payloadType} ${joined.join(';')}`
  }
  return merged
}

function invalid(why: string): VoiceError {
  return new VoiceError('offer-invalid', `The viewer's offer cannot be used: ${why}.`)
}
