/**
 * Lets a program step back: it gets the processor where others leave it, and is still never stopped for long. Linux may
 * share the processor out by sessions, and only within one by how nice a program is; so both are said.
 */

import { writeFileSync } from 'node:fs'
import { setPriority } from 'node:os'

/** A third of the share of a program that has not stepped back. */
const NICENESS = 5

/** @param id of the program; what it starts from now on steps back with it, but for a session of its own */
export function stepBack(id) {
  try {
    setPriority(id, NICENESS)
    writeFileSync(`/proc/${id}/autogroup`, String(NICENESS))
  } catch {
    // It has just ended, or this system knows no such sessions.
  }
}
