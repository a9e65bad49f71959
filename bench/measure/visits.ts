/** Which files an act comes back to, after it has left them. */

/** One file calls another one. */
export interface Entry {
  readonly file: string
  /** `undefined`: the platform or a library calls. */
  readonly from: string | undefined
  /** What is called keeps something: a closure or a method, not a plain function of the module. */
  readonly isPart: boolean
  /** Something in that file waits for this call to return: the file has not been left. */
  readonly isUnderWay: boolean
}

/** What everybody asks, and what leads nowhere else: clocks, limits, machines, keys. */
const TOOLS = /^src\/(pure|spatial|protocol|voice\/(grids|limits|log|time))\//

/**
 * Numbers the visits to each file. A caller that asks several things while it is itself visited makes one visit; so do a
 * file that was never left and one that calls itself over a timer. 0: no visit, but the use of a tool.
 */
export function withVisits(entries: readonly Entry[]): readonly (Entry & { readonly visit: number })[] {
  const visits = new Map<string, Map<string, number>>()
  const last = new Map<string, number>()
  return entries.map((entry) => {
    const { file, from, isPart, isUnderWay } = entry
    if (!isPart || TOOLS.test(file)) return { ...entry, visit: 0 }
    const known = visits.get(file) ?? new Map<string, number>()
    visits.set(file, known)
    const caller = `${from} ${last.get(from ?? '')}`
    const goesOn = isUnderWay || from === file
    const visit =
      known.get(caller) ?? (goesOn ? last.get(file) : undefined) ?? new Set(known.values()).size + 1
    known.set(caller, visit)
    last.set(file, visit)
    return { ...entry, visit }
  })
}
