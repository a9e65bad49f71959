/** How much a page may send: a burst when it connects to many, then a steady rate. */

import type { Rate } from '../voice/limits/rates.js'

/** Twelve peers at once, an offer and a score of candidates each. */
export const ALL_MESSAGES: Rate = { burst: 400, perSecond: 50 }

/** A resident who speaks in short words changes between speech and silence twice a second. */
export const REPORTS: Rate = { burst: 20, perSecond: 5 }

/** All links of a full room at once, after a long absence. The other ends make them anew as well. */
export const LOST_LINKS: Rate = { burst: 40, perSecond: 0.5 }

/** A new connection to the hub costs it some milliseconds; nobody changes network more often. */
export const HUB_OFFERS: Rate = { burst: 6, perSecond: 0.5 }

/** A resident may press the push-to-talk key a few times a second; everybody in the room is told. */
export const MICROPHONE_CHANGES: Rate = { burst: 20, perSecond: 5 }
/** Whispering, talking and shouting in turns: everybody in the room is told. */
export const EFFORT_CHANGES: Rate = { burst: 10, perSecond: 2 }
export const PICTURE_CHANGES: Rate = { burst: 20, perSecond: 5 }

/** Searches while a resident types a name. */
export const SEARCHES: Rate = { burst: 10, perSecond: 2 }

/** A page says that its resident writes at most every few seconds, in one conversation at a time. */
export const WRITING_HINTS: Rate = { burst: 5, perSecond: 0.5 }

/** A page reads each conversation when it opens it, and when its socket is back. */
export const READS: Rate = { burst: 40, perSecond: 1 }
/** Hands that go up and down: everybody in the room is told. */
export const HANDS: Rate = { burst: 4, perSecond: 0.5 }

/** What a moderator does; the audit log keeps each act. */
export const MODERATION: Rate = { burst: 30, perSecond: 2 }

/** Everybody in the room is told, and connections are made anew. */
export const JOINS: Rate = { burst: 10, perSecond: 0.5 }
