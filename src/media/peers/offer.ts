/** What the hub reads in an SDP offer (RFC 8866, RFC 8829): its sections, codecs and header extensions. */

import { VoiceError } from '../../errors.js'

export interface OfferedAudio {
  readonly mid: string
  /** Payload type of Opus. */
  readonly payloadType: number
  /** Whether the peer will send. */
  readonly sends: boolean
  readonly receives: boolean
  /** Id of the header extension for the audio level; `undefined` where it is not offered. */
  readonly levelId: number | undefined
  /** The sources that the offer declares: packets of any other are dropped. Empty where it declares none. */
  readonly ssrcs: readonly number[]
}

export interface Offer {
  readonly audio: readonly OfferedAudio[]
  /** Whether the offer has a section for data channels. */
  readonly data: boolean
}

export const LEVEL_EXTENSION = 'urn:ietf:params:rtp-hdrext:ssrc-audio-level'

/** A page offers a section for each slot, and one for its microphone. */
const MAX_SECTIONS = 24
const MAX_OFFER_BYTES = 64 * 1024

/** @throws VoiceError `offer-invalid` for an offer without Opus, with anything but audio and data, or far too long */
export function readOffer(sdp: string): Offer {
  const refuse = (why: string) => new VoiceError('offer-invalid', `The offer ${why}.`)
  if (sdp.length > MAX_OFFER_BYTES) throw refuse('is too long')
  const [, ...sections] = sdp.split(/^(?=m=)/m)
  if (sections.length > MAX_SECTIONS) throw refuse('has too many sections')
  const audio: OfferedAudio[] = []
  let data = false
  for (const section of sections) {
    if (section.startsWith('m=application')) data = true
    else if (section.startsWith('m=audio')) audio.push(readAudio(section, refuse))
    else throw refuse('has a section that is neither audio nor data: this is a voice service')
  }
  if (audio.length === 0) throw refuse('has no audio')
  return { audio, data }
}

function readAudio(section: string, refuse: (why: string) => VoiceError): OfferedAudio {
  const mid = section.match(/^a=mid:(\S{1,32})\s*$/m)?.[1]
  const payload = section.match(/^a=rtpmap:(\d{1,3}) opus\/48000/im)?.[1]
  if (mid === undefined) throw refuse('has a section without a mid')
  if (payload === undefined || Number(payload) > 127) throw refuse('has audio without Opus')
  const direction = section.match(/^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m)?.[1] ?? 'sendrecv'
  const level = section.match(new RegExp(`^a=extmap:(\\d{1,2})(?:/\\w+)? ${LEVEL_EXTENSION}`, 'm'))?.[1]
  const levelId = Number(level)
  const ssrcs = new Set([...section.matchAll(/^a=ssrc:(\d{1,10}) /gm)].map(([, ssrc]) => Number(ssrc)))
  return {
    mid,
    payloadType: Number(payload),
    sends: direction === 'sendrecv' || direction === 'sendonly',
    receives: direction === 'sendrecv' || direction === 'recvonly',
    levelId: levelId >= 1 && levelId <= 14 ? levelId : undefined,
    ssrcs: [...ssrcs],
  }
}

/** What signs the connectivity checks that one end of a connection gets (RFC 8839 §5.4). */
export interface IceCredentials {
  readonly ufrag: string
  readonly password: string
}

/** Those of the hub's end, as its answer names them. */
export function credentialsIn(answer: string): IceCredentials {
  const [, ufrag = ''] = answer.match(/^a=ice-ufrag:(\S+)/m) ?? []
  const [, password = ''] = answer.match(/^a=ice-pwd:(\S+)/m) ?? []
  return { ufrag, password }
}

const CANDIDATE = /^a=candidate:(\S+) 1 udp (\d+) (\S+) (\d+) typ host.*$/i

/**
 * The answer with candidates for the hub's addresses that no interface here has: those of a router or a cloud, which
 * forward to the same ports.
 */
export function withAnnounced(sdp: string, addresses: readonly string[]): string {
  if (addresses.length === 0) return sdp
  const lines = sdp.split(/\r\n/)
  const isVersion6 = (address: string) => address.includes(':')
  for (const [index, address] of addresses.entries()) {
    const hosts = lines.flatMap((line, at) => {
      const [, foundation, priority, known, port] = line.match(CANDIDATE) ?? []
      return known === undefined ? [] : [{ at, foundation, priority, known, port }]
    })
    if (hosts.some(({ known }) => known === address)) continue
    const like = hosts.find(({ known }) => isVersion6(known) === isVersion6(address)) ?? hosts[0]
    if (!like) return sdp
    const priority = Math.max(1, Number(like.priority) - 1 - index)
    const line = `a=candidate:${like.foundation}${index + 1} 1 UDP ${priority} ${address} ${like.port} typ host`
    lines.splice(like.at + 1, 0, line)
  }
  return lines.join('\r\n')
}
