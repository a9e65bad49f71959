/** What of a browser stands in the way of voice altogether: found before a link is used up for nothing. */

export type Obstacle =
  /** WebRTC is switched off, or an extension took it away. */
  | 'no-webrtc'
  /** No Web Audio: nothing could be heard. */
  | 'no-web-audio'
  /** Without a cookie the service cannot know who this is. */
  | 'cookies-blocked'
  /** A browser inside another program: one can listen there, but there is no microphone and often no other window. */
  | 'no-microphone-here'

/** What is looked at; anything may be missing. */
export interface BrowserAbilities {
  readonly webRtc: boolean
  readonly webAudio: boolean
  readonly cookies: boolean
  /** The page may ask for a microphone as far as its address goes: https, or this machine. */
  readonly secure: boolean
  readonly microphone: boolean
  readonly userAgent: string
}

/**
 * Second Life's and OpenSimulator's viewers add `SecondLife/<version> (<channel>; <skin> skin)` to what their built-in
 * browser says of itself, whichever viewer it is; Dullahan and CEF are what they are built of.
 */
const BUILT_IN = /\b(SecondLife|Firestorm|OpenSim|Dullahan|CEF)\//i

/** Each alone is enough, but for the last one: there the resident decides. */
export function obstacleIn(abilities: BrowserAbilities): Obstacle | undefined {
  const { webRtc, webAudio, cookies, secure, microphone, userAgent } = abilities
  if (!cookies) return 'cookies-blocked'
  if (!webRtc) return 'no-webrtc'
  if (!webAudio) return 'no-web-audio'
  if (BUILT_IN.test(userAgent) || (secure && !microphone)) return 'no-microphone-here'
  return undefined
}
