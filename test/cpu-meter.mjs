/**
 * What programs take of the processor, with all that they started: from /proc, so that browsers count that are nobody's
 * child any more. What lives for less than a moment may be missed. Where there is no /proc everything is 0.
 */

import { readdirSync, readFileSync } from 'node:fs'

/** Of the times in /proc: the same on every Linux. */
const TICKS_PER_SECOND = 100
const MOMENT_MS = 500

/** Every process's parent and the ticks that it has taken itself, by its id. */
function processes() {
  const found = new Map()
  let names = []
  try {
    names = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  } catch {}
  for (const name of names) {
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'latin1')
      // The program's own name, before, may have spaces and brackets in it.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      found.set(Number(name), { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) })
    } catch {
      // It has just ended.
    }
  }
  return found
}

/** @param onFound is told of each process that was found, and whose it is */
export function createCpuMeter(onFound = () => undefined) {
  /** Whose a process is; it stays so when its parent ends. */
  const owners = new Map()
  const ticks = new Map()
  let last = new Map()

  function sample() {
    const now = processes()
    for (const id of owners.keys()) if (!now.has(id)) owners.delete(id)
    const ownerOf = (id) => owners.get(id) ?? (now.has(id) ? ownerOf(now.get(id).parent) : undefined)
    for (const [id, process] of now) {
      const owner = ownerOf(id)
      if (owner === undefined) continue
      if (!owners.has(id)) onFound(id, owner)
      owners.set(id, owner)
      const more = process.ticks - (last.get(id)?.ticks ?? 0)
      ticks.set(owner, (ticks.get(owner) ?? 0) + Math.max(0, more))
    }
    last = now
  }
  const clock = setInterval(sample, MOMENT_MS)

  return {
    /** From now on a process and all that it starts count for somebody. */
    add: (id, owner) => void owners.set(id, owner),
    /** Processor seconds so far. */
    seconds: (owner) => (ticks.get(owner) ?? 0) / TICKS_PER_SECOND,
    close: () => clearInterval(clock),
  }
}
