/**
 * RFC 6455's registry, "service restart": the node that has a page's socket is gone, or has sent the page to another one.
 * Said by nodes about pages that are about to come again.
 */
export const NODE_GONE = 1012

/** Why the server closes a page's socket: codes of the private range of RFC 6455 §7.4.2. */

export const CloseCode = {
  /** No session, or an expired one: the page needs a new link. */
  sessionOver: 4401,
  /** The page was opened from a foreign origin. */
  originRefused: 4403,
  /** The avatar has left the world; the session is over. */
  'left-world': 4404,
  /** The same avatar opened voice elsewhere; the older page must not reconnect by itself. */
  replaced: 4409,
  kicked: 4410,
  /** An admin has deleted the channel in which the avatar was. */
  'channel-deleted': 4411,
  /** Too many messages, or too many requests of its grid: the page comes back in a moment. */
  rateLimited: 4429,
  /** RFC 6455: the server is going away; reconnect soon. */
  serverStopping: 1001,
} as const
