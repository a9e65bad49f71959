/** The one place that says whose a region's credential is, for every edge: the secret of a grid, or a region key. */

import { VoiceError } from '../../errors.js'
import { type RegionRight, vivoxNameOf } from '../../pure/region-keys/region-rights.js'
import { type GridId, gridKey } from '../grids/grid.js'
import type { GridMaster, GridMasters } from '../grids/masters.js'
import type { GridUses } from '../grids/use/grid-use.js'
import { createTokenBucket, type TokenBucket } from '../limits/rates.js'
import type { Stopwatch } from '../ports.js'
import { masterOf, type RegionAuthority, requireRight } from './authority.js'
import type { RegionKeys } from './region-keys.js'

export interface RegionGate {
  /** For whom the holder of that secret speaks; `undefined` for a wrong one. */
  resolve(secret: string): RegionAuthority | undefined
  /**
   * The same for a request that is to be served: it is counted, and its use noted.
   * @param right what the request asks for
   * @throws VoiceError `region-secret-wrong` with that message, `not-allowed`, `rate-limited`, `grid-busy`
   */
  admit(request: {
    readonly secret: string | undefined
    readonly address: string
    readonly right: RegionRight
    readonly wrong: string
    /** The length of its body, as it says. */
    readonly bytes?: number
  }): RegionAuthority
  /** Whether a name is one with which regions sign in to the Vivox API; whether there is such a key is not told. */
  isAdminName(name: string): boolean
  /** The grid whose Vivox admin has that name; `undefined` for names of keys, whose secret says of which grid they are. */
  gridOfAdmin(name: string): GridId | undefined
  /** For whom that name and password speak; `undefined` for wrong ones. */
  resolveAdmin(name: string, password: string): RegionAuthority | undefined
  /** For whom the holder of a key's secret with that id speaks, while it is in force. */
  ofSecretId(secretId: string): RegionAuthority | undefined
  /** The master key of a grid; `undefined` for a grid that is not served. */
  master(grid: GridId): GridMaster | undefined
  /** Counts a request that was admitted by something that a key was given for its secret. @throws VoiceError as `admit` */
  count(authority: RegionAuthority, address: string, right: RegionRight, bytes?: number): void
}

export interface RegionGateOptions {
  readonly masters: GridMasters
  readonly keys: Pick<RegionKeys, 'match' | 'ofSecretId' | 'noteUse'>
  /** Counts a request for its grid. @throws VoiceError `grid-busy` where the grid makes more than it may */
  readonly takeRequest?: GridUses['takeRequest']
  readonly stopwatch: Stopwatch
}

/** A region tells positions once a second, and asks a handful of times when somebody's voice starts. */
const PER_SECOND_AND_REGION = 20
const MOST_PER_SECOND = 2000
/** A small region is full at once when an event begins. */
const LEAST_PER_SECOND = 100
const BURST_SECONDS = 3
/** Keys that were used since the start; beyond it a bucket is filled anew. */
const MAX_BUCKETS = 5000

const KEY_NAME = new RegExp(`^${vivoxNameOf('([a-z0-9]{1,16})')}$`)

export function createRegionGate({
  masters,
  keys,
  takeRequest = () => undefined,
  stopwatch,
}: RegionGateOptions): RegionGate {
  const buckets = new Map<string, { readonly perSecond: number; readonly bucket: TokenBucket }>()

  function bucketOf({ grid, key, regions }: RegionAuthority): TokenBucket | undefined {
    if (!key) return undefined
    const perSecond =
      regions === 'all'
        ? MOST_PER_SECOND
        : Math.min(MOST_PER_SECOND, Math.max(LEAST_PER_SECOND, regions.size * PER_SECOND_AND_REGION))
    const id = gridKey(grid, key.id)
    const known = buckets.get(id)
    if (known?.perSecond === perSecond) return known.bucket
    const bucket = createTokenBucket(stopwatch, { burst: perSecond * BURST_SECONDS, perSecond })
    if (buckets.size >= MAX_BUCKETS) buckets.clear()
    buckets.set(id, { perSecond, bucket })
    return bucket
  }

  function resolve(secret: string): RegionAuthority | undefined {
    const master = masters.ofSecret(secret)
    return master ? masterOf(master.grid) : served(keys.match(secret))
  }

  /** A grid that was removed is refused at once, whatever is still known of its keys. */
  function served(authority: RegionAuthority | undefined): RegionAuthority | undefined {
    return authority && masters.of(authority.grid) ? authority : undefined
  }

  function count(authority: RegionAuthority, address: string, right: RegionRight, bytes = 0): void {
    const bucket = bucketOf(authority)
    if (bucket?.spend() === false) {
      throw new VoiceError('rate-limited', 'Too many requests with this region key: wait a moment.', {
        retryAfterSeconds: 1,
      })
    }
    takeRequest(authority.grid, bytes)
    keys.noteUse(authority, address)
    requireRight(authority, right)
  }

  return {
    resolve,
    count,
    admit({ secret, address, right, wrong, bytes }) {
      const authority = secret === undefined ? undefined : resolve(secret)
      if (!authority) throw new VoiceError('region-secret-wrong', wrong)
      count(authority, address, right, bytes)
      return authority
    },
    isAdminName: (name) => masters.ofAdmin(name) !== undefined || KEY_NAME.test(name),
    gridOfAdmin: (name) => masters.ofAdmin(name)?.grid,
    resolveAdmin(name, password) {
      const master = masters.ofAdmin(name)
      if (master) return master.isAdminPassword(password) ? masterOf(master.grid) : undefined
      const authority = served(keys.match(password))
      return authority?.key && vivoxNameOf(authority.key.id) === name ? authority : undefined
    },
    ofSecretId: (secretId) => served(keys.ofSecretId(secretId)),
    master: masters.of,
  }
}
