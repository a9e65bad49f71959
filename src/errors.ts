/** The one error type of the service and its closed list of codes; each edge maps them to its own form. */

/**
 * What can go wrong, as a stable id: documented for the page in docs/signaling-protocol.md, mapped to
 * Vivox codes in vivox-compat and to HTTP statuses by `httpStatusOf`.
 */
export type ErrorCode =
  | 'bad-request'
  | 'not-found'
  | 'rate-limited'
  | 'too-busy'
  | 'region-secret-wrong'
  | 'ticket-unknown'
  | 'ticket-used'
  | 'session-missing'
  | 'session-expired'
  | 'session-replaced'
  | 'code-wrong'
  | 'code-expired'
  | 'second-factor-missing'
  | 'second-factors-full'
  | 'host-name-missing'
  | 'avatar-not-found'
  | 'simulator-unavailable'
  | 'origin-refused'
  | 'not-in-room'
  | 'peer-unreachable'
  | 'relay-unavailable'
  | 'message-invalid'
  | 'message-too-large'
  | 'wrong-credentials'
  | 'missing-credentials'
  | 'openid-refused'
  | 'token-expired'
  | 'not-allowed'
  | 'role-too-low'
  | 'last-owner'
  | 'set-in-environment'
  | 'parameter-missing'
  | 'parameter-invalid'
  | 'unknown-mode'
  | 'account-exists'
  | 'account-not-found'
  | 'account-disabled'
  | 'channel-not-found'
  | 'channel-exists'
  | 'channel-changed-meanwhile'
  | 'secret-shown-before'
  | 'settings-invalid'
  | 'channel-full'
  | 'grid-full'
  | 'grid-busy'
  | 'call-full'
  | 'call-over'
  | 'offer-invalid'
  | 'hub-unavailable'
  | 'store-unwritable'
  | 'internal'

const httpStatuses: Record<ErrorCode, number> = {
  'bad-request': 400,
  'not-found': 404,
  'rate-limited': 429,
  'too-busy': 503,
  'region-secret-wrong': 401,
  'ticket-unknown': 404,
  'ticket-used': 410,
  'session-missing': 401,
  'session-expired': 401,
  'session-replaced': 409,
  'code-wrong': 401,
  'code-expired': 410,
  'second-factor-missing': 403,
  'second-factors-full': 403,
  'host-name-missing': 403,
  'avatar-not-found': 404,
  'simulator-unavailable': 503,
  'origin-refused': 403,
  'not-in-room': 409,
  'peer-unreachable': 404,
  'relay-unavailable': 503,
  'message-invalid': 400,
  'message-too-large': 413,
  'wrong-credentials': 401,
  'missing-credentials': 401,
  'openid-refused': 401,
  'token-expired': 401,
  'not-allowed': 403,
  'role-too-low': 403,
  'last-owner': 403,
  'set-in-environment': 403,
  'parameter-missing': 400,
  'parameter-invalid': 400,
  'unknown-mode': 400,
  'account-exists': 409,
  'account-not-found': 404,
  'account-disabled': 403,
  'channel-not-found': 404,
  'channel-exists': 409,
  'channel-changed-meanwhile': 409,
  'secret-shown-before': 410,
  'settings-invalid': 422,
  'channel-full': 409,
  'grid-full': 409,
  'grid-busy': 429,
  'call-full': 409,
  'call-over': 410,
  'offer-invalid': 400,
  'hub-unavailable': 503,
  'store-unwritable': 503,
  internal: 500,
}

/** A fault with a code that programs can act on, and a message that people can act on. */
export class VoiceError extends Error {
  override readonly name = 'VoiceError'
  readonly triesLeft: number | undefined
  readonly retryAfterSeconds: number | undefined
  readonly facts: object | undefined

  /**
   * @param code what went wrong
   * @param message what to do about it, in plain words; never carries a secret
   * @param options `cause` and `facts` are for the log and never sent. `triesLeft` (if tries are limited) and
   * `retryAfterSeconds` (if waiting helps) are sent.
   */
  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: { cause?: unknown; facts?: object; triesLeft?: number; retryAfterSeconds?: number },
  ) {
    super(message, options)
    this.triesLeft = options?.triesLeft
    this.retryAfterSeconds = options?.retryAfterSeconds
    this.facts = options?.facts
  }
}

/** The HTTP status that stands for a code. */
export function httpStatusOf(code: ErrorCode): number {
  return httpStatuses[code]
}
