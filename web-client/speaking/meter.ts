/** The microphone's level while it is needed, and whether the level can be measured at all. */

import { type ReadonlySignal, signal } from '@preact/signals-core'
import { createMachine, type Transitions } from '../../src/pure/state-machine.js'
import type { PageTime } from '../page/page-time.js'

export type MeterState =
  /** The level is not needed. */
  | 'off'
  /** The meter is being made, or waits for the audio output to run. */
  | 'starting'
  | 'working'
  /** The meter reports nothing, or has stopped reporting: everything that depends on it behaves as if there were no meter. */
  | 'broken'

export type MeterEvent = 'begin' | 'level' | 'overdue' | 'failed' | 'end'

export const meterTransitions: Transitions<MeterState, MeterEvent> = {
  off: { begin: 'starting' },
  starting: { begin: 'starting', level: 'working', overdue: 'broken', failed: 'broken', end: 'off' },
  working: { begin: 'starting', level: 'working', overdue: 'broken', end: 'off' },
  // A suspended context resumes by itself; a new attempt changes the state only when it succeeds.
  broken: { begin: 'broken', level: 'working', overdue: 'broken', failed: 'broken', end: 'off' },
}

/** The measuring code. */
export interface Gauge {
  /** @throws where the code cannot be loaded */
  prepare(context: AudioContext): Promise<void>
  /** @throws where the browser cannot take that track into this context */
  measure(context: AudioContext, track: MediaStreamTrack, onLevel: (level: number) => void): () => void
}

export interface Meter {
  readonly state: ReadonlySignal<MeterState>
  /** 0..1 (RMS); 0 while the meter does not work. */
  readonly level: ReadonlySignal<number>
  /**
   * Sets what is measured from now on, and in which context; the same values again change nothing.
   * @param track `undefined`: the level is not needed
   * @param context `undefined`: no output runs yet
   */
  run(track: MediaStreamTrack | undefined, context: AudioContext | undefined): void
}

/** The meter reports about 30 levels a second. */
const LATE_MS = 2000
const LOOK_MS = 500
/** The first level may have to wait for its code, and for a loudspeaker that starts slowly. */
const START_MS = 4000
const RETRY_MS = 15_000

/**
 * @param load loads the measuring code, whose file may be gone
 * @param onChange called after each level, and when the state has changed
 */
export function createMeter(
  time: PageTime,
  load: () => Promise<Gauge>,
  onChange: (level: number | undefined) => void,
): Meter {
  const state = signal<MeterState>('off')
  const level = signal(0)
  const machine = createMachine(meterTransitions, 'off', (next) => {
    state.value = next
  })
  let track: MediaStreamTrack | undefined
  let context: AudioContext | undefined
  let attempts = 0
  let triedAt = 0
  let toldAt = 0
  let endMeasuring: (() => void) | undefined
  let endLooks: (() => void) | undefined

  function tell(event: MeterEvent): void {
    const before = machine.state()
    if (!machine.tell(event) || machine.state() === before) return
    if (machine.state() !== 'working') level.value = 0
    onChange(undefined)
  }

  /** At once: while a track is measured, Chromium opens the next one with the same processing. */
  function stop(): void {
    attempts += 1
    endMeasuring?.()
    endMeasuring = undefined
  }

  async function start(): Promise<void> {
    stop()
    triedAt = time.now()
    const attempt = attempts
    const [source, output] = [track, context]
    if (!source || !output) return
    try {
      const gauge = await load()
      await gauge.prepare(output)
      if (attempt === attempts) endMeasuring = gauge.measure(output, source, hear)
    } catch {
      if (attempt === attempts) tell('failed')
    }
  }

  function hear(loudness: number): void {
    toldAt = time.now()
    tell('level')
    level.value = loudness
    onChange(loudness)
  }

  function look(): void {
    const now = time.now()
    if (machine.state() === 'starting' ? now - triedAt > START_MS : now - toldAt > LATE_MS) tell('overdue')
    if (machine.state() === 'broken' && now - triedAt > RETRY_MS) start()
  }

  return {
    state,
    level,
    run(nextTrack, nextContext) {
      if (nextTrack === track && nextContext === context) return
      ;[track, context] = [nextTrack, nextContext]
      if (track) {
        endLooks ??= time.every(LOOK_MS, look)
        tell('begin')
        start()
      } else {
        stop()
        endLooks?.()
        endLooks = undefined
        tell('end')
      }
    },
  }
}
