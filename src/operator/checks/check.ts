/** What a check of the set-up is, and what it finds. */

import type { Config } from '../settings/config.js'

export interface SetupFinding {
  readonly state: 'good' | 'note' | 'fault'
  /** What was looked at, in a word or two. */
  readonly about: string
  /** What was found; of a note or a fault also what to do. */
  readonly text: string
}

/** What the checks look at. */
export interface CheckScene {
  readonly config: Config
  /** Whether the service runs on this data directory at this moment. */
  readonly running: boolean
  /** Milliseconds since 1970. */
  readonly now: number
}

/** One matter; never throws: what it cannot find out is a finding, too. */
export type OperatorCheck = (scene: CheckScene) => Promise<readonly SetupFinding[]>

export const good = (about: string, text: string): SetupFinding => ({ state: 'good', about, text })
export const note = (about: string, text: string): SetupFinding => ({ state: 'note', about, text })
export const fault = (about: string, text: string): SetupFinding => ({ state: 'fault', about, text })
