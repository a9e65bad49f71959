/**
 * A bound that nobody can use up alone: when it is full, the largest holder gives way. A holder is a grid, within it a
 * sender (an address or a region key) and, within that sender, a region.
 */

/** Who holds something. */
export interface Holder {
  readonly sender: string
  /** The key of a region, or of an avatar, which begins with its grid: see `gridKey`. */
  readonly region: string
}

export interface FairSpaceOptions {
  readonly max: number
  /** What a holder gives up first: what it took last or first, or what is chosen from its keys. */
  readonly givesUp: 'newest' | 'oldest' | ((keys: Iterable<string>) => string | undefined)
}

export interface FairSpace {
  readonly size: number
  /**
   * The key that has to go so that a holder can have one more: `undefined` if there is room, `refused` if nobody
   * holds more than that holder.
   */
  victimFor(holder: Holder): string | undefined | 'refused'
  /** The key that the largest holder gives up. */
  victim(): string | undefined
  /** The key that the largest region of a sender gives up. */
  victimOf(sender: string): string | undefined
  /** How many keys count for a sender. */
  sizeOf(sender: string): number
  /** Counts a key for that holder, as its newest, and no longer for any other. */
  add(key: string, holder: Holder): void
  remove(key: string): void
}

/** The keys of one sender by region, in the order they came. */
type Regions = Map<string, Set<string>>

interface Sender {
  size: number
  readonly regions: Regions
}

interface Share {
  size: number
  readonly senders: Map<string, Sender>
}

/** Keeps two holders of about the same size from displacing each other in turn. */
const LEAD = 2

export function createFairSpace({ max, givesUp }: FairSpaceOptions): FairSpace {
  /** By grid. */
  const shares = new Map<string, Share>()
  const holders = new Map<string, Holder>()

  const sizes = <Value extends { readonly size: number }>(of: ReadonlyMap<string, Value> | undefined) =>
    [...(of ?? [])].map(([name, { size }]) => [name, size] as const)

  const senderIn = (grid: string, sender: string) => shares.get(grid)?.senders.get(sender)

  /** The grid in which a sender holds most. */
  const gridOf = (sender: string) =>
    largest([...shares].map(([grid, { senders }]) => [grid, senders.get(sender)?.size ?? 0]))

  function firstOf(keys: ReadonlySet<string>): string | undefined {
    if (givesUp === 'newest') return [...keys].at(-1)
    if (givesUp !== 'oldest') return givesUp(keys)
    const [oldest] = keys
    return oldest
  }

  /** The key that the largest region of a sender gives up. */
  function givenBySender(sender: Sender | undefined): string | undefined {
    const region = largest(sizes(sender?.regions))
    const keys = region === undefined ? undefined : sender?.regions.get(region)
    return keys && firstOf(keys)
  }

  /** The key that the largest sender of a grid gives up. */
  function givenByGrid(grid: string | undefined): string | undefined {
    const share = grid === undefined ? undefined : shares.get(grid)
    const sender = largest(sizes(share?.senders))
    return sender === undefined ? undefined : givenBySender(share?.senders.get(sender))
  }

  function remove(key: string): void {
    const holder = holders.get(key)
    if (!holder) return
    holders.delete(key)
    const grid = gridOfRegion(holder.region)
    const share = shares.get(grid)
    const sender = share?.senders.get(holder.sender)
    if (!share || !sender) return
    share.size -= 1
    if (share.size === 0) shares.delete(grid)
    sender.size -= 1
    if (sender.size === 0) share.senders.delete(holder.sender)
    const keys = sender.regions.get(holder.region)
    keys?.delete(key)
    if (keys?.size === 0) sender.regions.delete(holder.region)
  }

  return {
    get size() {
      return holders.size
    },
    victim: () => givenByGrid(largest(sizes(shares))),
    victimOf(sender) {
      const grid = gridOf(sender)
      return grid === undefined ? undefined : givenBySender(senderIn(grid, sender))
    },
    sizeOf(sender) {
      const grid = gridOf(sender)
      return (grid === undefined ? undefined : senderIn(grid, sender)?.size) ?? 0
    },
    victimFor({ sender, region }) {
      if (holders.size < max) return undefined
      const grid = gridOfRegion(region)
      const share = shares.get(grid)
      const own = share?.senders.get(sender)
      const leads = (most: number | undefined, ownSize: number | undefined) =>
        (most ?? 0) >= (ownSize ?? 0) + LEAD
      const largestGrid = largest(sizes(shares)) ?? grid
      if (leads(shares.get(largestGrid)?.size, share?.size)) return givenByGrid(largestGrid)
      const largestSender = share?.senders.get(largest(sizes(share.senders)) ?? sender)
      if (leads(largestSender?.size, own?.size)) return givenBySender(largestSender)
      const largestRegion = own?.regions.get(largest(sizes(own.regions)) ?? region)
      return leads(largestRegion?.size, own?.regions.get(region)?.size) ? givenBySender(own) : 'refused'
    },
    add(key, holder) {
      remove(key)
      holders.set(key, holder)
      const grid = gridOfRegion(holder.region)
      const share = shares.get(grid) ?? { size: 0, senders: new Map() }
      shares.set(grid, share)
      share.size += 1
      const sender = share.senders.get(holder.sender) ?? { size: 0, regions: new Map() }
      share.senders.set(holder.sender, sender)
      sender.size += 1
      const keys = sender.regions.get(holder.region) ?? new Set()
      sender.regions.set(holder.region, keys.add(key))
    },
    remove,
  }
}

const gridOfRegion = (region: string): string => region.slice(0, Math.max(0, region.indexOf('/')))

function largest(sizes: readonly (readonly [name: string, size: number])[]): string | undefined {
  let found: readonly [string, number] | undefined
  for (const one of sizes) if (!found || one[1] > found[1]) found = one
  return found?.[0]
}
