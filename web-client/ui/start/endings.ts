/** Every end of the page, with the ways on that its screen offers: one table. Each end has at least one. */

import type { EndReason } from '../../page/phase.js'

export type WayOn =
  /** As the same avatar, with voice as before. */
  | 'go-on'
  /** From the beginning, with the same link or session. */
  | 'again'
  | 'sign-in'
  /** The service's own address. */
  | 'own-address'
  /** The link that was opened, in another browser. */
  | 'elsewhere'

export type EndingSign = 'window' | 'moderator' | 'away' | 'key' | 'browser' | 'microphone'

export interface EndingScreen {
  readonly sign: EndingSign
  /** The first is the one that most people want. */
  readonly ways: readonly [WayOn, ...WayOn[]]
}

export const endings: Readonly<Record<EndReason, EndingScreen>> = {
  // Also a link that does not open: its fault is said above.
  'signed-out': { sign: 'key', ways: ['sign-in'] },
  replaced: { sign: 'window', ways: ['go-on'] },
  kicked: { sign: 'moderator', ways: ['go-on'] },
  'channel-deleted': { sign: 'moderator', ways: ['go-on'] },
  'left-world': { sign: 'away', ways: ['go-on'] },
  refused: { sign: 'browser', ways: ['own-address', 'again'] },
  'no-webrtc': { sign: 'browser', ways: ['again', 'elsewhere'] },
  'no-web-audio': { sign: 'browser', ways: ['again', 'elsewhere'] },
  'cookies-blocked': { sign: 'browser', ways: ['again', 'elsewhere'] },
  'no-microphone-here': { sign: 'microphone', ways: ['elsewhere'] },
}

/** What the service answers to a link that does not open. Each has a sentence, and the other ways to sign in below it. */
export const linkFaults = [
  'ticket-used',
  'ticket-unknown',
  'account-disabled',
  'rate-limited',
  'internal',
] as const
