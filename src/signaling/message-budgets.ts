/** How much a page may send: a burst when it connects to many, then a steady rate. */

import type { Rate } from '../voice/limits/token-bucket.js'

/** Twelve peers at once, an offer and a score of candidates each. */
export const ALL_MESSAGES: Rate = { burst: 400, perSecond: 50 }

/** A resident who speaks in short words changes between speech and silence twice a second. */
export const REPORTS: Rate = { burst: 20, perSecond: 5 }

/** A new connection to the hub costs it some milliseconds; nobody changes network more often. */
export const HUB_OFFERS: Rate = { burst: 6, perSecond: 0.5 }

/** A resident may press the push-to-talk key a few times a second; everybody in the room is told. */
export const MICROPHONE_CHANGES: Rate = { burst: 20, perSecond: 5 }

/** Everybody in the room is told, and connections are made anew. */
export const JOINS: Rate = { burst: 10, perSecond: 0.5 }
