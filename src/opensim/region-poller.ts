/** When a region is asked where its avatars are: often where somebody talks, seldom elsewhere or when it fails. */

import type { Clock, Stopwatch } from '../voice/ports.js'
import type { RegionAgents } from './agents-answer.js'
import { RemoteAdminFault, type RemoteAdminReason } from './remote-admin-client.js'

/** Four times a second where somebody is in voice. */
export const LIVE_INTERVAL_MS = 250
export const IDLE_INTERVAL_MS = 5000

const FIRST_PAUSE_MS = 1000
const LONGEST_PAUSE_MS = 30_000

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
  /** The state is another one, or fails for another reason. */
  readonly onChange: (region: PolledRegion) => void
  /** Something that is no fault of the simulator. */
  readonly onError: (error: unknown) => void
  readonly clock: Clock
  readonly stopwatch: Stopwatch
  /** 0 to 1, for jitter. */
  readonly random: () => number
}

export interface RegionPoller {
  current(): PolledRegion
  /** Asks, if it is time to and no question is open. */
  tick(isLive: boolean): void
}

export function createRegionPoller(options: RegionPollerOptions): RegionPoller {
  const { ask, onAgents, onChange, onError, clock, stopwatch, random } = options
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
  let askedAt = stopwatch.now()
  /** What a live region has to wait, and an idle one. */
  let wait = { live: random() * LIVE_INTERVAL_MS, idle: random() * LIVE_INTERVAL_MS }

  function change(next: PolledRegion): void {
    const news = next.state !== current.state || next.reason !== current.reason
    current = next
    if (news) onChange(next)
  }

  function succeed(agents: RegionAgents): void {
    const { regionId, avatars } = agents
    failures = 0
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

  function fail(error: unknown): void {
    const longest = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** failures)
    const pause = longest * (0.5 + random() / 2)
    failures += 1
    // The pause begins now: a question may have been open for seconds.
    askedAt = stopwatch.now()
    wait = { live: pause, idle: pause }
    const known = error instanceof RemoteAdminFault
    change({
      ...current,
      state: 'failing',
      reason: known ? error.reason : 'internal',
      error: known ? error.message : 'The voice service failed at the answer; its log says why.',
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
