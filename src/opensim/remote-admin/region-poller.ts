/** When a region is asked where its avatars are: often where somebody talks, seldom elsewhere or when it fails. */

import type { Clock, Stopwatch } from '../../voice/ports.js'
import type { RegionAgents } from './agents-answer.js'
import { RemoteAdminFault, type RemoteAdminReason } from './remote-admin-client.js'

/** Four times a second where somebody is in voice. */
export const LIVE_INTERVAL_MS = 250
export const IDLE_INTERVAL_MS = 5000

const FIRST_PAUSE_MS = 1000
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

/** One region as it is polled. */
export interface PolledRegion {
  readonly state: 'starting' | 'ok' | 'failing'
  readonly reason: RemoteAdminReason | 'internal' | undefined
  /** In words, for an admin. */
  readonly error: string | undefined
  /** UUID in lower case, once an answer told it. */
  readonly regionId: string | undefined
  /** Milliseconds since 1970. */
  readonly lastOkAt: number | undefined
  /** How many avatars the last good answer listed. */
  readonly avatars: number
}

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

export function createRegionPoller(options: RegionPollerOptions): RegionPoller {
  const { ask, onAgents, onChange, onAsked, onError, clock, stopwatch, random } = options
  let current: PolledRegion = {
    state: 'starting',
    reason: undefined,
    error: undefined,
    regionId: undefined,
    lastOkAt: undefined,
    avatars: 0,
  }
  let asking = false
  let failures = 0
  /** Since when it has been failing. */
  let failingSince: number | undefined
  let askedAt = stopwatch.now()
  /** What a live region has to wait, and an idle one. */
  let wait = { live: random() * LIVE_INTERVAL_MS, idle: random() * LIVE_INTERVAL_MS }

  function change(next: PolledRegion): void {
    const news = next.state !== current.state || next.reason !== current.reason
    current = next
    if (news) onChange(next)
    onAsked(next)
  }

  function succeed(agents: RegionAgents): void {
    const { regionId, avatars } = agents
    failures = 0
    failingSince = undefined
    wait = { live: LIVE_INTERVAL_MS, idle: IDLE_INTERVAL_MS }
    onAgents(agents)
    change({
      state: 'ok',
      reason: undefined,
      error: undefined,
      regionId,
      lastOkAt: clock(),
      avatars: avatars.length,
    })
  }

  /** Ever longer, but for one that may be up again at any moment. */
  function longestPause(reason: PolledRegion['reason']): number {
    const restarts = reason !== undefined && reason !== 'internal' && reason in RESTART_STAGES
    const lasts = failingSince === undefined ? 0 : stopwatch.now() - failingSince
    if (restarts && lasts < RESTART_MS) return RESTART_INTERVAL_MS
    failures += 1
    return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1))
  }

  function fail(error: unknown): void {
    const known = error instanceof RemoteAdminFault
    const reason = known ? error.reason : 'internal'
    failingSince ??= stopwatch.now()
    const pause = longestPause(reason) * (0.5 + random() / 2)
    // The pause begins now: a question may have been open for seconds.
    askedAt = stopwatch.now()
    wait = { live: pause, idle: pause }
    change({
      ...current,
      state: 'failing',
      reason,
      error: known
        ? `${RESTART_STAGES[error.reason] ?? ''}${error.message}`
        : 'The voice service failed at the answer; its log says why.',
    })
    if (!known) onError(error)
  }

  async function askOnce(): Promise<void> {
    asking = true
    askedAt = stopwatch.now()
    try {
      succeed(await ask())
    } catch (error) {
      fail(error)
    } finally {
      asking = false
    }
  }

  return {
    current: () => current,
    tick(isLive) {
      if (asking) return
      if (stopwatch.now() - askedAt < (isLive ? wait.live : wait.idle)) return
      askOnce().catch(onError)
    },
  }
}
