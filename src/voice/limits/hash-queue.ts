/** The queue before slow password hashes: two at a time, fair between networks, and never long. */

import { VoiceError } from '../../errors.js'
import type { Timers } from '../ports.js'
import { forgetOldest } from './remember.js'

/** Node hashes on four threads, which also read files and look up names: two stay free for that. */
const AT_ONCE = 2

/** A few seconds of work on a slow machine. */
const MAX_WAITING = 32

/** Enough for a household or an office; the rest of a flood from one network is refused at once. */
const MAX_WAITING_PER_NETWORK = 4

const MAX_WAIT_MS = 5000

const RETRY_AFTER_SECONDS = 5

/** Bounds how many networks are remembered; the one unused for longest goes first. */
const MAX_TRUSTED = 1000

export interface HashQueue {
  /**
   * Runs a hash when its turn has come. Networks take turns, trusted ones first.
   * @param network of the requester, see `networkOf`
   * @throws VoiceError `too-busy` without hashing when too many wait
   */
  run<T>(network: string, hash: () => Promise<T>): Promise<T>
  /** Somebody in that network has proved who they are: a flood from strangers does not keep it out. */
  trust(network: string): void
}

interface Waiting {
  readonly start: () => void
  readonly refuse: () => void
}

export function createHashQueue(timers: Timers): HashQueue {
  /** Waiters by network, in the order in which networks get their next turn; no line is empty. */
  const lines = new Map<string, readonly Waiting[]>()
  const trusted = new Set<string>()
  let running = 0
  let waitingCount = 0

  function setLine(network: string, line: readonly Waiting[]): void {
    waitingCount += line.length - (lines.get(network)?.length ?? 0)
    if (line.length > 0) lines.set(network, line)
    else lines.delete(network)
  }

  function startNext(): void {
    const networks = [...lines.keys()]
    const network = networks.find((one) => trusted.has(one)) ?? networks[0]
    const [next, ...rest] = (network !== undefined && lines.get(network)) || []
    if (network === undefined || !next) return
    // Deleted and added again, the network is behind all others.
    setLine(network, [])
    setLine(network, rest)
    next.start()
  }

  /** The network whose newest waiter gives way to one of that network: the longest line, unless it is no longer than that network's own. */
  function longestLineFor(network: string): string | undefined {
    const own = lines.get(network)?.length ?? 0
    const rank = (one: string) => (trusted.has(one) ? 0 : MAX_WAITING) + (lines.get(one)?.length ?? 0)
    const [worst] = [...lines.keys()].sort((a, b) => rank(b) - rank(a))
    const least = (trusted.has(network) ? 0 : MAX_WAITING) + own + 1
    return worst !== undefined && rank(worst) > least ? worst : undefined
  }

  /** Makes room for one more. @throws VoiceError `too-busy` */
  function requireRoom(network: string): void {
    if ((lines.get(network)?.length ?? 0) >= MAX_WAITING_PER_NETWORK) throw tooBusy()
    if (waitingCount < MAX_WAITING) return
    const worst = longestLineFor(network)
    if (worst === undefined) throw tooBusy()
    lines.get(worst)?.at(-1)?.refuse()
  }

  function turn(network: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = () => setLine(network, lines.get(network)?.filter((one) => one !== own) ?? [])
      const own: Waiting = {
        start() {
          cancel()
          resolve()
        },
        refuse() {
          cancel()
          leave()
          reject(tooBusy())
        },
      }
      const cancel = timers.after(MAX_WAIT_MS, own.refuse)
      setLine(network, [...(lines.get(network) ?? []), own])
    })
  }

  return {
    async run(network, hash) {
      if (running >= AT_ONCE) {
        requireRoom(network)
        await turn(network)
      } else running += 1
      try {
        return await hash()
      } finally {
        // The next waiter takes over this place.
        if (waitingCount > 0) startNext()
        else running -= 1
      }
    },
    trust(network) {
      trusted.delete(network)
      trusted.add(network)
      forgetOldest(trusted, MAX_TRUSTED)
    },
  }
}

function tooBusy(): VoiceError {
  return new VoiceError('too-busy', 'Too many sign-ins at this moment: try again in a few seconds.', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  })
}
