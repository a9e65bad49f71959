/** The types of a set-up check and of its findings. */

import type { Config } from '../settings/config.js'

export interface SetupFinding {
  readonly state: 'good' | 'note' | 'fault'
  /** What was checked, in a word or two. */
  readonly about: string
  /** What was found and, for a note or a fault, what to do. */
  readonly text: string
}

/** What a check is given. */
export interface CheckScene {
  readonly config: Config
  /** Whether the service is running on this data directory. */
  readonly running: boolean
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Checks one matter and never throws: something it cannot find out is a finding, too. */
export type OperatorCheck = (scene: CheckScene) => Promise<readonly SetupFinding[]>

export const good = (about: string, text: string): SetupFinding => ({ state: 'good', about, text })
export const note = (about: string, text: string): SetupFinding => ({ state: 'note', about, text })
export const fault = (about: string, text: string): SetupFinding => ({ state: 'fault', about, text })
