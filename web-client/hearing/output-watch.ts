/**
 * Whether the audio output runs, and why it does not: the states and what changes them, as a table. DOM-free.
 *
 * A browser may suspend an output without a word (a phone call, a headset that is swapped, a driver that starts
 * anew), or call one running whose clock stands still. Either is noticed here, mended where a page can, and said.
 */

export type OutputState =
  /** Nothing was to be heard yet, or nothing is any more. */
  | 'closed'
  /** Asked to run; a slow device needs seconds. */
  | 'starting'
  | 'running'
  /** The browser plays nothing before the resident has clicked. */
  | 'awaiting-gesture'
  /** It ran a moment ago; asked to go on. */
  | 'stopped'
  /** It ran, and does not go on by itself. */
  | 'interrupted'
  /** The browser would let it play, and it does not start. */
  | 'failed'

export type OutputEvent = 'open' | 'runs' | 'halts' | 'refused' | 'overdue' | 'gesture' | 'close'

/** What is not listed changes nothing. */
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

/** How often `tick` is to be called. */
export const OUTPUT_TICK_MS = 400
/** An output that is not started by then has failed. */
const START_MS = 6000
/** One that was stopped and goes on within this is not worth a word. */
const RESUME_MS = 1000
/** The browser is asked whether it waits for a click when an output has not started by then. */
const ASK_MS = 500
/** A clock that stands still for so many ticks does not run, whatever the browser calls it. */
const STALL_TICKS = 3
/** So long after a click, or after a clock was found to stand still, a new output takes its place. */
const GIVE_UP_MS = 1000

/** What is used of an AudioContext. */
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
  /** This output will not run any more: another one is to be made and watched. */
  onDead(): void
}

export interface OutputWatch {
  state(): OutputState
  /** From now on this is the output; it is asked to run. */
  watch(output: WatchedOutput): void
  /** To be called every `OUTPUT_TICK_MS`, and `look` whenever the output says that its state has changed. */
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

  /** Without a gesture some browsers never answer this, and none needs to be waited for. */
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
      // One that takes the place of another has its state until it runs.
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
      // A slow start is not cut short by a click.
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
