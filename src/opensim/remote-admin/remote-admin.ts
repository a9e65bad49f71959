/** RemoteAdmin of all simulators together: their regions' positions come in, messages and passwords go out. */

import type { Language } from '../../pure/languages.js'
import { type Avatar, type GridId, type Region, regionKey } from '../../voice/grids/grid.js'
import type { GridPasswords, Messenger } from '../../voice/ports.js'
import type { Whereabouts } from '../../voice/presence/located.js'
import type { Presence } from '../../voice/presence/presence.js'
import { every } from '../../voice/time/timers.js'
import type { Ability } from './ability.js'
import { type AskedRegion, type AskedRegionOptions, createAskedRegion } from './asked-region.js'
import type { PolledRegion } from './region-poller.js'
import type { RegionEntry } from './regions-file.js'
import type { RemoteAdminReason } from './remote-admin-client.js'
import { createSignInHelp } from './sign-in-help.js'

/** What an admin sees of a polled region. */
export interface RegionStatus {
  readonly grid: GridId
  /** As the operator named it. */
  readonly name: string
  /** Without credentials. */
  readonly url: string
  readonly regionId: string | null
  readonly state: PolledRegion['state']
  /** Why it fails; `null` as long as it does not. */
  readonly reason: RemoteAdminReason | 'internal' | null
  /** In words, with what to do about it. */
  readonly error: string | null
  /** Milliseconds since 1970. */
  readonly lastOkAt: number | null
  readonly avatars: number
  /** Ways to sign in that the operator wants there. */
  readonly ways: readonly WayStatus[]
}

/** Whether a way to sign in was seen to work in a region. */
export interface WayStatus {
  readonly way: 'code' | 'grid-password'
  readonly state: Exclude<Ability['state'], 'off'>
  /** In words, with what to do about it. */
  readonly error: string | null
}

export interface RemoteAdmin {
  readonly messenger: Messenger
  readonly gridPasswords: GridPasswords
  status(): readonly RegionStatus[]
  /** The language of a grid's region that is asked, by its UUID or its name; `undefined` for any other. */
  languageOf(grid: GridId, region: string): Language | undefined
  /** Asks all regions at full speed for two seconds. */
  hurry(): void
  /** Takes the regions that a grid lists, each with its password; those of the regions file are left as they are there. */
  takeListed(grid: GridId, entries: readonly RegionEntry[]): void
  close(): void
}

/** So many regions of the grid's list are asked even where nobody is in voice; of more, only those with somebody. */
export const MAX_IDLE_LISTED = 50

/** Where somebody is is looked at this often. */
const PEOPLED_INTERVAL_MS = 500

/** A region is asked for this long after the last one in voice has left it. */
const RESTS_AFTER_MS = 30_000

export interface RemoteAdminOptions extends Omit<AskedRegionOptions, 'presence' | 'random'> {
  readonly regions: readonly RegionEntry[]
  readonly presence: Presence
  /** In which region avatars are, on any node. */
  readonly whereabouts: Whereabouts
  /** Whether such a grid is served at the moment: the regions of others are not asked. */
  readonly isServed?: (grid: GridId) => boolean
  /** Whether this node is the one that asks that region; every node asks once, to learn which region it is. */
  readonly isOurs?: (region: Region) => boolean
  readonly inVoice: InVoice
  /** 0 to 1, for jitter. */
  readonly random?: () => number
}

/** Who is in voice, as far as asking regions goes. */
export interface InVoice {
  /** The keys of all regions with somebody in voice. */
  regions(): ReadonlySet<string>
  /** The keys of those, and of all where somebody is who has a page, as the grid tells. */
  peopled(): ReadonlySet<string>
  includes(avatar: Avatar): boolean
}

/** Short, so that a region is asked soon after somebody joined, and regions are not all asked at one moment. */
const TICK_MS = 50

/** When somebody in voice has left a region, all others are asked at full speed for this long: they may be in one of them. */
const SEARCH_MS = 2000

