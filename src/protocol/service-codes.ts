/** Refusals and findings of the console's API as codes: the console has words for each, programs get the same in English beside them. */

import { type Static, Type } from 'typebox'

/** Why the service did not do what it was asked for. */
export const ADMIN_FAULT_CODES = [
  'bad-request',
  'not-found',
  'rate-limited',
  'too-busy',
  'session-missing',
  'session-expired',
  'code-wrong',
  'code-expired',
  'second-factor-missing',
  'second-factors-full',
  'host-name-missing',
  'origin-refused',
  'message-too-large',
  'wrong-credentials',
  'not-allowed',
  'role-too-low',
  'last-owner',
  'set-in-environment',
  'account-exists',
  'account-not-found',
  'channel-not-found',
  'channel-exists',
  'channel-changed-meanwhile',
  'secret-shown-before',
  'settings-invalid',
  'store-unwritable',
  'internal',
] as const
export type AdminFaultCode = (typeof ADMIN_FAULT_CODES)[number]

/** What was found to be wrong. */
export const FINDING_CODES = [
  // A region that is asked over RemoteAdmin.
  'starting',
  'unreachable',
  'timed-out',
  'answer-invalid',
  'wrong-password',
  'address-not-allowed',
  'method-not-enabled',
  'region-unknown',
  'refused',
  'internal',
  // The grid's own services.
  'grid-unreachable',
  'grid-firewall',
  'grid-slow',
  'grid-public-port',
  'grid-password',
  'grid-answer-invalid',
  'grid-refused',
  // What signing in by the grid needs.
  'message-unreachable',
  'message-not-enabled',
  'grid-page-unanswered',
  'grid-clear-text',
  // The password for all simulators is not sent to it.
  'simulator-not-own',
  // What a simulator that the grid lists says of its parcels.
  'land-not-enabled',
  'land-unreachable',
  'land-answer-invalid',
  // Ways to sign in that do not work in a region.
  'code-missing',
  'grid-password-missing',
  // Requests of simulators that were refused.
  'vivox-refused',
  'webrtc-refused',
  'script-refused',
  // A TURN server.
  'turn-unreachable',
  'turn-wrong-secret',
  'turn-open-to-all',
  'turn-clock',
  'turn-full',
  'certificate-refused',
  // The certificate, the address and the clock, when they are tested.
  'certificate-self-signed',
  'certificate-untrusted',
  'certificate-other-host',
  'certificate-ended',
  'certificate-ends-soon',
  'plain-http',
  'url-unanswered',
  'clock-off',
  // Something that only has a name: a region, an address, a port.
  'named',
] as const
export type FindingCode = (typeof FINDING_CODES)[number]

export const Finding = Type.Object({
  code: Type.Enum(FINDING_CODES),
  /** Whom or what it is about, by name: a region, an address, a URL. */
  about: Type.String(),
})
export type Finding = Static<typeof Finding>
