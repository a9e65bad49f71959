/** The data channel as a viewer uses it: what the viewer says, and the list of people that it makes of the answers. */

import type { Vector3 } from '../../../src/spatial/direction.js'

/** An entry in the viewer's list. */
export interface ListedPerson {
  power: number
  speaking: boolean
  mutedByModerator: boolean
}

export interface ViewerPlace {
  /** Global metres. */
  readonly position: Vector3
  /** Degrees counter-clockwise from east. */
  readonly headingDegrees?: number
  /** Of the ear; without it the avatar's own direction counts. */
  readonly ear?: Vector3
  readonly earDegrees?: number
}

/**
 * `newest`: like viewers since 2025-09, which first say that their avatar is elsewhere, and a tick later that it is here;
 * `old`: at once.
 */
export type JoinOrder = 'newest' | 'old'

/** Between the two messages. */
export const JOIN_TICK_MS = 100

/** What a viewer says to join, one message after the other. */
export function joinsOf(primary: boolean, order: JoinOrder): readonly object[] {
  const elsewhere = { j: {} }
  const here = { j: { p: true } }
  if (!primary) return [elsewhere]
  return order === 'old' ? [here] : [elsewhere, here]
}

export interface ViewerTalk {
  /** Everybody in the list; only `l` removes anybody. */
  readonly people: ReadonlyMap<string, ListedPerson>
  /** All texts so far. */
  readonly texts: readonly string[]
  /** The name that the service gave itself. */
  readonly version: string | undefined
  /** Gains and mutes that the viewer remembers from before: said again when somebody joins. */
  readonly remembered: Map<string, { volume?: number; muted?: boolean }>
  hear(text: string): void
  join(primary: boolean, order?: JoinOrder): void
  place(place: ViewerPlace): void
  /** @param volume of the slider, 0..1 */
  setVolume(agentId: string, volume: number): void
  setMuted(agentId: string, muted: boolean): void
}

export function createViewerTalk(ownId: string, say: (text: string) => void): ViewerTalk {
  const people = new Map<string, ListedPerson>()
  const texts: string[] = []
  const remembered: ViewerTalk['remembered'] = new Map()
  let version: string | undefined
  const tell = (message: object) => say(JSON.stringify(message))

  function hearOf(agentId: string, told: Record<string, unknown>): void {
    if (agentId === ownId && typeof told.V === 'string') version = told.V
    const join = told.j as { p?: unknown } | undefined
    // The list holds only avatars that are in the region by their own word.
    if (join?.p === true && !people.has(agentId)) {
      people.set(agentId, { power: 0, speaking: false, mutedByModerator: false })
      const memory = remembered.get(agentId)
      if (memory?.muted) tell({ m: { [agentId]: true } })
      // The viewer itself is inconsistent: 200 here, 220 elsewhere.
      if (memory?.volume !== undefined) tell({ ug: { [agentId]: Math.floor(memory.volume * 200) } })
    }
    const person = people.get(agentId)
    if (!person) return
    if (told.l === true) {
      if (agentId !== ownId) people.delete(agentId)
      return
    }
    if (typeof told.p === 'number') person.power = told.p
    if (typeof told.v !== 'boolean') return
    person.speaking = told.v
    // A fault of the viewer: it looks for `v` before it reads `m`.
    if (typeof told.m === 'boolean') person.mutedByModerator = told.m
  }

  return {
    people,
    texts,
    remembered,
    get version() {
      return version
    },
    hear(text) {
      texts.push(text)
      const told = JSON.parse(text) as Record<string, Record<string, unknown>>
      for (const [agentId, about] of Object.entries(told)) hearOf(agentId, about)
    },
    join(primary, order = 'newest') {
      for (const [index, join] of joinsOf(primary, order).entries()) {
        if (index === 0) tell(join)
        else setTimeout(() => tell(join), JOIN_TICK_MS * index)
      }
    },
    place({ position, headingDegrees = 0, ear = position, earDegrees = headingDegrees }) {
      const rotation = (degrees: number) => {
        const half = (degrees * Math.PI) / 360
        return { x: 0, y: 0, z: Math.trunc(Math.sin(half) * 100), w: Math.trunc(Math.cos(half) * 100) }
      }
      const point = ([x, y, z]: Vector3) => ({
        x: Math.trunc(x * 100),
        y: Math.trunc(y * 100),
        z: Math.trunc(z * 100),
      })
      tell({ sp: point(position), sh: rotation(headingDegrees), lp: point(ear), lh: rotation(earDegrees) })
    },
    setVolume: (agentId, volume) => tell({ ug: { [agentId]: Math.floor(volume * 220) } }),
    setMuted: (agentId, muted) => tell({ m: { [agentId]: muted } }),
  }
}
