/** When a region is asked where its avatars are: often where somebody talks, seldom elsewhere or when it fails. */

import { type AskedState, createAskingAgain } from '../../outgoing/asking-again.js'
import type { Clock, Stopwatch } from '../../voice/ports.js'
import type { RegionAgents } from './agents-answer.js'
import { RemoteAdminFault, type RemoteAdminReason } from './remote-admin-client.js'

/** Four times a second where somebody is in voice. */
export const LIVE_INTERVAL_MS = 250
export const IDLE_INTERVAL_MS = 5000

const LONGEST_PAUSE_MS = 30_000

/** A simulator that is down is mostly being restarted: so it is asked this often for the first minutes. */
const RESTART_INTERVAL_MS = 2000
const RESTART_MS = 5 * 60_000

/** What a simulator that starts answers one after the other, and what each means for an admin. */
const RESTART_STAGES: Partial<Record<RemoteAdminReason, string>> = {
  unreachable: 'The simulator is not up, or not yet. ',
  'timed-out': 'The simulator is busy, perhaps starting. ',
  'answer-invalid': '',
  'method-not-enabled': 'The simulator is up, its RemoteAdmin is not, or not yet. ',
  'region-unknown': 'RemoteAdmin is up, the region is not loaded, or not yet. ',
}

/** What the last good answer of a region told. */
interface Answered {
  /** UUID in lower case, once an answer told it. */
  readonly regionId: string | undefined
  /** How many avatars it listed. */
  readonly avatars: number
}

/** One region as it is polled. */
export type PolledRegion = AskedState<RemoteAdminReason> & Answered

export interface RegionPollerOptions {
  /** Asks the region once. */
  readonly ask: () => Promise<RegionAgents>
  readonly onAgents: (agents: RegionAgents) => void
  /** The state has changed, or the reason of its failure. */
  readonly onChange: (region: PolledRegion) => void
  /** Called with the state after every question. */
  readonly onAsked: (region: PolledRegion) => void
  /** An error that is not the simulator's. */
  readonly onError: (error: unknown) => void
  readonly clock: Clock
  readonly stopwatch: Stopwatch
  /** 0 to 1, for jitter. */
  readonly random: () => number
}

export interface RegionPoller {
  current(): PolledRegion
  /** Asks if that is due and no question is open. */
  tick(isLive: boolean): void
}

export function createRegionPoller({ ask, onAgents, ...options }: RegionPollerOptions): RegionPoller {
  const { stopwatch, random } = options
  let askedAt = stopwatch.now()
  /** Not all regions are asked for the first time at one moment. */
  let first: number | undefined = askedAt + random() * LIVE_INTERVAL_MS
  const polling = createAskingAgain<RemoteAdminReason, Answered>({
    ...options,
    async ask() {
      const agents = await ask()
      onAgents(agents)
      return { regionId: agents.regionId, avatars: agents.avatars.length }
    },
    nothing: { regionId: undefined, avatars: 0 },
    faultOf: (error) =>
      error instanceof RemoteAdminFault
        ? { reason: error.reason, message: `${RESTART_STAGES[error.reason] ?? ''}${error.message}` }
        : undefined,
    // Ever longer, but for one that may be up again at any moment.
    longestPause: (reason, failingForMs) =>
      reason !== 'internal' && reason in RESTART_STAGES && failingForMs < RESTART_MS
        ? { ms: RESTART_INTERVAL_MS, steady: true }
        : { ms: LONGEST_PAUSE_MS },
  })

  return {
    current: polling.current,
    tick(isLive) {
      if (polling.isAsking()) return
      const regular = askedAt + (isLive ? LIVE_INTERVAL_MS : IDLE_INTERVAL_MS)
      if (stopwatch.now() < (first ?? polling.restsUntil() ?? regular)) return
      first = undefined
      askedAt = stopwatch.now()
      void polling.ask()
    },
  }
}
