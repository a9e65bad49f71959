/** How many processor cores had nothing to do in the last seconds, or nothing that does not step back, whoever else uses the machine. */

import { cpus } from 'node:os'

/** Seconds that all cores together were idle since they started, or busy with what steps back. */
const idleSeconds = () => cpus().reduce((sum, { times }) => sum + times.idle + times.nice, 0) / 1000

/** @param seconds for how long they must have been idle to count */
export function createIdleMeter(seconds) {
  let moments = []
  function note() {
    moments.push({ at: performance.now() / 1000, idle: idleSeconds() })
    moments = moments.slice(-(seconds * 2 + 1))
  }
  const clock = setInterval(note, 500)
  note()
  return {
    /** Cores, such as 1.3; 0 as long as it has not measured for that long. */
    cores() {
      const [first, last] = [moments[0], moments.at(-1)]
      if (moments.length <= seconds * 2) return 0
      return (last.idle - first.idle) / (last.at - first.at)
    },
    /** Forgets what it measured. */
    restart() {
      moments = []
      note()
    },
    close: () => clearInterval(clock),
  }
}
