/**
 * Whether the audio output runs, and why it does not: the states, and what changes them, as a table. DOM-free.
 *
 * A browser may suspend an output without telling the page (a phone call, a headset that is swapped, a driver that
 * restarts), or call an output running whose clock stands still. The watch notices both, repairs what it can, and tells.
 */

export type OutputState =
  /** There is nothing to hear yet, or not any more. */
  | 'closed'
  /** The output was asked to run; a slow device needs seconds. */
  | 'starting'
  | 'running'
  /** The browser plays nothing before the resident has clicked. */
  | 'awaiting-gesture'
  /** The output ran a moment ago, and was asked to go on. */
  | 'stopped'
  /** The output ran, and does not go on by itself. */
  | 'interrupted'
  /** The browser would let the output play, but the output does not start. */
  | 'failed'

export type OutputEvent = 'open' | 'runs' | 'halts' | 'refused' | 'overdue' | 'gesture' | 'close'

/** Events that are not listed change nothing. */
export const OUTPUT_TRANSITIONS: Readonly<
  Record<OutputState, Readonly<Partial<Record<OutputEvent, OutputState>>>>
> = {
  closed: { open: 'starting' },
  starting: { runs: 'running', refused: 'awaiting-gesture', overdue: 'failed', close: 'closed' },
  running: { halts: 'stopped', close: 'closed' },
  'awaiting-gesture': { runs: 'running', gesture: 'starting', close: 'closed' },
  stopped: { runs: 'running', overdue: 'interrupted', close: 'closed' },
  interrupted: { runs: 'running', close: 'closed' },
  failed: { runs: 'running', close: 'closed' },
}

/** How often `tick` must be called. */
export const OUTPUT_TICK_MS = 400
/** An output that has not started by then has failed. */
const START_MS = 6000
/** An interruption shorter than this is not shown. */
const RESUME_MS = 1000
/** When an output has not started by then, the browser is asked whether it waits for a click. */
const ASK_MS = 500
/** An output whose clock stands still for this many ticks does not run, whatever state the browser reports. */
const STALL_TICKS = 3
/** How long after a click, or after the clock was found to stand still, a new output replaces this one. */
const GIVE_UP_MS = 1000

/** The part of an AudioContext that the watch uses. */
export interface WatchedOutput {
  readonly state: string
  readonly currentTime: number
  resume(): Promise<void>
  suspend(): Promise<void>
}

export interface OutputWatchEvents {
  onState(state: OutputState): void
  /** Whether the browser lets a page play without a gesture at this moment. */
  mayPlay(): Promise<boolean>
  /** This output will not run any more: make another one and watch that. */
  onDead(): void
}

export interface OutputWatch {
  state(): OutputState
  /** Makes this the output from now on, and asks it to run. */
  watch(output: WatchedOutput): void
  /** Call `tick` every `OUTPUT_TICK_MS`, and `look` whenever the output says that its state has changed. */
  tick(): void
  look(): void
  /** The resident has clicked, or looks at the page again: the best moment to try. */
  gesture(): void
  close(): void
}

/** @param now milliseconds of any steady clock */
export function createOutputWatch(now: () => number, events: OutputWatchEvents): OutputWatch {
  let state: OutputState = 'closed'
  let since = 0
  let output: WatchedOutput | undefined
  let asked = false
  let clickedAt: number | undefined
  let clock = { time: -1, ticks: 0 }

  function apply(event: OutputEvent): void {
    const next = OUTPUT_TRANSITIONS[state][event]
    if (next === undefined) return
    state = next
    since = now()
    events.onState(next)
  }

  const stalled = () => output?.state === 'running' && clock.ticks >= STALL_TICKS

  /** Without a gesture some browsers never answer this promise, so nothing waits for it. */
  function resume(): void {
    if (!output) return
    const asleep = stalled() ? output.suspend() : Promise.resolve()
    const target = output
    asleep.then(() => target.resume()).then(look, look)
  }

  function look(): void {
    if (!output) return
    if (output.state === 'closed') return events.onDead()
    const runs = output.state === 'running' && !stalled()
    if (runs) clickedAt = undefined
    const before = state
    apply(runs ? 'runs' : 'halts')
    if (before === 'running' && state === 'stopped') resume()
  }

  async function askBrowser(): Promise<void> {
    asked = true
    const target = output
    const may = await events.mayPlay()
    if (!may && target === output) apply('refused')
  }

  function isOverdue(): boolean {
    if (stalled()) return true
    return now() - since >= (state === 'starting' ? START_MS : RESUME_MS)
  }

  function isDead(): boolean {
    if (clickedAt !== undefined) return now() - clickedAt >= GIVE_UP_MS
    return stalled() && now() - since >= GIVE_UP_MS
  }

  return {
    state: () => state,
    watch(next) {
      output = next
      asked = false
      clickedAt = undefined
      clock = { time: -1, ticks: 0 }
      // An output that replaces another one keeps the other's state until it runs.
      apply('open')
      resume()
    },
    look,
    tick() {
      if (!output) return
      const { currentTime } = output
      const still = output.state === 'running' && currentTime === clock.time
      clock = { time: currentTime, ticks: still ? clock.ticks + 1 : 0 }
      look()
      if (state === 'running') return
      if (state === 'starting' && !asked && now() - since >= ASK_MS) askBrowser()
      if (isOverdue()) apply('overdue')
      if (isDead()) events.onDead()
      else if (!stalled() && state !== 'awaiting-gesture') resume()
    },
    gesture() {
      if (!output || state === 'running') return
      // A click does not cut a slow start short.
      if (state === 'interrupted' || state === 'failed') clickedAt ??= now()
      apply('gesture')
      resume()
    },
    close() {
      output = undefined
      apply('close')
    },
  }
}
