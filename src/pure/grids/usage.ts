/** What a grid used on a day, and how days become months. */

/** The numbers of a grid that are added up over time. */
export const USAGE_AMOUNTS = ['voiceSeconds', 'hubSeconds', 'hubBytes'] as const
export type UsageAmount = (typeof USAGE_AMOUNTS)[number]
export type UsageAmounts = Readonly<Record<UsageAmount, number>>

export interface UsageDay extends UsageAmounts {
  /** In UTC, such as `2026-11-28`. */
  readonly day: string
  /** How many different residents were in voice. */
  readonly people: number
}

export interface UsageMonth extends UsageAmounts {
  /** Such as `2026-11`. */
  readonly month: string
  /** Those of the day with most: who it was is not known any more, so people of several days cannot be told apart. */
  readonly mostPeople: number
}

export const NO_USAGE: UsageAmounts = { voiceSeconds: 0, hubSeconds: 0, hubBytes: 0 }

const DAY_MS = 24 * 60 * 60_000

/** The day of a moment, in UTC. @param at milliseconds since 1970 */
export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10)

/** That many days later, or earlier. */
export const dayAfter = (day: string, days = 1): string => dayOf(Date.parse(day) + days * DAY_MS)

/** Every day from the first to the last, those without use too. */
export function everyDay(known: readonly UsageDay[], first: string, last: string): readonly UsageDay[] {
  const byDay = new Map(known.map((one) => [one.day, one]))
  const days: UsageDay[] = []
  for (let day = first; day <= last; day = dayAfter(day)) {
    days.push(byDay.get(day) ?? { day, people: 0, ...NO_USAGE })
  }
  return days
}

/** The months of some days, in their order. */
export function monthsOf(days: readonly UsageDay[]): readonly UsageMonth[] {
  const months = new Map<string, UsageMonth>()
  for (const one of days) {
    const month = one.day.slice(0, 7)
    const { mostPeople = 0, ...before } = months.get(month) ?? NO_MONTH
    months.set(month, { month, mostPeople: Math.max(mostPeople, one.people), ...added(before, one) })
  }
  return [...months.values()]
}

const NO_MONTH: UsageAmounts & { readonly mostPeople?: number } = NO_USAGE

/** Two amounts together. */
export function added(one: UsageAmounts, other: UsageAmounts): UsageAmounts {
  return {
    voiceSeconds: one.voiceSeconds + other.voiceSeconds,
    hubSeconds: one.hubSeconds + other.hubSeconds,
    hubBytes: one.hubBytes + other.hubBytes,
  }
}
