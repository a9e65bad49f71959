/** What a process holds of the system, for tests that look for leaks. */

import { readdirSync, readFileSync } from 'node:fs'

/** Threads, descriptors, and memory in MB. */
export function heldBy(processId: number | undefined) {
  const count = (what: 'task' | 'fd') => readdirSync(`/proc/${processId}/${what}`).length
  const resident = readFileSync(`/proc/${processId}/status`, 'utf8').match(/VmRSS:\s+(\d+)/)?.[1]
  return { threads: count('task'), descriptors: count('fd'), megabytes: Number(resident) / 1024 }
}
