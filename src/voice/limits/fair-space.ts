/**
 * A bound that nobody can use up alone: when it is full, the largest holder gives way. A holder is a sender (an
 * address) and, within that sender, a region.
 */

/** Who holds something. */
export interface Holder {
  readonly sender: string
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

/** Keeps two holders of about the same size from displacing each other in turn. */
const LEAD = 2

export function createFairSpace({ max, givesUp }: FairSpaceOptions): FairSpace {
  const senders = new Map<string, { size: number; readonly regions: Regions }>()
  const holders = new Map<string, Holder>()

  function largestSender(): string | undefined {
    return largest([...senders].map(([sender, { size }]) => [sender, size]))
  }

  function largestRegion(sender: string): string | undefined {
    return largest([...(senders.get(sender)?.regions ?? [])].map(([region, { size }]) => [region, size]))
  }

  const sizeOf = ({ sender, region }: Holder) => senders.get(sender)?.regions.get(region)?.size ?? 0

  function firstOf(sender: string, region: string): string | undefined {
    const keys = senders.get(sender)?.regions.get(region) ?? new Set<string>()
    if (givesUp === 'newest') return [...keys].at(-1)
    if (givesUp !== 'oldest') return givesUp(keys)
    const [oldest] = keys
    return oldest
  }

  /** The key that the largest region of a sender gives up. */
  function givenBy(sender: string | undefined): string | undefined {
    const region = sender === undefined ? undefined : largestRegion(sender)
    return sender === undefined || region === undefined ? undefined : firstOf(sender, region)
  }

  function remove(key: string): void {
    const holder = holders.get(key)
    const sender = holder && senders.get(holder.sender)
    if (!holder || !sender) return
    holders.delete(key)
    sender.size -= 1
    if (sender.size === 0) senders.delete(holder.sender)
    const keys = sender.regions.get(holder.region)
    keys?.delete(key)
    if (keys?.size === 0) sender.regions.delete(holder.region)
  }

  return {
    get size() {
      return holders.size
    },
    victim: () => givenBy(largestSender()),
    victimOf: givenBy,
    sizeOf: (sender) => senders.get(sender)?.size ?? 0,
    victimFor(holder) {
      if (holders.size < max) return undefined
      const { sender, region } = holder
      const most = largestSender() ?? sender
      const ownSize = senders.get(sender)?.size ?? 0
      if ((senders.get(most)?.size ?? 0) >= ownSize + LEAD) return givenBy(most)
      const largestOwn = largestRegion(sender) ?? region
      const lead = sizeOf({ sender, region: largestOwn }) - sizeOf(holder)
      return lead >= LEAD ? givenBy(sender) : 'refused'
    },
    add(key, holder) {
      remove(key)
      holders.set(key, holder)
      const sender = senders.get(holder.sender) ?? { size: 0, regions: new Map() }
      senders.set(holder.sender, sender)
      sender.size += 1
      const keys = sender.regions.get(holder.region) ?? new Set()
      sender.regions.set(holder.region, keys.add(key))
    },
    remove,
  }
}

function largest(sizes: readonly (readonly [name: string, size: number])[]): string | undefined {
  let found: readonly [string, number] | undefined
  for (const one of sizes) if (!found || one[1] > found[1]) found = one
  return found?.[0]
}
