/** Which people of a region the list shows, and in which order. */

import type { LivePerson } from '../../../src/protocol/admin-api.js'

export const ORDERS = ['speaking', 'arrival', 'distance', 'name'] as const
export type Order = (typeof ORDERS)[number]
export const SHOWN = ['everybody', 'voice', 'silent', 'muted'] as const
export type Shown = (typeof SHOWN)[number]

/** Whoever has just spoken keeps the place: otherwise the list would jump at every breath. */
const SPOKE_MS = 10_000

/** Not a fault of somebody's: nothing to look into. */
const HARMLESS = ['not-in-voice', 'page-open', 'alone', 'nobody-in-reach', 'feed-lost']

export interface Listing {
  readonly search: string
  readonly shown: Shown
  readonly order: Order
  /** In one channel only. */
  readonly channelId: number | undefined
  /** Those in sight on the map; `undefined`: all. */
  readonly inSight: ReadonlySet<string> | undefined
  /** From where distances are told. */
  readonly from: Place | undefined
  /** When each was last heard to speak, in milliseconds. */
  readonly spokeAt: ReadonlyMap<string, number>
  readonly now: number
  /** The language of the names' order. */
  readonly language: string
}

type Place = readonly [x: number, y: number, z: number]

/** The people to show, in their order. Raised hands stand first while speakers do. */
export function listed(people: readonly LivePerson[], listing: Listing): LivePerson[] {
  const { search, shown, channelId, inSight, language } = listing
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const byName = new Intl.Collator(language).compare
  const keys = new Map(people.map((person) => [person, keysOf(person, listing)]))
  return people
    .filter((person) => {
      if (channelId !== undefined && person.channelId !== channelId) return false
      if (inSight && !inSight.has(person.agentId)) return false
      const name = person.name.toLowerCase()
      return isShown(person, shown) && words.every((word) => name.includes(word))
    })
    .sort((one, other) => {
      const [first = [], second = []] = [keys.get(one), keys.get(other)]
      for (const [index, key] of first.entries()) {
        const difference = key - (second[index] ?? 0)
        // Two that are infinitely far away are equally far.
        if (difference) return difference
      }
      return byName(one.name, other.name)
    })
}

function isShown({ client, silence, mute, writingMute }: LivePerson, shown: Shown): boolean {
  switch (shown) {
    case 'everybody':
      return true
    case 'voice':
      return client !== null
    case 'silent':
      return client !== null && silence !== null && !HARMLESS.includes(silence.code)
    case 'muted':
      return mute !== null || writingMute !== null
  }
}

/** The smaller comes first. */
function keysOf(person: LivePerson, { order, from, spokeAt, now }: Listing): number[] {
  const away = Number(person.client === null)
  switch (order) {
    case 'speaking': {
      const spoke = now - (spokeAt.get(person.agentId) ?? Number.NEGATIVE_INFINITY) < SPOKE_MS
      return [person.hand ?? LAST, Number(!spoke), away]
    }
    case 'arrival':
      return [away, person.hereSeconds ?? LAST]
    case 'distance':
      return [distanceFrom(from, person) ?? LAST]
    case 'name':
      return []
  }
}

const LAST = Number.MAX_SAFE_INTEGER

/** Metres; `undefined` where either place is not known. */
export function distanceFrom(from: Place | undefined, { position }: LivePerson): number | undefined {
  if (!from || !position) return undefined
  const [x, y, z] = position
  return Math.hypot(x - from[0], y - from[1], z - from[2])
}

/** The middle of those in voice; of all where nobody is. */
export function middleOf(people: readonly LivePerson[]): Place | undefined {
  const placed = people.flatMap(({ client, position }) => (position ? [{ client, position }] : []))
  const inVoice = placed.filter(({ client }) => client !== null)
  const counted = inVoice.length > 0 ? inVoice : placed
  if (counted.length === 0) return undefined
  const mean = (axis: 0 | 1 | 2) =>
    counted.reduce((sum, { position }) => sum + position[axis], 0) / counted.length
  return [mean(0), mean(1), mean(2)]
}

/** Notes who speaks now, and forgets who has gone. */
export function notedSpeakers(
  before: ReadonlyMap<string, number>,
  people: readonly LivePerson[],
  now: number,
): ReadonlyMap<string, number> {
  return new Map(
    people.flatMap(({ agentId, speaking }): [string, number][] => {
      const at = speaking ? now : before.get(agentId)
      return at === undefined ? [] : [[agentId, at]]
    }),
  )
}
