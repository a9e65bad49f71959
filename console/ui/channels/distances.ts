/** How far people in a room stand from one of them, and how loud they are there. */

import type { ChannelPerson } from '../../../src/protocol/admin/channel-file.js'
import { type AttenuationSettings, attenuationGain } from '../../../src/spatial/attenuation.js'
import { distanceMetres } from '../../../src/spatial/direction.js'

export interface HeardPerson {
  readonly agentId: string
  readonly name: string
  readonly speaking: boolean
  readonly metres: number
  /** With the settings as they are edited, 0..1. */
  readonly gain: number
}

/** Who listens unless somebody is chosen: the first by name. */
export function listenerAmong(
  people: readonly ChannelPerson[],
  chosen: string | undefined,
): ChannelPerson | undefined {
  return (
    people.find(({ agentId }) => agentId === chosen) ??
    people.toSorted((a, b) => a.name.localeCompare(b.name))[0]
  )
}

/** Everybody else, the nearest first. */
export function heardBy(
  listener: ChannelPerson,
  people: readonly ChannelPerson[],
  settings: AttenuationSettings,
): HeardPerson[] {
  return people
    .filter(({ agentId }) => agentId !== listener.agentId)
    .map(({ agentId, name, speaking, position }) => {
      const metres = distanceMetres(listener.position, position)
      return { agentId, name, speaking, metres, gain: attenuationGain(metres, settings) }
    })
    .sort((a, b) => a.metres - b.metres)
}