export function createRemoteAdmin(options: RemoteAdminOptions): RemoteAdmin {
  const { presence, whereabouts, inVoice, timers, random = Math.random } = options
  const { isServed = () => true, isOurs = () => true } = options
  /** When somebody was last there, of listed regions that are asked. */
  const peopledAt = new Map<RegionEntry, number>()
  const isAsked = (entry: RegionEntry) => entry.listedId === undefined || peopledAt.has(entry)
  const ask = (entry: RegionEntry) =>
    createAskedRegion(entry, {
      ...options,
      presence: {
        // The answer to a last question may come when nobody waits for it any more.
        report: (report) => isOurs(report) && isAsked(entry) && presence.report(report),
        feedFailed: presence.feedFailed,
      },
      random,
    })
  const everyOfFile = options.regions.map(ask)
  /** By what makes each another one to ask. */
  const listed = new Map<string, AskedRegion>()
  /** Those of grids that are served at the moment. */
  const ofFile = () => everyOfFile.filter(({ entry }) => isServed(entry.grid))
  const regions = () => [...ofFile(), ...listed.values()]
  function rest(one: AskedRegion): void {
    const region = one.region()
    if (peopledAt.delete(one.entry) && region) presence.feedEnded(region, 'remote-admin')
  }

  /** Of listed regions each is asked by one node alone. */
  function isAskedHere(one: AskedRegion): boolean {
    const region = one.region()
    return region !== undefined && isAsked(one.entry) && isOurs(region)
  }

  let peopled: ReadonlySet<string> = new Set()
  let peopledReadAt = Number.NEGATIVE_INFINITY

  /** A grid with thousands of regions is not asked about each of them every few seconds. */
  function isWanted(one: AskedRegion, region: Region): boolean {
    const now = timers.now()
    if (listed.size <= MAX_IDLE_LISTED || peopled.has(regionKey(region))) peopledAt.set(one.entry, now)
    const at = peopledAt.get(one.entry)
    if (at !== undefined && now - at < RESTS_AFTER_MS) return true
    rest(one)
    return false
  }

  let searchedAt: number | undefined
  function search(avatars: readonly Avatar[]): void {
    if (avatars.some(inVoice.includes)) searchedAt = timers.now()
  }
  presence.events.on('gone', search)

  const stopTicking = every(timers, TICK_MS, tick)
  function tick(): void {
    if (everyOfFile.length + listed.size === 0) return
    const live = inVoice.regions()
    const now = timers.now()
    if (listed.size > MAX_IDLE_LISTED && now - peopledReadAt >= PEOPLED_INTERVAL_MS) {
      peopled = inVoice.peopled()
      peopledReadAt = now
    }
    const searching = searchedAt !== undefined && timers.now() - searchedAt < SEARCH_MS
    for (const one of ofFile()) {
      const region = one.region()
      if (region && !isOurs(region)) continue
      one.tick(searching || (region !== undefined && live.has(regionKey(region))))
    }
    for (const one of listed.values()) {
      const region = one.region()
      if (!region || !isWanted(one, region) || !isOurs(region)) continue
      one.tick(searching || live.has(regionKey(region)))
    }
  }

  return {
    ...createSignInHelp(regions, whereabouts),
    languageOf: (grid, wanted) =>
      regions().find(
        ({ entry, region }) =>
          entry.grid === grid && (entry.region === wanted || region()?.regionId === wanted),
      )?.entry.language,
    hurry() {
      searchedAt = timers.now()
    },
    takeListed(grid, entries) {
      const inFile = (entry: RegionEntry) =>
        everyOfFile.some(
          (one) =>
            one.entry.grid === entry.grid &&
            (one.region()?.regionId === entry.listedId ||
              [entry.listedId, entry.name.toLowerCase()].includes(one.entry.region.toLowerCase())),
        )
      const next = new Map(
        entries
          .filter((entry) => !inFile(entry))
          .map((entry) => [`${grid} ${entry.listedId} ${entry.url.origin} ${entry.password}`, entry]),
      )
      for (const [key, one] of listed) {
        if (one.entry.grid !== grid || next.has(key)) continue
        listed.delete(key)
        rest(one)
      }
      for (const [key, entry] of next) if (!listed.has(key)) listed.set(key, ask(entry))
    },
    status: () =>
      [...ofFile(), ...[...listed.values()].filter(isAskedHere)].map(
        ({ entry, current, codes, passwords }) => ({
          ...statusOf(entry, current()),
          ways: [...wayOf('code', codes), ...wayOf('grid-password', passwords)],
        }),
      ),
    close() {
      stopTicking()
      presence.events.off('gone', search)
    },
  }
}

function statusOf({ grid, name, url }: RegionEntry, region: PolledRegion): Omit<RegionStatus, 'ways'> {
  return {
    grid,
    name,
    url: url.origin,
    regionId: region.regionId ?? null,
    state: region.state,
    reason: region.reason ?? null,
    error: region.error ?? null,
    lastOkAt: region.lastOkAt ?? null,
    avatars: region.avatars,
  }
}

function wayOf(way: WayStatus['way'], { state, error }: Ability): readonly WayStatus[] {
  return state === 'off' ? [] : [{ way, state, error: error ?? null }]
}
