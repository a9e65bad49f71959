/** Serves pages: each gets budgets of its own and a connection to the core. */

import type { FastifyBaseLogger } from 'fastify'
import { createTokenBucket } from '../voice/limits/rates.js'
import type { FaultLog } from '../voice/log/fault-log.js'
import type { Timers } from '../voice/ports.js'
import type { ConfinedSessions } from '../voice/region-keys/confined-sessions.js'
import type { VoiceReports } from '../voice/reports/voice-reports.js'
import type { Rooms } from '../voice/rooms/rooms.js'
import type { Session } from '../voice/sign-in/sessions.js'
import { type PageRole, type PageSocket, type ServedPage, serveConnection } from './connection.js'
import type { Reach } from './connection-state.js'
import { type AddressFilter, createEventEncoder, createMovementEncoder } from './encoders.js'
import { createHeldBack } from './held-back.js'
import {
  ALL_MESSAGES,
  EFFORT_CHANGES,
  HANDS,
  HUB_OFFERS,
  JOINS,
  LOST_LINKS,
  MICROPHONE_CHANGES,
  MODERATION,
  PICTURE_CHANGES,
  READS,
  REPORTS,
  SEARCHES,
  WRITING_HINTS,
} from './message-budgets.js'
import { createRelayBudgets } from './relay-budgets.js'

export interface PageServerOptions {
  readonly rooms: Rooms
  readonly reach: Reach
  /** Where sessions are good. */
  readonly confined: Pick<ConfinedSessions, 'of' | 'watch'>
  /** Ends the session of an avatar that has left the world. */
  readonly endSession: (session: Session) => void
  readonly addressesCanHide: boolean
  readonly reports: VoiceReports
  readonly addressFilter: AddressFilter
  readonly faults: FaultLog
  readonly timers: Timers
}

/** A page's socket, and whose it is. */
export interface PageToServe {
  readonly socket: PageSocket
  readonly session: Session
  readonly role: PageRole
  /** Id of the request that opened the socket. */
  readonly reqId: string
  readonly address: string
  readonly log: FastifyBaseLogger
}

/** Serves a page until its socket closes. */
export type ServePage = (page: PageToServe) => ServedPage

export function createPageServer(options: PageServerOptions): ServePage {
  const { reports, timers } = options
  const encodeMovements = createMovementEncoder()
  const encodeForAll = createEventEncoder()
  const relays = createRelayBudgets(timers)
  return (page) =>
    serveConnection({
      ...options,
      ...page,
      encodeMovements,
      encodeForAll,
      budget: createTokenBucket(timers, ALL_MESSAGES),
      reportBudget: createTokenBucket(timers, REPORTS),
      hubBudget: createTokenBucket(timers, HUB_OFFERS),
      lostLinkBudget: createTokenBucket(timers, LOST_LINKS),
      joins: createHeldBack(timers, JOINS),
      microphone: createHeldBack(timers, MICROPHONE_CHANGES),
      callMicrophone: createHeldBack(timers, MICROPHONE_CHANGES),
      efforts: createHeldBack(timers, EFFORT_CHANGES),
      pictures: createHeldBack(timers, PICTURE_CHANGES),
      hands: createHeldBack(timers, HANDS),
      searchBudget: createTokenBucket(timers, SEARCHES),
      hintBudget: createTokenBucket(timers, WRITING_HINTS),
      readBudget: createTokenBucket(timers, READS),
      moderationBudget: createTokenBucket(timers, MODERATION),
      relays,
      reporter: reports.open(page.session),
    })
}
