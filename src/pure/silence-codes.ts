/** Why a person is not heard: the reasons in their order, from the network inwards. */

export const SILENCE_CODES = [
  'not-in-voice',
  /** The page is open, and its resident has not joined. */
  'page-open',
  'not-in-world',
  'no-positions',
  'region-away',
  'voice-off',
  'channel-full',
  'grid-full',
  'locked',
  'link-confined',
  'connecting',
  'joining',
  'listens-in',
  'position-unknown',
  'muted-by-moderator',
  'everybody-muted',
  'may-only-listen',
  'microphone-off',
  'no-packets',
  'sends-silence',
  'loss',
  'alone',
  'nobody-in-reach',
  'feed-lost',
] as const
export type SilenceCode = (typeof SILENCE_CODES)[number]
