/** Finds out what in a browser makes voice impossible, before a voice link is used up in vain. */

export type Obstacle =
  /** WebRTC is switched off, or an extension removed it. */
  | 'no-webrtc'
  /** Without Web Audio nothing could be heard. */
  | 'no-web-audio'
  /** Without a cookie the service cannot know who this is. */
  | 'cookies-blocked'
  /** A browser inside another program: residents can listen there, but have no microphone and often no other window. */
  | 'no-microphone-here'

/** The features that are examined; each may be missing. */
export interface BrowserAbilities {
  readonly webRtc: boolean
  readonly webAudio: boolean
  readonly cookies: boolean
  /** Whether a page at this address may ask for a microphone: over https, or on this machine. */
  readonly secure: boolean
  readonly microphone: boolean
  readonly userAgent: string
}

/**
 * The built-in browsers of all viewers for Second Life and OpenSimulator add `SecondLife/<version> (<channel>; <skin> skin)`
 * to their user agent. Dullahan and CEF are the software that they are built from.
 */
const BUILT_IN = /\b(SecondLife|Firestorm|OpenSim|Dullahan|CEF)\//i

/** Each one alone makes voice impossible, except the last: there the resident decides. */
export function obstacleIn(abilities: BrowserAbilities): Obstacle | undefined {
  const { webRtc, webAudio, cookies, secure, microphone, userAgent } = abilities
  if (!cookies) return 'cookies-blocked'
  if (!webRtc) return 'no-webrtc'
  if (!webAudio) return 'no-web-audio'
  if (BUILT_IN.test(userAgent) || (secure && !microphone)) return 'no-microphone-here'
  return undefined
}
