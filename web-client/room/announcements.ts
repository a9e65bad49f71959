/** What a screen reader is told of the people in a room, in moderation: who comes, who goes, and who breaks a silence. Pure. */

export interface Announced {
  readonly agentId: string
  readonly name: string
  readonly speaking: boolean
}

export type Announcement =
  | { readonly what: 'came' | 'left'; readonly names: readonly string[] }
  | { readonly what: 'speaks'; readonly names: readonly [string] }

/** In a larger room somebody comes, goes or speaks all the time. */
const MOST_PEOPLE = 10
/** Between two announcements: whoever comes or goes meanwhile is named in the next. */
const PAUSE_MS = 4000
/** A conversation names nobody who answers within this time. */
const SILENCE_MS = 15_000
/** A voice that was back so soon had never left. */
const SETTLE_MS = 3000

export interface Announcements {
  /**
   * Looks at the room as it is now; to be called whenever it may have changed, and once a second.
   * @param room identifies the room: who is there when it is entered did not come
   * @param now milliseconds
   */
  look(room: string | undefined, people: readonly Announced[], now: number): Announcement | undefined
}

export function createAnnouncements(): Announcements {
  let room: string | undefined
  let enteredAt = 0
  let saidAt = Number.NEGATIVE_INFINITY
  let spokenAt = Number.NEGATIVE_INFINITY
  /** Who is there as far as it was said, by agent id. */
  let told = new Map<string, string>()
  let speaker: string | undefined

  function note(people: readonly Announced[], now: number): void {
    const speaking = people.find((person) => person.speaking)
    if (speaking) {
      if (now - spokenAt >= SILENCE_MS) speaker = speaking.name
      spokenAt = now
    }
  }

  return {
    look(nowIn, people, now) {
      const present = new Map(people.map(({ agentId, name }) => [agentId, name]))
      if (nowIn !== room) {
        room = nowIn
        enteredAt = now
        told = present
        speaker = undefined
        spokenAt = Number.NEGATIVE_INFINITY
      }
      if (room === undefined) return undefined
      // A room that was just entered fills up, and a restarted service brings everybody back one after the other.
      if (now - enteredAt < SETTLE_MS || people.length + 1 > MOST_PEOPLE) {
        told = present
        note(people, now)
        speaker = undefined
        return undefined
      }
      note(people, now)
      if (now - saidAt < PAUSE_MS) return undefined
      const came = [...present].filter(([agentId]) => !told.has(agentId))
      const left = [...told].filter(([agentId]) => !present.has(agentId))
      if (came.length > 0) {
        for (const [agentId, name] of came) told.set(agentId, name)
        saidAt = now
        return { what: 'came', names: came.map(([, name]) => name) }
      }
      if (left.length > 0) {
        for (const [agentId] of left) told.delete(agentId)
        saidAt = now
        return { what: 'left', names: left.map(([, name]) => name) }
      }
      if (speaker === undefined) return undefined
      const names = [speaker] as const
      speaker = undefined
      saidAt = now
      return { what: 'speaks', names }
    },
  }
}
