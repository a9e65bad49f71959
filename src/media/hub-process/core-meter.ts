/** How much of a core this process takes. */

/** @returns of one core, 0..1 and beyond, since the last call */
export function createCoreMeter(): () => number {
  let usage = process.cpuUsage()
  let measuredAtMs = performance.now()
  return () => {
    const { user, system } = process.cpuUsage(usage)
    const elapsedMs = performance.now() - measuredAtMs
    usage = process.cpuUsage()
    measuredAtMs = performance.now()
    return (user + system) / 1000 / elapsedMs
  }
}
